"""The controls that pages share: surface, noise, smoothing, steps; as settings and as knobs."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import streamlit as st

from optim import OPTIMIZERS, Trajectory, gradients
from optim.averages import ema
from surfaces import SURFACES, Curve, Surface, make
from ui.page.fields import Choice, Field, Number, Point, Whole
from ui.page.numbers import as_text
from ui.page.palette import Style, styles
from ui.page.settings import Settings
from ui.runs.measures import loss, measures
from ui.runs.outcomes import Outcome, note, observe
from ui.runs.run import Run, hyper_field
from ui.stage.requests import Changes
from ui.stage.scene import Knob, Panel, Path

EXACT = 256
"""The upper end of the batch size, where the noise is switched off."""


def surface_fields(
    default: str, choices: Mapping[str, Surface] = SURFACES, **parameters: float
) -> list[Field]:
    """Which surface, its parameters (with this page's defaults), and the start on it."""
    fields: list[Field] = [Choice("surface", default, tuple(choices)), Point("start")]
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
    word: str = "surface",
    choices: Mapping[str, Surface | Curve] = SURFACES,
) -> None:
    """Let the reader choose a surface; the start goes with it."""

    def chosen() -> None:
        settings.set({word: st.session_state[bound["key"]], "start": None})

    bound = settings.bind(word)
    st.selectbox(
        word.capitalize(),
        tuple(choices),
        format_func=lambda key: choices[key].name,
        label_visibility="collapsed",
        key=bound["key"],
        on_change=chosen,
        width=200,
    )


def surface_of(settings: Settings) -> Surface:
    """The surface that the settings describe."""
    parameters = SURFACES[settings["surface"]].parameters
    return make(settings["surface"], **{p.name: settings[p.name] for p in parameters})


def surface_card(surface: Surface | Curve) -> None:
    """The formula of what is descended on, and what to see in it."""
    variables = "x, y" if surface.dimension == 2 else "x"
    st.markdown(f"**{surface.name}.** $f({variables}) = {surface.latex}$. {surface.note}")


def start_of(settings: Settings, surface: Surface, word: str = "start") -> tuple[float, float]:
    """The start that the settings tell, or the surface's own where they tell none on it."""
    start = settings[word]
    if start is None:
        return surface.start
    if not surface.contains(*start):
        told = "The start lay outside the picture; the surface's own is used."
        settings.mend(word, None, told)
        return surface.start
    return float(start[0]), float(start[1])


def surface_knobs(settings: Settings) -> list[Knob]:
    """A knob for each parameter of the surface."""
    return [knob(settings, p.name) for p in SURFACES[settings["surface"]].parameters]


def condition_fields(steps: int = 200) -> list[Field]:
    """How long a run is, how noisy its gradients are, and how its path is smoothed."""
    return [
        Whole("steps", steps, 1, 2000, "steps", log=True, help="How many steps each run takes."),
        Whole(
            "batch",
            EXACT,
            1,
            EXACT,
            "batch size B",
            log=True,
            help="Gradient noise is σ/√B; at the upper end the gradient is exact.",
        ),
        Number(
            "sigma", 2.0, 0.0, 50.0, "noise σ", help="Standard deviation of one example's gradient."
        ),
        Number(
            "smoothing",
            0.0,
            0.0,
            0.99,
            "smoothing β",
            help="Averages the path: each point keeps this share of the average before it.",
        ),
        Whole("seed", 0, 0, 9999, "seed", help="Which random draws the noise is made of."),
    ]


def condition_knobs(settings: Settings) -> list[Knob]:
    """Knobs for the fields of `condition_fields`; σ and the seed only where they matter."""
    words = ["batch", "smoothing", "steps"]
    if settings["batch"] < EXACT:
        words[1:1] = ["sigma", "seed"]
    marks = {"batch": {"top": "exact"}, "smoothing": {"bottom": "off"}}
    return [knob(settings, word, **marks.get(word, {})) for word in words]


def conditions(settings: Settings) -> dict[str, Any]:
    """Steps, gradient source and seed, as `optim.trace` takes them."""
    exact = settings["batch"] == EXACT
    source = gradients.exact() if exact else gradients.noisy(settings["sigma"], settings["batch"])
    return {"steps": settings["steps"], "gradient": source, "seed": settings["seed"]}


def knob(settings: Settings, word: str, **marks: Any) -> Knob:
    """A knob for a numeric setting, from the settings' table."""
    field = settings.fields[word]
    if not isinstance(field, Number):
        raise ValueError(f"{word!r} is no number: it cannot be a knob")
    return _knob(field, settings[word], **marks)


def run_knobs(run: Run) -> list[Knob]:
    """A knob for each hyper-parameter of a run, from its rule's table."""
    fields = [hyper_field(hyper) for hyper in OPTIMIZERS[run.optimizer].hypers]
    return [_knob(field, run.hypers[field.key]) for field in fields]


def _knob(field: Number, value: float, **marks: Any) -> Knob:
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


def race(
    runs: Sequence[Run], surface: Surface, start: tuple[float, float], settings: Settings
) -> tuple[list[Panel], list[tuple[str, Outcome]]]:
    """Every run from one start under the settings' conditions.

    Returns:
        The panels to draw (one, or up to four where the settings' layout is "apart") and how each
        run ended, with its name.
    """
    drawn, ends = [], []
    names = [run.name for run in runs]
    for run, style in zip(runs, styles([run.optimizer for run in runs]), strict=True):
        trajectory = run.trace(surface, start, **conditions(settings))
        end = observe(trajectory, surface)
        name = run.name if names.count(run.name) == 1 else f"{run.name} ({run.detail})"
        ends.append((name, end))
        drawn.append(paths(run, trajectory, surface, style, settings["smoothing"], note(end)))
    count = min(4, len(runs)) if settings.get("layout") == "apart" else 1
    return [Panel(surface, list(chain(*drawn[i::count]))) for i in range(count)], ends


def turn_run(settings: Settings, index: int) -> Changes:
    """Knobs named for a hyper-parameter turn the run's; the others their own setting."""

    def turn(values: Mapping[str, float]) -> Mapping[str, Any]:
        runs = list(settings["runs"])
        own = {name: value for name, value in values.items() if name in runs[index].hypers}
        runs[index] = runs[index].turned(own)
        return {"runs": runs} | {n: v for n, v in values.items() if n not in own}

    return turn


def paths(
    run: Run, trajectory: Trajectory, surface: Surface, style: Style, smoothing: float, note: str
) -> list[Path]:
    """The run's path; with smoothing the raw one thin and its running average bold."""
    curves = measures(trajectory, surface)
    raw = Path(
        name=run.name,
        detail=run.detail,
        points=trajectory.points,
        style=style,
        note=note,
        curves=curves,
        faint=smoothing > 0.0,
    )
    if smoothing == 0.0:
        return [raw]
    average = ema(trajectory.points, smoothing)
    with np.errstate(all="ignore"):
        values = surface.value(average[:, 0], average[:, 1])
    smooth = Path(
        name=f"{run.name}, averaged",
        detail=f"β {as_text(smoothing)}",
        points=average,
        style=style,
        curves={"loss": loss(surface, np.asarray(values))[: len(curves["loss"])]},
    )
    return [raw, smooth]
