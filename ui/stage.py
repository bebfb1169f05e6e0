"""The stage: contours, paths, knobs and one transport, drawn in the browser, computed here.

A click, a drag or a knob sends a few numbers up; the answer is one block of bytes: a JSON header,
then the float32 arrays it points into. The surface is sent only when the browser lacks it. What
the browser does with it is in `static/stage/`.
"""

import functools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike, NDArray

from surfaces import Surface

from . import assets
from .levels import SIDE, contour
from .palette import Style
from .settings import Settings


@dataclass(frozen=True)
class Path:
    """One trajectory as it is drawn.

    Attributes:
        name, detail: the legend's words ("Adam", "α 0.05").
        points: shape `(steps + 1, 2)`, NaN where there are none.
        curves: what the linked curves draw of it, by the curve's key: a number a step, `(steps+1,)`.
        style: colour, dash and marker.
        note: what became of it, for the legend ("diverged at step 6").
        faint: drawn thin, where a bolder path tells the same story smoothed.
    """

    name: str
    points: NDArray[np.float64]
    style: Style
    detail: str = ""
    curves: Mapping[str, ArrayLike] = field(default_factory=dict)
    note: str = ""
    faint: bool = False


@dataclass(frozen=True)
class Panel:
    """One contour with its paths."""

    surface: Surface
    paths: Sequence[Path]


@dataclass(frozen=True)
class Knob:
    """A slider that answers while it is dragged, with a field for exact values.

    Attributes:
        name: the word by which its changes arrive.
        top: what it shows at its upper end in place of the number ("exact"); `bottom` likewise.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    default: float
    log: bool = False
    whole: bool = False
    help: str = ""
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True)
class LinkedCurve:
    """A curve under the panels on the same clock; `key` names the numbers in `Path.curves`."""

    key: str
    label: str
    log: bool = True


@dataclass(frozen=True)
class Preset:
    """A *Try this*: a telling experiment in one click, from the page's defaults."""

    label: str
    settings: Mapping[str, Any]


Changes = Callable[[Mapping[str, float]], Mapping[str, Any]]
"""Turns knob values by name into changes of settings by word."""


def stage(
    settings: Settings,
    panels: Sequence[Panel],
    *,
    start: tuple[float, float],
    knobs: Sequence[Knob] = (),
    curves: Sequence[LinkedCurve] = (),
    presets: Sequence[Preset] = (),
    outcome: str = "",
    key: str = "stage",
    word: str = "start",
    turn: Changes = dict,
    autoplay: bool = False,
) -> None:
    """Draw the stage, and let clicks, drags and knobs change the settings.

    Call it inside a fragment: each answer reruns that fragment alone.

    Args:
        panels: one to four.
        start: where all paths set off, in data coordinates.
        knobs, curves, presets, outcome: what stands beside and below the panels; in `outcome`
            `**` marks what is emphasised.
        key: unique on the page.
        word: the setting that a click changes.
        turn: what a knob's value changes; the setting of the knob's name unless said otherwise.
        autoplay: whether the paths set off by themselves when the page opens.

    Raises:
        ValueError: if there are no panels or more than four.
    """
    if not 1 <= len(panels) <= 4:
        raise ValueError(f"a stage has one to four panels, not {len(panels)}")
    desk = _Desk(settings, key, word, panels[0].surface, {k.name for k in knobs}, presets, turn)
    header, arrays = _describe(panels, known=set(desk.memory["have"]))
    header |= {
        "answer": desk.memory["answer"],
        "start": start,
        "knobs": [asdict(knob) for knob in knobs],
        "curves": [asdict(curve) for curve in curves],
        "presets": [preset.label for preset in presets],
        "outcome": outcome,
        "refusal": desk.memory["refusal"],
        "query": settings.search(),
        "page": settings.page,
        "autoplay": autoplay,
    }
    _component()(
        key=key,
        data=pack(header, arrays),
        on_request_change=desk.receive,
        on_commit_change=desk.commit,
    )


def pack(header: Mapping[str, Any], arrays: Sequence[NDArray[np.float32]]) -> bytes:
    """One block: the header's length (4 bytes, little-endian), the header, the float32 arrays.

    The header is padded with spaces so that the arrays start at a multiple of four bytes.
    """
    text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    return b"".join([len(text).to_bytes(4, "little"), text, *(a.tobytes() for a in arrays)])


@dataclass
class _Desk:
    """Takes what the browser sends: trusts nothing, changes settings, remembers what it has."""

    settings: Settings
    key: str
    word: str
    surface: Surface
    knobs: set[str]
    presets: Sequence[Preset]
    turn: Changes

    @property
    def memory(self) -> dict[str, Any]:
        """What this session knows of the browser's stage."""
        fresh = {"answer": 0, "have": (), "refusal": ""}
        memory: dict[str, Any] = st.session_state.setdefault(f"{self.key}/desk", fresh)
        return memory

    def receive(self) -> None:
        """Carry out one request: a start, knob values, a preset, or a wish for a surface."""
        request = self._sent("request")
        answer = request.get("id")
        self.memory["answer"] = answer if isinstance(answer, int) else 0
        try:
            self._apply(request)
            self.memory["refusal"] = ""
        except _RefusedError as refusal:
            self.memory["refusal"] = str(refusal)

    def commit(self) -> None:
        """The browser's address shows the settings by now; take it over."""
        self._sent("commit")
        self.settings.publish()

    def _sent(self, event: str) -> Mapping[str, Any]:
        message = st.session_state[self.key].get(event)
        if not isinstance(message, dict):
            return {}
        have = message.get("have")
        known = have if isinstance(have, list) else []
        self.memory["have"] = tuple(name for name in known if isinstance(name, str))
        return message

    def _apply(self, request: Mapping[str, Any]) -> None:
        preset = request.get("preset")
        if isinstance(preset, int) and 0 <= preset < len(self.presets):
            self.settings.reset(self.presets[preset].settings)
            return
        changes: dict[str, Any] = {}
        if request.get("start") is not None:
            changes[self.word] = self._start(request["start"])
        if request.get("knobs"):
            changes |= self.turn(self._knob_values(request["knobs"]))
        try:
            self.settings.set(changes, publish=False)
        except ValueError:
            raise _RefusedError("That value is outside the knob's range.") from None

    def _start(self, value: Any) -> tuple[float, float]:
        numbers = _finite(value)
        if len(numbers) != 2 or not self.surface.contains(*numbers):
            raise _RefusedError("That start lies outside the picture.")
        return numbers[0], numbers[1]

    def _knob_values(self, values: Any) -> dict[str, float]:
        if not isinstance(values, dict) or not set(values) <= self.knobs:
            raise _RefusedError("There is no such knob here.")
        if len(_finite(list(values.values()))) != len(values):
            raise _RefusedError("That is not a number.")
        return values


class _RefusedError(Exception):
    """What the browser sent cannot be done; the message is for the reader."""


def _finite(values: Any) -> list[float]:
    """The values as floats; empty unless all are finite numbers."""
    if not isinstance(values, list):
        return []
    real = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return [float(v) for v in values] if real and all(map(math.isfinite, values)) else []


class _Arrays:
    """Float32 arrays one behind the other; `add` gives offset and length, in numbers."""

    def __init__(self) -> None:
        self.arrays: list[NDArray[np.float32]] = []
        self._length = 0

    def add(self, values: ArrayLike) -> tuple[int, int]:
        with np.errstate(over="ignore"):
            flat = np.asarray(values, dtype=np.float64).astype(np.float32).ravel()
        place = (self._length, flat.size)
        self.arrays.append(flat)
        self._length += flat.size
        return place


def _describe(
    panels: Sequence[Panel], known: set[str]
) -> tuple[dict[str, Any], list[NDArray[np.float32]]]:
    arrays = _Arrays()
    lacking = {_identity(p.surface): p.surface for p in panels if _identity(p.surface) not in known}
    header = {
        "panels": [_panel(panel, arrays) for panel in panels],
        "surfaces": {name: _surface(surface, arrays) for name, surface in lacking.items()},
    }
    return header, arrays.arrays


def _panel(panel: Panel, arrays: _Arrays) -> dict[str, Any]:
    surface = panel.surface
    return {
        "surface": _identity(surface),
        "name": surface.name,
        "domain": surface.domain,
        "axes": surface.axes,
        "marks": {"minimum": surface.minima, "saddle": surface.saddles, "maximum": surface.maxima},
        "paths": [_path(path, arrays) for path in panel.paths],
    }


def _path(path: Path, arrays: _Arrays) -> dict[str, Any]:
    return {
        "name": path.name,
        "detail": path.detail,
        "note": path.note,
        "faint": path.faint,
        "style": asdict(path.style),
        "points": arrays.add(path.points),
        "curves": {key: arrays.add(values) for key, values in path.curves.items()},
    }


def _identity(surface: Surface) -> str:
    arguments = ",".join(f"{name}={value!r}" for name, value in surface.arguments.items())
    return f"{surface.key}({arguments})"


def _surface(surface: Surface, arrays: _Arrays) -> dict[str, Any]:
    drawn = contour(surface)
    (x0, x1), (y0, y1) = surface.domain
    return {
        "heights": arrays.add(drawn.heights),
        "side": SIDE,
        "x": (x0, (x1 - x0) / (SIDE - 1)),
        "y": (y0, (y1 - y0) / (SIDE - 1)),
        "levels": (drawn.first, drawn.last, drawn.step),
    }


_LOADER = """
const script = document.querySelector('script[type="module"][src*="static/js/"]');
const root = new URL("../../", script.src);
export default async (component) => {
  const { default: mount } = await import(new URL("ADDRESS/main.js", root));
  return mount(component);
};
"""


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "descent_lab.stage",
        js=_LOADER.replace("ADDRESS", assets.address()),
        isolate_styles=False,
    )
