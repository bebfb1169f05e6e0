"""Learning rates tuned alike: each run at its own best of the same rates, from the same start.

Best is the rate at which a run arrives first: from that step on it stays within `NEAR` of one
minimum, as in `ui.runs.fates`. On a surface that falls without end it is the rate at which it
leaves its frame first, downwards. Where no rate does, it is the one that settles lowest: a single
low loss at the end may be a fluke of a run that jumps about. Where gradients have noise a rate that
wins with one seed may be a fluke, too: there the medians over several seeds are compared.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optim import gradients, sweep
from optim.plan import prepare
from optim.trace import Track, tracked
from surfaces import CURVES, NEAR, SURFACES, Curve, Surface, make, make_curve
from ui.page.fields import Switch
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.fates import frame, inside, since
from ui.runs.run import Run
from ui.runs.side_by_side import side_by_side
from ui.turns import in_turns

Array = NDArray[np.float64]

GRID = tuple(float(f"{rate:.3g}") for rate in np.geomspace(1e-4, 10.0, 41))
"""The rates that every rule is offered: eight to a decade."""

SEEDS = 5
"""Medians are over so many seeds, the given one first: an odd number, so that each is one of the
numbers themselves, which may be infinite."""

LATE = 10
"""A run is judged by the last of so many equal parts of its steps."""

TUNED = Switch("tuned")
"""Whether a page tunes the rates of its runs alike."""

MOVING = "While something moves the rates found before are kept; at rest they are tuned anew."

UNTUNED = "The rates are the ones set here, not tuned alike: a good rule may lose by a bad rate."

_TABLES: dict[int, tuple[Any, Callable[..., Any]]] = {
    1: (CURVES, make_curve),
    2: (SURFACES, make),
}


def tuned_rates(
    runs: Sequence[Run],
    surface: Surface | Curve,
    start: Any,
    steps: int,
    own: Sequence[Mapping[str, Any]] = (),
    **conditions: Any,
) -> tuple[float | None, ...]:
    """Each run's best rate of `GRID`; None where it diverges at every one.

    Args:
        runs: their rates do not matter; the other hyper-parameters stay as they are.
        steps: how long the runs are; at each rate they take as many as there is room for.
        own: the conditions of each run that the others do not have.
        conditions: schedule, gradient source, seed and tolerance, as `optim.trace` takes them.
    """
    each, tried = own or [{}] * len(runs), side_by_side(steps, len(runs))
    return tuple(
        in_turns(
            [
                partial(_best, _asked(run, surface, start, tried, **{**conditions, **more}))
                for run, more in zip(runs, each, strict=True)
            ]
        )
    )


def grid_losses(
    run: Run, surface: Surface | Curve, start: Any, steps: int, **conditions: Any
) -> Array:
    """The run's final loss at each rate of `GRID` with the given seed, shape `(41,)`.

    NaN where it diverged.

    Arguments as for `tuned_rates`.
    """
    return np.array(_ends(_asked(run, surface, start, steps, **conditions)))


class _Asked(NamedTuple):
    """All that the runs at the rates of the grid depend on, by which what is found is kept."""

    optimizer: str
    hypers: tuple[tuple[str, float], ...]
    surface: Any
    start: Any
    steps: int
    conditions: tuple[tuple[str, Any], ...]


def _asked(run: Run, surface: Surface | Curve, start: Any, steps: int, **conditions: Any) -> _Asked:
    place = tuple(start) if isinstance(start, tuple | list | np.ndarray) else start
    how = tuple(sorted(run.conditions(steps, **conditions).items()))
    return _Asked(run.optimizer, _without_rate(run), _described(surface), place, steps, how)


def tuned(
    runs: Sequence[Run], surface: Surface | Curve, start: Any, steps: int, **conditions: Any
) -> list[Run]:
    """Each run at its best rate; as it is where it diverges at every one."""
    return _at(tuned_rates(runs, surface, start, steps, **conditions), runs)


def _at(rates: Sequence[float | None], runs: Sequence[Run]) -> list[Run]:
    """The runs at these rates; as they are where there is none."""
    return [
        run if rate is None else run.changed({"lr": rate})
        for run, rate in zip(runs, rates, strict=True)
    ]


def _found_rates(rates: Sequence[float | None], runs: Sequence[Run]) -> list[Run]:
    """The runs at these rates, which no knob sets any more."""
    return [replace(run, fed={**(run.fed or {}), "lr": ""}) for run in _at(rates, runs)]


def choose_tuned(settings: Settings) -> None:
    """Let the reader tune the rates of all runs alike; the page has `TUNED` among its fields."""
    st.toggle(
        "tune the rates alike",
        help=f"Tries {len(GRID)} rates for each rule from this start, and takes its best.",
        **settings.bind(TUNED.key),
    )


def apply(
    settings: Settings,
    runs: Sequence[Run],
    surface: Surface | Curve,
    start: Any,
    *,
    steps: int,
    **conditions: Any,
) -> tuple[list[Run], str]:
    """The runs to follow, at their best rates where the reader wants that, and a sentence on it.

    Arguments as for `tuned_rates`.
    """
    if not settings[TUNED.key]:
        return list(runs), UNTUNED
    optimizers = tuple(run.optimizer for run in runs)
    found = settings.memory.setdefault("tuned rates", {})
    # Tuning takes many times as long as the runs: a moving hand does not wait for it.
    if not settings.at_rest and optimizers in found:
        return _found_rates(found[optimizers], runs), MOVING
    rates = found[optimizers] = tuned_rates(runs, surface, start, steps, **conditions)
    noisy = [gradients.is_random(run.conditions(steps, **conditions)["gradient"]) for run in runs]
    return _found_rates(rates, runs), sentence(runs, rates, steps, noisy=noisy)


def sentence(
    runs: Sequence[Run], rates: Sequence[float | None], steps: int, *, noisy: Sequence[bool] = ()
) -> str:
    """Which rates were found, of which, and at what cost.

    Args:
        steps: how long the runs are.
        noisy: of each run, whether its gradients have noise.
    """
    found = ", ".join(_found(run, rate) for run, rate in zip(runs, rates, strict=True))
    seeds = f"by the median over {SEEDS} seeds"
    tried = side_by_side(steps, len(runs))
    less = "" if tried == steps else f", of their {steps}: all would take too long"
    each, spent = f"{len(GRID)} × ", f"{counted(tried, 'step')} a rule{less}"
    if not any(noisy):
        how, cost = "", f"{each}{spent}"
    elif all(noisy):
        how, cost = f", {seeds}", f"{each}{SEEDS} × {spent}"
    else:
        how = f", {seeds} where gradients have noise"
        cost = f"{each}{spent}, {SEEDS} times as many with noise"
    return f"Each rule at its own best of {offered()}{how} ({cost}): {found}."


def offered() -> str:
    """The grid in words."""
    return f"{len(GRID)} rates from {as_text(GRID[0])} to {as_text(GRID[-1])}"


def _found(run: Run, rate: float | None) -> str:
    if rate is None:
        return f"{run.name} diverges at all of them"
    edge = " (the grid's end)" if rate in (GRID[0], GRID[-1]) else ""
    return f"{run.name} α {as_text(rate)}{edge}"


def _without_rate(run: Run) -> tuple[tuple[str, float], ...]:
    return tuple((name, value) for name, value in sorted(run.hypers.items()) if name != "lr")


def _described(surface: Surface | Curve) -> Any:
    """A surface by what makes it, its key and arguments, where these do; else itself."""
    table = _TABLES[surface.dimension][0]
    described = surface.dimension, surface.key, tuple(surface.arguments.items())
    return described if surface.key in table else surface


def _made(described: Any) -> Any:
    if not isinstance(described, tuple):
        return described
    dimension, key, arguments = described
    return _TABLES[dimension][1](key, **dict(arguments))


@functools.lru_cache(maxsize=256)
def _best(asked: _Asked) -> float | None:
    """The best rate of the grid, None if there is none."""
    surface, how = _made(asked.surface), dict(asked.conditions)
    first = how.pop("seed", 0)
    seeds = range(first, first + (SEEDS if gradients.is_random(how["gradient"]) else 1))
    every = {**dict(asked.hypers), "lr": np.tile(GRID, len(seeds))}
    plan = prepare(
        asked.optimizer,
        surface,
        asked.start,
        steps=asked.steps + 1,
        hypers=every,
        seed=np.repeat(seeds, len(GRID)),
        **how,
    )
    # One seed after the other: what is worked out of whole paths takes much room.
    whole = tracked(plan)
    each = [whole.lanes(at, at + len(GRID)) for at in range(0, plan.lanes or 0, len(GRID))]
    goal = np.median([goal_at(track, surface) for track in each], axis=0)
    loss = np.median([settled(track.values[:-1]) for track in each], axis=0)
    found = np.isfinite(np.minimum(goal, loss)).any()
    return GRID[int(np.lexsort((loss, goal))[0])] if found else None


@functools.lru_cache(maxsize=256)
def _ends(asked: _Asked) -> tuple[float, ...]:
    """The final losses at the rates of the grid."""
    how: dict[str, Any] = {**dict(asked.hypers), **dict(asked.conditions), "lr": np.array(GRID)}
    ends = sweep(asked.optimizer, _made(asked.surface), asked.start, steps=asked.steps, **how)
    return tuple(ends.values.tolist())


def settled(values: Array) -> Array:
    """The highest loss in the last part of each lane's steps; infinite where it diverged.

    Args:
        values: shape `(steps + 1, n)`.
    """
    late = values[-max(1, len(values) // LATE) :]
    return np.where(np.isfinite(late).all(axis=0), late.max(axis=0), np.inf)


def goal_at(extended: Track, surface: Surface | Curve) -> Array:
    """At which step each lane arrived or escaped; infinite where it did neither, shape `(n,)`.

    Args:
        extended: the lanes, with one step more than they are judged by.
    """
    if getattr(surface, "unbounded", False):
        return _escaped_at(extended, surface)
    if not surface.minima:
        return np.full(extended.points.shape[1], np.inf)
    return _arrived_at(extended, surface)


def _arrived_at(extended: Track, surface: Surface | Curve) -> Array:
    """From which step on a lane stays within `NEAR` of the minimum that it ends at."""
    minima = np.array(surface.minima, dtype=np.float64).reshape(len(surface.minima), -1)
    ends = extended.points[-2]
    gaps = np.sqrt(((ends[:, np.newaxis] - minima) ** 2).sum(axis=-1))
    own = minima[np.nan_to_num(gaps, nan=np.inf).argmin(axis=1)]
    near = np.sqrt(((extended.points - own) ** 2).sum(axis=-1)) <= NEAR
    return np.where(near[-2] & near[-1], since(near), np.inf)


def _escaped_at(extended: Track, surface: Any) -> Array:
    """When a lane left its frame for good, if it was lower than its start then and is at last."""
    points, values = extended.points[:-1], extended.values[:-1]
    left = since(~inside(points, frame(surface, points[0, 0])))
    out = np.minimum(left, len(points) - 1)
    lower = np.take_along_axis(values, out[np.newaxis], axis=0)[0] < values[0]
    last = np.isfinite(values).sum(axis=0) - 1
    lower &= np.take_along_axis(values, last[np.newaxis], axis=0)[0] < values[0]
    return np.where((left < len(points)) & lower, left, np.inf)
