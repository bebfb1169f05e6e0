"""Runs programs in the tests, and says what they did as `Trajectory` and `Sweep` do."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from optim.plan import Plan, prepare
from optim.program import Block, Program, tables
from tests.wasm import Machine


class Host:
    """Runs one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.machine = Machine(program.code, program.functions)

    def path(self, plan: Plan) -> dict[str, Any]:
        """What a path did, as `Trajectory` names it, filled up as there."""
        steps, program = len(plan.factors), self.program
        blocks = self._run("path", [steps], program.path, tables(program, plan), steps)
        diverged, stopped, handed = map(int, blocks.pop("ends").tolist())
        taken = diverged - 1 if diverged >= 0 else stopped if stopped >= 0 else steps
        for name, block in blocks.items():
            width = 1 if name == "values" else program.dimension
            rows, known = block.reshape(-1, width), handed if name == "gradients" else taken + 1
            rows[known:] = rows[known - 1] if stopped >= 0 else np.nan
            blocks[name] = rows[:, 0] if name == "values" else rows
        return {**blocks, "diverged_at": diverged, "stopped_at": stopped}

    def lanes(self, plan: Plan) -> dict[str, Any]:
        """Where lanes ended, as `Sweep` names it."""
        steps, given = len(plan.factors), tables(self.program, plan)
        lanes = len(given["inputs"]) // len(self.program.inputs)
        blocks = self._run("lanes", [lanes, steps], self.program.lanes, given, steps, lanes)
        rows = blocks["ends"].reshape(-1, lanes)[:, : plan.lanes]
        *points, values, diverged, stopped = rows
        return {
            "points": np.array(points).T,
            "values": values,
            "steps_taken": stopped,
            "diverged_at": diverged,
        }

    def _run(
        self,
        name: str,
        counts: list[int],
        blocks: Sequence[Block],
        given: dict[str, Any],
        steps: int,
        lanes: int = 1,
    ) -> dict[str, Any]:
        sizes = [block.size(steps, lanes) for block in blocks]
        addresses = [8 * int(end) for end in np.cumsum([0, *sizes])]
        self.machine.grow(addresses[-1])
        for block, address in zip(blocks, addresses, strict=False):
            if block.name in given:
                self.machine.write(address, given[block.name])
        self.machine.call(name, *counts, *addresses[:-1])
        read = [*map(self.machine.read, addresses, sizes)]
        return dict(zip([block.name for block in blocks[3:]], read[3:], strict=True))


def plan_of(rule: Any, surface: Any, start: Any, steps: int, **arguments: Any) -> Plan:
    """`prepare` with the arguments of `trace`."""
    known: dict[str, Any] = {"schedule": None, "gradient": None, "seed": 0, "tolerance": None}
    known |= {name: arguments.pop(name) for name in [*known] if name in arguments}
    return prepare(rule, surface, start, steps=steps, hypers=arguments, **known)
