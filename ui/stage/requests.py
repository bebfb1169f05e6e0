"""What the browser's stage sends: checked, applied to the settings, and remembered."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import streamlit as st

from ui.page.settings import Settings
from ui.stage.maps import requested
from ui.stage.scene import Scene
from ui.stage.shown import Handed

Changes = Callable[[Mapping[str, float]], Mapping[str, Any]]
"""Turns knob values by name into changes of settings by key."""


class RefusedError(Exception):
    """What the browser sent cannot be done; the message is for the reader."""


@dataclass(frozen=True)
class StageRequests:
    """Receives the requests of one stage. Nothing in them is trusted.

    Attributes:
        key: the stage's name in the session.
        start_key: the setting that a click changes.
        scene: what the browser shows: its surface, knobs and presets.
        on_knob: the settings that knob values change.
    """

    settings: Settings
    key: str
    start_key: str
    scene: Scene
    on_knob: Changes

    @property
    def memory(self) -> dict[str, Any]:
        """What this session knows of the browser's stage."""
        fresh = {
            "answer": 0,
            "have": (),
            "refusal": "",
            "elsewhere": False,
            "digest": b"",
            "maps": (),
        }
        memory: dict[str, Any] = st.session_state.setdefault(f"{self.key}/requests", fresh)
        return memory

    @property
    def carries_view(self) -> bool:
        """Whether the link has this stage's view: two stages on a page do not share one."""
        return self.settings.shows(self.key)

    @property
    def view(self) -> Handed:
        """What this session knows of the view that the browser shows."""
        fresh = Handed.first(self.settings)
        view: Handed = st.session_state.setdefault(f"{self.key}/view", fresh)
        return view

    def receive(self) -> None:
        """Apply one request: a start, knob values, a preset, maps, or what surface is lacking."""
        request = self._sent("request")
        answer = request.get("id")
        self.memory["answer"] = answer if _is_whole(answer) else 0
        try:
            self._apply(request)
            self.memory["refusal"] = ""
        except RefusedError as refusal:
            self.memory["refusal"] = str(refusal)

    def rest(self) -> None:
        """Note what the stage shows and publish: the browser's address says the same by now."""
        told = self._sent("rest")
        self.settings.look(told if self.carries_view else {})
        self.view.known = self.settings.view

    def _sent(self, event: str) -> Mapping[str, Any]:
        # A message may outlive its stage: the reader has changed the page meanwhile.
        message = st.session_state.get(self.key, {}).get(event)
        if not isinstance(message, dict):
            return {}
        have = message.get("have")
        known = have if isinstance(have, list) else []
        self.memory["have"] = tuple(name for name in known if isinstance(name, str))
        return message

    def _apply(self, request: Mapping[str, Any]) -> None:
        preset = request.get("preset")
        if preset is not None:
            self._experiment(preset)
            return
        if "maps" in request:
            self.memory["maps"] = requested(request["maps"])
        changes: dict[str, Any] = {}
        if request.get("start") is not None:
            # The paths set off from there.
            changes[self.start_key] = self._start(request["start"])
            if self.carries_view:
                changes["at"] = 0
        if isinstance(request.get("present"), bool):
            changes["present"] = request["present"]
        knobs = self._knob_values(request.get("knobs") or {})
        try:
            self.settings.set({**changes, **(self.on_knob(knobs) if knobs else {})}, publish=False)
            self.view.known = self.settings.view
        except ValueError:
            raise RefusedError("That value is outside the knob's range.") from None
        except LookupError:
            # The run it belonged to may have been removed meanwhile.
            raise RefusedError("That run has been removed.") from None

    def _experiment(self, preset: Any) -> None:
        """Apply a preset; −1 is the way back to the page's defaults."""
        presets = self.scene.presets
        if not _is_whole(preset) or not -1 <= preset < len(presets):
            raise RefusedError("There is no such experiment here.")
        self.settings.reset({} if preset < 0 else presets[preset].settings, publish=False)
        self.memory["elsewhere"] = True

    def changed_elsewhere(self) -> bool:
        """Whether a request changed what other parts of the page show; once after each."""
        changed = bool(self.memory["elsewhere"])
        self.memory["elsewhere"] = False
        return changed

    def _start(self, value: Any) -> Any:
        numbers = _finite(value)
        if len(numbers) != 2:
            raise RefusedError("A start is two numbers.")
        surface = self.scene.surface
        point = tuple(numbers[: surface.dimension])
        if not surface.allows(*point):
            raise RefusedError("That start lies outside the picture.")
        return point if surface.dimension == 2 else point[0]

    def _knob_values(self, values: Any) -> dict[str, float]:
        names = {knob.name for knob in self.scene.knobs}
        if not isinstance(values, dict) or not set(values) <= names:
            raise RefusedError("There is no such knob here.")
        if len(_finite(list(values.values()))) != len(values):
            raise RefusedError("That is not a number.")
        return values


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _finite(values: Any) -> list[float]:
    """The values as floats; empty unless all are finite numbers."""
    if not isinstance(values, list):
        return []
    real = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return [float(v) for v in values] if real and all(map(_is_finite, values)) else []


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
