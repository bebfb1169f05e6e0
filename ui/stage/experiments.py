"""The offered experiments: which of them the page shows, and which follow from its knobs alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ui.page.settings import Settings
from ui.page.view import VIEW_KEYS
from ui.stage.scene import Preset

VIEW = frozenset({"present", *VIEW_KEYS})
"""How an experiment is looked at, which makes it no other one."""


def active(settings: Settings, presets: Sequence[Preset]) -> int | None:
    """The index of the experiment that is on, or None."""
    return next((i for i, preset in enumerate(presets) if _is_on(settings, preset)), None)


def _is_on(settings: Settings, preset: Preset) -> bool:
    """Whether the settings are the defaults but for the preset's own."""
    for key, field in settings.fields.items():
        wanted = field.validate(preset.settings.get(key, field.default))
        if key not in VIEW and settings[key] != wanted:
            return False
    return True


@dataclass(frozen=True)
class Turn:
    """An experiment that differs from what is shown in its knobs and its start alone.

    Attributes:
        knobs: the values of those that it turns.
        start: where it starts; None where it starts where the page does.
    """

    knobs: Mapping[str, float]
    start: tuple[float, float] | None


def turn(settings: Settings, preset: Preset, knobs: Collection[str], start_key: str) -> Turn | None:
    """How an experiment comes of the page as it is; None where it is about something else."""
    turned: dict[str, float] = {}
    start = None
    for key, field in settings.fields.items():
        wanted = field.validate(preset.settings.get(key, field.default))
        looks = key in VIEW and key not in preset.settings
        if looks or settings[key] == wanted:
            continue
        if key in knobs:
            turned[key] = wanted
        elif key == start_key and isinstance(wanted, tuple):
            start = wanted
        else:
            return None
    return Turn(turned, start)
