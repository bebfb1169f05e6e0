"""An experiment is on as long as the settings are its own, however it is looked at."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.ui.session import Session
from ui.page.fields import Number, Point, Switch
from ui.page.settings import Settings
from ui.stage.experiments import VIEW, active
from ui.stage.scene import Preset

PRESETS = (Preset("fast", {"lr": 1}), Preset("fast and far", {"lr": 1.0, "start": (3.0, 4.0)}))


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({}, None),
        ({"lr": 1.0}, 0),
        ({"lr": 0.9}, None),
        ({"lr": 1.0, "b": 2.0}, None),
        ({"lr": 1.0, "start": (3, 4)}, 1),
        ({"lr": 1.0, "start": (3, 5)}, None),
        ({"lr": 1.0, "present": True}, 0),
    ],
)
def test_the_experiment_that_is_on(changes: Mapping[str, Any], on: int | None) -> None:
    def work() -> None:
        rate, bend = Number("lr", 0.1, 0.0, 2.0), Number("b", 1.0, 0.0, 9.0)
        settings = Settings("lab", rate, bend, Point("start"))
        settings.set(changes)
        assert active(settings, PRESETS) == on

    Session().run(work)


def test_none_is_on_where_none_is_offered() -> None:
    def work() -> None:
        assert active(Settings("lab", Switch("noise")), ()) is None

    Session().run(work)
    assert "present" in VIEW
