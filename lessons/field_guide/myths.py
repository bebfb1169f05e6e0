"""What is often said of descending, and runs that say otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from lessons.field_guide.cards import Link, show_texts
from lessons.field_guide.experiments import Experiment
from lessons.field_guide.words import ends
from optim import gradients, regimes
from surfaces import DATASETS, SURFACES, Surface, valley
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.result import RunResult
from ui.runs.run import Run
from ui.runs.tuning import tuned

EPOCHS = 3
"""So often do both runs of the batches' experiment look at every example."""

SMALL = 1e-3
"""A gradient that is shorter is called small."""

_DATA = DATASETS["noisy"].regression()
_FAIR = "Each rate is the best of the same grid from the experiment's own start."


@dataclass(frozen=True)
class Myth:
    """A claim, and an experiment.

    Attributes:
        title: the claim.
        text: what is true instead, as Markdown.
        experiment: makes the runs.
        says: what they did, computed from them.
        refuted: whether they refute the claim.
        link: where more is shown of it.
    """

    title: str
    text: str
    experiment: Callable[[], Experiment]
    says: Callable[[Sequence[RunResult]], str]
    refuted: Callable[[Sequence[RunResult]], bool]
    link: Link


def rises(result: RunResult) -> int:
    """At how many steps the loss went up."""
    return regimes.rises(result.trajectory.values)


def _loss(results: Sequence[RunResult]) -> str:
    told = [
        f"The loss of {r.run.name} rose at **{rises(r)}** of {counted(r.steps_taken, 'step')}."
        for r in results
    ]
    return f"{' '.join(told)} {ends('', results)}"


def _batches(results: Sequence[RunResult]) -> str:
    spent = EPOCHS * _DATA.examples
    told = [
        f"{r.run.name}: {counted(r.steps_taken, 'step')}, **{as_text(r.outcome.distance or 0.0)}** "
        "from the least-squares line."
        for r in results
        if r.outcome.distance is not None
    ]
    return " ".join([f"For the same {spent} gradients of single examples.", *told])


def _wins(results: Sequence[RunResult]) -> str:
    return f"{ends('', results)} {_FAIR}"


def arrivals(results: Sequence[RunResult]) -> dict[str, float]:
    """From which step on each run stays near a minimum, by its rule; infinite where it does not."""
    late = {r.run.optimizer: r.outcome.arrived_at for r in results}
    return {key: np.inf if step is None else float(step) for key, step in late.items()}


def flatness(result: RunResult) -> tuple[float, float]:
    """The length of the gradient at the last point, and the least curvature there."""
    x, y = result.trajectory.points[result.steps_taken].tolist()
    return float(np.hypot(*result.surface.gradient(x, y))), float(
        result.surface.curvatures(x, y)[0]
    )


def _flat(results: Sequence[RunResult]) -> str:
    slope, curvature = flatness(results[0])
    told = (
        f"At the last point of {results[0].run.name} the gradient is **{as_text(slope)}** long, "
        f"and the least curvature is **{as_text(curvature)}**"
    )
    if slope < SMALL:
        bends = "falls on to some side" if curvature < 0.0 else "falls on to no side"
        told += f": to second order the surface {bends}"
    return f"{told}. {ends('', results)}"


def _rates(results: Sequence[RunResult]) -> str:
    return ends("", results)


@cache
def _tuned(surface: Surface, *keys: str) -> Experiment:
    """Rules tuned alike on a surface."""
    steps = 200
    runs = tuned([Run(key) for key in keys], surface, surface.start, steps)
    return Experiment(surface, runs, steps)


_VALLEY, _ROUND = valley(), valley(2.0)


def _momentum() -> Experiment:
    return Experiment(_VALLEY, [Run("momentum", {"lr": 0.05})], 120)


def _one_or_all() -> Experiment:
    return Experiment(
        _DATA,
        [Run("gd", {"lr": 0.05}, "SGD, B = 1"), Run("gd", {"lr": 0.05}, "All examples")],
        EPOCHS * _DATA.examples,
        [{"gradient": gradients.mini_batch(1)}, {"steps": EPOCHS}],
    )


def _three_rates() -> Experiment:
    return Experiment(_VALLEY, [Run("gd", {"lr": rate}) for rate in (0.0005, 0.085, 0.15)], 80)


def _at_a_saddle() -> Experiment:
    runs = [Run("gd", {"lr": 0.05}, "GD"), Run("gd", {"lr": 0.05}, "GD with a little noise")]
    own = [{}, {"gradient": gradients.noisy(0.01)}]
    return Experiment(SURFACES["double_well"], runs, 300, own, start=(1.5, 0.0))


MYTHS: Mapping[str, Myth] = MappingProxyType(
    {
        "falls": Myth(
            "“The loss must fall at every step”",
            "With momentum a run may climb and still arrive; with noisy gradients single steps go "
            "uphill though the mean step goes down. Gradient descent must fall, on exact gradients "
            "and with α below 2/L.",
            _momentum,
            _loss,
            lambda results: rises(results[0]) > 0 and results[0].outcome.fate == "arrived",
            Link("momentum"),
        ),
        "batch": Myth(
            "“A bigger batch is always better”",
            "It is less noisy, and it costs more. For the same money small batches take many more "
            "steps; far from the minimum these count for more than their noise.",
            _one_or_all,
            _batches,
            lambda results: (
                (results[0].outcome.distance or np.inf) < 0.5 * (results[1].outcome.distance or 0.0)
            ),
            Link("sgd_and_batches", {"epochs": "3"}),
        ),
        "adam": Myth(
            "“Adam always wins”",
            "On a plain valley without noise, all rates tuned alike, it need not even come second. "
            "And [in one study](https://arxiv.org/abs/1705.08292) of neural networks SGD did "
            "better on new data.",
            lambda: _tuned(_VALLEY, "gd", "nesterov", "adam"),
            _wins,
            lambda results: arrivals(results)["adam"] > min(arrivals(results).values()),
            Link("race", {"surface": "valley"}),
        ),
        "detail": Myth(
            "“The learning rate is a detail”",
            "The same rule on the same valley crawls, arrives or diverges by its α alone. Tune it "
            "before anything else.",
            _three_rates,
            _rates,
            lambda results: len({r.outcome.fate for r in results}) > 1,
            Link("learning_rate", {"surface": "valley"}),
        ),
        "slope": Myth(
            "“A small gradient means a minimum”",
            "At a saddle the gradient vanishes as well. The curvatures tell them apart: at a "
            "minimum none is negative.",
            _at_a_saddle,
            _flat,
            lambda results: flatness(results[0])[0] < SMALL and flatness(results[0])[1] < -1.0,
            Link("saddle_points", {"start": "0.6,0.0", "steps": "300"}),
        ),
        "momentum": Myth(
            "“Momentum always helps”",
            "It helps where curvatures differ much. On a nearly round bowl plain steps go almost "
            "straight to the minimum, and a ball that keeps rolling passes it.",
            lambda: _tuned(_ROUND, "gd", "momentum"),
            _wins,
            lambda results: arrivals(results)["momentum"] > arrivals(results)["gd"],
            Link("momentum", {"kappa": "2.0"}),
        ),
    }
)

NAMES = {key: each.title for key, each in MYTHS.items()}
TEXTS = {key: f"**{each.title}** {each.text}" for key, each in MYTHS.items()}


def experiment(key: str) -> Experiment:
    """The runs that are held against a claim."""
    return MYTHS[key].experiment()


def says(key: str, results: Sequence[RunResult]) -> str:
    """Whether those runs refute the claim, and what they did."""
    myth = MYTHS[key]
    told = "refute" if myth.refuted(results) else "do **not** refute"
    return f"From this start the runs {told} the claim. {myth.says(results)}"


def prose(_: str) -> Sequence[str]:
    """All claims and what is true."""
    return list(TEXTS.values())


def show_cards(settings: Settings) -> None:
    """Every claim."""
    show_texts(settings, "myths", TEXTS, {key: each.link for key, each in MYTHS.items()})
