"""A run: an optimizer with its hyper-parameters, and what it has of its own beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from formula.names import text_name
from optim import Trajectory, gradients
from optim import optimizer as rule_of
from optim.hypers import NAMES
from optim.plan import Plan, prepare
from optim.trace import traced
from surfaces import Curve, Surface
from ui.page.numbers import near_one
from ui.runs.own import CONSTANT, completed, schedule_of, source_of, told


@dataclass(frozen=True)
class Run:
    """One optimizer with its hyper-parameters; those left out have the rule's defaults.

    Attributes:
        title: what it is called where the rule's own name would not do.
        fed: by hyper-parameter, the knob that sets it, where that has another name; `""` where none
            does. Likewise by `"steps"`, `"seed"` and the numbers of its schedule and of its
            gradients' source. None where they follow from more than knobs: from the start, say.
        schedule: the key of a schedule of its own; a constant one is none.
        own: the numbers that it has of its own, as `ui.runs.own` names them: its schedule's, and
            those of a limit on its gradients and of their noise, if it has any.

    Raises:
        ValueError: if the rule or the schedule has no such number.
    """

    optimizer: str
    hypers: Mapping[str, float] = field(default_factory=dict)
    title: str = ""
    fed: Mapping[str, str] | None = field(default_factory=dict, compare=False)
    schedule: str = CONSTANT
    own: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rule = rule_of(self.optimizer)
        known = rule.defaults
        if unknown := set(self.hypers) - set(known):
            raise ValueError(f"{self.optimizer} has no {unknown}; allowed: {', '.join(known)}")
        # A typed rule has one spelling.
        object.__setattr__(self, "optimizer", rule.key)
        object.__setattr__(self, "hypers", {**known, **self.hypers})
        object.__setattr__(self, "own", completed(self.schedule, self.own))

    @property
    def knobs(self) -> Mapping[str, str]:
        """The knobs that set its hyper-parameters."""
        return {name: (self.fed or {}).get(name, knob_name(name)) for name in self.hypers}

    @property
    def name(self) -> str:
        """What readers know it by."""
        return self.title or rule_of(self.optimizer).name

    @property
    def detail(self) -> str:
        """What was set: the learning rate, what differs from the rule's defaults, what is own."""
        parts = [
            f"{text_name(hyper.name)} {near_one(self.hypers[hyper.name])}"
            for hyper in rule_of(self.optimizer).hypers
            if hyper.name in ("lr", "beta") or self.hypers[hyper.name] != hyper.default
        ]
        return ", ".join([*parts, *told(self.schedule, self.own)])

    def changed(self, changes: Mapping[str, float]) -> "Run":
        """The same optimizer with some hyper-parameters changed."""
        return replace(self, hypers={**self.hypers, **changes})

    def conditions(self, steps: int, **common: Any) -> dict[str, Any]:
        """What `optim.trace` takes, for so many steps: what all runs share, unless it has its own.

        Args:
            common: schedule, gradient source, seed and tolerance that all runs share.
        """
        own = schedule_of(self.schedule, self.own, steps)
        scheduled = {} if own is None else {"schedule": own}
        exact = common.get("gradient") or gradients.exact()
        return {**common, **scheduled, "gradient": source_of(self.own, exact)}

    def plan(self, surface: Surface | Curve, start: Any, *, steps: int, **conditions: Any) -> Plan:
        """The descent as it is prepared; `conditions` are those of `optim.trace`."""
        return prepare(
            self.optimizer, surface, start, steps=steps, hypers=self.hypers, **conditions
        )

    def trace(self, surface: Surface | Curve, start: Any, **conditions: Any) -> Trajectory:
        """Descend; `conditions` are those of `optim.trace`."""
        return traced(self.plan(surface, start, **conditions))


def knob_name(hyper: str) -> str:
    """What a hyper-parameter's knob is called, which no other setting of a page is."""
    return hyper if hyper in NAMES else f"rule_{hyper}"


def distinct_names(runs: Sequence[Run]) -> list[str]:
    """What readers know the runs by: with what they are set to where a name is not one run's."""
    names = [run.name for run in runs]
    return [
        name if names.count(name) == 1 else f"{name} ({run.detail})"
        for name, run in zip(names, runs, strict=True)
    ]


CLASSIC = (
    Run("gd", {"lr": 0.01}),
    Run("momentum", {"lr": 0.003}),
    Run("rmsprop", {"lr": 0.02}),
    Run("adam", {"lr": 0.1}),
)
"""The four that everybody meets first. None diverges on Rosenbrock's valley with b = 10; the rates
are round numbers, not tuned alike."""
