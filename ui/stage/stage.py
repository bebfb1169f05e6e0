"""The stage: contours, paths, knobs and one transport, drawn in the browser, computed here.

A click, a drag or a knob sends a few numbers up; the answer is one block of bytes. The surface is
sent only when the browser lacks it. What the browser does with it is in `static/stage/`.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from ui.page.settings import Settings
from ui.page.shell import notices
from ui.stage import assets
from ui.stage.payload import Arrays, describe, pack
from ui.stage.requests import Changes, StageRequests
from ui.stage.scene import DataPanel, Knob, LinkedCurve, Panel, Preset

MOST_PANELS = 4
STAGE = "stage"


def stage(
    settings: Settings,
    panels: Sequence[Panel | DataPanel],
    *,
    start: tuple[float, float] | float,
    knobs: Sequence[Knob] = (),
    curves: Sequence[LinkedCurve] = (),
    presets: Sequence[Preset] = (),
    outcome: str = "",
    key: str = STAGE,
    start_key: str = "start",
    on_knob: Changes = dict,
    unit: str = "step",
    shown_curves: int = 1,
    explain: bool = False,
    autoplay: bool = False,
) -> int | None:
    """Draw the stage, and let clicks, drags and knobs change the settings.

    Above it stands what was mended in the link.

    Call it inside a fragment of its own, so that an answer reruns that fragment alone; widgets
    stand before it, outside. An experiment, which may change what they show, reruns the page.

    Args:
        panels: one to four; a start is set on those with a surface, all on the same coordinates.
        start: where all paths set off: `(x, y)`, or `x` on a line.
        knobs, curves, presets, outcome: what stands beside and below the panels; in `outcome`
            `**` marks what is emphasised.
        key: unique on the page.
        start_key: the setting that a click changes.
        on_knob: what a knob's value changes; the setting of the knob's name unless said otherwise.
        unit: what one tick of the clock is called.
        shown_curves: how many of the curves stand side by side at a time.
        explain: whether the page explains single steps: it is run again when playback rests.
        autoplay: whether the paths set off by themselves when the page opens.

    Returns:
        The step at which playback rests, where `explain` is set and it is known; else None.

    Raises:
        ValueError: if there are no panels, more than four, or none with a surface.
    """
    surfaces = [panel.surface for panel in panels if isinstance(panel, Panel)]
    if not surfaces or len(panels) > MOST_PANELS:
        raise ValueError(
            f"a stage has one to {MOST_PANELS} panels, one of them with a surface; "
            f"here are {len(panels)}, {len(surfaces)} with a surface"
        )
    names = frozenset(knob.name for knob in knobs)
    place = _place(settings, key)
    requests = StageRequests(settings, place, start_key, surfaces[0], names, presets, on_knob)
    if requests.changed_elsewhere():
        st.rerun()
    notices(settings.notices)
    arrays = Arrays()
    header = {
        **describe(panels, requests.memory["have"], arrays),
        "answer": requests.memory["answer"],
        "start": _in_plane(start, surfaces[0]),
        "knobs": [asdict(knob) for knob in knobs],
        "curves": [asdict(curve) for curve in curves],
        "shown_curves": shown_curves,
        "presets": [preset.label for preset in presets],
        "outcome": outcome,
        "refusal": requests.memory["refusal"],
        "query": settings.search(),
        "page": settings.page,
        "present": settings["present"],
        "unit": unit,
        "explain": explain,
        "explained": requests.memory["step"],
        "autoplay": autoplay,
    }
    _component()(
        key=place,
        data=pack(header, arrays.arrays),
        on_request_change=requests.receive,
        on_commit_change=requests.commit,
        on_pause_change=requests.pause,
    )
    return resting(settings, key)


def resting(settings: Settings, key: str = STAGE) -> int | None:
    """The step at which playback on a stage last rested; None before that is known."""
    step: int | None = st.session_state.get(f"{_place(settings, key)}/requests", {}).get("step")
    return step


def _place(settings: Settings, key: str) -> str:
    """A stage's name in the session: stages of two pages are never taken for one another."""
    return f"{settings.page}/{key}"


def _in_plane(start: tuple[float, float] | float, surface: Any) -> tuple[float, float]:
    return start if isinstance(start, tuple) else (start, surface.value(start))


_LOADER = """
const script = document.querySelector('script[type="module"][src*="static/js/"]');
const root = new URL("../../", script.src);
let mount;
export default async (component) => {
  // A module that is there already still comes a task later: it is asked for once.
  mount ??= (await import(new URL("ADDRESS/main.js", root))).default;
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
