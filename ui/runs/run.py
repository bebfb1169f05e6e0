"""A run: an optimizer with its hyper-parameters, and how a link spells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from optim import OPTIMIZERS, Hyper, Trajectory, trace
from surfaces import Surface
from ui.page.fields import Mended, Number
from ui.page.numbers import as_text

SYMBOLS = {
    "lr": "α",
    "beta": "β",
    "beta1": "β₁",
    "beta2": "β₂",
    "eps": "ε",
    "weight_decay": "λ",
    "nu": "ν",
    "nu1": "ν₁",
    "nu2": "ν₂",
}
MOST_RUNS = 8
_MOST_TOLD = 3


@dataclass(frozen=True)
class Run:
    """One optimizer with its hyper-parameters; those left out have the rule's defaults."""

    optimizer: str
    hypers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {hyper.name: hyper.default for hyper in OPTIMIZERS[self.optimizer].hypers}
        if unknown := set(self.hypers) - set(known):
            raise ValueError(f"{self.optimizer} has no {unknown}; allowed: {', '.join(known)}")
        object.__setattr__(self, "hypers", {**known, **self.hypers})

    @property
    def name(self) -> str:
        """The optimizer's name for readers."""
        return OPTIMIZERS[self.optimizer].name

    @property
    def detail(self) -> str:
        """What was set: the learning rate, and whatever differs from the rule's defaults."""
        told = [
            f"{SYMBOLS[hyper.name]} {as_text(self.hypers[hyper.name], 4)}"
            for hyper in OPTIMIZERS[self.optimizer].hypers
            if hyper.name in ("lr", "beta") or self.hypers[hyper.name] != hyper.default
        ]
        return ", ".join(told)

    def turned(self, changes: Mapping[str, float]) -> "Run":
        """The same optimizer with some hyper-parameters changed."""
        return Run(self.optimizer, {**self.hypers, **changes})

    def trace(self, surface: Surface, start: tuple[float, float], **conditions: Any) -> Trajectory:
        """Descend; `conditions` are those of `optim.trace`."""
        hypers: dict[str, Any] = dict(self.hypers)
        return trace(self.optimizer, surface, start, **conditions, **hypers)


CLASSIC = (
    Run("gd", {"lr": 0.01}),
    Run("momentum", {"lr": 0.003}),
    Run("rmsprop", {"lr": 0.02}),
    Run("adam", {"lr": 0.1}),
)
"""The four that everybody meets first, at rates that suit Rosenbrock's valley with b = 10."""


def hyper_field(hyper: Hyper, **changes: Any) -> Number:
    """A hyper-parameter as a setting, with the rule's table as bounds."""
    told = {
        "key": hyper.name,
        "default": hyper.default,
        "low": hyper.low,
        "high": hyper.high,
        "label": f"{hyper.label} {SYMBOLS.get(hyper.name, hyper.name)}".strip(),
        "log": hyper.log,
        "help": hyper.help,
    }
    return Number(**{**told, **changes})


@dataclass(frozen=True)
class Runs:
    """A setting: one to eight runs. In a link `adam~lr~0.05~~gd~lr~0.01`."""

    key: str
    default: tuple[Run, ...]

    def parse(self, text: str) -> Mended:
        """Take the runs from a link; what cannot be read is left out and said."""
        problems: list[str] = []
        runs = [_read_run(part, problems) for part in text.split("~~") if part]
        known = tuple(run for run in runs if run)
        if len(known) > MOST_RUNS:
            problems.append(f"At most {MOST_RUNS} runs race at a time; the rest was left out.")
        told = list(dict.fromkeys(problems))
        more = [f"({len(told) - _MOST_TOLD} more.)"] if len(told) > _MOST_TOLD else []
        return known[:MOST_RUNS] or self.default, " ".join(told[:_MOST_TOLD] + more) or None

    def format(self, value: Sequence[Run]) -> str:
        """Spell the runs: each rate, and whatever differs from the rule's defaults."""
        return "~~".join(_write_run(run) for run in value)

    def validate(self, value: Any) -> tuple[Run, ...]:
        """One to eight runs, each hyper-parameter within its bounds."""
        runs = tuple(value)
        if not 1 <= len(runs) <= MOST_RUNS:
            raise ValueError(f"{self.key} must be 1 to {MOST_RUNS} runs, not {len(runs)}")
        for run in runs:
            for hyper in OPTIMIZERS[run.optimizer].hypers:
                hyper_field(hyper).validate(run.hypers[hyper.name])
        return runs


def _write_run(run: Run) -> str:
    parts = [run.optimizer]
    for hyper in OPTIMIZERS[run.optimizer].hypers:
        value = run.hypers[hyper.name]
        if hyper.name == "lr" or value != hyper.default:
            parts += [hyper.name, repr(value)]
    return "~".join(parts)


def _read_run(text: str, problems: list[str]) -> Run | None:
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
