"""How far runs are followed many times over, side by side: at many rates, from many starts.

That costs many times what the runs on the picture do. So it is bounded, and the page says so where
the bound is met.
"""

from ui.page.words import counted

MOST = 160_000
"""So many steps a page takes with all its runs, where a step of many side by side counts as
`WEIGHT`."""

WEIGHT = 20
"""What two steps of a few hundred runs side by side cost, in steps of a single run: a page may
measure two things at once."""


def side_by_side(steps: int, runs: int) -> int:
    """For how many of their steps each of so many runs can be followed many times side by side."""
    room = (MOST - runs * steps) // (WEIGHT * runs)
    return max(1, min(steps, room))


def shortened(steps: int, runs: int) -> str:
    """That they go less far there, and why; empty where they go as far."""
    taken = side_by_side(steps, runs)
    if taken == steps:
        return ""
    all_runs = counted(runs, "run")
    return f"{all_runs} of {steps} steps would take too long: here a run has {taken} of them."
