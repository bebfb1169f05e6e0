"""The debugging checklist: how a run looks, why, and what helps; each before and after the cure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from lessons.field_guide.cards import Link, show_texts
from lessons.field_guide.experiments import Experiment, falling
from lessons.field_guide.words import ends
from optim import gradients, theory
from surfaces import SURFACES, ripples, rosenbrock, valley
from ui.page.settings import Settings
from ui.runs.result import RunResult
from ui.runs.run import Run


@dataclass(frozen=True)
class Symptom:
    """One line of the checklist.

    Attributes:
        title: what is seen.
        cause, fix: why, and what helps, as Markdown.
        shows: whether a run has it.
        experiment: a run with it, and one with the cure.
        link: a lesson that shows it too.
    """

    title: str
    cause: str
    fix: str
    shows: Callable[[RunResult], bool]
    experiment: Experiment
    link: Link


def diverges(run: RunResult) -> bool:
    """Whether it left all bounds or stopped being a number."""
    return run.outcome.fate == "diverged"


def bounces(run: RunResult) -> bool:
    """Whether it has not arrived, and most of its steps go back on the one before."""
    steps = np.diff(run.trajectory.points[: run.steps_taken + 1], axis=0)
    turned = (steps[1:] * steps[:-1]).sum(axis=1) < 0.0
    return run.outcome.fate not in ("arrived", "diverged") and bool(turned.mean() > 0.5)


def hovers(run: RunResult) -> bool:
    """Whether it comes near a minimum again and again, and does not stay."""
    return run.outcome.fate == "hovers"


def crawls(run: RunResult) -> bool:
    """Whether more than half of the way to the minimum is left."""
    start = run.surface.nearest_minimum(*run.trajectory.points[0].tolist())
    left = run.outcome.distance
    return bool(start and left is not None and left > 0.5 * start[1] > 0.0)


def is_ill_conditioned(run: RunResult) -> bool:
    """Whether it has not arrived, though a rate twice as large would diverge."""
    x, y = run.surface.minima[0]
    curvature = float(run.surface.curvatures(x, y)[1])
    beta = run.run.hypers.get("beta", 0.0)
    if run.run.optimizer not in ("gd", "momentum", "nesterov") or curvature <= 0.0:
        return False
    limit = float(theory.stability_limit(run.run.optimizer, curvature, beta))
    return run.outcome.fate == "under way" and 0.5 * limit < run.run.hypers["lr"] < limit


def stands_on_a_saddle(run: RunResult) -> bool:
    """Whether it stands where the slope is zero and some way leads down."""
    return run.outcome.fate == "saddle"


def is_trapped(run: RunResult) -> bool:
    """Whether it rests at a minimum that is not the lowest."""
    surface, place = run.surface, run.outcome.minimum
    at_rest = run.outcome.fate == "arrived" and place is not None
    return bool(at_rest and place and surface.value(*place) > surface.lowest + 1e-9)


def tires(run: RunResult) -> bool:
    """Whether its steps became ten times shorter than the first before it arrived."""
    first = float(np.hypot(*np.diff(run.trajectory.points[:2], axis=0).T)[0])
    return run.outcome.fate == "under way" and run.outcome.last_step < 0.1 * first


def overflows(run: RunResult) -> bool:
    """Whether it diverged within ten steps."""
    return diverges(run) and run.steps_taken < 10


def begins_too_far(run: RunResult) -> bool:
    """Whether some step is longer than 2α in a coordinate."""
    moves = np.abs(np.diff(run.trajectory.points[: run.steps_taken + 1], axis=0))
    return bool(moves.size) and bool((moves > 2.0 * run.trajectory.rates[:1]).any())


def falls_in_stairs(run: RunResult) -> bool:
    """Whether each of a few sudden cuts of the rate at least halves its mean loss."""
    rates, losses = run.trajectory.rates, run.trajectory.values[1:] - run.surface.lowest
    cuts = np.flatnonzero(np.diff(rates)) + 1
    if not 1 <= len(cuts) <= 5 or run.outcome.fate == "diverged":
        return False
    levels = [part[len(part) // 2 :].mean() for part in np.split(losses, cuts)]
    return all(low < 0.5 * high for high, low in pairwise(levels))


def _gd(*rates: float) -> Sequence[Run]:
    return [Run("gd", {"lr": rate}) for rate in rates]


def _alike(rate: float, *names: str) -> Sequence[Run]:
    return [Run("gd", {"lr": rate}, name) for name in names]


_VALLEY, _WALLS = valley(), rosenbrock(b=10.0)
_NOISE = {"gradient": gradients.noisy(0.5)}
_LONG = 400

SYMPTOMS: Mapping[str, Symptom] = MappingProxyType(
    {
        "diverges": Symptom(
            "The loss grows without bound",
            "α is above its limit: on a curvature λ every step of gradient descent overshoots by "
            "more than it came from as soon as α > 2/λ.",
            "A smaller α, below 2 over the largest curvature. If only the first steps are too "
            "long, a warm-up: an α that grows to its full size over the first steps.",
            diverges,
            Experiment(_VALLEY, _gd(0.15, 0.085), 80),
            Link("gradient_descent", {"lr": "0.15"}),
        ),
        "bounces": Symptom(
            "It bounces from wall to wall",
            "α is just below its limit: across the valley every step overshoots by almost as much "
            "as it came from.",
            "Half the α; or momentum, in which what alternates cancels.",
            bounces,
            Experiment(_VALLEY, _gd(0.0995, 0.05), 80),
            Link("gradient_descent", {"lr": "0.0995"}),
        ),
        "hovers": Symptom(
            "It comes near and does not settle",
            "The noise of small batches: at a constant α it keeps a run at a distance that grows "
            "with α and σ/√B.",
            "An α that falls, larger batches, or an average of the path.",
            hovers,
            Experiment(
                _VALLEY,
                _alike(0.05, "SGD, constant α", "SGD, falling α"),
                _LONG,
                [_NOISE, {**_NOISE, **falling("cosine", _LONG, floor=0.0)}],
            ),
            Link("gradient_descent", {"lr": "0.05", "batch": "4", "steps": "400"}),
        ),
        "crawls": Symptom(
            "The loss falls, but very slowly",
            "α is far too small, so every step is.",
            "Three times the α, again and again, until it bounces; then one step back.",
            crawls,
            Experiment(_VALLEY, _gd(0.0005, 0.085), 80),
            Link("gradient_descent", {"lr": "0.0005"}),
        ),
        "conditioning": Symptom(
            "Slow, though a larger α diverges",
            "The steepest direction sets the limit of α, the flattest one the time it takes: they "
            "are κ apart.",
            "Momentum; where there are data, features of mean 0 and spread 1 (standardised); a "
            "rule with a rate for each coordinate, if the valley lies along the axes.",
            is_ill_conditioned,
            Experiment(
                valley(100.0),
                [Run("gd", {"lr": 0.0195}), Run("momentum", {"lr": 0.0331, "beta": 0.669})],
                120,
            ),
            Link("momentum", {"kappa": "100.0", "lr": "0.019"}),
        ),
        "saddle": Symptom(
            "It stands still, and the loss is high",
            "A saddle: the slope is zero there, though some ways lead down. Look at the "
            "curvatures, not at the slope alone.",
            "A little noise, as small batches have it, or another start.",
            stands_on_a_saddle,
            Experiment(
                SURFACES["double_well"],
                _alike(0.05, "GD", "GD with a little noise"),
                300,
                [{}, {"gradient": gradients.noisy(0.01)}],
                start=(1.5, 0.0),
            ),
            Link("saddle_points", {"start": "0.6,0.0", "steps": "300"}),
        ),
        "trapped": Symptom(
            "It rests, but lower places are known",
            "A minimum that is not the lowest: the slope says nothing of what lies behind the "
            "next rise.",
            "Momentum or noise may carry it over low rises; other starts find other minima. None "
            "of them promises the lowest.",
            is_trapped,
            Experiment(
                ripples(amplitude=0.5),
                [Run("gd", {"lr": 0.01}), Run("momentum", {"lr": 0.01})],
                300,
                start=(-1.2, 1.4),
            ),
            Link("sharp_and_flat", {"view": "ripples"}),
        ),
        "tires": Symptom(
            "Its steps shrink before it arrives",
            "AdaGrad divides by the root of the sum of all squared gradients so far, so its rate "
            "can only fall; so does that of a schedule (an α planned ahead) that ends too early.",
            "RMSProp or Adam, which forget; a larger α; a longer schedule.",
            tires,
            Experiment(_VALLEY, [Run("adagrad", {"lr": 0.05}), Run("rmsprop", {"lr": 0.02})], 2000),
            Link("per_coordinate_rates", {"adagrad": "0.05", "steps": "2000"}),
        ),
        "overflows": Symptom(
            "NaN after a few steps",
            "One very long gradient, on a wall or in a rare batch, throws the run so far that the "
            "next one is longer still, until numbers overflow: to infinity, and infinity less "
            "infinity is NaN, no number.",
            "Clip the gradient: shorten it where it is longer than a limit, and log how often that "
            "happens; a smaller α; look for a logarithm of 0 or a division by 0 in the loss.",
            overflows,
            Experiment(
                _WALLS,
                _alike(0.05, "GD", "GD, clipped"),
                300,
                [{}, {"gradient": gradients.clipped(gradients.exact(), norm=1.0)}],
                start=(-1.5, 2.5),
            ),
            Link("schedules", {"view": "clipping", "warmup": "0"}),
        ),
        "first": Symptom(
            "The first steps go much too far",
            "Adam without its correction: at the usual β's its first steps are several α long.",
            "The correction; else a warm-up.",
            begins_too_far,
            Experiment(
                _WALLS, [Run("adam_uncorrected", {"lr": 0.05}), Run("adam", {"lr": 0.05})], 60
            ),
            Link("adam", {"view": "correction", "lr": "0.05", "steps": "40"}),
        ),
        "stairs": Symptom(
            "The loss falls in stairs",
            "A schedule cuts α from time to time, and the noise of a smaller α keeps the run "
            "nearer: that is as it is meant.",
            "Nothing is to be mended. A cosine goes down without stairs.",
            falls_in_stairs,
            Experiment(
                SURFACES["bowl"],
                _alike(0.2, "SGD, α in stairs", "SGD, cosine α"),
                300,
                [
                    {**_NOISE, **falling("step", 300, every=110, gamma=0.3)},
                    {**_NOISE, **falling("cosine", 300, floor=0.0)},
                ],
            ),
            Link(
                "schedules",
                {
                    "kind": "step",
                    "kappa": "1.0",
                    "lr": "0.2",
                    "step_every": "110",
                    "step_gamma": "0.3",
                    "warmup": "0",
                },
            ),
        ),
    }
)

NAMES = {key: each.title for key, each in SYMPTOMS.items()}
TEXTS = {
    key: f"**{each.title}.** {each.cause}\n\n**What helps:** {each.fix}"
    for key, each in SYMPTOMS.items()
}


def experiment(key: str) -> Experiment:
    """The run with the symptom, and the one with the cure."""
    return SYMPTOMS[key].experiment


def says(key: str, results: Sequence[RunResult]) -> str:
    """Whether the first run has the symptom from this start, and the second has not."""
    shows = SYMPTOMS[key].shows
    before, after = (shows(result) for result in results)
    told = {
        (True, False): "The first run has the symptom, the second has not.",
        (True, True): "From this start **both** runs have the symptom.",
        (False, False): "From this start **neither** run has the symptom.",
        (False, True): "From this start the **second** run has the symptom.",
    }[before, after]
    return f"{told} {ends(key, results)}"


def prose(_: str) -> Sequence[str]:
    """The whole checklist."""
    return list(TEXTS.values())


def show_cards(settings: Settings) -> None:
    """The checklist."""
    show_texts(settings, "debugging", TEXTS, {key: each.link for key, each in SYMPTOMS.items()})
