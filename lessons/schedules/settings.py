"""Lesson 13's settings, experiments and knobs, and the row in which they are chosen."""

from dataclasses import replace

import streamlit as st

from lessons.schedules.experiments import QUADRATIC, STEEP, VIEWS
from optim import OPTIMIZERS, SCHEDULES
from surfaces import SURFACES
from ui.page import controls
from ui.page.choosers import segments, select
from ui.page.fields import Choice, Field, Number, Point
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS
from ui.runs.knobs import hyper_field
from ui.runs.own import LIMIT, SHAPES, WARMUP
from ui.runs.tuning import TUNED, choose_tuned
from ui.stage.scene import Knob, Preset

_TITLES = {
    "endings": "Endings",
    "warmup": "Warm-up",
    "floor": "Noise floor",
    "clipping": "Clipping",
}
_VIEW = "Which experiment: other runs, each there for what it has and the others have not."
_KIND = "How α changes from step to step, in the runs that follow a schedule."
_IN_SIGHT = 4
_RISING = ("one_cycle", "triangular")
_KINDS = {key: kind.name for key, kind in SCHEDULES.items()}


_, _BETA1, _BETA2, _ = OPTIMIZERS["adam"].hypers

FIELDS: tuple[Field, ...] = (
    Choice("view", "endings", tuple(VIEWS)),
    Choice("kind", "cosine", tuple(SCHEDULES)),
    *controls.parameter_fields(SURFACES["valley"], kappa=5.0)[:1],
    *controls.surface_fields("rosenbrock", STEEP, b=10.0),
    Point("beside"),
    controls.lr_field(0.1),
    *(field for shape in SHAPES.values() for field in shape.values()),
    replace(WARMUP, default=20),
    LIMIT,
    controls.steps_field(300),
    controls.smoothing_field(0.95),
    Number("beta", 0.9, 0.0, 0.999, "momentum β", help=controls.KEPT),
    hyper_field(_BETA1),
    hyper_field(_BETA2),
    *controls.noise_fields(batch=1),
    TUNED,
)

PRESETS = (
    Preset(
        "up and down, again and again", {"kind": "triangular", "triangular_low": 0.0, "warmup": 0}
    ),
    Preset("from the minimum, little noise", {"view": "warmup", "start": (0.0, 0.0), "sigma": 0.3}),
    Preset("what lowers the noise floor", {"view": "floor", "steps": 500}),
    Preset("too large a rate, with and without a limit", {"view": "clipping"}),
)


def choose(settings: Settings) -> None:
    """One row: the experiment, its schedule, and the surface where it is free."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        segments(settings, "view", _TITLES, "Show", _VIEW, OTHER_RUNS)
        select(settings, "kind", _KINDS, "Schedule", _KIND, lambda kind: _brings(settings, kind))
        if settings["view"] not in QUADRATIC:
            controls.choose_surface(settings, choices=STEEP, start="beside")
        if settings["view"] == "warmup":
            choose_tuned(settings)


def _brings(settings: Settings, kind: str) -> dict[str, int]:
    """No warm-up before a schedule that rises by itself, unless the warm-up is what is shown."""
    return {"warmup": 0} if kind in _RISING and settings["view"] != "warmup" else {}


def start_key(settings: Settings) -> str:
    """What is descended where gradients are cut keeps a start of its own."""
    return "start" if settings["view"] in QUADRATIC else "beside"


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment and of the chosen schedule, a few of them in sight."""
    own = {"warmup": ("warmup",), "floor": ("smoothing", "beta"), "clipping": ("norm",)}
    first = ("lr", *own.get(settings["view"], ()))
    shape = SCHEDULES[settings["kind"]].run_parameters
    # A knob that is the experiment's own stands among the first alone.
    names = dict.fromkeys([*first, *shape, "warmup", "steps"])
    foremost = [
        controls.knob(settings, name, more=place >= _IN_SIGHT) for place, name in enumerate(names)
    ]
    return [*foremost, *_background(settings)]


def _background(settings: Settings) -> list[Knob]:
    """What stands back: the surface, the noise and Adam's memories."""
    view = settings["view"]
    if view == "clipping":
        return controls.surface_knobs(settings, more=True)
    memories = ("beta1", "beta2") if view == "warmup" else ()
    return [
        *controls.knobs(settings, "kappa", *memories, more=True),
        *controls.noise_knobs(settings),
    ]


def measured(settings: Settings) -> tuple[object, ...]:
    """What the table below the stage depends on."""
    return tuple(settings[field.key] for field in FIELDS if field.key != "seed")
