"""The parts of the field guide: what each puts on the stage, says of it, and writes below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from lessons.field_guide import (
    choosing,
    conventions,
    data,
    debugging,
    myths,
    quiz,
    rules,
    theory,
    words,
)
from lessons.field_guide.charts import show_rates
from lessons.field_guide.experiments import Experiment
from ui.page.settings import Settings
from ui.runs.result import RunResult

Results = Sequence[RunResult]


def _nothing(key: str, results: Results) -> None:
    """Most topics have no chart."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One part of the guide.

    Attributes:
        title: what it is called.
        choice: what the reader chooses in it, and `help` what that does.
        names: the experiments by their keys.
        experiment: makes one of them.
        says: what its runs did, computed from them.
        chart: draws more of what they did, below the stage.
        below: writes what stands below that; `prose` is the same in words.
        meanings: what symbols mean in this topic, where that is not the usual.
        explained: whether the first run's formula stands beside the picture.
        formulas: whether its words write out the formulas of its runs.
    """

    title: str
    choice: str
    help: str
    names: Mapping[str, str]
    experiment: Callable[[str], Experiment]
    says: Callable[[str, Results], str] = words.ends
    chart: Callable[[str, Results], None] = _nothing
    below: Callable[[Settings], None]
    prose: Callable[[str], Sequence[str]]
    meanings: Mapping[str, str] = field(default_factory=dict)
    explained: bool = False
    formulas: bool = False


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "rules": Topic(
            title="Rules",
            choice="Rule",
            help="Which rule runs, and whose formula stands beside the picture.",
            names=rules.NAMES,
            experiment=rules.experiment,
            below=lambda settings: rules.show_table(),
            prose=rules.prose,
            explained=True,
            formulas=True,
        ),
        "conventions": Topic(
            title="Libraries",
            choice="Pair",
            help="Two rules that one name stands for, in one library or another.",
            names=conventions.NAMES,
            experiment=conventions.experiment,
            says=words.apart,
            below=conventions.show_cards,
            prose=conventions.prose,
            formulas=True,
        ),
        "debugging": Topic(
            title="Debugging",
            choice="Symptom",
            help="What is seen: the first run has it, in the second it is cured.",
            names=debugging.NAMES,
            experiment=debugging.experiment,
            says=debugging.says,
            below=debugging.show_cards,
            prose=debugging.prose,
            meanings={"λ": "a curvature"},
        ),
        "myths": Topic(
            title="Myths",
            choice="Claim",
            help="What is often said, and runs that say otherwise.",
            names=myths.NAMES,
            experiment=myths.experiment,
            says=myths.says,
            below=myths.show_cards,
            prose=myths.prose,
        ),
        "theory": Topic(
            title="Theory",
            choice="Surface",
            help="What is known of the surface, and what is proved there.",
            names=theory.NAMES,
            experiment=theory.experiment,
            says=theory.says,
            chart=show_rates,
            below=theory.show_cards,
            prose=theory.prose,
            meanings={
                "k": "how many steps were taken",
                "μ": "a bound on the curvature from below; in PL what it is called after",
                "v": "a direction, of length 1",
                "e": "2.718…",
                "O": "at most so many, but for a factor",
                "ε": "how short the gradient shall be",
            },
        ),
        "data": Topic(
            title="Data",
            choice="Look up",
            help="What there is to know of fits to data.",
            names=data.NAMES,
            experiment=data.experiment,
            says=data.says,
            below=data.show_cards,
            prose=data.prose,
            meanings={
                "D": "the number of features",
                "w": "a weight: what a feature is multiplied by",
                "b": "the height of the line at 0",
            },
        ),
        "choosing": Topic(
            title="Choosing",
            choice="Task",
            help="What is usual for a task, on a surface that can be drawn.",
            names=choosing.NAMES,
            experiment=choosing.experiment,
            below=choosing.show_cards,
            prose=choosing.prose,
        ),
        "quiz": Topic(
            title="Quiz",
            choice="Which",
            help="A rule beside the same rule with a mistake: find out which mistake.",
            names=quiz.NAMES,
            experiment=quiz.experiment,
            says=quiz.says,
            below=quiz.show_question,
            prose=quiz.prose,
        ),
    }
)
