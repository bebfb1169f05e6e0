"""A scene that does not hold together is refused at once."""

import pytest

from surfaces import SURFACES
from ui.stage.scene import Knob, LinkedCurve, Panel, Scene

KNOBS = [Knob(name, name, 0.1, 0.0, 1.0, 0.1) for name in ("lr", "beta")]


@pytest.mark.parametrize("knobs", [("lr",), ("lr", "beta1"), ("lr", "beta", "eps")])
def test_a_map_is_of_two_knobs_that_are_there(knobs: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="a map is of two knobs"):
        Scene(
            [Panel(SURFACES["bowl"])],
            (0.0, 0.0),
            knobs=KNOBS,
            curves=[LinkedCurve("pairs", "pairs", knobs=knobs, kind="steps")],
        )
