"""Paths that the browser follows by itself: their programs, and their numbers as formulas."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from formula.graph import Graph
from optim import optimizer
from optim.gradients import is_random, replaces
from optim.plan import Plan
from optim.program import Program, inputs, program
from surfaces.written import written
from ui.runs.drawing import Drawing, drawing_key, drawn
from ui.runs.kept import Kept
from ui.runs.live_average import smoothed
from ui.runs.live_schedule import live_schedule
from ui.runs.result import RunResult
from ui.runs.run import Run
from ui.runs.symbolic import RULE, SOURCE, SURFACE, SymbolicResult
from ui.stage.live import Batches, Exact, Live
from ui.stage.scene import Panel, Path

Build = Callable[[RunResult], list[Path]]
"""Draws a run, with numbers or with symbols."""

_drawings: Kept[Drawing] = Kept(256)
"""Of the runs that were drawn last: a click changes numbers alone."""

TAIL = 3.65
"""Beyond this a normal is drawn by a logarithm, of which the last bit is the machine's own."""


def live(
    result: RunResult, build: Build, wider: Run | None = None, smooths: bool = False
) -> list[Path]:
    """The paths of a run, the first of which the browser can follow by itself where it may.

    Args:
        build: gives the paths; a second one is the average of the first.
        wider: as `live_run` takes it.
        smooths: whether the page's knob for smoothing adds and removes that average.
    """
    path, *averages = build(result)
    own = live_run(result, lambda symbolic: build(symbolic)[0], wider, build)
    if own is None:
        return [path, *averages]
    own = replace(own, average=smoothed() if smooths else None)
    return [replace(path, live=own), *(replace(each, live=smoothed()) for each in averages)]


def live_run(
    result: RunResult,
    draw: Callable[[SymbolicResult], Path],
    wider: Run | None = None,
    of: Build | None = None,
) -> Live | None:
    """How the browser follows a run; None where it cannot.

    Args:
        draw: gives the path, of which the numbers are symbols.
        wider: a run that does the same as long as the numbers are 0 that it has beside the run's
            own; the browser follows it instead, so that their knobs can be turned.
        of: what draws it, where this is the same function for every run.
    """
    run, plan = wider or result.run, result.plan
    if wider is not None:
        plan = replace(plan, optimizer=optimizer(wider.optimizer), hypers=wider.hypers)
    made = _program(run, plan)
    if made is None:
        return None
    more = tuple(RULE + name for name in run.hypers if name not in result.run.hypers)

    def drawing() -> Drawing:
        graph = Graph()
        symbolic = SymbolicResult(result.run, result.style, result.plan, graph, result, more)
        return drawn(draw(symbolic), graph)

    key = of is not None and drawing_key(result, of)
    return _live(made, run, plan, _drawings.get((key, more), 1, drawing) if key else drawing())


def panels(
    results: Sequence[RunResult],
    smoothing: float = 0.0,
    count: int = 1,
    explained: Sequence[RunResult] = (),
    smooths: bool = False,
) -> list[Panel]:
    """The runs' paths on so many panels, dealt out one after the other.

    Args:
        smoothing: as in `RunResult.paths`.
        explained: the runs whose formulas are told.
        smooths: whether there is a knob for smoothing.
    """
    told = {id(result) for result in explained}
    paths_of = [_drawn(each, smoothing, id(each) in told, smooths) for each in results]
    return [
        Panel(results[0].surface, [path for paths in paths_of[i::count] for path in paths])
        for i in range(count)
    ]


def _drawn(result: RunResult, smoothing: float, explained: bool, smooths: bool) -> list[Path]:
    build = partial(RunResult.paths, smoothing=smoothing, explained=explained)
    key = smoothing, explained, smooths
    return result.drawn.get(key, 1, lambda: live(result, build, smooths=smooths))


def _program(run: Run, plan: Plan) -> Program | None:
    form = None if run.fed is None else written(plan.surface)
    return program(plan.optimizer, form, plan.source) if form else None


def _live(made: Program, run: Run, plan: Plan, drawing: Drawing) -> Live:
    """What the browser needs."""
    factors = np.array(plan.factors)
    return Live(
        program=made,
        inputs=Exact(inputs(made, plan)),
        fed=_fed(run, plan),
        steps=len(factors) - 1,
        factors=None if (factors == 1.0).all() else Exact(factors),
        schedule=live_schedule(plan.schedule, run.fed),
        seed=int(plan.seed) if _is_random(made) else None,
        batches=_batches(plan),
        tape=drawing.tape,
        columns=drawing.columns,
        formula=drawing.formula,
        exact=not made.functions and not _has_tail(made, plan),
    )


def _is_random(made: Program) -> bool:
    return any(block.name == "draws" and block.each for block in made.path)


def _has_tail(made: Program, plan: Plan) -> bool:
    """Whether the last bit of a random number may be another in the browser."""
    if not is_random(plan.source) or _batches(plan):
        return False
    draws = plan.source.draws(plan.surface, int(plan.seed), len(plan.factors))
    return bool((np.abs(draws) >= TAIL).any())


def _batches(plan: Plan) -> Batches | None:
    replacement, surface = replaces(plan.source), plan.surface
    if replacement is None:
        return None
    return Batches(surface.minima[0], Exact(surface.moments), replacement)


def _fed(run: Run, plan: Plan) -> dict[str, str]:
    """The knobs that set the inputs: those of the same names, unless the run says otherwise."""
    own = run.fed or {}
    hypers = {RULE + name: knob for name, knob in run.knobs.items()}
    surface = {SURFACE + name: name for name in getattr(plan.surface, "arguments", {})}
    source = {SOURCE + name: own.get(name, name) for name in plan.source.numbers()}
    known = {key: own.get(key, key) for key in ("steps", "seed")}
    return {**hypers, **surface, **source, **known, "tolerance_squared": "tolerance"}
