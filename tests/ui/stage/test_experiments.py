"""An experiment is on as long as the settings are its own, however it is looked at."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.ui.session import Session
from ui.page.fields import Number, Point, Switch
from ui.page.settings import Settings
from ui.stage.experiments import VIEW, Turn, active, turn
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


@pytest.mark.parametrize(
    ("settings", "comes"),
    [
        ({"lr": 1.0}, Turn({"lr": 1.0, "b": 1.0}, None)),
        ({"start": (3.0, 4.0)}, Turn({"b": 1.0}, (3.0, 4.0))),
        ({"noise": True}, None),
        ({"lr": 1.0, "curves": (("loss", True),)}, None),
    ],
)
def test_what_an_experiment_turns(settings: Mapping[str, Any], comes: Turn | None) -> None:
    def work() -> None:
        rate, bend = Number("lr", 0.1, 0.0, 2.0), Number("b", 1.0, 0.0, 9.0)
        table = Settings("lab", rate, bend, Switch("noise"), Point("start"))
        table.set({"b": 2.0})
        assert turn(table, Preset("other", settings), {"lr", "b"}, "start") == comes

    Session().run(work)


def test_none_is_on_where_none_is_offered() -> None:
    def work() -> None:
        assert active(Settings("lab", Switch("noise")), ()) is None

    Session().run(work)
    assert "present" in VIEW
