"""The controls that pages share: surface, noise, smoothing, steps; as settings and as knobs."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, overload

from formula.numeric import where
from optim import gradients
from surfaces import SURFACES, Curve, Surface, make
from ui.page import typed_surface
from ui.page.choosers import select
from ui.page.fields import Choice, Field, Number, Point, Whole
from ui.page.settings import Settings
from ui.stage.derived import Derived, derived
from ui.stage.scene import Knob

RATE = (
    "How far a step goes: α times the slope. Twice the rate, twice the first step; too large a "
    "rate makes the run bounce or diverge."
)
"""What the learning rate of gradient descent does."""

KEPT = (
    "The share of the velocity that is kept at each step. Turned up, past slopes count for longer; "
    "at 0 this is gradient descent."
)
"""What momentum is."""

MOST_STEPS = 10_000
"""The longest run where one path a run is followed."""

SEED = (
    "Names the random draws: the same seed makes the same ones again, any other makes others. A "
    "larger one means nothing more."
)
"""What a seed is."""

EXACT = 256
"""The upper end of the batch size, where the noise is switched off."""


def surface_fields(
    default: str, choices: Mapping[str, Surface] = SURFACES, **parameters: float
) -> list[Field]:
    """Which surface, its parameters (with this page's defaults), and the start on it.

    One of the choices is a formula of the reader's own.
    """
    keys = (*choices, typed_surface.FORMULA)
    own = typed_surface.fields()
    fields: list[Field] = [Choice("surface", default, keys), Point("start"), *own]
    for surface in choices.values():
        fields += parameter_fields(surface, **parameters)
    return fields


def parameter_fields(surface: Surface | Curve, **defaults: float) -> list[Field]:
    """A number for each parameter of the surface, with this page's defaults."""
    return [
        Number(p.name, defaults.get(p.name, p.default), p.low, p.high, p.label, p.log, p.help)
        for p in surface.parameters
    ]


def choose_surface(
    settings: Settings,
    key: str = "surface",
    choices: Mapping[str, Surface | Curve] = SURFACES,
    also: Callable[[str], Mapping[str, Any]] = lambda chosen: {},
    start: str = "start",
) -> None:
    """Let the reader choose a surface; the start goes with it, and the settings `also` gives."""

    def brings(chosen: str) -> Mapping[str, Any]:
        return {start: None, **also(chosen)}

    names = {name: surface.name for name, surface in choices.items()}
    if key == "surface":
        names[typed_surface.FORMULA] = typed_surface.NAME
    select(
        settings,
        key,
        names,
        key.capitalize(),
        "The function that is descended. A choice brings a start of its own.",
        brings,
    )
    if settings[key] == typed_surface.FORMULA:
        typed_surface.choose(settings, brings)


def surface_of(settings: Settings | Mapping[str, Any], key: str | None = None) -> Surface:
    """The surface that the settings describe; with `key` what it would be if that were chosen."""
    chosen = key or settings["surface"]
    if chosen == typed_surface.FORMULA:
        return typed_surface.surface_of(settings)
    return make(chosen, **{p.name: settings[p.name] for p in SURFACES[chosen].parameters})


def surface_text(surface: Surface | Curve) -> str:
    """The formula of what is descended on, and what to see in it."""
    variables = "x, y" if surface.dimension == 2 else "x"
    typed = surface.key == typed_surface.FORMULA
    name = typed_surface.NAME if typed else surface.name
    return f"**{name}.** $f({variables}) = {surface.latex}$. {surface.note}"


@overload
def start_of(settings: Settings, surface: Surface, key: str = ...) -> tuple[float, float]: ...


@overload
def start_of(settings: Settings, surface: Curve, key: str = ...) -> float: ...


def start_of(settings: Settings, surface: Surface | Curve, key: str = "start") -> Any:
    """The start that the settings give, or the surface's own where they give none on it."""
    start = settings[key]
    if start is None:
        return surface.start
    if not surface.allows(*(start if isinstance(start, tuple) else (start,))):
        owner = "surface" if surface.dimension == 2 else "curve"
        notice = f"The start lay outside the picture; the {owner}'s own is used."
        settings.mend(key, None, notice)
        return surface.start
    return start


def surface_knobs(settings: Settings, **marks: Any) -> list[Knob]:
    """A knob for each parameter of the surface; `marks` as for `number_knob`."""
    surface = SURFACES.get(settings["surface"])
    shaped = surface.parameters if surface else ()
    return knobs(settings, *(p.name for p in shaped), **marks)


def lr_field(
    default: float,
    low: float = 1e-4,
    high: float = 2.0,
    *,
    log: bool = True,
    help: str = RATE,
) -> Number:
    """The learning rate."""
    return Number("lr", default, low, high, "learning rate α", log=log, help=help)


def steps_field(
    default: int,
    most: int = 2000,
    *,
    least: int = 1,
    help: str = "How many steps a run takes, unless it stops or diverges before. Turned up, it "
    "goes on for longer.",
) -> Whole:
    """How long a run is."""
    return Whole("steps", default, least, most, "number of steps", log=True, help=help)


def seed_field(help: str = SEED) -> Whole:
    """The seed of all random draws."""
    return Whole("seed", 0, 0, 9999, "random seed", help=help)


def condition_fields(steps: int = 200) -> list[Field]:
    """How long a run is, how noisy its gradients are, and how its path is smoothed."""
    batch, sigma, seed = noise_fields()
    return [steps_field(steps, MOST_STEPS), batch, sigma, smoothing_field(), seed]


def smoothing_field(default: float = 0.0) -> Number:
    """How much a path is smoothed."""
    return Number(
        "smoothing",
        default,
        0.0,
        0.99,
        "smoothing of the path",
        help="Draws the path's average too: each of its points keeps this share of the one before. "
        "Turned up, the average is smoother and lags more; the run itself stays as it is.",
    )


def noise_fields(batch: int = EXACT) -> list[Field]:
    """How noisy gradients are: batch size (by default exact), σ and seed."""
    return [
        Whole(
            "batch",
            batch,
            1,
            EXACT,
            "batch size B",
            log=True,
            help="Over how many examples each gradient is averaged: σ/√B of noise is left. Turned "
            "up, there is less noise, at the upper end none.",
        ),
        Number(
            "sigma",
            2.0,
            0.0,
            50.0,
            "noise of one example σ",
            help="How far one example's gradient strays: its standard deviation in each "
            "coordinate. Turned up, steps get noisier; at 0 there is no noise.",
        ),
        seed_field(),
    ]


def condition_knobs(settings: Settings) -> list[Knob]:
    """Knobs for the fields of `condition_fields`; σ and the seed only where they matter."""
    smoothing = knob(settings, "smoothing", bottom="off", more=True)
    return [knob(settings, "steps"), *noise_knobs(settings), smoothing]


def noise_knobs(settings: Settings) -> list[Knob]:
    """Knobs for the fields of `noise_fields`; σ and the seed only where they matter."""
    if settings["batch"] == EXACT:
        gives = _noise_of(settings["sigma"])
        return [knob(settings, "batch", top="no noise", more=True, gives=gives)]
    batch = knob(settings, "batch", top="no noise", more=True, gives=derived(noise_at, "sigma"))
    return [batch, *knobs(settings, "sigma", "seed", more=True)]


def noise_at(batch: Any, sigma: Any) -> Any:
    """The σ that a run meets at a batch size: none at `EXACT`."""
    return where(batch >= EXACT, 0.0, sigma)


@lru_cache(maxsize=64)
def _noise_of(sigma: float) -> Derived:
    """The same where no knob sets σ."""
    return derived(lambda batch: noise_at(batch, sigma), "sigma")


def conditions(settings: Settings) -> dict[str, Any]:
    """Steps, gradient source and seed, as `optim.trace` takes them."""
    gradient = source(settings["batch"], settings["sigma"])
    return {"steps": settings["steps"], "gradient": gradient, "seed": settings["seed"]}


def source(batch: float, sigma: float) -> gradients.Source:
    """Gradients averaged over so many examples with this noise each; without any at `EXACT`."""
    return gradients.noisy(0.0) if batch == EXACT else gradients.noisy(sigma, int(batch))


def knobs(settings: Settings, *keys: str, **marks: Any) -> list[Knob]:
    """A knob for each of these numeric settings; `marks` as for `number_knob`."""
    return [knob(settings, key, **marks) for key in keys]


def knob(settings: Settings, key: str, **marks: Any) -> Knob:
    """A knob for a numeric setting, from the settings' table; `marks` as for `number_knob`.

    Raises:
        ValueError: if the setting is no number.
    """
    field = settings.fields[key]
    if not isinstance(field, Number):
        raise ValueError(f"{key!r} is no number: it cannot be a knob")
    return number_knob(field, settings[key], **marks)


def number_knob(field: Number, value: float, **marks: Any) -> Knob:
    """A knob for a number that stands at a value; `marks` are more of its attributes (`ticks`)."""
    return Knob(
        name=field.key,
        label=field.label or field.key,
        value=value,
        low=field.low,
        high=field.high,
        default=field.default,
        log=field.log,
        whole=isinstance(field, Whole),
        help=field.help,
        **marks,
    )
