"""What the loops of one path and of many lanes have in common: a step's graph, step by step."""

from collections.abc import Mapping, Sequence

from formula.wasm import Function, Numbers, Reading
from formula.wasm.module import VOID

from .step import Power, Step

SIZE, ALIGN = 8, 3
"""A float's bytes, and the exponent of two that says so."""


class Descent(Reading):
    """A step's graph within a loop: what is done before it and at each step."""

    def __init__(
        self, function: Function, numbers: Numbers, step: Step, imported: Sequence[str]
    ) -> None:
        super().__init__(function, numbers, step.graph, step.results, imported)
        self.step = step
        self._powers: list[Power] = step.powers()
        needed = step.graph.needed(step.results)
        self._draws = {p: SIZE * i for i, p in enumerate(step.draws) if p in needed}

    def begin(self) -> None:
        """Compute what stays the same; the start becomes the state, and memories are zero."""
        step = self.step
        self.keep(step.fixed())
        for (x, *memory), start in zip(step.state, step.start, strict=True):
            self.assign(x, start)
            for place in memory:
                self.constant(self.local(place), 0.0)
        self.constant(self.local(step.t), 0.0)
        for power in self._powers:
            self.constant(self.local(power.place), 1.0)
            for _ in range(power.ahead):
                self._multiply(power)

    def next(self, load: str, factor: int, draws: int) -> None:
        """Go on to the next step, whose factor and draws are at these addresses."""
        self.push(self.step.t)
        self.number(1.0)
        self.emit("add")
        self.function.set(self.local(self.step.t))
        for power in self._powers:
            self._multiply(power)
        self.load(load, self.step.factor, factor)
        for place, offset in self._draws.items():
            self.load(load, place, draws, offset)

    def move(self) -> None:
        """What the step led to becomes the state."""
        for row in self.step.moved:
            for place in row:
                self.push(place)
        for row in reversed(self.step.state):
            for place in reversed(row):
                self.function.set(self.local(place))

    def load(self, load: str, place: int, address: int, offset: int = 0) -> None:
        """Read a node's value from memory into its local."""
        self.function.get(address)
        self.function.emit(load, ALIGN, offset)
        self.function.set(self.local(place))

    def assign(self, place: int, value: int) -> None:
        """Let one node's local hold what another one is."""
        self.push(value)
        self.function.set(self.local(place))

    def constant(self, local: int, value: float) -> None:
        """Let a local hold a constant."""
        self.number(value)
        self.function.set(local)

    def before(self) -> None:
        """Push the number of the step before this one."""
        self.push(self.step.t)
        self.number(1.0)
        self.emit("sub")

    def _multiply(self, power: Power) -> None:
        self.push(power.place)
        self.push(power.base)
        self.emit("mul")
        self.function.set(self.local(power.place))


class Loop:
    """Code that is run again and again, until a count has come down to zero or it is left."""

    def __init__(self, function: Function, count: int, step: int = 1) -> None:
        self.function, self.count, self.step = function, count, step

    def __enter__(self) -> None:
        self.function.emit("block", VOID)
        self.function.emit("loop", VOID)
        self.function.get(self.count)
        self.function.emit("i32.eqz")
        self.function.emit("br_if", 1)
        self.function.advance(self.count, -self.step)

    def __exit__(self, *error: object) -> None:
        self.function.emit("br", 0)
        self.function.emit("end")
        self.function.emit("end")


def follow(function: Function, addresses: Mapping[int, int]) -> None:
    """Move addresses on by so many floats each."""
    for address, floats in addresses.items():
        function.advance(address, SIZE * floats)
