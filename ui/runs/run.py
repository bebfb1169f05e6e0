"""A run: an optimizer with its hyper-parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from formula.names import text_name
from optim import Trajectory
from optim import optimizer as rule_of
from optim.plan import Plan, prepare
from optim.trace import traced
from surfaces import Curve, Surface
from ui.page.numbers import near_one

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


@dataclass(frozen=True)
class Run:
    """One optimizer with its hyper-parameters; those left out have the rule's defaults.

    Attributes:
        title: what it is called where the rule's own name would not do.
        fed: by hyper-parameter, the knob that sets it, where that has another name; `""` where none
            does. Likewise by `"steps"`, `"seed"` and the numbers of its gradients' source. None
            where they follow from more than knobs: from the start, say.
    """

    optimizer: str
    hypers: Mapping[str, float] = field(default_factory=dict)
    title: str = ""
    fed: Mapping[str, str] | None = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        known = {hyper.name: hyper.default for hyper in rule_of(self.optimizer).hypers}
        if unknown := set(self.hypers) - set(known):
            raise ValueError(f"{self.optimizer} has no {unknown}; allowed: {', '.join(known)}")
        object.__setattr__(self, "hypers", {**known, **self.hypers})

    @property
    def knobs(self) -> Mapping[str, str]:
        """The knobs that set its hyper-parameters."""
        return {name: (self.fed or {}).get(name, name) for name in self.hypers}

    @property
    def name(self) -> str:
        """What readers know it by."""
        return self.title or rule_of(self.optimizer).name

    @property
    def detail(self) -> str:
        """What was set: the learning rate, and whatever differs from the rule's defaults."""
        parts = [
            f"{text_name(hyper.name)} {near_one(self.hypers[hyper.name])}"
            for hyper in rule_of(self.optimizer).hypers
            if hyper.name in ("lr", "beta") or self.hypers[hyper.name] != hyper.default
        ]
        return ", ".join(parts)

    def changed(self, changes: Mapping[str, float]) -> "Run":
        """The same optimizer with some hyper-parameters changed."""
        return replace(self, hypers={**self.hypers, **changes})

    def plan(self, surface: Surface | Curve, start: Any, *, steps: int, **conditions: Any) -> Plan:
        """The descent as it is prepared; `conditions` are those of `optim.trace`."""
        return prepare(
            self.optimizer, surface, start, steps=steps, hypers=self.hypers, **conditions
        )

    def trace(self, surface: Surface | Curve, start: Any, **conditions: Any) -> Trajectory:
        """Descend; `conditions` are those of `optim.trace`."""
        return traced(self.plan(surface, start, **conditions))


CLASSIC = (
    Run("gd", {"lr": 0.01}),
    Run("momentum", {"lr": 0.003}),
    Run("rmsprop", {"lr": 0.02}),
    Run("adam", {"lr": 0.1}),
)
"""The four that everybody meets first. None diverges on Rosenbrock's valley with b = 10; the rates
are round numbers, not tuned alike."""
