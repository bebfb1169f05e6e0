"""One server and one browser for all; a page for each test, watched while it is used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from . import chromium
from .server import ROOT, Server, serve
from .watch import Watch

LAPTOP = {"width": 1366, "height": 768}

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = chromium.find(playwright)
    launched = playwright.chromium.launch(executable_path=program, args=chromium.arguments())
    yield launched
    launched.close()


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
def context(browser: Browser, watch: Watch) -> Callable[..., BrowserContext]:
    """A way to a browser context by its options; one that was asked for before is used again."""
    made: dict[str, BrowserContext] = {}

    def get(**options: Any) -> BrowserContext:
        key = repr(options)
        if key not in made:
            made[key] = browser.new_context(**{"viewport": LAPTOP, **options})
            watch.over(made[key])
        return made[key]

    return get


@pytest.fixture
def open_page(context: Callable[..., BrowserContext], watch: Watch) -> Iterator[Opener]:
    """A way to open a tab (each is a session of its own), by the options of a context."""
    pages: list[Page] = []

    def open_one(**options: Any) -> Page:
        pages.append(context(**options).new_page())
        return pages[-1]

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
