"""Lists, counts, quotations and afterthoughts in a sentence."""

import re
from collections.abc import Sequence


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, noun: str) -> str:
    """A count with its noun in the right number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def further(*sentences: str) -> str:
    """What an outcome adds on a page and leaves out on a slide; after this nothing else is said."""
    said = [sentence for sentence in sentences if sentence]
    return f"\n{' '.join(said)}" if said else ""


def plain(text: str) -> str:
    """A reader's own text within Markdown, with all its markup escaped."""
    return re.sub(r"([\\`*_{}\[\]()<>#+.!|$:~-])", r"\\\1", text)
