"""Imports point one way: pages, lessons, ui, then optim and surfaces, then formula."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STANDARD = sys.stdlib_module_names
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50
# protobuf, whose package is called google, and starlette are what streamlit speaks.
SHOWING = {"google", "numpy", "pandas", "plotly", "redis", "segno", "starlette", "streamlit"}

ALLOWED = {
    "formula": {"numpy"},
    "optim": {"numpy", "formula"},
    "surfaces": {"numpy", "formula"},
    "ui": SHOWING | {"formula", "optim", "surfaces"},
    "lessons": SHOWING | {"formula", "optim", "surfaces", "ui"},
    "pages": {"streamlit", "optim", "surfaces", "ui", "lessons"},
    "home.py": {"streamlit", "optim", "surfaces", "ui", "lessons"},
    "app.py": {"streamlit", "starlette", "ui"},
}


def names(file: Path) -> Iterator[str]:
    """The full dotted names of the modules that a file imports."""
    here = file.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(here[: len(here) - node.level]) if node.level else ""
            whole = f"{above}.{node.module or ''}".strip(".")
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def files(part: str) -> list[Path]:
    return sorted((ROOT / part).glob("**/*.py")) or [ROOT / part]


@pytest.mark.parametrize("part", ALLOWED)
def test_imports_point_one_way(part: str) -> None:
    for file in files(part):
        known = STANDARD | ALLOWED[part] | {part}
        assert {name.split(".")[0] for name in names(file)} <= known, file


def test_the_stage_and_the_page_know_no_runs() -> None:
    for file in [*files("ui/stage"), *files("ui/page")]:
        assert not [name for name in names(file) if name.startswith("ui.runs")], file


def test_no_lesson_imports_another() -> None:
    for file in files("lessons"):
        own = file.relative_to(ROOT / "lessons").parts[0]
        others = {name.split(".")[1] for name in names(file) if name.startswith("lessons.")}
        assert others <= {own}, file


RESTING = (".at_rest", "= stage(", '["at"]', "TUNED")
"""What a page asks for that depends on what is shown once it has come to rest."""


@pytest.mark.parametrize("file", [*files("pages"), ROOT / "home.py"], ids=lambda file: file.stem)
def test_a_page_that_asks_what_has_come_to_rest_runs_again_then(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    lesson = (ROOT / "lessons" / file.stem[3:]).glob("*.py")
    texts = [page, *(each.read_text(encoding="utf-8") for each in lesson)]
    if any(word in text for text in texts for word in RESTING):
        assert "rests=" in page


CODE = [file for part in (*ALLOWED, "benchmarks", "deploy", "tests") for file in files(part)]


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_are_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            # A docstring explains: it does not make a function long.
            docstring = (ast.get_docstring(node, clean=False) or "").count("\n")
            assert lines - docstring <= MOST_LINES_OF_A_FUNCTION, f"{node.name}: {lines}"


@pytest.mark.parametrize("file", sorted((ROOT / "static/stage").glob("**/*.[jc]s*")), ids=str)
def test_scripts_are_short(file: Path) -> None:
    assert file.read_text(encoding="utf-8").count("\n") <= MOST_LINES
