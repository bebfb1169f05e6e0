"""Finds a browser to test in, or installs one: a fresh machine needs no preparation."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.async_api import Playwright as AsyncPlaywright
from playwright.sync_api import Playwright

from tests.install import is_root, one_at_a_time, succeeds

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHTS_OWN = ((sys.executable, "-m", "playwright", "install", "chromium"),)
DEBIANS = (("apt-get", "update"), ("apt-get", "install", "-y", "chromium"))


def find(playwright: Playwright | AsyncPlaywright) -> Path:
    """The browser's program; installed now if there is none.

    Raises:
        RuntimeError: if there is none and none can be installed.
    """
    with one_at_a_time():
        for install in ((), PLAYWRIGHTS_OWN, DEBIANS):
            if all(succeeds(command) for command in install):
                for program in _installed(playwright):
                    return program
    raise RuntimeError(
        "The browser tests need Chromium, Chrome or Edge. None is installed, and neither "
        "`python -m playwright install chromium` nor (on Debian, as root) "
        "`apt-get install chromium` could bring one: install one and run again."
    )


def arguments() -> list[str]:
    """What keeps a browser to the pages under test."""
    quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    # Chromium's sandbox refuses to work for root.
    return [*quiet, "--no-sandbox"] if is_root() else quiet


def _installed(playwright: Playwright | AsyncPlaywright) -> Iterator[Path]:
    found = (shutil.which(name) for name in NAMES)
    places = [Path(program) for program in found if program]
    places += [Path("/Applications") / path for path in _MAC]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in os.environ:
            places += [Path(os.environ[variable]) / path for path in _WINDOWS]
    places.append(Path(playwright.chromium.executable_path))
    yield from (place for place in places if place.exists() and _runs(place))


def _runs(program: Path) -> bool:
    # A downloaded browser may lack the libraries it needs. (On Windows it has none to lack, and
    # asking for the version would open a window.)
    return sys.platform == "win32" or succeeds((str(program), "--version"))
