"""What a reader asks to take along, made when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ui.export.numbers import csv_of, json_of
from ui.export.numpy_code import numpy_code
from ui.export.qr import TooLongError, modules
from ui.export.sources import NotWrittenError
from ui.export.taken import Taken, taken
from ui.export.torch_code import torch_code
from ui.page.navigation import HOME, LESSONS
from ui.stage.scene import Scene

LONGEST_LINK = 100_000

_TITLES = {lesson.key: lesson.title for lesson in (HOME, *LESSONS)}


@dataclass(frozen=True)
class Wish:
    """What a browser asks for.

    Attributes:
        kind: one of `KINDS`.
        link: the page's, with what its stage shows.
    """

    kind: str
    link: str


@dataclass(frozen=True)
class TakenFile:
    """What it is given.

    Attributes:
        kind: what was asked for.
        name: a file's name; of a QR code the link that it holds.
        text: what is in it; of a QR code the rows of its modules.
        refusal: why there is none; empty where there is.
    """

    kind: str
    name: str = ""
    text: str = ""
    refusal: str = ""


KINDS: Mapping[str, tuple[str, Callable[[Taken], str]]] = {
    "csv": ("{page}.csv", csv_of),
    "json": ("{page}.json", json_of),
    "numpy": ("{page}_numpy.py", numpy_code),
    "torch": ("{page}_torch.py", torch_code),
    "qr": ("{link}", lambda made: "\n".join(modules(made.link))),
}
"""Each with the name of its file, and what makes it."""


def wished(value: Any) -> Wish | None:
    """What a browser asks for, which is not trusted; None where that makes no sense."""
    if not isinstance(value, dict):
        return None
    kind, link = value.get("kind"), value.get("link")
    if not isinstance(kind, str) or kind not in KINDS or not isinstance(link, str):
        return None
    return Wish(kind, link) if len(link) <= LONGEST_LINK else None


def made(wish: Wish, scene: Scene, page: str) -> TakenFile:
    """The file, or why there is none."""
    named, make = KINDS[wish.kind]
    try:
        text = make(taken(scene, _TITLES.get(page, page), wish.link))
    except (NotWrittenError, TooLongError) as refusal:
        return TakenFile(wish.kind, refusal=str(refusal))
    return TakenFile(wish.kind, named.format(page=page, link=wish.link), text)
