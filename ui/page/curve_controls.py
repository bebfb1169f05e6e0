"""The controls of a page on a line: which curve, what shapes it, and the start on it."""

from surfaces import CURVES, Curve
from surfaces.curves import make
from ui.page.controls import choose_surface, knob, parameter_fields
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


def start_on(settings: Settings, curve: Curve) -> float:
    """The start that the settings tell, or the curve's own where they tell none on it."""
    start = settings["start"]
    if start is None:
        return curve.start
    if not curve.contains(start):
        told = "The start lay outside the picture; the curve's own is used."
        settings.mend("start", None, told)
        return curve.start
    return float(start)


def curve_knobs(settings: Settings) -> list[Knob]:
    """A knob for each parameter of the curve."""
    return [knob(settings, p.name) for p in CURVES[settings["curve"]].parameters]
