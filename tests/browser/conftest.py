"""One server and one browser for all; a page for each test, watched while it is used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """A way to open a tab of a new visitor, by the options of a browser context."""
    contexts: list[BrowserContext] = []
    watch = Watch()

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": LAPTOP, **options})
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not watch.complaints


@pytest.fixture
def page(open_page: Opener) -> Page:
    """A laptop's tab."""
    return open_page()


@pytest.fixture
def address(server: Server) -> str:
    """Where the app answers."""
    return server.address


def host(address: str) -> str:
    return urlsplit(address).netloc
