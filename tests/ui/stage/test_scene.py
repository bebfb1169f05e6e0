"""A scene that does not hold together is refused at once."""

from typing import Any

import numpy as np
import pytest

from surfaces import SURFACES
from ui.stage.live import Exact
from ui.stage.scene import Knob, LinkedCurve, Panel, Scene

KNOBS = [Knob(name, name, 0.1, 0.0, 1.0, 0.1) for name in ("lr", "beta")]


@pytest.mark.parametrize(
    ("knobs", "values"),
    [
        (("lr",), None),
        (("lr", "beta1"), None),
        (("lr", "beta", "eps"), None),
        (("lr", "beta"), Exact(np.ones(3))),
        (("eps",), Exact(np.ones(3))),
    ],
)
def test_a_map_is_of_two_knobs_that_are_there_or_of_values_of_one(knobs: Any, values: Any) -> None:
    with pytest.raises(ValueError, match="a map is of two knobs"):
        Scene(
            [Panel(SURFACES["bowl"])],
            (0.0, 0.0),
            knobs=KNOBS,
            curves=[LinkedCurve("pairs", "pairs", knobs=knobs, kind="steps", values=values)],
        )
