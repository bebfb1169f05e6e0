"""One step of a descent as a graph: where the gradient is taken, the rule, and how far it led."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from formula.graph import LEAVES, Graph, Symbol, Written
from formula.numeric import Number
from optim.gradients import Source
from optim.rules import Optimizer

AXES = ("x", "y")


@dataclass(frozen=True, eq=False)
class Power:
    """A running product: `base` to the power of the step's number and `ahead` more."""

    place: int
    base: int
    ahead: int


@dataclass(eq=False)
class Step:
    """The nodes of a step; lists of lists have a row for each coordinate.

    Attributes:
        graph: holds them all.
        inputs: what is given once for a run, by name: the start, the squared tolerance, and the
            numbers of rule, surface and source.
        t, factor, draws: what is given at each step: its number, the schedule's factor, and the
            source's random numbers.
        state: a coordinate and its memories before the step, `moved` after it.
        gradient: what the rule is handed, and `size` its squared length.
        distance: the new point's squared distance from the origin.
        end: where the run ended, given after the last step.
        start_value, value, end_value: the surface's value at the start, after the step, at the end.
    """

    graph: Graph
    inputs: dict[str, int]
    t: int
    factor: int
    draws: list[int]
    state: list[list[int]]
    end: list[int]
    gradient: list[int] = field(default_factory=list)
    moved: list[list[int]] = field(default_factory=list)
    size: int = 0
    distance: int = 0
    start_value: int = 0
    value: int = 0
    end_value: int = 0

    @property
    def start(self) -> list[int]:
        """The inputs that are the start."""
        return [self.inputs[f"start.{axis}"] for axis in AXES[: len(self.state)]]

    @property
    def tolerance(self) -> int:
        """The squared length of a gradient at which the run stops; −1 if it never does."""
        return self.inputs["tolerance_squared"]

    @property
    def results(self) -> list[int]:
        """Whatever is asked for at some time."""
        moved = (place for row in self.moved for place in row)
        values = (self.start_value, self.value, self.end_value)
        return [*self.gradient, *moved, self.size, self.distance, *values]

    def varying(self) -> set[int]:
        """The nodes that are not the same at all steps."""
        state = (place for row in self.state for place in row)
        varying = {self.t, self.factor, *self.draws, *state, *self.end}
        for i in self.graph.needed(self.results):
            name, *parts = self.graph.nodes[i]
            if name not in LEAVES and not varying.isdisjoint(parts):
                varying.add(i)
        return varying

    def fixed(self) -> list[int]:
        """What varying nodes are made of and can be computed before the first step."""
        varying, found = self.varying(), set()
        for i in self.graph.needed(self.results):
            name, *parts = self.graph.nodes[i]
            if i in varying and name not in LEAVES:
                found |= {part for part in parts if part not in varying}
        return sorted(found)

    def powers(self) -> list[Power]:
        """The running products of the step.

        Raises:
            ValueError: if a power is not of a constant to the step's number and so many more.
        """
        varying = self.varying()
        needed = (i for i in self.graph.needed(self.results) if self.graph.nodes[i][0] == "power")
        found = [Power(i, *self._power(*self.graph.nodes[i][1:])) for i in needed]
        if any(power.base in varying for power in found):
            raise ValueError("a power must be of what stays the same at all steps")
        return found

    def _power(self, base: int, exponent: int) -> tuple[int, int]:
        if exponent == self.t:
            return base, 0
        match self.graph.nodes[exponent]:
            case ("+", a, b) if a == self.t and self.graph.nodes[b][0] == "number":
                ahead = self.graph.nodes[b][1]
                if ahead >= 0 and float(ahead).is_integer():
                    return base, int(ahead)
        raise ValueError("a power must be to the step's number, or so many more")


def step_of(optimizer: Optimizer, written: Written, source: Source) -> Step:
    """The step of a rule on a surface that is written down.

    Raises:
        ValueError: if rule or source does more than a graph can hold.
    """
    graph = Graph()
    step = _empty(graph, optimizer, written, source)
    symbols = {name: Symbol(graph, place) for name, place in step.inputs.items()}

    def value_at(places: Sequence[int]) -> int:
        return _at(step, written, [written.value], places)[0]

    hypers: dict[str, Number] = {name: symbols[f"rule.{name}"] for name in optimizer.defaults}
    hypers["lr"] = hypers["lr"] * Symbol(graph, step.factor)
    state = [[Symbol(graph, place) for place in row] for row in step.state]
    draws = [Symbol(graph, place) for place in step.draws]
    try:
        surface = _Surface(written, step)
        gradient = source.step(surface, lambda name: symbols[f"source.{name}"], draws)
        g = gradient(*(optimizer.look(*row, **hypers) for row in state))
        t, rule = Symbol(graph, step.t), optimizer.rule
        pairs = zip(state, g, strict=True)
        moved = [rule(t, x, c, *memory, **hypers) for (x, *memory), c in pairs]
        step.gradient = [graph.place(c) for c in g]
        step.moved = [[graph.place(part) for part in row] for row in moved]
    except (AttributeError, TypeError) as error:
        raise ValueError(f"{optimizer.key!r} does more than arithmetic: {error}") from error
    step.size = _squared(graph, step.gradient)
    step.distance = _squared(graph, [row[0] for row in step.moved])
    step.start_value = value_at(step.start)
    step.value = value_at([row[0] for row in step.moved])
    step.end_value = value_at(step.end)
    return step


@dataclass(frozen=True)
class _Surface:
    """A surface that is written down, as sources see it; without a step it has no gradient."""

    written: Written
    step: Step | None = None

    @property
    def dimension(self) -> int:
        return len(self.written.variables)

    @property
    def batch_of(self) -> Any:
        return self.written.batch_of

    def gradient(self, *point: Number) -> tuple[Number, ...]:
        assert self.step, "symbols need a graph"
        graph, written = self.step.graph, self.written
        places = _at(self.step, written, written.gradient, [graph.place(c) for c in point])
        return tuple(Symbol(graph, place) for place in places)


def _empty(graph: Graph, optimizer: Optimizer, written: Written, source: Source) -> Step:
    """The inputs of the step, before anything is done with them."""
    axes = AXES[: len(written.variables)]
    names = [f"start.{axis}" for axis in axes]
    names += ["tolerance_squared"]
    names += [f"rule.{name}" for name in optimizer.defaults]
    names += [f"surface.{name}" for name in written.parameters]
    names += [f"source.{name}" for name in source.numbers()]
    return Step(
        graph=graph,
        inputs={name: graph.input(name) for name in names},
        t=graph.input("t"),
        factor=graph.input("factor"),
        draws=[graph.input(f"draw.{i}") for i in range(source.width(_Surface(written)))],
        state=[[graph.input(f"{n}.{axis}") for n in ("at", *optimizer.memory)] for axis in axes],
        end=[graph.input(f"end.{axis}") for axis in axes],
    )


def _at(step: Step, written: Written, results: Sequence[int], point: Sequence[int]) -> list[int]:
    """The surface's results at a point."""
    inputs = {name: step.inputs[f"surface.{name}"] for name in written.parameters}
    inputs |= dict(zip(written.variables, point, strict=True))
    return step.graph.take(written.graph, results, inputs)


def _squared(graph: Graph, parts: Sequence[int]) -> int:
    """The squared length, summed in the order of `walk`."""
    first, *rest = (graph.put("*", part, part) for part in parts)
    for square in rest:
        first = graph.put("+", first, square)
    return first
