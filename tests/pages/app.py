"""Every page of the app, found by its file, run without a browser."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner

from ui.page.fields import Field
from ui.page.settings import Settings
from ui.stage import stage
from ui.stage.requests import StageRequests

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["home.py", *(f"pages/{file.name}" for file in sorted(ROOT.glob("pages/*.py")))]

# A server compiles a page once, and looks once for components among all packages that are
# installed. AppTest does the one at every run and the other at every opening, which costs more
# than most pages do.
_COMPILED = ScriptCache()
_LASTING = pytest.MonkeyPatch()
_LASTING.setattr(local_script_runner, "ScriptCache", lambda: _COMPILED)
_LASTING.setattr(
    manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
)


def open_page(page: str, **query: str) -> AppTest:
    """The page as a new visitor sees it who comes by a link with this query."""
    test = AppTest.from_file(str(ROOT / "home.py"), default_timeout=60)
    if page != "home.py":
        test.switch_page(page)
    test.query_params.update(query)
    return run(test)


def run(test: AppTest) -> AppTest:
    """Run the page again; it must not fail."""
    test.run()
    assert not [raised.value for raised in test.exception]
    return test


def follow(test: AppTest, **query: str) -> AppTest:
    """Open another link in the same session, from another page."""
    test.session_state["settings/page"] = "another"
    test.query_params.clear()
    test.query_params.update(query)
    return run(test)


def mended(test: AppTest) -> str:
    """What the page says was mended in the link; empty if nothing."""
    notices = [text.value for text in test.text if "link was mended" in text.value]
    return " ".join(notices)


class Tables:
    """The settings that pages make while this is in place."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.latest: Settings | None = None
        build = Settings.__init__

        def record(settings: Settings, page: str, *fields: Field) -> None:
            self.latest = settings
            build(settings, page, *fields)

        patch.setattr(Settings, "__init__", record)

    @property
    def key(self) -> str:
        """The key of the page that was asked for last."""
        return self.latest.page if self.latest else ""

    def of(self, page: str) -> dict[str, Field]:
        """The fields of a page by their keys; empty for a page without settings."""
        self.latest = None
        open_page(page)
        return dict(self.latest.fields) if self.latest else {}


class Browser:
    """What a reader's browser sends to the stage that was drawn last.

    `deliver` must be called while a page runs, where a message is handed to the page otherwise.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.requests: StageRequests | None = None
        self.request: dict[str, Any] | None = None

        def record(*arguments: Any, **named: Any) -> StageRequests:
            self.requests = StageRequests(*arguments, **named)
            return self.requests

        patch.setattr(stage, "StageRequests", record)
        patch.setattr(StageRequests, "_sent", lambda requests: self.request)

    def deliver(self) -> None:
        """Hand over the request, once."""
        if self.request is not None:
            assert self.requests, "there is no stage yet"
            self.requests.receive()
            self.request = None


def values(test: AppTest, key: str) -> dict[str, Any]:
    """The settings of a page in this session."""
    return dict(test.session_state[f"settings/{key}"])
