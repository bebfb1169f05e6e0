"""What a step costs: one path, many lanes, and beside the loop one would write by hand.

Run with `python -m benchmarks.steps`.
"""

from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time

import numpy as np
from numpy.typing import NDArray

from optim import OPTIMIZERS, sweep, trace
from surfaces import rosenbrock

SURFACE = rosenbrock()
START = (-1.0, 1.0)


def seconds(*works: Callable[[], object], repeats: int = 7) -> list[float]:
    """Median processor time of a call of each, taken in turn so that all meet the same machine."""
    for work in works:
        work()
    taken = [[_once(work) for work in works] for _ in range(repeats)]
    return [median(column) for column in zip(*taken, strict=True)]


def _once(work: Callable[[], object]) -> float:
    # The processor's time: what others do on the machine is no part of it.
    begin = process_time()
    work()
    return process_time() - begin


def by_hand(steps: int) -> NDArray[np.float64]:
    """Adam as one would write it: a loop on arrays of length two that keeps the points alone."""
    x, m, v = np.array(START), np.zeros(2), np.zeros(2)
    points = [x]
    for t in range(1, steps + 1):
        off = x[1] - x[0] ** 2
        g = np.array([2 * (x[0] - 1) - 400 * x[0] * off, 200 * off])
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        x = x - 0.001 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        points.append(x)
    return np.array(points)


def rules() -> None:
    print(f"{'rule':<20}{'one path':>12}{'1 lane':>12}{'1 000 lanes':>14}{'100 000 lanes':>16}")
    print(f"{'':<20}{'µs / step':>12}{'ns / lane-step':>28}")
    random = np.random.default_rng(0)
    starts = random.uniform(-1.0, 1.0, (100_000, 2))
    for key in OPTIMIZERS:
        (single,) = seconds(partial(trace, key, SURFACE, START, steps=500, lr=1e-4))
        cells = [f"{key:<20}{single / 500 * 1e6:>12.2f}"]
        for lanes, steps, width in ((1, 200, 12), (1_000, 100, 14), (100_000, 5, 16)):
            work = partial(sweep, key, SURFACE, starts[:lanes], steps=steps, lr=1e-4)
            (took,) = seconds(work, repeats=3)
            cells.append(f"{took / lanes / steps * 1e9:>{width}.1f}")
        print("".join(cells), flush=True)


def beside_by_hand() -> None:
    print("\nAdam, 500 steps: ours keeps points, values, gradients and memories, the other points")
    ours, hand = seconds(
        partial(trace, "adam", SURFACE, START, steps=500, lr=1e-3),
        partial(by_hand, 500),
        repeats=51,
    )
    _compare("trace", ours / 500, "by hand", hand / 500, 1e6, "µs / step", 0.5)


def beside_single_traces() -> None:
    print("\nA sweep of 200 rates × 1000 steps beside ten traces of 1000 steps")
    rates = np.geomspace(1e-5, 1e-3, 200)
    for key in ("gd", "adam"):
        swept, single = seconds(
            partial(sweep, key, SURFACE, START, steps=1000, lr=rates),
            partial(trace, key, SURFACE, START, steps=1000, lr=1e-4),
            repeats=31,
        )
        _compare(f"sweep, {key}", swept, f"ten traces, {key}", 10 * single, 1e3, "ms", 1.0)


def _compare(
    name: str, took: float, peer: str, peer_took: float, scale: float, unit: str, limit: float
) -> None:
    ratio = took / peer_took
    verdict = "yes" if ratio <= limit else "NO"
    print(f"  {name:<20}{took * scale:>10.2f} {unit}")
    print(f"  {peer:<20}{peer_took * scale:>10.2f} {unit}")
    print(f"  {'ratio':<20}{ratio:>10.2f}   at most {limit}: {verdict}", flush=True)


if __name__ == "__main__":
    rules()
    beside_by_hand()
    beside_single_traces()
