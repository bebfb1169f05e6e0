"""A line fitted to data: its closed form, data that determine no line, and data in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from formula.numeric import Array
from lessons.field_guide.cards import Link, show_texts
from lessons.field_guide.experiments import Experiment
from lessons.field_guide.faulty_sources import InOrder
from lessons.field_guide.words import ends
from optim import gradients
from surfaces import DATASETS, Regression, Surface, formula, regression
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.result import RunResult
from ui.runs.run import Run

EPOCHS = 5
_RATE = 0.05


def _sorted() -> Regression:
    """A noisy line whose examples come by their residuals: first those below the line."""
    noisy = DATASETS["noisy"]
    order = np.argsort(noisy.y - 2.0 * noisy.x)
    return regression(noisy.x[order], noisy.y[order], truth=noisy.truth)


def twins() -> tuple[Surface, float]:
    """The squared error of w₁u + w₂u on data with two equal columns, and the best w₁ + w₂."""
    u, y = DATASETS["noisy"].x, DATASETS["noisy"].y
    uu, uy, yy = float(np.mean(u * u)), float(np.mean(u * y)), float(np.mean(y * y))
    text = f"{uu!r}*(x+y)^2 - {2.0 * uy!r}*(x+y) + {yy!r}"
    made = formula(text, ((-3.0, 4.0), (-2.5, 4.5)), (-2.0, 1.0))
    error = r"\frac1N \sum_i \left(w_1 u_i + w_2 u_i - y_i\right)^2"
    # The search for stationary points cannot list a line of them.
    bare = replace(made, minima=(), saddles=(), maxima=(), found=False, lower=False)
    note = "The best weights fill a line: the valley's floor."
    named = replace(bare, key="equal_columns", name="Two equal columns", note=note)
    return replace(named, latex=error, axes=("w₁", "w₂")), uy / uu


_DATA, _ORDERED = DATASETS["noisy"].regression(), _sorted()
_TWINS, BEST = twins()


@dataclass(frozen=True)
class Lookup:
    """One thing to look up.

    Attributes:
        title: what it is called.
        text: what there is to know, as Markdown.
        experiment: runs that show it.
        link: where more is shown of it.
    """

    title: str
    text: str
    experiment: Experiment
    link: Link | None


LOOKUPS: Mapping[str, Lookup] = MappingProxyType(
    {
        "closed": Lookup(
            "Closed form",
            "**The closed form.** The mean squared error of a linear model is convex: with the "
            r"features as columns of $X$, which are the rows of $X^\top$, its second derivatives "
            r"are $\frac2N X^\top X$. Where that can be inverted, the one minimum is "
            r"$(X^\top X)^{-1} X^\top y$. For N examples and D features that takes some "
            "$ND^2 + D^3$ multiplications, a step of gradient descent some $ND$ (each but for a "
            "factor): for many features, steps are cheaper.",
            Experiment(_DATA, [Run("gd", {"lr": 0.2})], 60),
            Link("sgd_and_batches"),
        ),
        "singular": Lookup(
            "Equal columns",
            r"**When $X^\top X$ is singular.** If one column follows from others, as here two are "
            r"equal, $X^\top X$ has no inverse and the best weights fill a line. Gradient descent "
            "ends on that line, at the point nearest to its start: the gradient never points along "
            "it. A little weight decay makes the minimum one point.",
            Experiment(
                _TWINS,
                [Run("gd", {"lr": 0.05}), Run("gd_l2", {"lr": 0.05, "weight_decay": 0.1})],
                400,
            ),
            None,
        ),
        "ordered": Lookup(
            "Data in their order",
            "**Ordered data.** One example a step, as they come, sorted by how far they lie above "
            "the line: each epoch, once through all of them, ends with those far above it, and "
            "pulls the line up. The same examples shuffled in each epoch pull to all sides. "
            "Shuffle, unless you know why not.",
            Experiment(
                _ORDERED,
                [Run("gd", {"lr": _RATE}, "Shuffled"), Run("gd", {"lr": _RATE}, "In their order")],
                EPOCHS * _ORDERED.examples,
                [{"gradient": gradients.mini_batch(1)}, {"gradient": InOrder()}],
            ),
            Link("sgd_and_batches"),
        ),
        "spread": Lookup(
            "Bias and variance",
            "**Bias and variance of a gradient.** An estimate from B examples drawn at random is "
            "right in the mean, so its bias is 0, and strays by σ/√B: four times the examples "
            "halve that. Examples that are not drawn at random give a biased one: no number of "
            "steps averages that away.",
            Experiment(
                _ORDERED,
                [Run("gd", {"lr": _RATE}, "B = 1"), Run("gd", {"lr": _RATE}, "B = 16")],
                200,
                [{"gradient": gradients.mini_batch(b, True)} for b in (1, 16)],
            ),
            Link("batch_size"),
        ),
    }
)

NAMES = {key: each.title for key, each in LOOKUPS.items()}
TEXTS = {key: each.text for key, each in LOOKUPS.items()}


def experiment(key: str) -> Experiment:
    """The runs that show it."""
    return LOOKUPS[key].experiment


def prose(_: str) -> Sequence[str]:
    """All that is said."""
    return list(TEXTS.values())


def show_cards(settings: Settings) -> None:
    """All that there is to look up."""
    show_texts(settings, "data", TEXTS, {key: each.link for key, each in LOOKUPS.items()})


def closed_form(surface: Regression) -> tuple[float, float]:
    """The least-squares weights by the normal equations, without a step."""
    x = surface.features.T
    w, b = np.linalg.solve(x.T @ x, x.T @ surface.y)
    return float(w), float(b)


def says(key: str, results: Sequence[RunResult]) -> str:
    """What the runs show of it."""
    return {"closed": _closed, "singular": _singular, "ordered": _ordered, "spread": _spread}[key](
        results
    )


def _closed(results: Sequence[RunResult]) -> str:
    w, b = closed_form(results[0].surface)
    return f"The closed form gives **({as_text(w)}, {as_text(b)})**. {ends('', results)}"


def _singular(results: Sequence[RunResult]) -> str:
    told = [f"The best w₁ + w₂ is **{as_text(BEST)}**, whatever their difference."]
    for result in results:
        (x0, y0), (x, y) = result.trajectory.points[[0, result.steps_taken]].tolist()
        told.append(
            f"{result.run.name} ends with the sum **{as_text(x + y)}** and the difference "
            f"{as_text(x - y)}; it began with {as_text(x0 - y0)}."
        )
    return " ".join(told)


def mean_distance(result: RunResult) -> float:
    """The mean distance from the least-squares line at the ends of the epochs."""
    rows = result.trajectory.points[result.surface.examples :: result.surface.examples]
    return float(np.hypot(*(rows - result.surface.minima[0]).T).mean())


def _ordered(results: Sequence[RunResult]) -> str:
    told = [f"{r.run.name} **{as_text(mean_distance(r))}**" for r in results]
    return (
        f"Mean distance from the least-squares line at the ends of {counted(EPOCHS, 'epoch')}: "
        f"{', '.join(told)}. {ends('', results)}"
    )


def estimates(surface: Regression, place: tuple[float, float]) -> tuple[Array, float, Array]:
    """At a place: the gradient, σ of one example's, and the first half's in order beside it.

    Returns:
        The gradient and the first half's, shape `(2,)`, and the root of the summed variances.
    """
    each = np.stack(surface.example_gradients(*place))
    whole = each.mean(axis=1)
    sigma = float(np.sqrt(((each - whole[:, np.newaxis]) ** 2).sum(axis=0).mean()))
    return whole, sigma, each[:, : surface.examples // 2].mean(axis=1)


def _spread(results: Sequence[RunResult]) -> str:
    surface = results[0].surface
    whole, sigma, half = estimates(surface, tuple(results[0].trajectory.points[0].tolist()))
    off = float(np.hypot(*(half - whole)))
    return (
        f"At the start one example strays by σ = **{as_text(sigma)}** from the gradient, a batch "
        f"of 16 by **{as_text(sigma / 4.0)}**; that of the first half in its order is off by "
        f"{as_text(off)} every time. {ends('', results)}"
    )
