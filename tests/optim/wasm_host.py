"""A host for programs in the tests: wasmtime, with numpy's functions for `Math`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from wasmtime import Engine, Func, FuncType, Instance, Limits, Memory, MemoryType, Module, Store
from wasmtime import ValType

from formula import numeric
from optim.plan import Plan, prepare
from optim.program import Block, Program, tables

_ENGINE = Engine()
PAGE = 65536


class Host:
    """Runs one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.store = Store(_ENGINE)
        self.memory = Memory(self.store, MemoryType(Limits(1, None)))
        floats = FuncType([ValType.f64()], [ValType.f64()])
        functions = [Func(self.store, floats, getattr(numeric, n)) for n in program.functions]
        module = Module(_ENGINE, program.code)
        self.exports = Instance(self.store, module, [self.memory, *functions]).exports(self.store)

    def path(self, plan: Plan) -> dict[str, Any]:
        """What a path did, as `Trajectory` names it, filled up as there."""
        steps, program = len(plan.factors), self.program
        blocks = self._run("path", [steps], program.path, tables(program, plan), steps)
        diverged, stopped = blocks.pop("ends").tolist()
        for block in program.path[3:-1]:
            width = program.dimension if block.name != "values" else 1
            rows = blocks[block.name].reshape(-1, width)
            if stopped >= 0:
                last = min(int(stopped), len(rows) - 1)
                rows[last + 1 :] = rows[last]
            if diverged >= 0:
                rows[int(diverged) + len(rows) - steps - 1 :] = np.nan
            blocks[block.name] = rows if block.name != "values" else rows[:, 0]
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
        missing = addresses[-1] - self.memory.data_len(self.store)
        if missing > 0:
            self.memory.grow(self.store, -(-missing // PAGE))
        for block, address in zip(blocks, addresses, strict=False):
            if block.name in given:
                self.memory.write(self.store, given[block.name].tobytes(), address)
        self.exports[name](self.store, *counts, *addresses[:-1])
        read = [
            np.frombuffer(self.memory.read(self.store, address, address + 8 * size)).copy()
            for address, size in zip(addresses, sizes, strict=False)
        ]
        return dict(zip([block.name for block in blocks[3:]], read[3:], strict=True))


def plan_of(rule: str, surface: Any, start: Any, steps: int, **arguments: Any) -> Plan:
    """`prepare` with the arguments of `trace`."""
    known = {"schedule": None, "gradient": None, "seed": 0, "tolerance": None}
    known |= {name: arguments.pop(name) for name in [*known] if name in arguments}
    return prepare(rule, surface, start, steps=steps, hypers=arguments, **known)
