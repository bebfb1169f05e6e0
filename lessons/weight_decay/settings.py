"""Lesson 10's settings, experiments and knobs, and which of its runs is inspected."""

from lessons.weight_decay.experiments import RUNS
from optim import OPTIMIZERS
from surfaces import SURFACES
from ui.page import controls
from ui.page.fields import Choice, Field, Point
from ui.page.settings import Settings
from ui.runs.inspection import choose_inspected
from ui.runs.knobs import hyper_field
from ui.stage.scene import Knob, Preset

SHORT = {"adam": "no decay", "adam_l2": "Adam + L2", "adamw": "AdamW", "gd_l2": "GD + L2"}
"""What the runs are called where there is little room."""

_RATE, *_, _DECAY = OPTIMIZERS["adamw"].hypers

FIELDS: tuple[Field, ...] = (
    Choice("apart", "adamw", RUNS),
    Point("start"),
    hyper_field(_DECAY, default=0.5),
    hyper_field(_RATE, default=0.1),
    *controls.parameter_fields(SURFACES["valley"])[:1],
    controls.steps_field(200),
)

PRESETS = (
    Preset("λ = 0: Adam three times", {"weight_decay": 0.0}),
    Preset("λ = 1, the flat against the steep", {"weight_decay": 1.0}),
    Preset("AdamW creeps on: 2000 steps", {"steps": 2000}),
)


def choose(settings: Settings) -> None:
    """Which run is inspected."""
    choose_inspected(settings, RUNS, SHORT)


def knobs(settings: Settings) -> list[Knob]:
    """The stage's knobs."""
    return controls.knobs(settings, "weight_decay", "lr", "kappa", "steps")


def charted(settings: Settings) -> tuple[object, ...]:
    """What the chart shows."""
    keys = ("lr", "kappa", "steps", "start", "weight_decay")
    return tuple(settings[key] for key in keys)
