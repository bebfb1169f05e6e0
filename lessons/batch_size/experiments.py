"""Many runs at once from one start: how the batch size sets the width of their cloud."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory, gradients, theory, trace
from optim.spread import Spread, spread
from surfaces import Regression, regression
from surfaces.surface import Point
from ui.page import controls
from ui.page.fields import Field, Number, Whole
from ui.page.numbers import as_text, number
from ui.page.palette import BATCHES, Style
from ui.page.settings import Settings
from ui.stage.scene import Cloud, Knob, Panel, Path, Reading

EXAMPLES = 256
TIMES = (1, 4, 16)
"""Each panel's batch is this many times the one of the knob: a factor of four halves the noise."""

ARRIVED = 0.05
"""Runs have arrived once their mean has at most this share of its way left."""

RULE = (
    r"\theta_{t+1} \;=\; \theta_t - \alpha\, g_B, \qquad "
    r"g_B \;=\; \frac{1}{B} \sum_{i \in \text{batch}} \nabla \ell_i(\theta_t)"
)
"""The step of every run, in LaTeX."""

_REACH = 2.0
_DRAWS = 1000
_LOOKS = ("one", "some", "all")


@dataclass(frozen=True, eq=False)
class Ensemble:
    """The runs with one batch size; `trajectory` has a lane for each seed."""

    size: int
    replacement: bool
    lr: float
    surface: Regression
    trajectory: Trajectory
    style: Style

    @functools.cached_property
    def spread(self) -> Spread:
        """Of the cloud at each step, shape `(steps + 1,)`."""
        return spread(self.trajectory.points)

    @property
    def end(self) -> Spread:
        """Of the cloud at the last step."""
        return Spread(*(part[-1] for part in self.spread))

    @property
    def hovering(self) -> Spread:
        """The spread at the end; NaN while the runs are on their way, and once some diverged."""
        way_left = abs(1.0 - self.lr * curvature()) ** len(self.trajectory.gradients)
        if self.lost or way_left > ARRIVED:
            return Spread(*(np.array(np.nan) for _ in range(3)))
        return self.end

    @property
    def lost(self) -> int:
        """How many runs diverged."""
        return int((self.trajectory.diverged_at >= 0).sum())


def ensemble_fields() -> list[Field]:
    """Rate, smallest batch size, how many runs, how many steps."""
    return [
        Number("lr", 0.1, 0.005, 0.9, "learning rate α", log=True, help="How far one step goes."),
        Whole(
            "batch",
            1,
            1,
            EXAMPLES // TIMES[-1],
            "batch size B",
            log=True,
            help="Of the left panel; the others have four and sixteen times as many.",
        ),
        Whole("runs", 200, 20, 400, "runs", log=True, help="Seeds, each a run of its own."),
        Whole("steps", 60, 5, 300, "steps", log=True, help="Updates of every run."),
    ]


def ensemble_knobs(settings: Settings) -> list[Knob]:
    """A knob for each field."""
    return [controls.knob(settings, word) for word in ("batch", "lr", "steps", "runs")]


@functools.cache
def surface() -> Regression:
    """A noisy line's squared error near its minimum: 256 examples, x standardised."""
    rng = np.random.default_rng(5)
    x = rng.uniform(-1.5, 2.5, EXAMPLES)
    whole = regression(x, 2.0 * x + 1.0 + rng.standard_normal(EXAMPLES), standardise=True)
    w, b = whole.minima[0]
    near = ((w - _REACH, w + _REACH), (b - _REACH, b + _REACH))
    return replace(whole, key="regression_near", domain=near, start=(w - 1.5, b + 1.2))


def curvature() -> float:
    """Of the surface: with x standardised it is the same in every direction."""
    return surface().curvatures(*surface().start)[0]


def run(start: Point, settings: Settings) -> list[Ensemble]:
    """An ensemble for each panel, with the same seeds."""
    replacement, lr = settings["sampling"] == "replaced", settings["lr"]
    return [
        Ensemble(
            size,
            replacement,
            lr,
            surface(),
            trace(
                "gd",
                surface(),
                start,
                steps=settings["steps"],
                gradient=gradients.mini_batch(size, replacement),
                seed=np.arange(settings["runs"]),
                lr=lr,
            ),
            BATCHES[look],
        )
        for size, look in zip((k * settings["batch"] for k in TIMES), _LOOKS, strict=True)
    ]


def panels(ensembles: Sequence[Ensemble]) -> list[Panel]:
    """A panel for each batch size: the cloud, and the path of its mean."""
    return [Panel(each.surface, [_mean_path(each)], [_cloud(each)]) for each in ensembles]


def _mean_path(each: Ensemble) -> Path:
    points, values = each.trajectory.points, each.trajectory.values
    with np.errstate(all="ignore"):
        mean, loss = _mean(points), _mean(values) - (each.surface.lowest or 0.0)
    bias = np.hypot(*(mean - each.surface.minima[0]).T)
    return Path(
        name=f"B = {each.size}",
        points=mean,
        style=each.style,
        note=f"{each.lost} diverged" if each.lost else "",
        curves={"spread": each.spread.radius, "loss": loss},
        readings=[
            Reading("spread", each.spread.radius),
            Reading("mean's distance from the minimum", bias),
        ],
    )


def _mean(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the runs that are still there, NaN where none is."""
    there = np.isfinite(rows)
    return np.asarray(np.where(there, rows, 0.0).sum(axis=1) / there.sum(axis=1))


def _cloud(each: Ensemble) -> Cloud:
    runs = each.trajectory.points.shape[1]
    return Cloud(f"{runs} runs", each.trajectory.points, each.style)


def outcome(ensembles: Sequence[Ensemble]) -> str:
    """How wide the clouds are at the end, and what four times the batch did to them."""
    if any(each.lost for each in ensembles):
        told = ", ".join(f"{each.lost} with B = {each.size}" for each in ensembles)
        return f"Diverged: **{told}**. Single examples bend more than their mean: turn α down."
    radii = [float(each.end.radius) for each in ensembles]
    wide = ", ".join(
        f"**{as_text(radius, 2)}** with B = {each.size}"
        for radius, each in zip(radii, ensembles, strict=True)
    )
    ratios = [f"**{a / b:.2f}**" for a, b in pairwise(radii) if b > 0.0]
    told = f"The cloud's spread: {wide}. Four times the batch divides it by {_listed(ratios)}"
    return f"{told}; all examples leave no noise." if radii[-1] == 0.0 else f"{told}."


def _listed(ratios: Sequence[str]) -> str:
    return " and then by ".join(ratios)


@functools.lru_cache(maxsize=256)
def gradient_spread(size: int, replacement: bool) -> Spread:
    """The measured spread of mini-batch gradients at the minimum, where all of them is noise."""
    source, (minimum,) = gradients.mini_batch(size, replacement), surface().minima
    seeds = np.arange(_DRAWS)
    still = trace("gd", surface(), minimum, steps=1, gradient=source, seed=seeds, lr=0.0)
    return spread(still.gradients[0])


@functools.cache
def sigma() -> float:
    """The spread of a single example's gradient at the minimum, both coordinates together."""
    each = surface().example_gradients(*surface().minima[0])
    return float(np.sqrt(np.var(each, axis=1).sum()))


def expected_spread(sizes: NDArray[np.int64], replacement: bool) -> NDArray[np.float64]:
    """σ/√B, without replacement times √((N−B)/(N−1))."""
    factors = [
        1.0 if replacement else theory.without_replacement_factor(EXAMPLES, int(size))
        for size in sizes
    ]
    return np.asarray(sigma() * np.sqrt(np.array(factors) / sizes))


def expected_radius(lr: float, sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far from the minimum runs hover: the root of the stationary variance."""
    return np.asarray(np.sqrt(theory.stationary_variance(lr, curvature(), sigma() ** 2, sizes)))


def costs(ensembles: Sequence[Ensemble]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """What each batch size costs and what it buys: a table's head and rows."""
    head = (
        "batch size B",
        "updates an epoch",
        "gradients in all",
        "gradient spread, measured",
        "by theory",
        "hovering radius, measured",
        "by theory",
    )
    return head, [_row(each) for each in ensembles]


def _row(each: Ensemble) -> tuple[str, ...]:
    size = np.array([each.size])
    return (
        str(each.size),
        str(-(-EXAMPLES // each.size)),
        str(int(each.trajectory.evaluations[-1])),
        _told(gradient_spread(each.size, each.replacement)),
        as_text(expected_spread(size, each.replacement)[0]),
        _told(each.hovering),
        as_text(expected_radius(each.lr, size)[0]),
    )


def _told(measured: Spread) -> str:
    radius, margin = float(measured.radius), float(measured.margin)
    return "–" if np.isnan(radius) else f"{as_text(radius)} ± {as_text(margin, 1)}"


def formula(each: Ensemble) -> str:
    """The law of the gradient's spread with this batch's numbers, in LaTeX."""
    theory_says = expected_spread(np.array([each.size]), each.replacement)[0]
    law = r"\frac{\sigma}{\sqrt{B}}"
    numbers = rf"\frac{{{number(sigma())}}}{{\sqrt{{{each.size}}}}}"
    if not each.replacement:
        law += r"\sqrt{\frac{N-B}{N-1}}"
        numbers += rf"\sqrt{{\frac{{{EXAMPLES - each.size}}}{{{EXAMPLES - 1}}}}}"
    return rf"\text{{spread of }} g_B \;=\; {law} \;=\; {numbers} \;=\; {number(theory_says)}"


def floor_formula(each: Ensemble) -> str:
    """The stationary variance with this batch's numbers, in LaTeX."""
    bend = number(curvature())
    radius = expected_radius(each.lr, np.array([each.size]))[0]
    return (
        r"\text{radius} \;=\; \sqrt{\frac{\alpha\,\sigma^2}{B\,\lambda\,(2-\alpha\lambda)}} \;=\; "
        rf"\sqrt{{\frac{{{number(each.lr)} \cdot {number(sigma() ** 2)}}}"
        rf"{{{each.size} \cdot {bend}\,(2 - {number(each.lr)} \cdot {bend})}}}} "
        rf"\;=\; {number(radius)}"
    )
