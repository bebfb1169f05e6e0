"""The program of a rule on a surface: its code, what goes in, what comes out, and where it lies.

A program's functions work on blocks of float64 in a memory that the host provides. The host puts
the blocks wherever it likes (one may serve several programs) and passes their addresses:

    path(steps, inputs, factors, draws, values, gradients, points, *memories, ends)
    lanes(lanes, steps, inputs, factors, draws, ends)

`Program.path` and `Program.lanes` say how many floats each block holds. Rows are a `Trajectory`'s:
`points` has a row for the start and one for each step, likewise `values` and the memories, and
`gradients` a row a step. `ends` are `diverged_at` and `stopped_at`, −1 where a path did not, and
how many rows of gradients there are. What lies behind the last row is left as it was: the host
fills it, with NaN, or with the last row if the path has stopped.

With lanes every input and every end is a row of as many floats as there are lanes, a multiple of
`together`; the ends are x, y, value, diverged_at and stopped_at.
"""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from formula.graph import Written
from formula.numeric import Array
from formula.wasm import math_functions, module
from optim.gradients import Source, exact
from optim.plan import Plan
from optim.rules import Optimizer

from .lanes import TOGETHER, lanes_function
from .path import path_function
from .step import AXES, step_of


@dataclass(frozen=True)
class Block:
    """Some floats in memory: `each` for every step, and `once` besides; with lanes for each."""

    name: str
    each: int
    once: int = 0
    lanes: bool = False

    def size(self, steps: int, lanes: int = 1) -> int:
        """How many floats it holds."""
        return (self.each * steps + self.once) * (lanes if self.lanes else 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Program:
    """A compiled descent. All but the code is what a host must know to run it.

    Attributes:
        code: the WebAssembly module; it imports `host.memory` and some functions of `Math`.
        inputs: the names of the numbers in the block `inputs`, in order.
        memory: the names of the rule's memories.
        dimension: the number of coordinates.
        path, lanes: the blocks of the two functions, in the order of their parameters.
        together: the number of lanes must be a multiple of this.
        functions: what it takes from `Math`.
    """

    code: bytes
    inputs: tuple[str, ...]
    memory: tuple[str, ...]
    dimension: int
    path: tuple[Block, ...]
    lanes: tuple[Block, ...]
    together: int
    functions: tuple[str, ...]

    @cached_property
    def name(self) -> str:
        """A name that no other program has."""
        return hashlib.blake2b(self.code, digest_size=8).hexdigest()

    def record(self) -> dict[str, Any]:
        """All but the code, as JSON holds it."""
        fields = asdict(self)
        del fields["code"]
        return fields


def program(optimizer: Optimizer, written: Written, source: Source | None = None) -> Program | None:
    """The program of a rule on a surface that is written down; None where it has none.

    All values of hyper-parameters, of the surface's parameters and of the source's numbers share
    one program: they are inputs.
    """
    source = source or exact()
    try:
        return _program(optimizer, written, _Shape(tuple(source.numbers()), source))
    except ValueError:
        return None


@dataclass(frozen=True)
class _Shape:
    """Sources with numbers of the same names differ in those numbers alone."""

    names: tuple[str, ...]
    source: Source = field(compare=False)


@lru_cache(maxsize=256)
def _program(optimizer: Optimizer, written: Written, shape: _Shape) -> Program:
    step = step_of(optimizer, written, shape.source)
    functions = math_functions(step.graph, step.results)
    code = module(
        {"path": path_function(step, functions), "lanes": lanes_function(step, functions)},
        functions,
    )
    axes, given = len(step.state), len(step.inputs)
    inputs, factors = Block("inputs", 0, given), Block("factors", 1)
    draws = Block("draws", len(step.draws))
    columns = [Block(name, axes, axes) for name in ("points", *optimizer.memory)]
    kept = (Block("values", 1, 1), Block("gradients", axes), *columns)
    return Program(
        code=code,
        inputs=tuple(step.inputs),
        memory=optimizer.memory,
        dimension=axes,
        path=(inputs, factors, draws, *kept, Block("ends", 0, 3)),
        lanes=(
            replace(inputs, lanes=True),
            factors,
            draws,
            Block("ends", 0, axes + 3, lanes=True),
        ),
        together=TOGETHER,
        functions=functions,
    )


def inputs(program: Program, plan: Plan) -> Array:
    """The program's first block for this plan.

    With lanes it has rows; the last lane is repeated up to a multiple of `together`.
    """
    values = _values(plan)
    if plan.lanes is None:
        return np.array([values[name] for name in program.inputs], dtype=np.float64)
    given = np.array([np.broadcast_to(values[name], plan.lanes) for name in program.inputs])
    missing = -plan.lanes % program.together
    return np.pad(given, ((0, 0), (0, missing)), mode="edge").ravel()


def tables(program: Program, plan: Plan) -> dict[str, Array]:
    """What the program is given for this plan: its first three blocks, by name.

    Raises:
        ValueError: if each lane has a seed of its own.
    """
    if isinstance(plan.seed, np.ndarray):
        raise ValueError("a program's lanes meet the same noise: give one seed")
    return {
        "inputs": inputs(program, plan),
        "factors": np.array(plan.factors, dtype=np.float64),
        "draws": plan.source.draws(plan.surface, plan.seed, len(plan.factors)).ravel(),
    }


def _values(plan: Plan) -> dict[str, Any]:
    """All that a program might be given, by name."""
    arguments = getattr(plan.surface, "arguments", {})
    return {
        **{f"start.{axis}": x for axis, x in zip(AXES, plan.start, strict=False)},
        "tolerance_squared": plan.tolerance,
        **{f"rule.{name}": value for name, value in plan.hypers.items()},
        **{f"surface.{name}": value for name, value in arguments.items()},
        **{f"source.{name}": value for name, value in plan.source.numbers().items()},
    }
