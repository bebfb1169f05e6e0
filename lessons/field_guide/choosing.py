"""Which optimizer for what: usual settings with their sources, and recipes that run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from lessons.field_guide.cards import Link, show_texts
from lessons.field_guide.experiments import Experiment, falling
from optim import gradients
from surfaces import rosenbrock, valley
from ui.page.settings import Settings
from ui.page.tables import table
from ui.runs.run import Run

_LIBRARIES = ("rule", "PyTorch", "Keras", "optax")
_DEFAULTS = (
    ("SGD", "α 0.001, β 0", "α 0.01, β 0", "no momentum"),
    ("RMSProp", "α 0.01, β 0.99, ε 10⁻⁸", "α 0.001, β 0.9, ε 10⁻⁷", "β 0.9, ε 10⁻⁸"),
    ("Adam", "α 0.001, ε 10⁻⁸", "α 0.001, ε 10⁻⁷", "ε 10⁻⁸"),
    ("AdamW", "α 0.001, λ 0.01", "α 0.001, λ 0.004", "λ 0.0001"),
)
_NOTE = (
    "What libraries set if you set nothing: PyTorch 2, Keras 3 and optax 0.2, by their "
    "documentation. β₁ 0.9 and β₂ 0.999 in all of Adam's. Optax asks for α. None is made for your "
    "task: start from the recipes below, and tune α first."
)


@dataclass(frozen=True)
class Recipe:
    """What is usual for a task.

    Attributes:
        title: the task.
        text: rule, settings and source, as Markdown.
        experiment: the same on a surface that can be drawn.
        link: where more is shown of it.
    """

    title: str
    text: str
    experiment: Experiment
    link: Link


_STEPS = 300
_NOISE = {"gradient": gradients.noisy(2.0, 4)}
_WORKED = (Run("gd", {"lr": 0.001}), Run("adam", {"lr": 0.001}))

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "worked": Recipe(
            "5 000 steps on Rosenbrock",
            "**A worked example.** Gradient descent and Adam, both with α = 0.001, 5 000 steps "
            "down Rosenbrock's valley with b = 100 from (−1, 1). At this α Adam ends nearer to the "
            "minimum from there. That is one rate on one surface: tune both before you judge.",
            Experiment(rosenbrock(b=100.0), _WORKED, 5000, start=(-1.0, 1.0)),
            Link(
                "race",
                {
                    "b": "100.0",
                    "start": "-1.0,1.0",
                    "steps": "5000",
                    "runs": "gd~lr~0.001~~adam~lr~0.001",
                },
            ),
        ),
        "images": Recipe(
            "Image models",
            "**Image models**, where you can tune: SGD with momentum β = 0.9, α from 0.1 down in "
            "stairs, weight decay 0.0001 ([He et al. 2016](https://arxiv.org/abs/1512.03385)); or "
            "α along a cosine. Here: the heavy ball, noise, and a cosine.",
            Experiment(
                valley(),
                [Run("momentum", {"lr": 0.01})],
                _STEPS,
                [{**_NOISE, **falling("cosine", _STEPS, floor=0.0)}],
            ),
            Link("schedules"),
        ),
        "transformers": Recipe(
            "Transformers",
            "**Transformers and language models**: AdamW with a warm-up and a cosine; GPT-3 took "
            "α from 0.00006 to 0.0006 by its size, β₂ = 0.95 and λ = 0.1 "
            "([Brown et al. 2020](https://arxiv.org/abs/2005.14165)). Here: warm-up, cosine and "
            "noise on a valley.",
            Experiment(
                valley(),
                [Run("adamw", {"lr": 0.05, "beta2": 0.95, "weight_decay": 0.1})],
                _STEPS,
                [{**_NOISE, **falling("cosine", _STEPS, warmup=30, floor=0.1)}],
            ),
            Link("schedules", {"view": "warmup"}),
        ),
        "sparse": Recipe(
            "Sparse features",
            "**Sparse features**, as in text or recommendations: AdaGrad, whose rate stays large "
            "where gradients are rare "
            "([Duchi, Hazan and Singer 2011](https://jmlr.org/papers/v12/duchi11a.html)), or Adam. "
            "Here: a valley whose flat direction stands for the rare feature.",
            Experiment(valley(100.0), [Run("adagrad", {"lr": 0.5}), Run("gd", {"lr": 0.015})], 150),
            Link("per_coordinate_rates", {"view": "sparse"}),
        ),
        "first": Recipe(
            "Something new",
            "**Something new**: [AdamW](https://arxiv.org/abs/1711.05101) or "
            "[Adam](https://arxiv.org/abs/1412.6980) with α near 0.001, then three times and a "
            "third of it; SGD with momentum when the rest works. On small smooth problems with "
            "exact gradients, methods that use curvatures, such as Newton's or BFGS, mostly need "
            "far fewer steps than any of these rules. Here: Adam at 0.03, 0.1 and 0.3.",
            Experiment(
                rosenbrock(b=10.0), [Run("adam", {"lr": lr}) for lr in (0.03, 0.1, 0.3)], 200
            ),
            Link("learning_rate"),
        ),
    }
)

NAMES = {key: each.title for key, each in RECIPES.items()}
TEXTS = {key: each.text for key, each in RECIPES.items()}


def experiment(key: str) -> Experiment:
    """A recipe on a surface that can be drawn."""
    return RECIPES[key].experiment


def prose(_: str) -> Sequence[str]:
    """All recipes."""
    return list(TEXTS.values())


def show_cards(settings: Settings) -> None:
    """What libraries set, and the recipes."""
    table(_LIBRARIES, _DEFAULTS, _NOTE)
    st.space("small")
    show_texts(settings, "choosing", TEXTS, {key: each.link for key, each in RECIPES.items()})
