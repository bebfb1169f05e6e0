"""One run followed from a start: how it ended, how it is drawn, and what its steps are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike, NDArray

from optim import OPTIMIZERS, Trajectory
from surfaces import Surface
from ui.page.palette import Style, styles
from ui.page.settings import Settings
from ui.runs.anatomy import Anatomy, anatomy, arrows, readings
from ui.runs.measures import measures
from ui.runs.observe import Outcome, observe
from ui.runs.outcomes import note
from ui.runs.run import Run
from ui.runs.step_formula import step_formula
from ui.stage.scene import LinkedCurve, Panel, Path
from ui.stage.stage import stage


@dataclass(frozen=True)
class Walk:
    """A run on a surface.

    Attributes:
        trajectory: what it did.
        parts: what its steps are made of, and the step that it would take next.
    """

    run: Run
    surface: Surface
    style: Style
    trajectory: Trajectory
    parts: Anatomy

    @cached_property
    def end(self) -> Outcome:
        """How it ended."""
        return observe(self.trajectory, self.surface)

    def path(self, curves: Mapping[str, ArrayLike] | None = None, *, apart: bool = False) -> Path:
        """How it is drawn: with the usual curves and others, and taken apart if asked."""
        return Path(
            name=self.run.name,
            detail=self.run.detail,
            points=self.trajectory.points,
            style=self.style,
            note=note(self.end),
            curves={**measures(self.trajectory, self.surface), **(curves or {})},
            arrows=arrows(self.parts) if apart else (),
            readings=readings(self.parts) if apart else (),
        )

    def explain(self, point: int | None) -> None:
        """Show the rule as a formula, and the step from this point (or the end) in numbers."""
        rule, numbers = st.columns([2, 5], gap="large", vertical_alignment="center")
        rule.latex(OPTIMIZERS[self.run.optimizer].latex)
        shown = len(self.parts) - 1 if point is None else point
        numbers.latex(step_formula(self.parts, shown))


def walk(
    runs: Sequence[Run], surface: Surface, start: Any, *, steps: int, **how: Any
) -> list[Walk]:
    """Follow each run for so many steps; `how` is handed on to `optim.trace`."""
    looks = styles([run.optimizer for run in runs])
    return [
        _walk(run, surface, start, look, steps, how) for run, look in zip(runs, looks, strict=True)
    ]


def _walk(
    run: Run, surface: Surface, start: Any, style: Style, steps: int, how: Mapping[str, Any]
) -> Walk:
    longer = run.trace(surface, start, steps=steps + 1, **how)
    return Walk(run, surface, style, _but_the_last_step(longer), anatomy(run, longer))


def _but_the_last_step(trajectory: Trajectory) -> Trajectory:
    steps = len(trajectory.gradients) - 1
    diverged, stopped = trajectory.diverged_at, trajectory.stopped_at
    return Trajectory(
        points=trajectory.points[:-1],
        values=trajectory.values[:-1],
        gradients=trajectory.gradients[:-1],
        memory={name: rows[:-1] for name, rows in trajectory.memory.items()},
        rates=trajectory.rates[:-1],
        evaluations=trajectory.evaluations[:-1],
        diverged_at=diverged if diverged is not None and diverged <= steps else None,
        stopped_at=stopped if stopped is not None and stopped <= steps else None,
    )


def show(
    settings: Settings,
    walks: Sequence[Walk],
    runs: Sequence[str],
    curves_of: Callable[[Walk], Mapping[str, ArrayLike]],
    *,
    besides: Sequence[Path] = (),
    **scene: Any,
) -> None:
    """Draw walks on a stage, take one of them apart, and show its step in numbers below.

    Args:
        runs: the optimizers among which the reader chooses whose step is taken apart.
        curves_of: the curves a walk has beyond the usual ones.
        besides: further paths on the same panel.
        scene: handed on to `stage`.
    """
    apart = apart_of(settings, runs)
    paths = [w.path(curves_of(w), apart=w.run.optimizer == apart) for w in walks]
    panel = Panel(walks[0].surface, [*paths, *besides])
    step = stage(settings, [panel], shown_curves=2, explain=True, **scene)
    next(w for w in walks if w.run.optimizer == apart).explain(step)


def gap(a: Walk, b: Walk) -> float:
    """The largest distance between the two at the same step, as far as both go."""
    apart = np.hypot(*(a.trajectory.points - b.trajectory.points).T)
    return float(np.nanmax(apart))


def rates(walk: Walk) -> dict[str, NDArray[np.float64]]:
    """The effective rate of each coordinate at each step."""
    first, second = walk.parts.effective_rate[:-1].T
    return {"rate_x": first, "rate_y": second}


def rate_curves(surface: Surface) -> list[LinkedCurve]:
    """The linked curves of `rates`."""
    return [
        LinkedCurve(f"rate_{place}", f"effective rate of {axis}")
        for place, axis in zip("xy", surface.axes, strict=True)
    ]


def apart_of(settings: Settings, runs: Sequence[str]) -> str:
    """Whose steps are taken apart: the chosen rule, or the page's own where that does not run."""
    chosen, own = settings["apart"], settings.fields["apart"].default
    return next(str(key) for key in (chosen, own, *runs) if key in runs)


def choose_apart(settings: Settings, runs: Sequence[str], names: Mapping[str, str]) -> None:
    """Let the reader choose whose steps are taken apart."""
    bound = settings.bind("apart")
    st.session_state[bound["key"]] = apart_of(settings, runs)
    st.pills(
        "Take apart",
        runs,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        required=True,
        **bound,
    )


def choose_view(settings: Settings, titles: Mapping[str, str]) -> None:
    """Let the reader choose one of the page's experiments."""
    st.segmented_control(
        "Experiment",
        tuple(titles),
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        required=True,
        **settings.bind("view"),
    )
