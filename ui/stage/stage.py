"""The stage: contours, paths, knobs and one transport, drawn in the browser, computed here.

A click, a drag or a knob sends a few numbers up; the answer is one block of bytes. The surface is
sent only when the browser lacks it. What the browser does with it is in `static/stage/`.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.page import symbols
from ui.page.settings import Settings
from ui.page.shell import notices
from ui.stage import assets, labels
from ui.stage.answer import answer, followed, without_followed
from ui.stage.derived import Derived
from ui.stage.payload import encode_once
from ui.stage.requests import Changes, StageRequests
from ui.stage.scene import DataPanel, Knob, LinkedCurve, Panel, Preset, RunList, Scene

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
    autoplay: bool = False,
    derived: Sequence[Derived] = (),
    prose: Sequence[str] = (),
    meanings: Mapping[str, str] | None = None,
    rests: bool = False,
    runs: RunList | None = None,
) -> int:
    """Draw the stage below the link's notices, and let clicks, drags and knobs change the settings.

    Call it inside a fragment of its own, so that an answer reruns that fragment alone; widgets
    stand before it. A preset, which may change what they show, reruns the page.

    Args:
        panels: one to twelve; a start is set on those with a surface, all on the same coordinates.
        start: where all paths set off: `(x, y)`, or `x` on a line.
        outcome: one sentence on the runs, in which `**` marks what is emphasised; a slide leaves
            out what comes after a line break.
        key, start_key: a name unique on the page, and the setting that a click changes.
        on_knob: the settings that knob values change; those of the knobs' names by default.
        unit: what one tick of the clock is called.
        shown_curves: how many curves stand side by side.
        autoplay: whether the paths set off by themselves when the page opens.
        derived: numbers that follow from knobs, and which runs, marks or the start name.
        prose: what else the page says: its symbols are explained below the stage too.
        meanings: what symbols mean on this page, where that is not the usual.
        rests: whether the page runs again once what is shown has come to rest.
        runs: the list of runs that the legend is, where it is the reader's own.

    Returns:
        The step that is shown; with `rests`, the one at which playback rests.

    Raises:
        ValueError: if there are no panels, more than twelve, or none with a surface.
    """
    scene = Scene(
        panels,
        start,
        knobs,
        curves,
        presets,
        outcome,
        unit,
        shown_curves,
        autoplay,
        derived,
        rests,
        runs,
    )
    requests = StageRequests(settings, _session_key(settings, key), start_key, scene, on_knob)
    if requests.changed_elsewhere():
        st.rerun()
    notices(settings.notices)
    _mount(scene, requests)
    symbols.show([*labels.texts(scene), *prose], labels.meanings(knobs, meanings or {}))
    step: int = settings["at"]
    return step


def _mount(scene: Scene, requests: StageRequests) -> None:
    _component()(
        key=requests.key,
        data=_block(scene, requests),
        on_request_change=requests.receive,
    )


def _block(scene: Scene, requests: StageRequests) -> bytes:
    """What the browser is sent: little where it has it all, as when only the view moved."""
    memory = requests.memory
    before = memory["digest"] if requests.has_the_last else b""
    made, have = answer(scene, requests), memory["have"]
    programs = followed(made)
    # All the others follow from it: it tells whether there is anything new.
    barest = without_followed(made, programs)
    lacking = programs.difference(have)
    sent = without_followed(made, programs - lacking) if lacking else None
    block, digest = encode_once(barest, have, before, sent)
    requests.note_sent(made.answer, digest)
    return block


def _session_key(settings: Settings, key: str) -> str:
    """A stage's name in the session, which no stage of another page has."""
    return f"{settings.page}/{key}"


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
