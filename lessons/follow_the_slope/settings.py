"""The curve, the learning rate and the steps; experiments to try."""

from surfaces import Curve
from ui.page import controls, curve_controls
from ui.page.settings import Settings
from ui.stage.scene import Knob, Preset

FIELDS = (
    *curve_controls.curve_fields("square"),
    controls.lr_field(0.1, 0.01, 1.5, log=False),
    controls.steps_field(20, 200),
)

PRESETS = (
    Preset("α = 0.5: there in one step", {"lr": 0.5}),
    Preset("α = 1: bouncing for ever", {"lr": 1.0}),
    Preset("a ripple stops small steps", {"curve": "ripple", "lr": 0.03, "steps": 40}),
    Preset("a long step jumps the hump", {"curve": "double_well", "lr": 0.3}),
)

_LIMITS = ((0.5, "0.5"), (1.0, "1"))


def knobs(settings: Settings, curve: Curve) -> list[Knob]:
    """A knob for each; on a parabola the rates at which the regime changes are marked."""
    return [
        controls.knob(settings, "lr", ticks=_LIMITS if curve.key == "square" else ()),
        *curve_controls.curve_knobs(settings),
        controls.knob(settings, "steps"),
    ]
