"""A list of runs as a setting: how a link spells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optim import OPTIMIZERS
from ui.page.fields import Mended
from ui.runs.knobs import hyper_field
from ui.runs.run import Run

MOST_RUNS = 8
_MOST_PROBLEMS = 3


@dataclass(frozen=True)
class Runs:
    """A setting: one to eight runs. In a link `adam~lr~0.05~~gd~lr~0.01`."""

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
        """Spell the runs: each rate, and whatever differs from the rule's defaults."""
        return "~~".join(_format_run(run) for run in value)

    def validate(self, value: Any) -> tuple[Run, ...]:
        """One to eight runs, each hyper-parameter within its bounds."""
        runs = tuple(value)
        if not 1 <= len(runs) <= MOST_RUNS:
            raise ValueError(f"{self.key} must be 1 to {MOST_RUNS} runs, not {len(runs)}")
        for run in runs:
            for hyper in OPTIMIZERS[run.optimizer].hypers:
                hyper_field(hyper).validate(run.hypers[hyper.name])
        return runs


def _format_run(run: Run) -> str:
    parts = [run.optimizer]
    for hyper in OPTIMIZERS[run.optimizer].hypers:
        value = run.hypers[hyper.name]
        if hyper.name == "lr" or value != hyper.default:
            parts += [hyper.name, repr(value)]
    return "~".join(parts)


def _parse_run(text: str, problems: list[str]) -> Run | None:
    key, *rest = text.split("~")
    if key not in OPTIMIZERS:
        problems.append(f"There is no optimizer called “{key[:40]}”; it was left out.")
        return None
    known = {hyper.name: hyper for hyper in OPTIMIZERS[key].hypers}
    hypers = {}
    for name, number in zip(rest[::2], rest[1::2], strict=False):
        if name not in known:
            problems.append(f"{OPTIMIZERS[key].name} has no “{name[:40]}”.")
            continue
        hypers[name], problem = hyper_field(known[name]).parse(number)
        if problem:
            problems.append(problem)
    return Run(key, hypers)
