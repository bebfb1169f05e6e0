"""Many lanes as WebAssembly, of which the ends alone are kept: `walk_lanes` on a recorded step.

Two lanes share a vector, and several vectors go through the loop together. A lane that has ended is
reckoned on with the others, unseen: its end is put aside when it comes.
"""

from collections.abc import Sequence

from formula.wasm import I32, PAIR, V128, Function
from formula.wasm.module import VOID
from optim.walk import BOUND

from .descent import ALIGN, SIZE, Descent, Loop, follow
from .step import Step

PAIRS = 2
"""So many vectors go through the loop together: one's divisions run while another's wait."""

TOGETHER = 2 * PAIRS
"""The number of lanes must be a multiple of this."""

_VECTOR = 2 * SIZE


def lanes_function(step: Step, imported: Sequence[str]) -> Function:
    """Its parameters are the numbers of lanes and of steps, and the addresses of `lane_blocks`."""
    function = Function(*[I32] * 6)
    lanes, steps, inputs, factors, draws, ends = range(6)
    pairs = [_Pair(function, step, imported, _VECTOR * i) for i in range(PAIRS)]
    row, left, factor, draw, address = (function.local(I32) for _ in range(5))
    function.get(lanes)
    function.emit("i32.const", 3)
    function.emit("i32.shl")
    function.set(row)
    with Loop(function, lanes, TOGETHER):
        _copy(function, {left: steps, factor: factors, draw: draws, address: inputs})
        for place in step.inputs.values():
            for pair in pairs:
                pair.load_input(place, address)
            _add(function, address, row)
        for pair in pairs:
            pair.begin()
        with Loop(function, left):
            for pair in pairs:
                pair.next("v128.load64_splat", factor, draw)
                pair.take_step()
            _end_lanes(function, pairs)
            for pair in pairs:
                pair.move()
            follow(function, {factor: 1, draw: len(step.draws)})
        for pair in pairs:
            _copy(function, {address: ends})
            pair.finish(address, row)
        follow(function, {inputs: TOGETHER, ends: TOGETHER})
    return function


class _Pair(Descent):
    """Two lanes, where they ended, and which of them have not."""

    def __init__(
        self, function: Function, step: Step, imported: Sequence[str], offset: int
    ) -> None:
        super().__init__(function, PAIR, step, imported)
        self.offset = offset
        self.alive, self.good = function.local(V128), function.local(V128)
        self.done, self.diverged, self.stopped = (function.local(V128) for _ in range(3))

    def load_input(self, place: int, address: int) -> None:
        """Take an input of these lanes from its row."""
        self.load("v128.load", place, address, self.offset)

    def begin(self) -> None:
        """All that comes before the first step; both lanes are alive."""
        super().begin()
        self.constant(self.diverged, -1.0)
        self.constant(self.stopped, -1.0)
        for place in self.step.end:
            self.constant(self.local(place), float("nan"))
        self.number(0.0)
        self.number(0.0)
        self.emit("eq")
        self.function.set(self.alive)

    def take_step(self) -> None:
        """Compute the step, and in which lanes it is no end."""
        step, function = self.step, self.function
        self.keep([*step.gradient, step.size])
        self.keep([*(place for row in step.moved for place in row), step.distance])
        self._compare(step.size, "lt", float("inf"))
        self.push(step.size)
        self.push(step.tolerance)
        self.emit("gt")
        function.emit("v128.and")
        self._compare(step.distance, "le", BOUND)
        function.emit("v128.and")
        function.set(self.good)

    def ended(self) -> None:
        """Push the lanes that end with this step."""
        self.function.get(self.alive, self.good)
        self.function.emit("v128.andnot")

    def put_aside(self) -> None:
        """Keep how and where lanes end: at the point before the step, or, diverged, nowhere."""
        step, function = self.step, self.function
        self._compare(step.size, "lt", float("inf"))
        self.push(step.size)
        self.push(step.tolerance)
        self.emit("le")
        function.emit("v128.and")
        function.get(self.alive)
        function.emit("v128.and")
        function.set(self.done)
        self.before()
        self._mark(self.stopped)
        for place, (x, *_) in zip(step.end, step.state, strict=True):
            self.push(x)
            self._mark(self.local(place))
        self.ended()
        function.get(self.done)
        function.emit("v128.andnot")
        function.set(self.done)
        self.push(step.t)
        self._mark(self.diverged)
        function.get(self.alive, self.good)
        function.emit("v128.and")
        function.set(self.alive)

    def finish(self, address: int, row: int) -> None:
        """Write the ends and their values, each to its row."""
        step, function = self.step, self.function
        for place, (x, *_) in zip(step.end, step.state, strict=True):
            function.get(self.local(x), self.local(place), self.alive)
            function.emit("v128.bitselect")
            function.set(self.local(place))
        self.keep([step.end_value])
        ends = (*step.end, step.end_value)
        for i, local in enumerate([*map(self.local, ends), self.diverged, self.stopped]):
            if i:
                _add(function, address, row)
            function.get(address, local)
            function.emit("v128.store", ALIGN, self.offset)

    def _mark(self, local: int) -> None:
        """Where lanes are done the local becomes what is on the stack."""
        self.function.get(local, self.done)
        self.function.emit("v128.bitselect")
        self.function.set(local)

    def _compare(self, place: int, comparison: str, bound: float) -> None:
        self.push(place)
        self.number(bound)
        self.emit(comparison)


def _end_lanes(function: Function, pairs: Sequence[_Pair]) -> None:
    """One question for all lanes; only where some end, which; leave the loop when all have."""
    for i, pair in enumerate(pairs):
        pair.ended()
        if i:
            function.emit("v128.or")
    function.emit("v128.any_true")
    function.emit("if", VOID)
    for pair in pairs:
        pair.put_aside()
    for i, pair in enumerate(pairs):
        function.get(pair.alive)
        if i:
            function.emit("v128.or")
    function.emit("v128.any_true")
    function.emit("i32.eqz")
    # Out of the if, the loop and the block around it.
    function.emit("br_if", 2)
    function.emit("end")


def _copy(function: Function, locals: dict[int, int]) -> None:
    for to, source in locals.items():
        function.get(source)
        function.set(to)


def _add(function: Function, local: int, other: int) -> None:
    function.get(local, other)
    function.emit("i32.add")
    function.set(local)
