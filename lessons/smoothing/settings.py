"""A signal or a path, its noise and its averages; experiments to try, and the knobs."""

from lessons.smoothing.experiments import SHAPES
from surfaces import isotropic_line
from ui.page import controls
from ui.page.choosers import segments
from ui.page.fields import Choice, Field, Number, Point, Whole
from ui.page.settings import Settings
from ui.page.view import ANOTHER_PICTURE, OTHER_RUNS
from ui.stage.scene import Knob, Preset

WHAT = {"signal": "A signal", "path": "SGD's path"}

_WHAT = "What is averaged: the values of a noisy signal, or the points that SGD visits."
_SHAPE = "The signal without its noise: what the average should find."

PRESETS = (
    Preset("β = 0.98: smooth, and late", {"shape": "ramp", "beta": 0.98}),
    Preset("Why the start is biased", {"shape": "constant", "beta": 0.98}),
    Preset("SGD's path, averaged with β = 0.95", {"what": "path", "beta": 0.95}),
)

FIELDS: tuple[Field, ...] = (
    Choice("what", "signal", tuple(WHAT)),
    Choice("shape", "wave", tuple(SHAPES)),
    Point("memory"),
    Point("start"),
    Number(
        "beta",
        0.9,
        0.0,
        0.999,
        "smoothing β",
        help="The share of the average that is kept at each step. Turned up, the average is "
        "smoother and lags more; at 0 it is the newest value.",
    ),
    Number(
        "sigma",
        0.6,
        0.0,
        1.5,
        "noise σ",
        help="The standard deviation of the noise on each value. Turned up, values stray farther; "
        "at 0 they are the signal itself.",
    ),
    controls.lr_field(0.1, 0.005, 0.9),
    Whole(
        "batch",
        1,
        1,
        isotropic_line().examples,
        "batch size B",
        log=True,
        help="Over how many examples each step of SGD averages. Turned up, its steps are less "
        "noisy.",
    ),
    controls.steps_field(
        300, least=10, help="How many steps SGD takes. Turned up, it goes on for longer."
    ),
    controls.seed_field(),
)


def choose(settings: Settings) -> None:
    """Let the reader choose between signal and path, and which signal."""
    segments(settings, "what", WHAT, "Average of", _WHAT, OTHER_RUNS)
    if settings["what"] == "signal":
        shapes = {key: name for key, (name, _) in SHAPES.items()}
        segments(settings, "shape", shapes, "Shape", _SHAPE, ANOTHER_PICTURE)


def signal_knobs(settings: Settings) -> list[Knob]:
    """The knobs of a signal's average."""
    beta = controls.knob(settings, "beta", ticks=((0.9, "window 10"),))
    return [beta, controls.knob(settings, "sigma"), controls.knob(settings, "seed", more=True)]


def path_knobs(settings: Settings) -> list[Knob]:
    """The knobs of a path and its averages."""
    return [
        *controls.knobs(settings, "beta", "lr", "batch", "steps"),
        controls.knob(settings, "seed", more=True),
    ]
