"""Imports point one way: pages, ui, then optim and surfaces, which do not know each other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STANDARD = sys.stdlib_module_names

ALLOWED = {
    "optim": {"numpy"},
    "surfaces": {"numpy"},
    "ui": {"numpy", "pandas", "streamlit", "plotly", "optim", "surfaces"},
    "pages": {"streamlit", "ui", "optim", "surfaces"},
    "app.py": {"streamlit", "ui", "optim", "surfaces"},
}


def imported(file: Path) -> Iterator[str]:
    """The packages that a file imports, but for its own."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # Two dots would lead out of the package, of which no folder has a second level.
            assert node.level < 2, f"{file}: line {node.lineno}"
            if node.level == 0:
                yield str(node.module).split(".")[0]


@pytest.mark.parametrize("part", ALLOWED)
def test_imports_point_one_way(part: str) -> None:
    files = sorted((ROOT / part).glob("**/*.py")) or [ROOT / part]
    for file in files:
        known = STANDARD | ALLOWED[part] | {part}
        assert set(imported(file)) <= known, file
