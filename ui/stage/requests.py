"""What the browser's stage sends: checked, applied to the settings, and remembered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.export.files import wished
from ui.page.settings import Settings
from ui.sent import finite_numbers, is_whole
from ui.stage.maps import requested
from ui.stage.scene import DataPanel, Scene
from ui.stage.shown import Handed

Changes = Callable[[Mapping[str, float]], Mapping[str, Any]]
"""Turns knob values by name into changes of settings by key."""


MOST = 2**53
"""Ids are below this: such whole numbers are exact in a browser."""


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
            "had": 0,
            "sent": 0,
            "told": None,
            "maps": (),
            "wish": None,
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
        key = f"{self.key}/view"
        if key not in st.session_state:
            st.session_state[key] = Handed.first(self.settings)
        view: Handed = st.session_state[key]
        return view

    @property
    def has_the_last(self) -> bool:
        """Whether the browser has what it was sent last, of the page as it was drawn last."""
        same_page = self.view.drawn is self.settings
        return same_page and self.memory["had"] == self.memory["sent"]

    def note_sent(self, answer: int, digest: bytes) -> None:
        """Remember which block the browser is sent by the number of this answer.

        A widget's change sends another by the same number, which a later one may overtake: who has
        that answer may have either.
        """
        memory = self.memory
        if answer != memory["told"]:
            memory["told"] = memory["sent"] = answer
        elif digest != memory["digest"]:
            memory["sent"] = None
        memory["digest"] = digest

    def receive(self) -> None:
        """Apply one request: a start, knobs, points, a preset, runs, maps, or a file to take along.

        One for nothing asks for what is lacking, or says that what is shown has come to rest. Each
        tells the address, in which the view is.
        """
        request = self._sent()
        self.memory["answer"] = _id(request.get("id"))
        self.memory["had"] = _id(request.get("had"))
        address = request.get("address")
        if isinstance(address, str):
            self.settings.look(address)
        try:
            self._apply(request)
            self.memory["refusal"] = ""
        except RefusedError as refusal:
            self.memory["refusal"] = str(refusal)

    def _sent(self) -> Mapping[str, Any]:
        # A message may outlive its stage: the reader has changed the page meanwhile.
        message = st.session_state.get(self.key, {}).get("request")
        if not isinstance(message, dict):
            return {}
        have = message.get("have")
        known = have if isinstance(have, list) else []
        self.memory["have"] = tuple(name for name in known if isinstance(name, str))
        return message

    def _apply(self, request: Mapping[str, Any]) -> None:
        preset, run = request.get("preset"), request.get("run")
        if preset is not None:
            self._experiment(preset)
            return
        # One that was not answered, as a newer request ended the page's run, is wanted still.
        self.memory["wish"] = wished(request.get("take")) or self.memory["wish"]
        if "maps" in request:
            self.memory["maps"] = requested(request["maps"])
        changes: dict[str, Any] = {}
        if request.get("start") is not None:
            # The paths set off from there.
            changes[self.start_key] = self._start(request["start"])
            if self.carries_view:
                changes["at"] = 0
        if "points" in request:
            changes.update(self._points(request["points"]))
        if isinstance(request.get("present"), bool):
            changes["present"] = request["present"]
        knobs = self._knob_values(request.get("knobs") or {})
        try:
            self.settings.set({**changes, **(self.on_knob(knobs) if knobs else {})}, publish=False)
            self.settings.view_known = self.settings.view
        except ValueError:
            raise RefusedError("That value is outside the knob's range.") from None
        except LookupError:
            # The run it belonged to may have been removed meanwhile.
            raise RefusedError("That run has been removed.") from None
        if run is not None:
            self._change_run(run)

    def _experiment(self, preset: Any) -> None:
        """Apply a preset; −1 is the way back to the page's defaults."""
        presets = self.scene.presets
        if not is_whole(preset) or not -1 <= preset < len(presets):
            raise RefusedError("There is no such experiment here.")
        self.settings.reset({} if preset < 0 else presets[preset].settings, publish=False)
        self.memory["elsewhere"] = True

    def _change_run(self, wish: Any) -> None:
        """Do something with a run of the reader's own list."""
        runs = self.scene.runs
        known = isinstance(wish, dict) and isinstance(wish.get("name"), str)
        if runs is None or not known or not is_whole(wish.get("run")):
            raise RefusedError("There is no such run here.")
        try:
            changes = runs.change(str(wish.get("do")), wish["run"], wish["name"])
            self.settings.set(changes, publish=False)
        except (ValueError, LookupError) as refusal:
            raise RefusedError(str(refusal)) from None
        self.memory["elsewhere"] = True

    def changed_elsewhere(self) -> bool:
        """Whether a request changed what other parts of the page show; once after each."""
        changed = bool(self.memory["elsewhere"])
        self.memory["elsewhere"] = False
        return changed

    def _start(self, value: Any) -> Any:
        numbers = finite_numbers(value)
        if len(numbers) != 2:
            raise RefusedError("A start is two numbers.")
        surface = self.scene.surface
        point = tuple(numbers[: surface.dimension])
        if not surface.allows(*point):
            raise RefusedError("That start lies outside the picture.")
        return point if surface.dimension == 2 else point[0]

    def _points(self, value: Any) -> dict[str, Any]:
        """The points of the data as a hand has left them; the paths set off anew."""
        numbers = finite_numbers(value)
        if not any(isinstance(panel, DataPanel) and panel.drawable for panel in self.scene.panels):
            raise RefusedError("There are no points to be drawn here.")
        try:
            points = self.settings.fields["points"].validate(
                list(zip(numbers[::2], numbers[1::2], strict=False))
            )
        except ValueError as problem:
            raise RefusedError(str(problem)) from None
        return {"points": points, "at": 0} if self.carries_view else {"points": points}

    def _knob_values(self, values: Any) -> dict[str, float]:
        names = {knob.name for knob in self.scene.knobs}
        if not isinstance(values, dict) or not set(values) <= names:
            raise RefusedError("There is no such knob here.")
        if len(finite_numbers(list(values.values()))) != len(values):
            raise RefusedError("That is not a number.")
        return values


def _id(value: Any) -> int:
    """An answer's id; 0 for what is none."""
    return value if is_whole(value) and abs(value) < MOST else 0
