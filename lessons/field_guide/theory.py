"""What is proved of gradient descent: on which surfaces, and how fast the loss must fall at least.

Each bound holds from every start; the runs take the steps for which it is proved.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from lessons.field_guide.cards import show_texts
from lessons.field_guide.experiments import Experiment
from lessons.field_guide.words import ends
from surfaces import Surface, formula, ripples, valley
from surfaces.surface import Point
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.result import RunResult
from ui.runs.run import Run

Array = NDArray[np.float64]

KAPPA = 20.0
_DIRECTIONS = 3600
_FRAME = ((-2.5, 2.5), (-2.0, 2.0))


@dataclass(frozen=True)
class Line:
    """What is measured of a run, and what is proved of it, after k = 1, 2, … steps."""

    name: str
    measured: Array
    bound: str
    proved: Array


@dataclass(frozen=True)
class Rate:
    """A kind of surface, and what is proved there.

    Attributes:
        title: the kind.
        text: what it means and what is proved, with its source, as Markdown.
        axis: what is measured.
        experiment: the runs.
        lines: what is measured and proved, run by run.
    """

    title: str
    text: str
    axis: str
    experiment: Experiment
    lines: Callable[[Sequence[RunResult]], list[Line]]


def _known(text: str, start: Point, key: str, name: str, note: str) -> Surface:
    """The surface of a formula whose only place without a slope is known to be the origin."""
    found = formula(text, _FRAME, start)
    known = replace(found, minima=((0.0, 0.0),), saddles=(), maxima=(), found=False, lower=False)
    return replace(known, key=key, name=name, note=note)


FLAT = _known(
    "x^4/(1+x^2) + y^4/(1+y^2)",
    (2.0, -1.5),
    "flat_bowl",
    "A flat bowl",
    "Convex; at the minimum it does not curve at all, so the last steps are ever shorter.",
)
"""Convex, and not strongly: no curvature is above 2.5, and at the minimum there is none."""

WAVY = _known(
    "x^2 + 3*sin(x)^2 + y^2",
    (2.2, 1.5),
    "wavy_bowl",
    "A wavy bowl",
    "It curves down in places, and yet the minimum is the only place without a slope.",
)
"""Not convex: curvatures go from −4 to 8; PL with μ = 1/32 (Karimi, Nutini and Schmidt 2016)."""

_VALLEY, _RIPPLES = valley(KAPPA), ripples()
FLAT_L, WAVY_L, WAVY_MU = 2.5, 8.0, 1.0 / 32.0
RIPPLES_L = 2.0 + 4.0 * math.pi**2 * _RIPPLES.arguments["amplitude"]
"""Bounds on the curvatures of these surfaces, everywhere."""


def heights(result: RunResult) -> Array:
    """The loss above the minimum, at the start and after each step."""
    values = result.trajectory.values[: result.steps_taken + 1]
    return np.asarray(values - result.surface.lowest)


def _start(result: RunResult) -> tuple[float, float]:
    """The height of the start, and the square of its distance from the minimum."""
    place = result.trajectory.points[0]
    away = place - np.array(result.surface.minima[0])
    return float(heights(result)[0]), float(away @ away)


def _count(result: RunResult) -> Array:
    return np.arange(1.0, result.steps_taken + 1.0)


def drops(result: RunResult) -> tuple[Array, Array]:
    """By how much each step lowered the loss, and ‖g‖²/(2L), with α = 1/L."""
    g = result.trajectory.gradients[: result.steps_taken]
    least = 0.5 * result.run.hypers["lr"] * (g * g).sum(axis=1)
    return -np.diff(result.trajectory.values[: result.steps_taken + 1]), least


def _descent(results: Sequence[RunResult]) -> list[Line]:
    return [Line("fall of the loss", *_first(drops(results[0])))]


def _first(pair: tuple[Array, Array]) -> tuple[Array, str, Array]:
    measured, least = pair
    return measured, "at least ‖g‖²/(2L)", least


def _convex(results: Sequence[RunResult]) -> list[Line]:
    [run] = results
    k = _count(run)
    proved = 0.5 * FLAT_L * _start(run)[1] / k
    return [Line("gradient descent", heights(run)[1:], "L‖x₀−x*‖²/(2k)", proved)]


def _strong(results: Sequence[RunResult]) -> list[Line]:
    plain, fast = results
    height, away = _start(plain)
    slow = height * (1.0 - 1.0 / KAPPA) ** _count(plain)
    quick = (height + 0.5 * away) * (1.0 - 1.0 / math.sqrt(KAPPA)) ** _count(fast)
    return [
        Line("gradient descent", heights(plain)[1:], "(1−1/κ)ᵏ", slow),
        Line("Nesterov", heights(fast)[1:], "(1−1/√κ)ᵏ", quick),
    ]


def _pl(results: Sequence[RunResult]) -> list[Line]:
    [run] = results
    proved = _start(run)[0] * (1.0 - WAVY_MU / WAVY_L) ** _count(run)
    return [Line("gradient descent", heights(run)[1:], "(1−μ/L)ᵏ", proved)]


def _rough(results: Sequence[RunResult]) -> list[Line]:
    [run] = results
    g = run.trajectory.gradients[: run.steps_taken]
    least = np.minimum.accumulate((g * g).sum(axis=1))
    return [
        Line(
            "least ‖g‖² so far",
            least,
            "2L(f₀−f*)/k",
            2.0 * RIPPLES_L * _start(run)[0] / _count(run),
        )
    ]


def steepest(surface: Surface, place: Point) -> tuple[float, float] | None:
    """In which direction the surface falls fastest, of many tried, and where −g points: degrees.

    None where the slope is zero.
    """
    gx, gy = surface.gradient(*place)
    if math.hypot(gx, gy) == 0.0:
        return None
    angles = np.linspace(-180.0, 180.0, _DIRECTIONS, endpoint=False)
    turned = np.radians(angles)
    step = 1e-6 * max(1.0, math.hypot(*place))
    x, y = place[0] + step * np.cos(turned), place[1] + step * np.sin(turned)
    back = surface.value(2 * place[0] - x, 2 * place[1] - y)
    fastest = angles[int(np.argmin(surface.value(x, y) - back))]
    return float(fastest), math.degrees(math.atan2(-gy, -gx))


_ACCELERATED = (math.sqrt(KAPPA) - 1.0) / (math.sqrt(KAPPA) + 1.0)
_STEPS = 200

RATES: Mapping[str, Rate] = MappingProxyType(
    {
        "descent": Rate(
            "One step at α = 1/L",
            "**Why −g, and how far.** Among all directions of length 1 the slope is g·v, which is "
            "least where v points against g (Cauchy and Schwarz): −g is the steepest way down, "
            "for a step that is short enough. If no curvature is above L, a step with α = 1/L "
            "lowers the loss by at least ‖g‖²/(2L): "
            "[Nesterov 2004](https://doi.org/10.1007/978-1-4419-8853-9), section 1.2.3.",
            "fall of the loss in one step",
            Experiment(_VALLEY, [Run("gd", {"lr": 1.0 / KAPPA})], 80),
            _descent,
        ),
        "convex": Rate(
            "Convex",
            "**Convex**: between any two of its points the surface lies nowhere above the straight "
            "line that joins them; so each minimum is a lowest point. At α = 1/L the loss is "
            "within L‖x₀−x*‖²/(2k) of the lowest after k steps from x₀, with the minimum at x*: it "
            "falls at least like 1/k "
            "([Beck and Teboulle 2009](https://doi.org/10.1137/080716542), theorem 3.1). In many "
            "dimensions no method that only sees gradients promises better than 1/k², which "
            "Nesterov's with a growing β reaches "
            "([Bubeck 2015](https://arxiv.org/abs/1405.4980), sections 3.5 and 3.7).",
            "loss above the minimum",
            Experiment(FLAT, [Run("gd", {"lr": 1.0 / FLAT_L})], _STEPS),
            _convex,
        ),
        "strong": Rate(
            "Strongly convex",
            "**Strongly convex**: every curvature is at least μ > 0. With κ = L/μ and α = 1/L each "
            "step of gradient descent takes at least the share 1/κ off the loss above the minimum: "
            "in some κ steps that falls by a factor e. Nesterov's with β = (√κ−1)/(√κ+1) needs "
            "some √κ ([Bubeck 2015](https://arxiv.org/abs/1405.4980), section 3.7).",
            "loss above the minimum",
            Experiment(
                _VALLEY,
                [
                    Run("gd", {"lr": 1.0 / KAPPA}),
                    Run("nesterov", {"lr": 1.0 / KAPPA, "beta": _ACCELERATED}),
                ],
                _STEPS,
            ),
            _strong,
        ),
        "pl": Rate(
            "PL, not convex",
            "**Polyak and Łojasiewicz's condition**: ‖g‖² ≥ 2μ(f−f*) everywhere, f* being the "
            "lowest loss: where the loss is high, the slope is steep. That is enough for (1−μ/L)ᵏ "
            "at α = 1/L, convex or not. This bowl has curvatures from −4 to 8 and μ = 1/32 "
            "([Karimi, Nutini and Schmidt 2016](https://arxiv.org/abs/1608.04636)). The bound is "
            "for the worst surface of its kind: most runs are far below.",
            "loss above the minimum",
            Experiment(WAVY, [Run("gd", {"lr": 1.0 / WAVY_L})], _STEPS),
            _pl,
        ),
        "rough": Rate(
            "Not convex",
            "**Not convex**: nothing leads to the lowest point for certain; a run may end "
            "elsewhere. At α = 1/L the shortest gradient met in k steps is at most "
            "√(2L(f₀−f*)/k) long, f₀ being the loss at the start: ε is reached in O(1/ε²) steps, "
            "near a minimum, a saddle or any other flat place "
            "([Nesterov 2004](https://doi.org/10.1007/978-1-4419-8853-9), "
            "section 1.2.3). With noisy gradients, on convex surfaces, α falling like 1/√k gives "
            "the rate 1/√k ([Bubeck 2015](https://arxiv.org/abs/1405.4980), section 6.1).",
            "least squared gradient so far",
            Experiment(_RIPPLES, [Run("gd", {"lr": 1.0 / RIPPLES_L})], _STEPS),
            _rough,
        ),
    }
)


def says(key: str, results: Sequence[RunResult]) -> str:
    """What was measured beside what is proved, at the last step."""
    if key == "descent":
        return _one_step(results[0])
    told = [_last(line) for line in RATES[key].lines(results) if len(line.measured)]
    return f"{' '.join(told)} {ends(key, results)}"


def _last(line: Line) -> str:
    steps = counted(len(line.measured), "step")
    return (
        f"After {steps}, {line.name}: **{as_text(line.measured[-1])}**; "
        f"proved: at most {as_text(line.proved[-1])}."
    )


def _one_step(result: RunResult) -> str:
    place = tuple(result.trajectory.points[0].tolist())
    angles = steepest(result.surface, place)
    if angles is None:
        return "At the start the slope is zero: no way down is the steepest."
    fell, least = (float(each[0]) for each in drops(result))
    tried, against = angles
    return (
        f"Of {_DIRECTIONS} directions from the start the surface falls fastest at "
        f"**{as_text(tried, 4)}°**; −g points to **{as_text(against, 4)}°**. The first step lowers "
        f"the loss by **{as_text(fell)}**; proved: at least {as_text(least)}."
    )


NAMES = {key: each.title for key, each in RATES.items()}


def experiment(key: str) -> Experiment:
    """The runs that a bound is proved for."""
    return RATES[key].experiment


def prose(_: str) -> Sequence[str]:
    """All that is proved."""
    return [rate.text for rate in RATES.values()]


def show_cards(settings: Settings) -> None:
    """What is proved, kind by kind."""
    show_texts(settings, "theory", {key: rate.text for key, rate in RATES.items()}, {})
