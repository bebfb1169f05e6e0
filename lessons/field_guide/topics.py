"""The parts of the field guide: what each puts on the stage, says of it, and writes below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lessons.field_guide import conventions, rules, words
from lessons.field_guide.experiments import Experiment
from ui.page.settings import Settings
from ui.runs.result import RunResult


@dataclass(frozen=True)
class Topic:
    """One part of the guide.

    Attributes:
        title: what it is called.
        choice: what the reader chooses in it, and `help` what that does.
        names: the experiments by their keys.
        experiment: makes one of them.
        says: what its runs did, computed from them.
        below: writes what stands below the stage.
        explained: whether the first run's formula stands beside the picture.
    """

    title: str
    choice: str
    help: str
    names: Mapping[str, str]
    experiment: Callable[[str], Experiment]
    says: Callable[[str, Sequence[RunResult]], str]
    below: Callable[[Settings], None]
    explained: bool = False


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "rules": Topic(
            "Rules",
            "Rule",
            "Which rule runs, and whose formula stands beside the picture.",
            rules.NAMES,
            rules.experiment,
            words.ends,
            lambda settings: rules.show_table(),
            explained=True,
        ),
        "conventions": Topic(
            "Libraries",
            "Pair",
            "Two rules that one name stands for, in one library or another.",
            conventions.NAMES,
            conventions.experiment,
            words.apart,
            conventions.show_cards,
        ),
    }
)
