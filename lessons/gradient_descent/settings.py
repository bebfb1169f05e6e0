"""Lesson 2's settings, experiments and knobs."""

from lessons.gradient_descent.experiments import NO_TOLERANCE, run_of, stop_at
from lessons.gradient_descent.words import limit_ticks
from ui.page import controls
from ui.page.controls import KEPT
from ui.page.fields import Field, Number
from ui.page.settings import Settings
from ui.runs.result import RunResult
from ui.runs.suited import suited_rates
from ui.stage.derived import derived
from ui.stage.scene import Knob, Preset

FIELDS: tuple[Field, ...] = (
    *controls.surface_fields("valley"),
    controls.lr_field(0.085),
    Number("beta", 0.0, 0.0, 0.99, "momentum β", help=KEPT),
    *controls.condition_fields(steps=80),
    Number(
        "tolerance",
        0.01,
        NO_TOLERANCE,
        1.0,
        "stop at a slope of ε",
        log=True,
        help="The run ends where the gradient is no longer than ε, or when its steps are spent. "
        "Turned up, it stops no later; off, it takes all its steps.",
    ),
)

PRESETS = (
    Preset("α = 0.02: safe and slow", {"lr": 0.02}),
    Preset("α = 0.0995: bouncing at the limit", {"lr": 0.0995}),
    Preset("α = 0.102: just too much", {"lr": 0.102}),
    Preset("noisy gradients, then smoothed", {"lr": 0.05, "batch": 4, "smoothing": 0.9}),
)


_STOP = derived(stop_at, "tolerance")


def suit(settings: Settings, surface: str) -> dict[str, float]:
    """The rate that suits a surface: chosen with it, it does not open on divergence."""
    made = controls.surface_of(settings, surface)
    [rate] = suited_rates([run_of(settings)], made)
    return {"lr": rate}


def knobs(settings: Settings, result: RunResult, point: int) -> list[Knob]:
    """The stage's knobs, with the stability limit at a point on the rate's track."""
    return [
        controls.knob(settings, "lr", ticks=limit_ticks(result, point)),
        *controls.surface_knobs(settings),
        *controls.condition_knobs(settings),
        controls.knob(settings, "beta", bottom="off", more=True),
        controls.knob(settings, "tolerance", bottom="off", more=True, gives=_STOP),
    ]
