"""What the stage shows beyond the runs, as the server hands it down to a browser.

The browser moves the view, and its address says so once it rests. The server hands one down only
where the page is drawn anew, or where something else changed it: a link, a preset, a widget. So a
view that comes to rest changes nothing in the answer, and an answer never moves a view against the
reader's hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.page.settings import Settings
from ui.page.view import Camera, ChosenCurve, ChosenMap, Question, Zoom


@dataclass(frozen=True)
class Shown:
    """The settings of `ui.page.view`.

    Attributes:
        turn: how often something other than the browser has changed it.
    """

    turn: int
    at: int
    curves: Sequence[ChosenCurve]
    zoom: Zoom | None
    hide: Sequence[int]
    predict: Question | None
    map: ChosenMap | None
    camera: Camera | None
    sort: str


@dataclass
class Handed:
    """What a session remembers of one stage's view.

    Attributes:
        sent: what the browser was handed, and with which settings the page was drawn then.
    """

    sent: Shown
    drawn: Settings

    @classmethod
    def first(cls, settings: Settings) -> "Handed":
        """The view of a page that is drawn for the first time."""
        settings.view_known = settings.view
        return cls(_shown(settings, 1), settings)

    def current(self, settings: Settings) -> Shown:
        """What is handed down with an answer now."""
        changed = settings.view_known != settings.view
        # Settings are made anew whenever the page runs as a whole.
        if changed or self.drawn is not settings:
            self.sent = _shown(settings, self.sent.turn + changed)
        settings.view_known, self.drawn = settings.view, settings
        return self.sent


def _shown(settings: Settings, turn: int) -> Shown:
    return Shown(turn, **settings.view)
