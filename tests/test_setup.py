"""The README's commands are the ones that are tested."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ui.page.upload import MOST_MEGABYTES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q -r "


def commands(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith(SET_UP)]


def test_the_readme_has_one_command_to_run_and_one_to_test() -> None:
    assert commands(README) == [
        f"{SET_UP}requirements.txt && .venv/bin/streamlit run app.py",
        f"{SET_UP}requirements-dev.txt && .venv/bin/pytest",
    ]


def test_ci_calls_the_readmes_test_command_as_it_stands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands(script) == [commands(README)[1]]


def config() -> dict[str, Any]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_run_command_asks_nothing() -> None:
    """On a fresh machine Streamlit would ask for an e-mail address before it starts."""
    assert config()["server"]["showEmailPrompt"] is False
    assert config()["browser"]["gatherUsageStats"] is False


def test_the_server_takes_no_larger_file_than_a_page_reads() -> None:
    assert config()["server"]["maxUploadSize"] == MOST_MEGABYTES


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_is_pointed_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = [part.split(")")[0] for part in text.split("](")[1:]]
    quoted = [part for part in text.split("`")[1::2] if "/" in part and " " not in part]
    for path in paths + [q for q in quoted if not set(q) & set("*<>…")]:
        assert (ROOT / path).exists(), f"{name} points to {path}"
