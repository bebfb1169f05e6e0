"""What libraries mean by one name: pairs of rules that are called alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from lessons.field_guide.cards import Link, in_two_columns, offer
from lessons.field_guide.experiments import Experiment, falling
from lessons.field_guide.rules import show_formula
from optim import optimizer
from surfaces import rosenbrock, valley
from ui.page.settings import Settings
from ui.runs.meanings import written
from ui.runs.run import Run


@dataclass(frozen=True)
class Convention:
    """Two rules with one name.

    Attributes:
        title: what they differ in.
        text: which library means which, with links, as Markdown.
        experiment: both from one start.
        link: where more is shown of it.
    """

    title: str
    text: str
    experiment: Experiment
    link: Link


_TORCH = "https://docs.pytorch.org/docs/stable/generated/torch.optim"
_KERAS = "https://keras.io/api/optimizers"
_OPTAX = "https://optax.readthedocs.io/en/latest/api/optimizers.html#optax"
_STEPS = 80
_FALLING = falling("exponential", _STEPS, gamma=0.95)
_ROSENBROCK = rosenbrock(b=10.0)
_FORM = Run(
    "own:v = beta*v + g; x = x - lr*(g + beta*v)", {"lr": 0.02, "beta": 0.9}, "Nesterov, libraries"
)
_HAT = Run(
    "own:m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; "
    "x = x - lr*sqrt(1-beta2^t)/(1-beta1^t)*m/(sqrt(v)+eps)",
    {"lr": 0.05, "beta1": 0.9, "beta2": 0.999, "eps": 0.1},
    "Adam in Keras",
)
"""Forms that no rule of the table has."""

LIKE = {_FORM.optimizer: "nesterov", _HAT.optimizer: "adam"}
"""The rules whose letters they are written in."""


def _pair(hypers: Mapping[str, float], *keys: str) -> Sequence[Run]:
    return [Run(key, hypers) for key in keys]


CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {
        "dampening": Convention(
            "Sum or average",
            f"[PyTorch]({_TORCH}.SGD.html) and [optax]({_OPTAX}.sgd) add gradients up: where they "
            "stay the same, the velocity grows to 1/(1−β) times their length. An average keeps "
            "their length, so from the same gradients its steps are 1−β times as long. PyTorch "
            "takes it by `dampening=β`, but for the first step; optax has `ema`.",
            Experiment(valley(), _pair({"lr": 0.02}, "momentum", "momentum_ema"), 120),
            Link("momentum", {"view": "conventions", "matched": "0"}),
        ),
        "inside": Convention(
            "Rate inside or outside",
            f"[Keras]({_KERAS}/sgd/) multiplies by α what goes into the velocity, "
            f"[PyTorch]({_TORCH}.SGD.html) and [optax]({_OPTAX}.sgd) what comes out of it. At a "
            "constant α both are one path. Here α falls by 5 % a step: the velocity of the first "
            "kind still has the old rates in it.",
            Experiment(
                valley(),
                _pair({"lr": 0.05}, "momentum", "momentum_folded"),
                _STEPS,
                [_FALLING, _FALLING],
            ),
            Link("momentum", {"view": "conventions", "decay": "1", "lr": "0.08"}),
        ),
        "nesterov": Convention(
            "Nesterov's two forms",
            f"The paper takes the gradient where the velocity alone would lead. "
            f"[PyTorch]({_TORCH}.SGD.html), [Keras]({_KERAS}/sgd/) and [optax]({_OPTAX}.sgd) take "
            "it where the point is, and step along g + βv. At a constant α what they call the "
            "point is the paper's look-ahead point: one run, looked at in two places.",
            Experiment(
                valley(),
                [Run("nesterov", {"lr": 0.02}, "Nesterov, paper"), _FORM],
                _STEPS,
            ),
            Link("momentum"),
        ),
        "eps": Convention(
            "Where ε stands",
            f"RMSProp of [PyTorch]({_TORCH}.RMSprop.html) adds ε to the root; "
            f"[Keras]({_KERAS}/rmsprop/) and [optax]({_OPTAX}.rmsprop) put it under "
            "the root, where it acts like √ε. By default it is 10⁻⁷ in Keras, 10⁻⁸ in PyTorch and "
            "optax; here it is 0.1, so that it can be seen.",
            Experiment(
                _ROSENBROCK, _pair({"lr": 0.05, "eps": 0.1}, "rmsprop", "rmsprop_eps_inside"), 120
            ),
            Link("adam", {"view": "guard", "eps": "0.1", "lr": "0.05"}),
        ),
        "eps_hat": Convention(
            "Adam's ε before or after the correction",
            f"[PyTorch]({_TORCH}.Adam.html) and [optax]({_OPTAX}.adam) add ε to √v̂; "
            f"[Keras]({_KERAS}/adam/) adds it to √v, before the correction, where it acts like "
            "ε/√(1−β₂ᵗ): some 32 times as large at the first step, at the usual β₂. Here it is "
            "0.1.",
            Experiment(_ROSENBROCK, [Run("adam", {"lr": 0.05, "eps": 0.1}), _HAT], 60),
            Link("adam", {"eps": "0.1", "lr": "0.05"}),
        ),
        "decay": Convention(
            "Decay in the gradient or beside it",
            f"`weight_decay` of [PyTorch's Adam]({_TORCH}.Adam.html) is added to the gradient, and "
            f"so divided with it. [PyTorch's AdamW]({_TORCH}.AdamW.html), "
            f"[optax's]({_OPTAX}.adamw) and `weight_decay` of any rule in "
            f"[Keras]({_KERAS}/adamw/) multiply the point itself by 1−αλ. AdamW's usual λ is 0.01 "
            "in PyTorch, 0.004 in Keras and 0.0001 in optax; here it is 0.1.",
            Experiment(
                _ROSENBROCK, _pair({"lr": 0.05, "weight_decay": 0.1}, "adam_l2", "adamw"), 300
            ),
            Link("weight_decay"),
        ),
        "correction": Convention(
            "With or without correction",
            f"[PyTorch]({_TORCH}.Adam.html), [Keras]({_KERAS}/adam/) and [optax]({_OPTAX}.adam) "
            "correct Adam's averages for their start at 0, and by default none of them corrects "
            "RMSProp's. Code that leaves it out calls itself Adam, too: [BERT's own "
            "did](https://arxiv.org/abs/2006.05987). At the usual β's its first steps are longer.",
            Experiment(_ROSENBROCK, _pair({"lr": 0.05}, "adam", "adam_uncorrected"), 60),
            Link("adam", {"view": "correction", "lr": "0.05", "steps": "40"}),
        ),
    }
)

NAMES = {key: each.title for key, each in CONVENTIONS.items()}


def experiment(key: str) -> Experiment:
    """The pair of a convention."""
    return CONVENTIONS[key].experiment


TEXTS = {key: f"**{each.title}.** {each.text}" for key, each in CONVENTIONS.items()}


def prose(key: str) -> Sequence[str]:
    """All texts, and the formulas of the pair on the stage."""
    return [*TEXTS.values(), *(written(run.optimizer) for run in experiment(key).runs)]


def show_cards(settings: Settings) -> None:
    """Every convention: who means what, and both formulas."""

    def write(key: str) -> None:
        each = CONVENTIONS[key]
        st.markdown(TEXTS[key])
        for run in each.experiment.runs:
            st.caption(run.name)
            show_formula(optimizer(run.optimizer), LIKE.get(run.optimizer, ""))
        offer(settings, "conventions", key, each.link)

    in_two_columns(CONVENTIONS, write)
