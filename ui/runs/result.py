"""The one record of a run that was followed: what it did, how it ended, how it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import where
from optim import Trajectory, optimizer
from optim.averages import ema
from optim.gradients import is_random
from optim.plan import Plan
from optim.trace import traced
from surfaces import Curve, Surface
from ui.page import palette
from ui.page.numbers import as_text
from ui.page.palette import Style
from ui.runs.anatomy import Anatomy, anatomy, arrows, readings
from ui.runs.cut_gradient import cut_gradient
from ui.runs.fates import Outcome, observe
from ui.runs.kept import Kept
from ui.runs.measures import lengths_of, loss, measures
from ui.runs.outcomes import note
from ui.runs.run import Run, distinct_names
from ui.runs.step_formula import step_formula
from ui.runs.step_template import Gradient
from ui.stage.formula import StepFormula
from ui.stage.payload import identity
from ui.stage.scene import Average, Path, Rings

MOST_BYTES = 64_000_000
"""So much all runs may hold together that are kept."""

RUN_BYTES, STEP_BYTES = 80_000, 750
"""What a run holds that was drawn in two ways, and each of its steps, of the rules that hold most.

Even one of a single step has a tape and a formula."""


@dataclass(frozen=True, eq=False)
class RunResult:
    """A run that was followed.

    Attributes:
        style: how its path is drawn.
        plan: all that it depends on, with one step more than was asked for.
    """

    run: Run
    style: Style
    plan: Plan

    @property
    def surface(self) -> Any:
        """What it descended on: a `Surface` or a `Curve`."""
        return self.plan.surface

    @cached_property
    def extended(self) -> Trajectory:
        """Its trajectory with the one step more that it would take next."""
        return traced(self.plan)

    @cached_property
    def trajectory(self) -> Trajectory:
        """Exactly the steps that were asked for."""
        return _without_last_step(self.extended)

    @cached_property
    def parts(self) -> Anatomy:
        """What its steps are made of, and the step that it would take next."""
        return anatomy(self.run, self.extended)

    @cached_property
    def outcome(self) -> Outcome:
        """How it ended."""
        return observe(self.extended, self.surface)

    @property
    def steps_taken(self) -> int:
        """How many steps led to a point: fewer than asked where it was stopped or diverged."""
        return self.trajectory.steps_taken

    @property
    def budget(self) -> int:
        """How many gradients the steps that were asked for evaluate."""
        return int(self.extended.evaluations[-2])

    @cached_property
    def drawn(self) -> Kept[list[Path]]:
        """How it was drawn last."""
        return Kept(2)

    @cached_property
    def note(self) -> str:
        """What the legend says of it where it ended badly; empty otherwise."""
        return note(self.outcome)

    def effective_rates(self) -> dict[str, NDArray[np.float64]]:
        """The effective rate of each coordinate at each step, by the linked curve's key."""
        return dict(zip(("rate_x", "rate_y"), self.parts.effective_rate[:-1].T, strict=False))

    def shown(self, step: int | None) -> int:
        """The point shown at a step: the last there is, where playback rests later or nowhere."""
        return self.steps_taken if step is None else min(step, self.steps_taken)

    def formula(
        self,
        *,
        tinted: bool = True,
        gradient: Gradient | None = None,
        numbers: NDArray[np.int64] | None = None,
    ) -> StepFormula:
        """Its rule with the numbers of its steps; `tinted` as its arrows are, where it has any.

        The others are as `step_formula` takes them.
        """
        stopped, steps = self.extended.stopped_at is not None, self.told_steps
        ending = self._stop if stopped else "The next step leaves all bounds."
        if numbers is not None:
            steps = int((numbers < steps).sum())
        return step_formula(
            self.parts,
            steps,
            gradient=gradient or self.gradient,
            ending=ending,
            tinted=tinted,
            numbers=numbers,
        )

    @property
    def told_steps(self) -> int:
        """From how many points a step is told: with the step that would come next, if any."""
        if self.extended.stopped_at is not None:
            return self.steps_taken
        return min(self.extended.steps_taken, len(self.extended.gradients))

    @cached_property
    def source(self) -> Mapping[str, Any]:
        """The numbers of where its gradients come from, by name."""
        return self.plan.source.numbers()

    @cached_property
    def gradient(self) -> Gradient:
        """What the rule was handed: the surface's own gradient, cut where it is, or an estimate."""
        if "norm" not in self.source:
            return Gradient(exact=self._is_exact)
        return Gradient(cut_gradient(self.surface.dimension), exact=not is_random(self.plan.source))

    @cached_property
    def cut(self) -> NDArray[Any] | None:
        """1 at each step whose gradient was cut to the limit on its length, else 0, NaN where none
        is taken; None without such a limit."""
        if "norm" not in self.source:
            return None
        # A gradient that was cut has that length, but for rounding.
        limit = self.source["norm"] * (1.0 - 1e-9)
        lengths = lengths_of(self.extended.gradients)
        return self.of_steps(np.array([where(each >= limit, 1.0, 0.0) for each in lengths]))

    def of_steps(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Numbers of each step, NaN where none is taken."""
        taken = np.asarray(np.isfinite(self.parts.next_x).all(axis=1))
        if self.extended.stopped_at is not None:
            taken &= np.arange(len(taken)) < self.extended.stopped_at
        return np.where(taken, rows, np.nan)

    @property
    def _stop(self) -> str:
        length = as_text(float(np.hypot.reduce(self.extended.gradients[self.steps_taken])))
        return f"‖g‖ = {length} is within the tolerance: no step is taken from here."

    @property
    def _is_exact(self) -> bool:
        """Whether the rule was handed the surface's own gradient at every step."""
        parts, look = self.parts, optimizer(self.run.optimizer).look
        with np.errstate(all="ignore"):
            at = look(parts.x, *parts.before.values(), **{**parts.hypers, "lr": parts.lr})
            exact = np.stack(np.broadcast_arrays(*_tuple(self.surface.gradient(*at.T))), axis=1)
        taken = np.isfinite(parts.next_x).all(axis=1)
        return bool(np.allclose(exact[taken], parts.g[taken], rtol=1e-9, atol=1e-12))

    def paths(
        self,
        curves: Mapping[str, NDArray[Any]] | None = None,
        *,
        inspected: bool = False,
        explained: bool = False,
        smoothing: float = 0.0,
    ) -> list[Path]:
        """How it is drawn: its path, and with smoothing that one thin and its average bold.

        Args:
            curves: numbers for linked curves, beside the usual ones.
            inspected: whether the parts of each step are drawn, and its formula told.
            explained: whether its formula is told.
            smoothing: the share of the average before it that each averaged point keeps.
        """
        path = Path(
            name=self.run.name,
            detail=self.run.detail,
            points=self.trajectory.points,
            style=self.style,
            note=self.note,
            curves=self._curves(curves or {}),
            faint=smoothing > 0.0,
            arrows=arrows(self.parts) if inspected else (),
            readings=readings(self.parts) if inspected else (),
            rings=None if self.cut is None else Rings("gradient cut", self.cut),
            formula=self.formula(tinted=inspected) if inspected or explained else None,
            plan=self.plan,
        )
        return [path, self.averaged(smoothing)] if smoothing else [path]

    def _curves(self, more: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The usual numbers and others, all as far as the run went."""
        points, taken = len(self.trajectory.points), self.steps_taken
        own = {key: rows[: taken + (len(rows) == points)] for key, rows in more.items()}
        return {**measures(self.extended, self.surface, taken), **own}

    def averaged(self, smoothing: float) -> Path:
        """The path's exponential average."""
        average = ema(self.trajectory.points, smoothing)
        with np.errstate(all="ignore"):
            values = np.asarray(self.surface.value(*average.T))
        return Path(
            name=f"{self.run.name}, averaged",
            detail=f"smoothing {as_text(smoothing)}",
            points=average,
            style=self.style,
            curves={"loss": loss(self.surface, values)[: self.steps_taken + 1]},
            average=Average(smoothing),
        )


_kept: Kept[RunResult] = Kept(MOST_BYTES)


def follow(
    runs: Sequence[Run],
    surface: Surface | Curve,
    start: Any,
    *,
    steps: int,
    styles: Sequence[Style] | None = None,
    **conditions: Any,
) -> list[RunResult]:
    """Follow each run from one start for so many steps.

    Args:
        styles: how each is drawn; by default as its optimizer is on every page.
        conditions: schedule, gradient source, seed and tolerance, as `optim.trace` takes them, of
            every run that has none of its own.
    """
    drawn = styles or palette.styles([run.optimizer for run in runs])
    plans = [
        run.plan(surface, start, steps=steps + 1, **run.conditions(steps, **conditions))
        for run in runs
    ]
    return [_result(*each) for each in zip(runs, drawn, plans, strict=True)]


def _result(run: Run, style: Style, plan: Plan) -> RunResult:
    """The run's result; that of one who asked for the same before, where it is kept."""
    fed = None if run.fed is None else tuple(run.fed.items())
    key = (run.title, fed, style, plan.identity(identity(plan.surface)))
    weight = RUN_BYTES + STEP_BYTES * len(plan.factors)
    return _kept.get(key, weight, lambda: RunResult(run, style, plan))


def named(results: Sequence[RunResult]) -> list[tuple[str, Outcome]]:
    """How each run ended, under a name that no other has."""
    names = distinct_names([result.run for result in results])
    # Two stars would be markup in an outcome: a space of no width keeps them apart.
    told = [name.replace("**", "*\u200b*") for name in names]
    return [(name, result.outcome) for name, result in zip(told, results, strict=True)]


def largest_gap(one: RunResult, other: RunResult) -> float:
    """The largest distance between two runs at the same step, as far as both go."""
    gaps = np.hypot(*(one.trajectory.points - other.trajectory.points).T)
    return float(np.nanmax(gaps))


def _without_last_step(trajectory: Trajectory) -> Trajectory:
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
        # That a tolerance is met shows at the step that would come next.
        stopped_at=stopped if stopped is not None and stopped < steps else None,
    )


def _tuple(slope: Any) -> tuple[Any, ...]:
    """A gradient as a tuple, of a curve too."""
    return slope if isinstance(slope, tuple) else (slope,)
