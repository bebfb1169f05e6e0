"""One run of several is inspected: its steps' parts are drawn, one step is shown in numbers."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import streamlit as st
from numpy.typing import NDArray

from optim import OPTIMIZERS
from ui.page.choosers import pills
from ui.page.settings import Settings
from ui.runs.meanings import meanings as of_rule
from ui.runs.result import RunResult
from ui.stage.scene import Mark, Panel
from ui.stage.stage import stage

_ARROWS = (
    "Which run's steps are taken apart: their arrows are drawn, their numbers shown. All runs stay."
)


def inspected_of(settings: Settings, optimizers: Sequence[str]) -> str:
    """Which optimizer is inspected: the chosen one, or the page's own where that does not run."""
    chosen, own = settings["apart"], settings.fields["apart"].default
    return next(str(key) for key in (chosen, own, *optimizers) if key in optimizers)


def choose_inspected(
    settings: Settings, optimizers: Sequence[str], names: Mapping[str, str]
) -> None:
    """Let the reader choose which optimizer is inspected."""
    chosen = inspected_of(settings, optimizers)
    pills(settings, "apart", {key: names[key] for key in optimizers}, "Arrows of", _ARROWS, chosen)


def show(
    settings: Settings,
    results: Sequence[RunResult],
    curves_of: Callable[[RunResult], Mapping[str, NDArray[Any]]],
    *,
    marks: Sequence[Mark] = (),
    prose: Sequence[str] = (),
    meanings: Mapping[str, str] = MappingProxyType({}),
    **scene: Any,
) -> None:
    """Draw the runs on a stage, inspect one of them, and show its step in numbers below.

    Args:
        curves_of: the numbers for linked curves that a run has beyond the usual ones.
        marks: points worth knowing on the same panel.
        prose, meanings: as for `stage`, which is told of the inspected rule's letters too.
        scene: handed on to `stage`.
    """
    inspected = inspected_of(settings, [result.run.optimizer for result in results])
    paths = [
        path
        for result in results
        for path in result.paths(curves_of(result), inspected=result.run.optimizer == inspected)
    ]
    panel = Panel(results[0].surface, paths, marks=marks)
    step = stage(
        settings,
        [panel],
        shown_curves=2,
        explain=True,
        prose=[*prose, OPTIMIZERS[inspected].latex],
        meanings={**of_rule(inspected), **meanings},
        **scene,
    )
    explain(next(r for r in results if r.run.optimizer == inspected), step)


def explain(result: RunResult, step: int | None) -> None:
    """Show the rule as a formula, and the step from this point (the last by default) in numbers."""
    rule, numbers = st.columns([2, 5], gap="large", vertical_alignment="center")
    rule.latex(OPTIMIZERS[result.run.optimizer].latex)
    numbers.latex(result.explain(step))
