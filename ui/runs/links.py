"""A list of runs as a setting: how a link spells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optim import SCHEDULES, Optimizer
from optim import optimizer as rule_of
from optim.rules import OWN as TYPED
from ui.page.fields import Mended, Number
from ui.runs.knobs import hyper_field
from ui.runs.own import CONSTANT, OWN, fields_of
from ui.runs.run import Run

MOST_RUNS = 12
LONGEST_NAME = 40
_MOST_PROBLEMS = 3
_SCHEDULE, _NAME = f"{OWN}schedule", f"{OWN}name"


@dataclass(frozen=True)
class Runs:
    """A setting: one to twelve runs. In a link `adam~lr~0.05~own_schedule~cosine~~gd~lr~0.01`."""

    key: str
    default: tuple[Run, ...]

    def parse(self, text: str) -> Mended:
        """Take the runs from a link; what cannot be read is left out and said."""
        problems: list[str] = []
        runs = [_parse_run(part, problems) for part in text.split("~~") if part]
        known = tuple(run for run in runs if run)
        if len(known) > MOST_RUNS:
            problems.append(f"At most {MOST_RUNS} runs race at a time; the rest was left out.")
        problems = list(dict.fromkeys(problems))
        more = len(problems) - _MOST_PROBLEMS
        rest = [f"({more} more.)"] if more > 0 else []
        return known[:MOST_RUNS] or self.default, " ".join(problems[:_MOST_PROBLEMS] + rest) or None

    def format(self, value: Sequence[Run]) -> str:
        """Spell the runs: each rate, whatever differs from the rule's defaults, and what is own."""
        return "~~".join(_format_run(run) for run in value)

    def validate(self, value: Any) -> tuple[Run, ...]:
        """One to twelve runs, each number within its bounds."""
        runs = tuple(value)
        if not 1 <= len(runs) <= MOST_RUNS:
            raise ValueError(f"{self.key} must be 1 to {MOST_RUNS} runs, not {len(runs)}")
        return tuple(_validated(run) for run in runs)


def readable(name: str) -> str:
    """A run's name as it is kept: one line of at most `LONGEST_NAME` letters."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]


def _validated(run: Run) -> Run:
    for hyper in rule_of(run.optimizer).hypers:
        hyper_field(hyper).validate(run.hypers[hyper.name])
    fields = fields_of(run.schedule)
    own = {name: fields[name].validate(value) for name, value in run.own.items()}
    return replace(run, title=readable(run.title), own=own)


def _format_run(run: Run) -> str:
    parts = [run.optimizer]
    for hyper in rule_of(run.optimizer).hypers:
        value = run.hypers[hyper.name]
        if hyper.name == "lr" or value != hyper.default:
            parts += [hyper.name, repr(value)]
    fields = fields_of(run.schedule)
    parts += [] if run.schedule == CONSTANT else [_SCHEDULE, run.schedule]
    for name, value in run.own.items():
        parts += [OWN + name, fields[name].format(value)]
    return "~".join([*parts, *([_NAME, _escaped(run.title)] if run.title else [])])


def _parse_run(text: str, problems: list[str]) -> Run | None:
    key, *rest = text.split("~")
    rule = _rule(key, problems)
    if rule is None:
        return None
    given = [*zip(rest[::2], rest[1::2], strict=False)]
    schedule, title = _texts(dict(given), problems)
    known = {hyper.name: hyper_field(hyper) for hyper in rule.hypers}
    known |= {OWN + name: field for name, field in fields_of(schedule).items()}
    numbers = [(name, number) for name, number in given if name not in (_SCHEDULE, _NAME)]
    read = _numbers(numbers, known, rule.name, problems)
    hypers = {name: value for name, value in read.items() if not name.startswith(OWN)}
    own = {name.removeprefix(OWN): v for name, v in read.items() if name.startswith(OWN)}
    return Run(rule.key, hypers, title, schedule=schedule, own=own)


def _rule(key: str, problems: list[str]) -> Optimizer | None:
    """The rule that a link names or writes down; None where it can be neither found nor read."""
    try:
        return rule_of(key)
    except ValueError as error:
        typed = f"A rule of the reader's own was left out. {error}"
        unknown = f"There is no optimizer called “{key[:40]}”; it was left out."
        problems.append(typed if key.startswith(TYPED) else unknown)
        return None


def _texts(given: Mapping[str, str], problems: list[str]) -> tuple[str, str]:
    """The schedule and the name that a link gives a run."""
    schedule = given.get(_SCHEDULE, CONSTANT)
    if schedule not in SCHEDULES:
        problems.append(f"There is no schedule called “{schedule[:40]}”; the rate is constant.")
        schedule = CONSTANT
    return schedule, readable(_unescaped(given.get(_NAME, "")))


def _numbers(
    given: Sequence[tuple[str, str]], known: Mapping[str, Number], rule: str, problems: list[str]
) -> dict[str, float]:
    read = {}
    for name, number in given:
        if name not in known:
            problems.append(f"{rule} has no “{name[:40]}”.")
            continue
        read[name], problem = known[name].parse(number)
        if problem:
            problems.append(problem)
    return read


def _escaped(name: str) -> str:
    """A name without the sign that stands between the parts of a run."""
    return name.replace("%", "%25").replace("~", "%7E")


def _unescaped(name: str) -> str:
    return name.replace("%7E", "~").replace("%25", "%")
