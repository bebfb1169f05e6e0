"""What a step is made of, for every rule: arrows and readings.

All rules share one shape: a direction, divided coordinate by coordinate, times the learning rate;
and with some a decay beside it,

    step = −α · direction / denominator − αλx.

Arrays have a row a step, `(steps, dimension)`; row t belongs to the step taken from point t.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from optim.rules import nadam_momentum, rectification
from ui.runs.run import Run
from ui.stage.scene import Arrow, Reading

Array = NDArray[np.float64]

VELOCITY = ("momentum", "momentum_ema", "momentum_folded", "nesterov")
"""The rules whose step splits into what is kept of the velocity and what the gradient adds."""

DECOUPLED = ("adamw", "lion")
"""The rules that shrink the point itself, beside the step."""

_AVERAGES = {
    "adam_uncorrected": "m",
    "nadam": "the look-ahead average",
    "lion": "the mixed average",
    "qhm": "the mixed average",
    "qhadam": "the mixed average",
}


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The parts of every step of a run.

    Attributes:
        optimizer, hypers: the rule and its hyper-parameters.
        t: the steps' numbers from 1, shape `(steps, 1)`.
        lr: their learning rates, after the schedule, shape `(steps, 1)`.
        x, next_x: the points the steps set off from, and those they lead to.
        g: the gradients that the rule was handed.
        before, after: the memories by name.
    """

    optimizer: str
    hypers: Mapping[str, float]
    t: Array
    lr: Array
    x: Array
    next_x: Array
    g: Array
    before: Mapping[str, Array]
    after: Mapping[str, Array]

    def __len__(self) -> int:
        return len(self.t)

    @property
    def step(self) -> Array:
        """From each point to the next."""
        return self.next_x - self.x

    @property
    def gradient(self) -> Array:
        """The gradient that the rule works on: Adam + L2 adds the penalty's."""
        rate = self.hypers["weight_decay"] if self.optimizer == "adam_l2" else 0.0
        return self.g + rate * self.x

    @property
    def slope(self) -> str:
        """What that gradient is called."""
        return "g + λx" if self.optimizer == "adam_l2" else "g"

    @property
    def direction(self) -> Array:
        """What the step goes against before the division: the gradient, or an average of it."""
        return _of(_DIRECTIONS, self, self.gradient)

    @property
    def denominator(self) -> Array:
        """What the direction is divided by, ε included; 1 where it is not divided."""
        return _of(_DENOMINATORS, self, np.ones_like(self.g))

    @property
    def effective_rate(self) -> Array:
        """α over the denominator: the learning rate of each coordinate."""
        with np.errstate(all="ignore"):
            return self.lr / self.denominator

    @property
    def decay(self) -> Array:
        """The part of the step that shrinks the point itself."""
        rate = self.hypers["weight_decay"] if self.optimizer in DECOUPLED else 0.0
        return -self.lr * rate * self.x

    @property
    def kept(self) -> Array:
        """The part of a momentum step that goes on as before: −αβv."""
        lr = 1.0 if self.optimizer == "momentum_folded" else self.lr
        return -lr * self.hypers["beta"] * self.before["v"]

    @property
    def averages(self) -> bool:
        """Whether the direction is not the gradient itself."""
        return self.optimizer in _DIRECTIONS

    @property
    def divides(self) -> bool:
        """Whether the direction is divided coordinate by coordinate."""
        return self.optimizer in _DENOMINATORS

    @property
    def average(self) -> str:
        """What the direction is called where it is no velocity."""
        return _AVERAGES.get(self.optimizer, "m̂")

    def corrected(self, memory: str, beta: str) -> Array:
        """An average over the weight that gradients have in it: m̂ = m/(1 − β₁ᵗ)."""
        return self.after[memory] / (1 - self.hypers[beta] ** self.t)


def anatomy(run: Run, trajectory: Trajectory) -> Anatomy:
    """Take a single trajectory of the run apart, on a surface or on a line."""
    return Anatomy(
        optimizer=run.optimizer,
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
    if parts.optimizer in VELOCITY:
        return _momentum_arrows(parts)
    drawn = [Arrow(_minus(parts.slope), -parts.gradient, "gradient", to_scale=False)]
    if parts.averages:
        drawn.append(Arrow(f"−{parts.average}", -parts.direction, "average", to_scale=False))
    if parts.divides:
        with np.errstate(all="ignore"):
            scaled = -parts.direction / parts.denominator
        drawn.append(Arrow("divided", scaled, "scaled", to_scale=False))
    if parts.optimizer in DECOUPLED and parts.hypers["weight_decay"]:
        drawn.append(Arrow("decay −λx", parts.decay, "kept", to_scale=False))
    return [*drawn, Arrow("step", parts.step, "step")]


def _minus(name: str) -> str:
    return f"−({name})" if " " in name else f"−{name}"


def _momentum_arrows(parts: Anatomy) -> list[Arrow]:
    kept, share = parts.kept, _NEW[parts.optimizer]
    name = "look-ahead −αβv" if parts.optimizer == "nesterov" else f"kept {share[0]}"
    return [
        Arrow("step", parts.step, "step"),
        Arrow(name, kept, "kept"),
        Arrow(f"new {share[1]}", parts.step - kept, "new", tails=kept),
    ]


_NEW = {
    "momentum": ("−αβv", "−αg"),
    "momentum_ema": ("−αβv", "−α(1−β)g"),
    "momentum_folded": ("−βv", "−αg"),
    "nesterov": ("−αβv", "−αg"),
}


def readings(parts: Anatomy) -> list[Reading]:
    """The numbers of each step."""
    told = [Reading(parts.slope, parts.gradient)]
    if parts.optimizer in VELOCITY:
        told.append(Reading("v", parts.after["v"]))
    elif parts.averages:
        told.append(Reading(parts.average, parts.direction))
    if parts.divides:
        told.append(Reading("divided by", parts.denominator))
    return [*told, Reading("step", parts.step)]


Part = Callable[[Anatomy], Array]


def _of(table: Mapping[str, Part], parts: Anatomy, otherwise: Array) -> Array:
    with np.errstate(all="ignore"):
        return table[parts.optimizer](parts) if parts.optimizer in table else otherwise


def _velocity(parts: Anatomy) -> Array:
    return parts.after["v"]


def _average(parts: Anatomy) -> Array:
    return parts.corrected("m", "beta1")


def _ahead(parts: Anatomy) -> Array:
    """NAdam's: the average that the next step would have, had it the same gradient."""
    beta1, q = parts.hypers["beta1"], parts.after["q"]
    momenta = np.array([[nadam_momentum(beta1, t)] for t in range(1, len(parts) + 2)])
    mu, mu_next = momenta[:-1], momenta[1:]
    return np.asarray((1 - mu) / q * parts.g + mu_next / (1 - (1 - q) * mu_next) * parts.after["m"])


def _mixed(parts: Anatomy, share: float, average: Array) -> Array:
    return np.asarray((1 - share) * parts.g + share * average)


_DIRECTIONS: Mapping[str, Part] = MappingProxyType(
    {
        "momentum": _velocity,
        "momentum_ema": _velocity,
        "momentum_folded": lambda parts: parts.after["v"] / parts.lr,
        "nesterov": _velocity,
        "adam": _average,
        "adam_uncorrected": lambda parts: parts.after["m"],
        "adam_l2": _average,
        "adamw": _average,
        "amsgrad": _average,
        "radam": _average,
        "adamax": _average,
        "nadam": _ahead,
        "lion": lambda parts: _mixed(parts, parts.hypers["beta1"], parts.before["m"]),
        "qhm": lambda parts: _mixed(parts, parts.hypers["nu"], parts.after["m"]),
        "qhadam": lambda parts: _mixed(parts, parts.hypers["nu1"], _average(parts)),
    }
)


def _guarded_root(parts: Anatomy, square: Array) -> Array:
    return np.asarray(np.sqrt(square) + parts.hypers["eps"])


def _scale(parts: Anatomy) -> Array:
    return _guarded_root(parts, parts.corrected("v", "beta2"))


def _rectified(parts: Anatomy) -> Array:
    """RAdam's: 1 until the average square can be trusted."""
    beta2 = parts.hypers["beta2"]
    r = np.array([[rectification(beta2, t)] for t in range(1, len(parts) + 1)])
    gain = r * np.sqrt(1 - beta2**parts.t)
    return np.where(r > 0.0, _guarded_root(parts, parts.after["v"]) / gain, 1.0)


def _own_size(parts: Anatomy) -> Array:
    """Lion's: a number over its size is its sign."""
    size = np.abs(parts.direction)
    return np.where(size > 0.0, size, 1.0)


def _mixed_scale(parts: Anatomy) -> Array:
    share = parts.hypers["nu2"]
    return _guarded_root(parts, (1 - share) * parts.g**2 + share * parts.corrected("v", "beta2"))


def _adadelta(parts: Anatomy) -> Array:
    eps = parts.hypers["eps"]
    return np.asarray(np.sqrt(parts.after["s"] + eps) / np.sqrt(parts.before["u"] + eps))


_DENOMINATORS: Mapping[str, Part] = MappingProxyType(
    {
        "adagrad": lambda parts: _guarded_root(parts, parts.after["G"]),
        "rmsprop": lambda parts: _guarded_root(parts, parts.after["s"]),
        "rmsprop_eps_inside": lambda parts: np.sqrt(parts.after["s"] + parts.hypers["eps"]),
        "adadelta": _adadelta,
        "adam": _scale,
        "adam_uncorrected": lambda parts: _guarded_root(parts, parts.after["v"]),
        "adam_l2": _scale,
        "adamw": _scale,
        "amsgrad": lambda parts: _guarded_root(parts, parts.corrected("v_max", "beta2")),
        "radam": _rectified,
        "nadam": _scale,
        "adamax": lambda parts: parts.after["u"],
        "lion": _own_size,
        "qhadam": _mixed_scale,
    }
)
