"""What tests of all pages share."""

import pytest

from .app import Tables


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Tables:
    """The settings that pages make."""
    return Tables(monkeypatch)
