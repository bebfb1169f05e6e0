"""Whether a run makes so much of roundings that another library's must end elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Number
from optim.gradients import Gradient, Seed, Source
from optim.trace import traced
from ui.export.taken import TakenRun

ROUNDING = 1e-14
"""A share of each gradient, some hundred times that of one rounding, to be safe."""

ELSEWHERE = 1e-9


def is_sensitive(run: TakenRun) -> bool:
    """Whether errors of that size at every step take it farther than `ELSEWHERE` off its way."""
    plan = replace(run.plan, source=_Rounded(run.plan.source))
    points, other = run.trajectory.points, traced(plan).points
    if not np.array_equal(np.isfinite(points), np.isfinite(other)):
        return True
    off = np.abs(points - other) / np.maximum(1.0, np.abs(points))
    return bool(np.nanmax(off) > ELSEWHERE)


@dataclass(frozen=True)
class _Rounded:
    """Gradients of another source with errors, drawn from a seed of their own."""

    source: Source

    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        rng = np.random.default_rng(0)
        for gradient in self.source.stream(surface, seed):
            yield _with_errors(gradient, ROUNDING * rng.standard_normal(2))

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        return self.source.costs(surface, steps)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


def _with_errors(gradient: Gradient, errors: NDArray[np.float64]) -> Gradient:
    def rounded(*point: Number) -> tuple[Number, ...]:
        pairs = zip(gradient(*point), errors.tolist(), strict=False)
        return tuple(g + error * g for g, error in pairs)

    return rounded
