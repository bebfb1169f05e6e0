"""Maps of starts for a browser that cannot run programs: coarse ones, as part of an answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optim.sweep import swept
from ui.page.fields import finite_number
from ui.page.view import MAPS, MOST_MAPS
from ui.stage.live import Exact, Live
from ui.stage.scene import Array, Path

SMALL = 0.01
"""The gradient that counts as small where a run has no tolerance of its own."""

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
        x, y: the part of the plane that its cells cover.
        aspect: how many times as wide as high that is on the screen.
    """

    run: int
    kind: str
    x: Pair
    y: Pair
    aspect: float


@dataclass(frozen=True)
class MapData:
    """Where the runs end that set off from the middle of each cell, row by row from above.

    Attributes:
        request: what was asked for.
        columns, rows: how many cells there are.
        steps: how many steps the runs were to take.
        tolerance: the gradient at which they were to stop.
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
    if not isinstance(value, list) or len(value) > MOST_MAPS:
        return ()
    return tuple(request for each in value if (request := _request(each)))


def _request(value: Any) -> MapRequest | None:
    try:
        run, kind, aspect = value["run"], value["kind"], finite_number("aspect", value["aspect"])
        x, y = (_interval(value[axis]) for axis in ("x", "y"))
    except (ValueError, TypeError, KeyError):
        return None
    counted = isinstance(run, int) and not isinstance(run, bool) and run >= 1
    sound = counted and kind in MAPS and 1.0 / MOST_ASPECT <= aspect <= MOST_ASPECT
    return MapRequest(run, kind, x, y, aspect) if sound else None


def _interval(value: Any) -> Pair:
    low, high = (finite_number("an interval", each) for each in value)
    if low >= high:
        raise ValueError(f"an interval rises, unlike {value!r}")
    return low, high


def filled(requests: Sequence[MapRequest], paths: Sequence[Path]) -> list[MapData]:
    """The maps of those runs that there are, and that can be mapped.

    Args:
        paths: those of all panels.
    """
    known = [(each, paths[each.run - 1].live) for each in requests if each.run <= len(paths)]
    return [_filled(request, live) for request, live in known if isinstance(live, Live)]


def _filled(request: MapRequest, live: Live) -> MapData:
    plan = live.plan
    tolerance = math.sqrt(plan.tolerance) if plan.tolerance > 0.0 else SMALL
    if request.kind == "steps":
        # That a gradient is small shows at the step that would come next.
        plan = replace(plan, tolerance=tolerance * tolerance)
    else:
        plan = replace(plan, factors=plan.factors[: live.steps])
    columns, rows = _cells(request.aspect, len(plan.factors))
    across, up = _middles(request.x, columns), _middles(request.y, rows)[::-1]
    starts = np.stack(np.meshgrid(across, up)).reshape(2, -1)
    ends = swept(replace(plan, start=starts, lanes=starts.shape[1]))
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


def _cells(aspect: float, steps: int) -> tuple[int, int]:
    """How many columns and rows of about square cells may be filled."""
    most = max(1, min(MOST_CELLS, MOST_LANE_STEPS // max(1, steps)))
    columns = max(1, min(most, int(math.sqrt(most * aspect))))
    return columns, max(1, most // columns)


def _middles(interval: Pair, count: int) -> Array:
    low, high = interval
    return low + (np.arange(count) + 0.5) / count * (high - low)
