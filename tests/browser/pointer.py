"""A click in the words of the W3C's WebDriver, which both its protocols share."""

from typing import Any


def click_at(x: float, y: float) -> dict[str, Any]:
    """The actions of a mouse that comes, presses and lets go."""
    there = {"type": "pointerMove", "x": round(x), "y": round(y), "origin": "viewport"}
    press, release = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
    return {"type": "pointer", "id": "mouse", "actions": [there, press, release]}
