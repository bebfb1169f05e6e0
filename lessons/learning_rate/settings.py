"""Three rates and what scales them all; the surfaces, experiments to try, and the knobs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lessons.learning_rate.experiments import HIGH, LOW
from surfaces import SURFACES
from ui.page import controls
from ui.page.fields import Choice, Field, Number
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import listed
from ui.runs.run import Run
from ui.runs.suited import suited_rates
from ui.stage.requests import Changes
from ui.stage.scene import Knob, Preset

BOUNDED = {key: surface for key, surface in SURFACES.items() if surface.minima}
"""The surfaces on which a final loss means something."""

TRIO = {"left": 1e-4, "middle": 3e-3, "right": 2e-2}
"""The panels, and the rates they begin with."""

PRESETS = (
    Preset("all three ten times smaller", {"scale": 0.1}),
    Preset("all three three times larger", {"scale": 3.0}),
    Preset("the same rates on a valley", {"surface": "valley"}),
)

_MOST = 100.0

RATE_FIELDS: tuple[Field, ...] = (
    Number(
        "scale",
        1.0,
        1.0 / _MOST,
        _MOST,
        "factor on all three rates",
        log=True,
        help="Multiplies all three learning rates at once, as far as rates go. Turned up, first "
        "steps get longer.",
    ),
    *(
        Number(
            place,
            rate,
            LOW / _MOST,
            HIGH * _MOST,
            f"learning rate α, {place}",
            log=True,
            help=f"Of the {place} panel. {controls.RATE}",
        )
        for place, rate in TRIO.items()
    ),
    Choice("adopt", "middle", tuple(TRIO)),
)
"""The scale, the three rates, and which of them a clicked rate replaces."""

FIELDS: tuple[Field, ...] = (
    *controls.surface_fields("rosenbrock", BOUNDED, b=20.0),
    *RATE_FIELDS,
    controls.steps_field(500),
)


def rates_of(settings: Settings) -> dict[str, float]:
    """Each panel's rate: its own times the scale, within what is swept."""
    scale = settings["scale"]
    return {place: min(max(_scaled(settings[place], scale), LOW), HIGH) for place in TRIO}


def suit(settings: Settings, surface: str) -> dict[str, float]:
    """Three rates about the one that suits a surface, as far apart as the page's own."""
    [middle] = suited_rates([Run("gd")], controls.surface_of(settings, surface))
    rates = {place: middle * rate / TRIO["middle"] for place, rate in TRIO.items()}
    return {"scale": 1.0} | {place: float(f"{rate:.3g}") for place, rate in rates.items()}


def held(settings: Settings) -> str:
    """Which rates the scale would take out of what is swept, and where they are held."""
    scale, found = settings["scale"], rates_of(settings)
    parts = [
        f"{place} α at {as_text(rate)}"
        for place, rate in found.items()
        if _scaled(settings[place], scale) != rate
    ]
    bounds = f"{as_text(LOW)} to {as_text(HIGH)}"
    return f" Rates go from {bounds}: {listed(parts)} is held there." if parts else ""


def _scaled(rate: float, scale: float) -> float:
    """The product, without the rounding that would show in its last digits."""
    return rate if scale == 1.0 else float(f"{rate * scale:.12g}")


def knobs(settings: Settings) -> list[Knob]:
    """The rates' knobs, those of the surface, and the steps."""
    return [
        *rate_knobs(settings),
        controls.knob(settings, "steps", more=True),
        *controls.surface_knobs(settings, more=True),
    ]


def rate_knobs(settings: Settings) -> list[Knob]:
    """The scale of all three rates, and each of them as it is scaled."""
    each = [
        replace(
            controls.knob(settings, place, factor="scale", own=settings[place]),
            value=rate,
            low=LOW,
            high=HIGH,
            default=TRIO[place],
        )
        for place, rate in rates_of(settings).items()
    ]
    return [controls.knob(settings, "scale"), *each]


def on_knob(settings: Settings) -> Changes:
    """A panel's knob shows the scaled rate, so it changes the rate before the scaling."""

    def changes(values: Mapping[str, float]) -> Mapping[str, Any]:
        scale = settings.fields["scale"].validate(values.get("scale", settings["scale"]))
        return {name: v / scale if name in TRIO else v for name, v in values.items()}

    return changes
