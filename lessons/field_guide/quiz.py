"""What is wrong with this path? A rule beside the same rule with a mistake from the wild.

Faulty rules are typed ones: they are told by their own lines, and offered nowhere else.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import streamlit as st

from lessons.field_guide.experiments import Experiment
from lessons.field_guide.faulty_sources import FadingNoise
from lessons.field_guide.words import apart
from optim import gradients
from surfaces import Surface, bowl, rosenbrock, valley
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.result import RunResult
from ui.runs.run import Run

OPEN = "open"
"""The guess before there is one."""


@dataclass(frozen=True)
class Fault:
    """A mistake, and what gives it away.

    Attributes:
        title: what it is called among the choices.
        rule: the key of the rule that it is made in.
        lines: the rule with the mistake, as it may be typed; empty where the rule is right.
        wrong: the line with it, as code.
        sign: how the picture gives it away.
        hypers: the settings of both runs.
        surface, steps: what they descend on, and for how long.
        choices: other mistakes that it might be taken for.
        noise: its standard deviation in each slope; that of the faulty run fades with the slope.
    """

    title: str
    rule: str
    lines: str
    wrong: str
    sign: str
    hypers: Mapping[str, float]
    surface: Surface
    steps: int
    choices: Sequence[str]
    noise: float = 0.0


_ADAM = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; "
_WALLS, _VALLEY = rosenbrock(b=10.0), valley()
_SET = {"lr": 0.05, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "multiplied": Fault(
            "The correction is multiplied in place of divided",
            "adam",
            _ADAM + "x = x - lr*m*(1-beta1^t)/(sqrt(v*(1-beta2^t))+eps)",
            "m_hat = m * (1 - beta1**t)",
            "Where there is a slope the first step is (1−β₁)²/(1−β₂) times as long as it should "
            "be: ten times, at the usual β's. A hidden factor would stay the same. This one is "
            "(1−β₁ᵗ)²/(1−β₂ᵗ): 18 at step 2, 43 at step 12, and near 1 only after thousands.",
            _SET,
            _WALLS,
            60,
            ("late", "root", "rate"),
        ),
        "zero": Fault(
            "t starts at 0",
            "adam",
            _ADAM + "x = x - lr*m/(1-beta1^(t-1))/(sqrt(v/(1-beta2^(t-1)))+eps)",
            "for t in range(steps):",
            "There is no path: at t = 0 the correction divides by 1 − β⁰ = 0, and the very first "
            "step is no number.",
            _SET,
            _WALLS,
            60,
            ("clip", "sign", "late"),
        ),
        "late": Fault(
            "t starts at 2",
            "adam",
            _ADAM + "x = x - lr*m/(1-beta1^(t+1))/(sqrt(v/(1-beta2^(t+1)))+eps)",
            "t += 1  # once too often",
            "The first step is √(1+β₂)/(1+β₁) times as long: both averages are taken to be older "
            "than they are. The longer it runs, the less a step more or less changes.",
            {**_SET, "lr": 0.3, "beta1": 0.97},
            _WALLS,
            60,
            ("multiplied", "decay", "clip"),
        ),
        "clip": Fault(
            "Gradients are clipped without a word",
            "gd",
            "g = max(min(g, 1), 0-1); x = x - lr*g",
            "g = np.clip(g, -1, 1)",
            "Where a slope is steeper than 1, the step in that coordinate is α long, however steep "
            "it is: where both are, the path runs along a diagonal.",
            {"lr": 0.05},
            _VALLEY,
            80,
            ("rate", "decay", "sign"),
        ),
        "rate": Fault(
            "A hidden factor on the learning rate",
            "gd",
            "x = x - 0.1*lr*g",
            "x -= lr * 0.1 * g",
            "Each step has the right direction and a tenth of the length.",
            {"lr": 0.04},
            _VALLEY,
            80,
            ("clip", "decay", "forgets"),
        ),
        "root": Fault(
            "The square root is missing",
            "rmsprop",
            "s = beta*s + (1-beta)*g*g; x = x - lr*g/(s+eps)",
            "x -= lr * g / (s + eps)",
            "Divided by a mean square in place of its root, a step gets the shorter the steeper it "
            "is, and the longer the flatter: the run creeps on walls, and is thrown about where it "
            "should settle.",
            {"lr": 0.02, "beta": 0.9, "eps": 1e-8},
            _VALLEY,
            150,
            ("eps", "rate", "clip"),
        ),
        "eps": Fault(
            "ε is large, and under the root",
            "rmsprop",
            "s = beta*s + (1-beta)*g*g; x = x - lr*g/sqrt(s+eps+1)",
            "x -= lr * g / np.sqrt(s + 1.0)",
            "Where slopes are small beside √ε the division does nothing: flat directions get "
            "short steps, as in gradient descent. Where they are steep, the two step alike.",
            {"lr": 0.02, "beta": 0.9, "eps": 1e-8},
            _VALLEY,
            150,
            ("root", "rate", "late"),
        ),
        "sign": Fault(
            "The momentum has the wrong sign",
            "momentum",
            "v = g - beta*v; x = x - lr*v",
            "v = g - beta * v",
            "Where gradients agree, each step loses β times the one before: in the mean the "
            "velocity is 1/(1+β) times as long as they are, not up to 1/(1−β) times, so the run is "
            "slower than without momentum. Where they alternate, it grows.",
            {"lr": 0.005, "beta": 0.9},
            _VALLEY,
            120,
            ("forgets", "rate", "clip"),
        ),
        "forgets": Fault(
            "The velocity is never kept",
            "momentum",
            "v = 0*beta + g; x = x - lr*v",
            "v = beta * np.zeros(2) + g",
            "The first step is right and no later one builds on it: this is gradient descent.",
            {"lr": 0.02, "beta": 0.9},
            _VALLEY,
            120,
            ("sign", "rate", "late"),
        ),
        "decay": Fault(
            "The weight decay is applied twice",
            "adamw",
            "g = g + weight_decay*x; m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; "
            "x = (1-lr*weight_decay)*x - lr*m/(1-beta1^t)/(sqrt(v/(1-beta2^t))+eps)",
            "g = g + weight_decay * x  # and AdamW's own decay below",
            "Both decays pull to the origin, so the faulty one is drawn there more strongly; and a "
            "coordinate without a slope is moved by about α at the first step, which AdamW's own "
            "decay does not do.",
            {**_SET, "weight_decay": 0.3},
            _WALLS,
            300,
            ("late", "eps", "multiplied"),
        ),
        "fades": Fault(
            "The noise fades with the slope",
            "gd",
            "",
            "g = grad(x) * (1 + sigma * rng.normal(size=2))",
            "The noise is multiplied by the slope in place of being added to it. Near the minimum "
            "slope and noise die out together, and the faulty run settles there as if there were "
            "no noise. The right one hovers: its noise is as strong there as anywhere.",
            {"lr": 0.05},
            bowl(),
            120,
            ("rate", "clip", "forgets"),
            noise=1.5,
        ),
    }
)

NAMES = {key: f"Path {place}" for place, key in enumerate(FAULTS, start=1)}
GUESSES = (OPEN, *FAULTS)


def experiment(key: str) -> Experiment:
    """The right rule and the faulty one from one start."""
    fault = FAULTS[key]
    right = Run(fault.rule, fault.hypers, "Right")
    if not fault.noise:
        faulty = Run(f"own:{fault.lines}", fault.hypers, "Faulty")
        return Experiment(fault.surface, [right, faulty], fault.steps)
    sources = gradients.noisy(fault.noise), FadingNoise(fault.noise)
    runs = [right, replace(right, title="Faulty")]
    return Experiment(fault.surface, runs, fault.steps, [{"gradient": each} for each in sources])


def choices(key: str) -> list[str]:
    """The mistakes that are offered, in the order of the table."""
    offered = {key, *FAULTS[key].choices}
    return [each for each in FAULTS if each in offered]


def first_steps(results: Sequence[RunResult]) -> tuple[float, ...]:
    """The length of each run's first step; NaN where it has none."""
    return tuple(float(np.hypot(*np.diff(r.trajectory.points[:2], axis=0)[0])) for r in results)


def says(_: str, results: Sequence[RunResult]) -> str:
    """What differs, and nothing of why."""
    right, faulty = first_steps(results)
    if not math.isfinite(faulty):
        return "The very first step of the faulty one is no number."
    ratio = f", **{as_text(faulty / right)}** times as long" if right else ""
    return (
        f"The first step of the right one is {as_text(right)} long, that of the faulty one "
        f"{as_text(faulty)}{ratio}. {apart('', results)}"
    )


def prose(key: str) -> Sequence[str]:
    """The choices, and the answer once there is a guess."""
    return [*(FAULTS[each].title for each in choices(key)), FAULTS[key].sign]


def show_question(settings: Settings) -> None:
    """The question with its choices, and after a guess the answer."""
    key, guess = settings["quiz"], settings["guess"]
    rule, noise = experiment(key).runs[0], FAULTS[key].noise
    drawn = f" Each slope is to have noise of σ = {as_text(noise)}." if noise else ""
    st.markdown(
        f"**What is wrong with this path?** Both runs are meant to be the same rule with the same "
        f"settings ({rule.detail}); one was written with a mistake.{drawn} Look at the first "
        f"steps, at where the two part, and at where they are after "
        f"{counted(FAULTS[key].steps, 'step')}."
    )
    for each in choices(key):
        st.button(
            FAULTS[each].title,
            key=f"field_guide/guess/{each}",
            type="primary" if each == guess else "secondary",
            on_click=settings.set,
            args=({"guess": each},),
        )
    if guess in choices(key):
        st.markdown(answer(key, guess))


def answer(key: str, guess: str) -> str:
    """Whether the guess is right, and what gives the mistake away."""
    fault = FAULTS[key]
    verdict = (
        "**Right.**" if guess == key else f"**No:** {fault.title[0].lower()}{fault.title[1:]}."
    )
    return f"{verdict} {fault.sign}\n\n```python\n{fault.wrong}\n```"
