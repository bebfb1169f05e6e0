"""Rate, batch size, how many runs and how long; experiments to try, and the knobs."""

from lessons.batch_size.experiments import EXAMPLES, TIMES, limit_of
from ui.page import controls
from ui.page.fields import Field, Point, Whole
from ui.page.sampling import sampling_field, with_replacement
from ui.page.settings import Settings
from ui.stage.scene import Knob, Preset

PRESETS = (
    Preset("Half the rate: a smaller cloud, a slower one", {"lr": 0.05}),
    Preset("All 256 examples: no noise at all", {"batch": 16, "sampling": "shuffled"}),
    Preset("α = 0.4: one example no longer hovers", {"lr": 0.4}),
)

FIELDS: tuple[Field, ...] = (
    Point("start"),
    controls.lr_field(0.1, 0.005, 0.9),
    Whole(
        "batch",
        1,
        1,
        EXAMPLES // TIMES[-1],
        "batch size B",
        log=True,
        help="Over how many examples each step of the left panel averages; the others have four "
        "and sixteen times as many. Turned up, each step has less noise.",
    ),
    Whole(
        "runs",
        200,
        20,
        400,
        "number of runs",
        log=True,
        help="How many runs each cloud is made of, each with random draws of its own. Turned up, "
        "its width is measured more exactly.",
    ),
    controls.steps_field(
        60,
        300,
        least=5,
        help="How many steps every run takes. Turned up, the clouds are followed for longer.",
    ),
    sampling_field("replaced"),
)


def knobs(settings: Settings) -> list[Knob]:
    """A knob for each number; on α the limit of the left panel's batch, drawn with replacement."""
    size = settings["batch"]
    ticks = ((limit_of(size), f"B = {size}"),) if with_replacement(settings) else ()
    rate = controls.knob(settings, "lr", ticks=ticks)
    return [controls.knob(settings, "batch"), rate, *controls.knobs(settings, "steps", "runs")]
