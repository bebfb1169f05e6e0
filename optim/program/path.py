"""One path as WebAssembly, with all that happened at each step: `walk` on a recorded step.

The loop follows `walk` to the letter: when a path has diverged, when it has met the tolerance, and
what is kept of it then. Floats never raise here, as they do not in `walk_lanes`.
"""

from collections.abc import Sequence

from formula.wasm import F64, I32, SCALAR, Function
from formula.wasm.module import VOID
from optim.walk import BOUND

from .descent import ALIGN, SIZE, Descent, Loop, follow
from .step import Step


def path_function(step: Step, imported: Sequence[str]) -> Function:
    """Its parameters are the number of steps and the addresses of `path_blocks`."""
    writer = _Path(step, imported)
    writer.write()
    return writer.function


class _Path(Descent):
    def __init__(self, step: Step, imported: Sequence[str]) -> None:
        kinds = [I32] * (7 + len(step.state[0]))
        super().__init__(Function(*kinds), SCALAR, step, imported)
        # In the order of `path_blocks`; a column of the state is the points', or a memory's.
        self.steps, self.inputs, self.factors, self.draws, *rest = range(len(kinds))
        self.values, self.gradients, *self.columns, self.ends = rest
        self.diverged, self.stopped, self.handed = (self.function.local(F64) for _ in range(3))

    def write(self) -> None:
        """The function's code."""
        step, function, axes = self.step, self.function, len(self.step.state)
        for i, place in enumerate(step.inputs.values()):
            self.load("f64.load", place, self.inputs, SIZE * i)
        self.begin()
        self.constant(self.diverged, -1.0)
        self.constant(self.stopped, -1.0)
        self._record(step.start_value)
        with Loop(function, self.steps):
            self.next("f64.load", self.factors, self.draws)
            self._take_step()
            self.move()
            self._record(step.value)
            follow(function, {self.factors: 1, self.draws: len(step.draws), self.gradients: axes})
        for i, local in enumerate((self.diverged, self.stopped, self.handed)):
            function.get(self.ends, local)
            function.emit("f64.store", ALIGN, SIZE * i)

    def _take_step(self) -> None:
        """Leave the loop where the path ends; it has diverged unless every test is passed."""
        step, function = self.step, self.function
        self.push(step.t)
        function.set(self.diverged)
        self.keep([*step.gradient, step.size])
        self._leave_unless(step.size, "lt", float("inf"))
        self._store(self.gradients, step.gradient)
        self.push(step.t)
        function.set(self.handed)
        self.push(step.size)
        self.push(step.tolerance)
        self.emit("le")
        function.emit("if", VOID)
        self.constant(self.diverged, -1.0)
        self.before()
        function.set(self.stopped)
        # Out of the if, the loop and the block around it.
        function.emit("br", 2)
        function.emit("end")
        self.keep([*(place for row in step.moved for place in row), step.distance])
        self._leave_unless(step.distance, "le", BOUND)
        self.constant(self.diverged, -1.0)

    def _leave_unless(self, place: int, comparison: str, bound: float) -> None:
        self.push(place)
        self.number(bound)
        self.emit(comparison)
        self.function.emit("i32.eqz")
        self.function.emit("br_if", 1)

    def _record(self, value: int) -> None:
        """Append the point, the memories and the value."""
        axes = len(self.step.state)
        for address, places in zip(self.columns, zip(*self.step.state, strict=True), strict=True):
            self._store(address, places)
        self._store(self.values, [value])
        follow(self.function, {self.values: 1, **dict.fromkeys(self.columns, axes)})

    def _store(self, address: int, places: Sequence[int]) -> None:
        for i, place in enumerate(places):
            self.function.get(address)
            self.push(place)
            self.function.emit("f64.store", ALIGN, SIZE * i)
