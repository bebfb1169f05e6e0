"""One server and one browser a device for all; a page for each test, watched while it is used."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.services import nginx

from . import chromium
from .server import ROOT, Server, serve
from .watch import Watch

LAPTOP = {"viewport": {"width": 1366, "height": 768}}

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def run_server(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """A way to run a server; when it ends, its log must hold no complaint."""

    @contextmanager
    def run(script: Path = ROOT / "app.py", base: str = "") -> Iterator[Server]:
        with serve(script, tmp_path_factory.mktemp("server") / "log.txt", base) as server:
            yield server
        assert not server.complaints

    return run


@pytest.fixture(scope="session")
def server(run_server: Callable[..., Any]) -> Iterator[Server]:
    """The app, as everyone runs it."""
    with run_server() as running:
        yield running


@pytest.fixture(scope="session")
def watch() -> Watch:
    """Sees all that the browser complains of."""
    return Watch()


@pytest.fixture(scope="session")
def context(
    playwright: Playwright, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., BrowserContext]]:
    """A way to a browser on a device; one that was asked for before is used again.

    Each has a profile on disk, as a reader's browser has: only there does Chromium keep scripts
    compiled, which makes every page come a second sooner.
    """
    program = chromium.find(playwright)
    launch = partial(
        playwright.chromium.launch_persistent_context,
        executable_path=program,
        args=chromium.arguments(),
    )
    made: dict[str, BrowserContext] = {}

    def get(**device: Any) -> BrowserContext:
        key = repr(device)
        if key not in made:
            made[key] = launch(tmp_path_factory.mktemp("profile"), **device)
            watch.over(made[key])
        return made[key]

    yield get
    for browser in made.values():
        browser.close()


@pytest.fixture
def open_page(context: Callable[..., BrowserContext], watch: Watch) -> Iterator[Opener]:
    """A way to open a tab (each is a session of its own), on a device, with these media."""
    pages: list[Page] = []

    def open_one(device: Mapping[str, Any] = LAPTOP, **media: Any) -> Page:
        page = context(**device).new_page()
        page.emulate_media(**media)
        pages.append(page)
        return page

    watch.complaints.clear()
    yield open_one
    for page in pages:
        page.close()
    assert not watch.complaints


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A laptop's tab."""
    return open_page()


@pytest.fixture
def address(server: Server) -> str:
    """Where the app answers."""
    return server.address


@pytest.fixture
def front(server: Server, tmp_path: Path) -> Iterator[str]:
    """Where nginx answers for the app."""
    with nginx(tmp_path, [urlsplit(server.address).port or 0] * 3) as address:
        yield address
