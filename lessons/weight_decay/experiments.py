"""Lesson 10: a penalty in Adam's gradient against decay beside its step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optim import OPTIMIZERS, sweep
from surfaces import SURFACES, Surface, valley
from ui.page import charts, controls
from ui.page.fields import Field, Whole
from ui.page.numbers import as_text
from ui.page.palette import COLOURS, STYLES, Style
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.knobs import hyper_field
from ui.runs.run import Run
from ui.runs.walks import Walk, choose_apart
from ui.stage.scene import Knob, LinkedCurve, Path

RUNS = ("adam", "adam_l2", "adamw")
SHORT = {"adam": "no decay", "adam_l2": "Adam + L2", "adamw": "AdamW"}
# As far off in x as in y: what then differs between them is their curvature alone.
MINIMUM = (1.8, 1.8)
START = (-2.1, -2.1)
STRENGTHS = np.linspace(0.0, 1.0, 41)
"""The λ whose end points are measured."""

_PENALISED = Style(*COLOURS["amber"], "", "star")
_THEORY = Style(*COLOURS["amber"], "dot")

Array = NDArray[np.float64]


def fields() -> list[Field]:
    """λ, the rate, the valley's condition number and the steps."""
    rate, *_, decay = OPTIMIZERS["adamw"].hypers
    return [
        hyper_field(decay, default=0.5),
        hyper_field(rate, default=0.1),
        *controls.parameter_fields(SURFACES["valley"])[:1],
        Whole("steps", 200, 1, 2000, "steps", log=True, help="How many steps each run takes."),
    ]


def knobs(settings: Settings) -> list[Knob]:
    """A knob for each of the fields."""
    return [controls.knob(settings, word) for word in ("weight_decay", "lr", "kappa", "steps")]


def choose(settings: Settings) -> None:
    """Whose steps are taken apart."""
    choose_apart(settings, RUNS, SHORT)


def pit(kappa: float) -> Surface:
    """A valley whose minimum is not at the origin, to which decay pulls."""
    plain, (cx, cy) = valley(kappa), MINIMUM
    return replace(
        plain,
        key="pit",
        name="A valley beside the origin",
        value=lambda x, y: plain.value(x - cx, y - cy),
        gradient=lambda x, y: plain.gradient(x - cx, y - cy),
        minima=(MINIMUM,),
        start=START,
        latex=rf"\tfrac12\left((x-{cx:g})^2 + \kappa (y-{cy:g})^2\right)",
    )


def runs_of(settings: Settings) -> list[Run]:
    """Adam bare, with the penalty, and with decay."""
    lr, strength = settings["lr"], settings["weight_decay"]
    hypers = {"lr": lr, "weight_decay": strength}
    return [Run("adam", {"lr": lr}), Run("adam_l2", hypers), Run("adamw", hypers)]


def penalised_minimum(strength: Any, kappa: float) -> tuple[Any, Any]:
    """Where f + ½λ‖x‖² is least: each coordinate shrinks by λ/(λ + its curvature)."""
    x, y = MINIMUM
    return x / (1.0 + strength), y * kappa / (kappa + strength)


def resting_place(settings: Settings) -> Path:
    """The penalised minimum, as a path that stays there."""
    place = penalised_minimum(settings["weight_decay"], settings["kappa"])
    return Path(
        name="least f + ½λ‖x‖²",
        points=np.array([place]),
        style=_PENALISED,
    )


def shares(walk: Walk) -> dict[str, Array]:
    """Each coordinate of the path, as a share of the minimum's."""
    x, y = (walk.trajectory.points / MINIMUM).T
    return {"share_x": x, "share_y": y}


CURVES = (
    LinkedCurve("share_x", "x as a share of the minimum's", log=False),
    LinkedCurve("share_y", "y as a share of the minimum's", log=False),
)


def outcome(walks: Sequence[Walk], settings: Settings) -> str:
    """By how much each run ends short of the minimum, and where the penalised one is."""
    if settings["weight_decay"] == 0.0:
        return "Without decay (λ = 0) the three paths are **the same numbers**: Adam."
    bare, *decayed = walks
    ends = [f"{SHORT[w.run.optimizer]} ends {_short(w.trajectory.points[-1])}" for w in decayed]
    place = np.array(penalised_minimum(settings["weight_decay"], settings["kappa"]))
    steps = counted(len(bare.trajectory.gradients), "step")
    return f"After {steps} {', '.join(ends)}. The penalised minimum lies {_short(place, '')}."


def _short(point: Array, mark: str = "**") -> str:
    """How far short of the minimum a point is, coordinate by coordinate."""
    x, y = (f"{mark}{as_text(100 * share, 2)}\u00a0%{mark}" for share in shrinkage(point).tolist())
    return f"{x} short in x and {y} in y"


def shrinkage(points: Array) -> Array:
    """By which share of the minimum's coordinates points fall short of it."""
    return np.asarray(1.0 - points / np.array(MINIMUM))


@dataclass(frozen=True, eq=False)
class Shrinkage:
    """By how much each coordinate ends short, for every λ in `STRENGTHS`: shape `(41, 2)` each."""

    penalty: Array
    decay: Array
    theory: Array


@st.cache_data(show_spinner=False, max_entries=64)
def measured(lr: float, kappa: float, steps: int, start: tuple[float, float]) -> Shrinkage:
    """End points of both rules against λ, and the penalised minimum's."""
    surface = pit(kappa)
    penalty, decay = (
        sweep(key, surface, start, steps=steps, lr=lr, weight_decay=STRENGTHS).points
        for key in ("adam_l2", "adamw")
    )
    places = np.transpose(penalised_minimum(STRENGTHS, kappa))
    return Shrinkage(shrinkage(penalty), shrinkage(decay), shrinkage(places))


def charted(settings: Settings) -> tuple[object, ...]:
    """What the chart shows."""
    words = ("lr", "kappa", "steps", "start", "weight_decay")
    return tuple(settings[word] for word in words)


def show_chart(settings: Settings) -> None:
    """By how much each coordinate ends short, against λ: one chart a coordinate."""
    start = controls.start_of(settings, pit(settings["kappa"]))
    lost = measured(settings["lr"], settings["kappa"], settings["steps"], start)
    formulas = ("λ/(λ+1)", "λ/(λ+κ)")
    for i, (column, formula) in enumerate(zip(st.columns(2), formulas, strict=True)):
        lines = {
            SHORT["adam_l2"]: (lost.penalty[:, i], STYLES["adam_l2"]),
            SHORT["adamw"]: (lost.decay[:, i], STYLES["adamw"]),
            f"penalised minimum, {formula}": (lost.theory[:, i], _THEORY),
        }
        figure = charts.lines(STRENGTHS, lines, x="weight decay λ", y=f"{'xy'[i]} ends short by")
        figure.add_vline(settings["weight_decay"], line={"color": charts.muted(), "width": 1})
        figure.update_yaxes(tickformat=".0%", range=_span(lost))
        column.plotly_chart(figure, config=charts.QUIET, key=f"decay/{i}")


def _span(lost: Shrinkage) -> tuple[float, float]:
    """One scale for both charts, within which every end is a decent one."""
    ends = np.concatenate([lost.penalty, lost.decay, lost.theory])
    low, high = np.nanquantile(ends, [0.0, 1.0]).tolist()
    return max(-0.5, low) - 0.02, min(1.5, high) + 0.02
