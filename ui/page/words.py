"""Lists, counts and quotations in a sentence."""

import re
from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, noun: str) -> str:
    """A count with its noun in the right number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def plain(text: str) -> str:
    """Words of a reader, quoted within Markdown: no markup whatever they hold."""
    return re.sub(r"([\\`*_{}\[\]()<>#+.!|$:~-])", r"\\\1", text)
