"""Which of the offered experiments the page shows: the one whose settings are the page's own."""

from collections.abc import Sequence

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
