"""Maps for a browser that cannot run programs: coarse ones, as part of an answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optim.plan import Plan
from optim.sweep import swept
from ui.page.fields import finite_number
from ui.page.view import MAPS
from ui.sent import is_whole
from ui.stage.live import Exact, Live
from ui.stage.scene import MOST_PANELS, Array, Knob, LinkedCurve, Path, Scene

SMALL = 0.01
"""The gradient that counts as small where a run has no tolerance of its own."""

STILL = 1e-150
"""So close to a minimum that numbers, squared, would fade to 0."""

STOPS = {"steps": SMALL, "speed": STILL}
"""The gradient at which a run of a map of this kind stops that has no tolerance of its own."""

MOST_REQUESTS = MOST_PANELS + 2
"""One for each panel, and one for each of two curves."""

MOST_CELLS = 64 * 64
MOST_LANE_STEPS = 2**21
"""What a map may cost the server: some hundredths of a second."""

MOST_ASPECT = 32.0

Pair = tuple[float, float]


@dataclass(frozen=True)
class MapRequest:
    """A map that a browser asks for.

    Attributes:
        run: whose runs, counted from 1 over all panels.
        kind: what is asked of them.
        curve: the key of a map over knobs, in a curve's place; empty for a map of starts.
        x, y: of a map of starts the part of the plane that its cells cover.
        aspect: how many times as wide as high it is on the screen.
    """

    run: int
    kind: str
    curve: str
    x: Pair
    y: Pair
    aspect: float


@dataclass(frozen=True)
class MapData:
    """Where runs end, a cell each, row by row from above.

    They set off from the middle of each cell; or, over knobs, from one start with the values there.

    Attributes:
        request: what was asked for.
        columns, rows: how many cells there are.
        steps: how many steps the runs were to take.
        tolerance: the gradient at which they were to stop; 0 where they were not.
        x, y, values, diverged_at, stopped_at: as `optim.Sweep` has them.
    """

    request: MapRequest
    columns: int
    rows: int
    steps: int
    tolerance: float
    x: Array
    y: Array
    values: Exact
    diverged_at: Array
    stopped_at: Array


def requested(value: Any) -> tuple[MapRequest, ...]:
    """What a browser asks for, which is not trusted: what makes no sense is left out."""
    if not isinstance(value, list) or len(value) > MOST_REQUESTS:
        return ()
    return tuple(request for each in value if (request := _request(each)))


def _request(value: Any) -> MapRequest | None:
    try:
        run, kind, curve = (value[name] for name in ("run", "kind", "curve"))
        aspect = finite_number("aspect", value["aspect"])
        x, y = (_interval(value[axis]) for axis in ("x", "y"))
    except (ValueError, TypeError, KeyError):
        return None
    counted = is_whole(run) and run >= 1
    named = isinstance(curve, str) and kind in MAPS
    sound = counted and named and 1.0 / MOST_ASPECT <= aspect <= MOST_ASPECT
    return MapRequest(run, kind, curve, x, y, aspect) if sound else None


def _interval(value: Any) -> Pair:
    low, high = (finite_number("an interval", each) for each in value)
    if low >= high:
        raise ValueError(f"an interval rises, unlike {value!r}")
    return low, high


def filled(requests: Sequence[MapRequest], scene: Scene) -> list[MapData]:
    """The maps of those runs that there are, and that can be mapped."""
    paths = [path for panel in scene.panels for path in panel.paths]
    made = (_filled(each, paths, scene) for each in requests if each.run <= len(paths))
    return [one for one in made if one]


def _filled(request: MapRequest, paths: Sequence[Path], scene: Scene) -> MapData | None:
    path = paths[request.run - 1]
    live = path.live
    if not isinstance(live, Live) or path.plan is None:
        return None
    plan, tolerance = _stopping(request.kind, path.plan, live.steps)
    cells = _over_knobs(request, live, plan, scene) if request.curve else _of_starts(request, plan)
    if cells is None:
        return None
    columns, rows, lanes = cells
    ends = swept(lanes)
    x, y = ends.points.T
    return MapData(
        request=request,
        columns=columns,
        rows=rows,
        steps=live.steps,
        tolerance=tolerance,
        x=x,
        y=y,
        values=Exact(ends.values),
        diverged_at=ends.diverged_at,
        stopped_at=ends.steps_taken,
    )


def _stopping(kind: str, plan: Plan, steps: int) -> tuple[Plan, float]:
    """The plan as far as a map of this kind follows it, and the gradient at which it stops."""
    tolerance = math.sqrt(plan.tolerance) if plan.tolerance > 0.0 else STOPS.get(kind, 0.0)
    if plan.tolerance <= 0.0 < tolerance:
        plan = replace(plan, tolerance=tolerance * tolerance)
    # That a gradient is small shows at the step that would come next.
    return replace(plan, factors=plan.factors[: steps + (kind == "steps")]), tolerance


Cells = tuple[int, int, Plan]
"""How many columns and rows there are, and the plan with a lane for each cell."""


def _of_starts(request: MapRequest, plan: Plan) -> Cells:
    columns, rows = _cells(request.aspect, len(plan.factors))
    (left, right), (low, high) = request.x, request.y
    across = left + _shares(columns) * (right - left)
    up = low + _shares(rows)[::-1] * (high - low)
    starts = np.stack(np.meshgrid(across, up)).reshape(2, -1)
    return columns, rows, replace(plan, start=starts, lanes=starts.shape[1])


def _over_knobs(request: MapRequest, live: Live, plan: Plan, scene: Scene) -> Cells | None:
    """None where there is no such map here, or its knobs set more than hyper-parameters."""
    curve = next((each for each in scene.curves if each.key == request.curve), None)
    if curve is None or not curve.knobs:
        return None
    names = [name for knob in curve.knobs if (name := _hyper(live, plan, knob))]
    if len(names) < len(curve.knobs):
        return None
    columns, rows, values = _values(request, plan, curve, scene.knobs)
    start = np.repeat(np.array(plan.start)[:, np.newaxis], columns * rows, axis=1)
    hypers = {**plan.hypers, **dict(zip(names, values, strict=True))}
    return columns, rows, replace(plan, start=start, hypers=hypers, lanes=columns * rows)


def _values(
    request: MapRequest, plan: Plan, curve: LinkedCurve, knobs: Sequence[Knob]
) -> tuple[int, int, list[Array]]:
    """How many columns and rows there are, and the knobs' values in each cell."""
    if curve.values is not None:
        return len(curve.values.values), 1, [curve.values.values]
    columns, rows = _cells(request.aspect, len(plan.factors))
    across, up = (next(knob for knob in knobs if knob.name == name) for name in curve.knobs)
    grid = np.meshgrid(_along(across, columns), _along(up, rows)[::-1])
    return columns, rows, [values.ravel() for values in grid]


def _hyper(live: Live, plan: Plan, knob: str) -> str | None:
    """The hyper-parameter that a knob sets."""
    names = {f"rule.{name}": name for name in plan.hypers}
    return next((names[i] for i, each in live.fed.items() if each == knob and i in names), None)


def _cells(aspect: float, steps: int) -> tuple[int, int]:
    """How many columns and rows of about square cells may be filled."""
    most = max(1, min(MOST_CELLS, MOST_LANE_STEPS // max(1, steps)))
    columns = max(1, min(most, int(math.sqrt(most * aspect))))
    return columns, max(1, most // columns)


def _along(knob: Knob, count: int) -> Array:
    """A knob's values in the middles of so many parts of its range."""
    if knob.log:
        return np.asarray(knob.low * (knob.high / knob.low) ** _shares(count))
    return np.asarray(knob.low + _shares(count) * (knob.high - knob.low))


def _shares(count: int) -> Array:
    return (np.arange(count) + 0.5) / count
