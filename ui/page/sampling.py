"""How the examples of a batch are drawn: as a setting and its widget."""

from ui.page.choosers import segments
from ui.page.fields import Choice, Field
from ui.page.settings import Settings

_HELP = (
    "How a batch is drawn: each example once an epoch in random order, or every draw from all of "
    "them."
)

SAMPLINGS = {"shuffled": "Shuffled", "replaced": "With replacement"}


def sampling_field(default: str = "shuffled") -> Field:
    """Every example once an epoch, or each draw from all of them."""
    return Choice("sampling", default, tuple(SAMPLINGS))


def choose_sampling(settings: Settings) -> None:
    """Let the reader choose between the two."""
    segments(settings, "sampling", SAMPLINGS, "Sampling", _HELP)


def with_replacement(settings: Settings) -> bool:
    """Whether each draw is from all examples."""
    return bool(settings["sampling"] == "replaced")
