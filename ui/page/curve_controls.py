"""The controls of a page on a line: which curve, what shapes it, and the start on it."""

from surfaces import CURVES, Curve
from surfaces import make_curve as make
from ui.page.controls import choose_surface, knobs, parameter_fields
from ui.page.fields import Choice, Field, LinePoint
from ui.page.settings import Settings
from ui.stage.scene import Knob


def curve_fields(default: str) -> list[Field]:
    """Which curve, the parameters of all, and the start on it."""
    fields: list[Field] = [Choice("curve", default, tuple(CURVES)), LinePoint("start")]
    for curve in CURVES.values():
        fields += parameter_fields(curve)
    return fields


def choose_curve(settings: Settings) -> None:
    """Let the reader choose a curve; the start goes with it."""
    choose_surface(settings, "curve", CURVES)


def curve_of(settings: Settings) -> Curve:
    """The curve that the settings describe."""
    parameters = CURVES[settings["curve"]].parameters
    return make(settings["curve"], **{p.name: settings[p.name] for p in parameters})


def curve_knobs(settings: Settings) -> list[Knob]:
    """A knob for each parameter of the curve."""
    return knobs(settings, *(p.name for p in CURVES[settings["curve"]].parameters))
