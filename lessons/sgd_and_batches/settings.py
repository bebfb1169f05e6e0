"""Data, rate, batches and clock; experiments to try, and the knobs."""

from dataclasses import replace

from lessons.sgd_and_batches.experiments import MOST_EPOCHS, epochs_of, most_epochs, stable_rate
from optim.second_moment import rate_limit
from surfaces import Regression
from ui.page import controls, samples
from ui.page.choosers import segments
from ui.page.fields import Choice, Field, Point, Whole
from ui.page.sampling import sampling_field, with_replacement
from ui.page.settings import Settings
from ui.page.upload import MOST_ROWS
from ui.page.view import ANOTHER_PICTURE
from ui.stage.scene import Knob, Preset

UNITS = {"epochs": "epoch", "gradients": "gradient", "updates": "update"}
"""What one tick of the clock is, by the setting `clock`."""

_CLOCK = (
    "What the time below the picture counts. Runs that stand at the same time have spent as much "
    "of it."
)
_BATCH = (
    "Over how many examples each step of the mini-batch run averages. Turned up, its steps are "
    "less noisy, and an epoch has no more of them."
)
_EPOCHS = (
    "How many times each run spends as many gradients as there are examples. Turned up, all go on "
    "for longer."
)

PRESETS = (
    Preset("One update at a time", {"clock": "updates", "epochs": 3}),
    Preset("A narrow valley: raw x", {"data": "unstandardised", "lr": 0.005}),
    Preset("… and the same x standardised", {"data": "unstandardised", "standardise": True}),
)

BATCH_FIELDS: tuple[Field, ...] = (
    controls.lr_field(0.03, high=1.0),
    Whole("batch", 8, 1, MOST_ROWS, "batch size B", log=True, help=_BATCH),
    Whole("epochs", 30, 1, MOST_EPOCHS, "number of epochs", log=True, help=_EPOCHS),
    controls.seed_field(),
    sampling_field(),
    Choice("clock", "epochs", tuple(UNITS)),
)
"""Rate, batch size, epochs, sampling, seed, and what the clock counts."""

FIELDS: tuple[Field, ...] = (Point("start"), *samples.sample_fields(), *BATCH_FIELDS)


def choose_clock(settings: Settings) -> None:
    """What one tick of the clock is."""
    names = {clock: clock.capitalize() for clock in UNITS}
    segments(settings, "clock", names, "Clock", _CLOCK, ANOTHER_PICTURE)


def knobs(settings: Settings, surface: Regression) -> list[Knob]:
    """Knobs with the bounds that these data set, and the limits of full and single batches."""
    examples, ticks = surface.examples, [(stable_rate(surface), "2/λmax")]
    # As many draws with replacement as there are examples are not all of them.
    top = "" if with_replacement(settings) else f"all {examples}"
    if with_replacement(settings):
        ticks.append((rate_limit(surface.example_moments()[0], 1), "B = 1"))
    size = controls.knob(settings, "batch", top=top)
    epochs = controls.knob(settings, "epochs")
    return [
        controls.knob(settings, "lr", ticks=ticks),
        replace(size, high=examples, value=min(size.value, examples)),
        replace(epochs, high=most_epochs(examples), value=epochs_of(settings, examples)),
        controls.knob(settings, "seed", more=True),
    ]
