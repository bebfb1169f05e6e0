"""A hand that drags a knob to and fro."""

import time
from typing import Any

from playwright.sync_api import Page


def to_and_fro(page: Page, box: Any, height: float, seconds: float) -> int:
    """Move about the middle of a knob's track, the button held, as often as the page takes it.

    Args:
        box: the track, with `x` and `width` in pixels.
        height: where the hand is on the screen.

    Returns:
        How many moves there were.
    """
    end, moves = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        share = abs((moves % 80) - 40) / 40
        page.mouse.move(box["x"] + (0.4 + 0.2 * share) * box["width"], height)
        moves += 1
    return moves
