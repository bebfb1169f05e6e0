"""The package needs numpy alone, and its names are where the design says they are."""

import ast
import sys
from pathlib import Path

import pytest

import optim

FILES = sorted(Path(optim.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_numpy_alone_is_imported(file: Path) -> None:
    allowed = sys.stdlib_module_names | {"numpy"}
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= allowed
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert str(node.module).split(".")[0] in allowed


def test_every_public_name_is_there() -> None:
    assert set(optim.__all__) <= set(dir(optim))
    assert callable(optim.trace)
    assert callable(optim.sweep)
