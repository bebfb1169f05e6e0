"""The folder: a file for each page, and once for all of them what they share."""

import json
import re
import shutil
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from deploy.site.saving import SavedPage, address_of
from ui.page.navigation import HOME, LESSONS, Lesson
from ui.stage import assets

_HERE = Path(__file__).parent
_PAGE = Template((_HERE / "page.html").read_text(encoding="utf-8"))
_ORDER = (HOME, *LESSONS)
_OURS = '/published.js"></script>'
"""What no page has that was not written here."""


def others(folder: Path) -> list[Path]:
    """What lies where pages are to be written, and is none of them."""
    files = [folder / file_of(lesson) for lesson in _ORDER]
    return [file for file in files if file.exists() and _OURS not in _text(file)]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def write_site(folder: Path, pages: Iterable[SavedPage], origin: str, app: str = "") -> list[Path]:
    """Write these pages, and the files that they share under a name that tells their version.

    Args:
        folder: made if it is not there; what else lies in it stays.
        pages: saved pages of the app.
        origin: the address of the app that they were saved from.
        app: the address of an app that readers can reach, if there is one.

    Returns:
        the files that were written.
    """
    shared = f"stage/{assets.folder().name}"
    _write_shared(folder / shared)
    written = [file for file in (folder / shared).rglob("*") if file.is_file()]
    for page in pages:
        text = _html(page, shared, origin, app.rstrip("/"))
        written.append(folder / file_of(page.lesson))
        written[-1].write_text(text, encoding="utf-8")
    return written


def file_of(lesson: Lesson) -> str:
    """The name of a lesson's file."""
    return "index.html" if lesson is HOME else f"{lesson.key}.html"


def _write_shared(folder: Path) -> None:
    # Each has a compressed twin, which the app alone sends.
    ours = shutil.ignore_patterns("*.gz")
    shutil.copytree(assets.folder(), folder, ignore=ours, dirs_exist_ok=True)
    shutil.copy2(assets.STATIC / "icon.png", folder)
    shutil.copy2(_HERE / "site.css", folder)


def _html(page: SavedPage, shared: str, origin: str, app: str) -> str:
    lesson = page.lesson
    key = address_of(lesson)
    needs, moved = map(escape, page.notes)
    there = f' <a href="{escape(app)}/{key}">Open it there.</a>' if app else ""
    opening = {**page.opening, "link": f"{app}/{key}" if app else ""}
    return _PAGE.substitute(
        title=escape(page.title),
        shared=shared,
        style=page.style,
        lessons=_lessons(lesson),
        needs=needs + there,
        moved=moved,
        prose=linked(page.prose, origin, app),
        ways=_ways(lesson),
        # Nothing in it may end the element that it stands in.
        opening=json.dumps(opening).replace("<", "\\u003c"),
    )


def linked(prose: str, origin: str, app: str) -> str:
    """Let the app's own links lead to the site's pages, and those with settings to an app."""
    names = {address_of(lesson): file_of(lesson) for lesson in _ORDER}

    def leads(match: re.Match[str]) -> str:
        key, query = match[1], match[2] or ""
        return f'href="{escape(app)}/{key}{query}"' if app and query else f'href="{names[key]}"'

    return re.sub(rf'href="{re.escape(origin)}/([^"?]*)(\?[^"]*)?"', leads, prose)


def _lessons(here: Lesson) -> str:
    parts = [_link(HOME, HOME.title, here)]
    for group, lessons in groupby(LESSONS, lambda lesson: lesson.group):
        parts.append(f'<p class="dl-group">{escape(group)}</p>')
        parts.extend(_link(lesson, lesson.title, here) for lesson in lessons)
    return "\n".join(parts)


def _ways(here: Lesson) -> str:
    at = _ORDER.index(here)
    ways = []
    if at > 0:
        ways.append(_link(_ORDER[at - 1], f"← {_ORDER[at - 1].title}"))
    if at + 1 < len(_ORDER):
        first = "Lesson 1" if here is HOME else "Next"
        ways.append(_link(_ORDER[at + 1], f"{first}: {_ORDER[at + 1].title} →"))
    return "\n".join(ways)


def _link(lesson: Lesson, label: str, here: Lesson | None = None) -> str:
    current = ' aria-current="page"' if lesson is here else ""
    return f'<a href="{file_of(lesson)}"{current}>{escape(label)}</a>'
