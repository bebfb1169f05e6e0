"""What the steps of a run are made of, for every rule: arrows and readings.

All rules share one shape: a direction, divided coordinate by coordinate, times the learning rate;
and with some a decay beside it,

    step = −α · direction / denominator − decay · x.

Which names these are is read from the rule's own lines, and the rule itself works them out, over
all steps at once. Arrays have a row a step, `(steps, dimension)`; row t belongs to the step taken
from point t.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Number
from formula.source import names_in
from optim import Optimizer, Trajectory, optimizer
from optim.rules import at_point
from optim.rules.update import Update, label
from ui.stage.scene import Arrow, Reading

from .run import Run

Array = NDArray[np.float64]

LONGEST_LABEL = 24


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The parts of every step of a run.

    Attributes:
        optimizer: the rule; `hypers`: its hyper-parameters.
        t: the steps' numbers from 1, shape `(steps, 1)`.
        lr: their learning rates, after the schedule, shape `(steps, 1)`.
        x, next_x: the points the steps set off from, and those they lead to.
        g: the gradients that the rule was handed.
        before, after: the memories by name.
    """

    optimizer: Optimizer
    hypers: Mapping[str, Number]
    t: Array
    lr: Array
    x: Array
    next_x: Array
    g: Array
    before: Mapping[str, Array]
    after: Mapping[str, Array]

    def __len__(self) -> int:
        return len(self.t)

    def taken(self, steps: slice | NDArray[np.int64]) -> "Anatomy":
        """The parts of some steps alone."""
        rows = {name: getattr(self, name)[steps] for name in ("t", "lr", "x", "next_x", "g")}
        before = {name: memory[steps] for name, memory in self.before.items()}
        after = {name: memory[steps] for name, memory in self.after.items()}
        return replace(self, **rows, before=before, after=after)

    @property
    def update(self) -> Update:
        """What a step is made of, in the rule's names."""
        return self.optimizer.update

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """All names of the rule with the values that they have at the end of each step."""
        hypers = {**self.hypers, "lr": self.lr}
        with np.errstate(all="ignore"):
            return self.optimizer.names(self.t, self.x, self.g, *self.before.values(), **hypers)

    @property
    def step(self) -> Array:
        """From each point to the next."""
        return self.next_x - self.x

    @property
    def gradient(self) -> Array:
        """The gradient that the rule works on: Adam + L2 adds the penalty's."""
        return np.asarray(self.names["g"])

    @property
    def direction(self) -> Array:
        """What the step goes against before the division: the gradient, or an average of it."""
        if self.update.direction is None:
            with np.errstate(all="ignore"):
                return np.asarray(-self.step / self.lr)
        direction = self._rows(self.update.direction)
        with np.errstate(all="ignore"):
            return direction if self.update.with_rate else direction / self.lr

    @property
    def denominator(self) -> Array:
        """What the direction is divided by, ε included; 1 where it is not divided."""
        below = self.update.denominator
        return np.ones_like(self.g) if below is None else self._rows(below)

    @property
    def effective_rate(self) -> Array:
        """α over the denominator: the learning rate of each coordinate."""
        with np.errstate(all="ignore"):
            return self.lr / self.denominator

    @property
    def decay(self) -> Array:
        """The part of the step that shrinks the point itself."""
        share = self.update.decay
        return np.zeros_like(self.g) if share is None else -self._rows(share) * self.x

    @property
    def decays(self) -> bool:
        """Whether some step shrinks the point itself."""
        return bool(np.any(self.decay))

    @property
    def kept(self) -> Array:
        """The part of a momentum step that goes on as before: −αβv."""
        velocity = self.update.velocity
        if velocity is None:
            raise ValueError(f"{self.optimizer.key} keeps no velocity")
        kept = self._rows(velocity.kept, {**self.names, **self.before})
        return -self.lr * kept if self.update.with_rate else -kept

    def _rows(self, part: ast.expr, values: Mapping[str, Any] | None = None) -> Array:
        """A part of the rule's lines, worked out for every step."""
        with np.errstate(all="ignore"):
            worked_out = self.optimizer.work(part)(values or self.names)
        return np.asarray(np.broadcast_to(worked_out, self.g.shape))


def anatomy(run: Run, trajectory: Trajectory) -> Anatomy:
    """Take a single trajectory of the run apart, on a surface or on a line."""
    return Anatomy(
        optimizer=optimizer(run.optimizer),
        hypers=run.hypers,
        t=np.arange(1.0, len(trajectory.gradients) + 1)[:, np.newaxis],
        lr=trajectory.rates[:, np.newaxis],
        x=trajectory.points[:-1],
        next_x=trajectory.points[1:],
        g=trajectory.gradients,
        before={name: rows[:-1] for name, rows in trajectory.memory.items()},
        after={name: rows[1:] for name, rows in trajectory.memory.items()},
    )


def arrows(parts: Anatomy) -> list[Arrow]:
    """What to draw at each step: directions at a fixed length, the step itself to scale."""
    update = parts.update
    if update.velocity:
        return _velocity_arrows(parts)
    drawn = [Arrow(_minus(_gradient_label(parts)), -parts.gradient, "gradient", to_scale=False)]
    if average := _average(update):
        name = _minus(_short(average, "direction"))
        drawn.append(Arrow(name, -parts.direction, "average", to_scale=False))
    if update.denominator:
        with np.errstate(all="ignore"):
            scaled = -parts.direction / parts.denominator
        drawn.append(Arrow("after the division", scaled, "scaled", to_scale=False))
    if parts.decays:
        drawn.append(Arrow(_decay_label(update), parts.decay, "decay", to_scale=False))
    return [*drawn, Arrow("step", parts.step, "step")]


def tints(update: Update) -> dict[str, str]:
    """The colours of the arrows, by the source of what they show."""
    if velocity := update.velocity:
        new = ast.unparse(velocity.new)
        return {"g": "gradient", new: "gradient", ast.unparse(velocity.kept): "kept"}
    colours = {"g": "gradient"}
    if average := _average(update):
        colours[ast.unparse(average)] = "average"
    if update.direction and update.denominator:
        scaled = ast.BinOp(update.direction, ast.Div(), update.denominator)
        colours[ast.unparse(scaled)] = "scaled"
    return colours


def readings(parts: Anatomy) -> list[Reading]:
    """The numbers of each step that its formula leaves to be worked out."""
    step = Reading("step", parts.step)
    if parts.update.denominator:
        return [Reading("divided by", parts.denominator), step]
    return [step]


def _average(update: Update) -> ast.expr | None:
    """The direction, where it is not the gradient itself."""
    match update.direction:
        case ast.Name(id="g"):
            return None
    return update.direction


def _gradient_label(parts: Anatomy) -> str:
    return _short(parts.update.gradient, "g") if parts.update.gradient else "g"


def _short(expression: ast.expr, name: str) -> str:
    """The expression in plain characters, or this name where there would be too many."""
    said = label(expression)
    return said if len(said) <= LONGEST_LABEL else name


def _decay_label(update: Update) -> str:
    own = update.decay is None or "weight_decay" not in names_in(update.decay)
    return "decay" if own else "decay −λx"


def _minus(name: str) -> str:
    return f"−({name})" if " " in name else f"−{name}"


def _velocity_arrows(parts: Anatomy) -> list[Arrow]:
    velocity, kept = parts.update.velocity, parts.kept
    assert velocity is not None
    rate = "α" if parts.update.with_rate else ""
    looks = "look-ahead" if parts.optimizer.look is not at_point else "kept velocity"
    return [
        Arrow(f"{looks} −{rate}{_short(velocity.kept, '(…)')}", kept, "kept"),
        Arrow(
            f"new part −{rate}{_short(velocity.new, '(…)')}",
            parts.step - kept,
            "gradient",
            tails=kept,
        ),
        Arrow("step", parts.step, "step"),
    ]
