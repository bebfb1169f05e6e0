"""A run that is written down instead of followed.

All that is worked out of a run's numbers to be drawn can be worked out of symbols: lessons need not
know. Arrays have two steps here, or two points, so that what belongs to steps alone can be told by
its length; only the first row counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.graph import Graph, Symbol
from optim import Trajectory
from optim.program import AXES
from surfaces import Curve, Surface
from surfaces.written import of_symbols
from ui.runs.anatomy import Anatomy, anatomy
from ui.runs.result import RunResult
from ui.runs.step_formula import told, ways_taken
from ui.runs.step_lines import VECTORS, Assign, Show
from ui.runs.step_template import Gradient, Way, choices, template
from ui.stage.scene import Path

Array = NDArray[Any]

SURFACE, RULE, SOURCE = "surface.", "rule.", "source."
"""What the names of a surface's, a rule's and a gradient source's numbers begin with, as among a
program's inputs."""


@dataclass(frozen=True, eq=False)
class SymbolicParts(Anatomy):
    """The parts of a step, worked out coordinate by coordinate: a rule's `where` takes no array."""

    @cached_property
    def start(self) -> list[dict[str, Any]]:
        """What the names stand for before the step, for each coordinate."""
        named = {"t": self.t, "x": self.x, "g": self.g, **self.before, "lr": self.lr}
        hypers = {name: symbol for name, symbol in self.hypers.items() if name != "lr"}
        return [
            {**hypers, **{name: _of(rows, axis) for name, rows in named.items()}}
            for axis in range(self.x.shape[1])
        ]

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """All names of the rule at the end of the step."""
        ended = []
        for values in self.start:
            given = dict(values)
            t, x, g = (given.pop(name) for name in ("t", "x", "g"))
            memory = [given.pop(name) for name in self.before]
            ended.append(self.optimizer.names(t, x, g, *memory, **given))
        return {name: _rows([values[name] for values in ended]) for name in ended[0]}

    @property
    def decays(self) -> bool:
        """Whether some step shrinks the point itself."""
        return self.update.decay is not None

    def _rows(self, part: Any, values: Mapping[str, Any] | None = None) -> Array:
        work, names = self.optimizer.work(part), values or self.names
        return _rows(
            [
                work({name: _of(rows, axis) for name, rows in names.items()})
                for axis in range(self.x.shape[1])
            ]
        )


def _of(rows: Any, axis: int) -> Any:
    """A coordinate of the first row; what is single is the same for all."""
    return rows[0, min(axis, rows.shape[1] - 1)] if isinstance(rows, np.ndarray) else rows


def _rows(coordinates: list[Any]) -> Array:
    row = np.empty((1, len(coordinates)), dtype=object)
    row[0] = coordinates
    return np.repeat(row, 2, axis=0)


@dataclass(frozen=True)
class WrittenFormula:
    """For each variant of a formula, what each slot shows, and which conditions hold."""

    slots: list[list[list[Any]]]
    choices: list[list[tuple[Any, bool]]]


@dataclass(frozen=True, eq=False)
class SymbolicResult(RunResult):
    """A run of which the numbers are symbols.

    Attributes:
        graph: holds what becomes of them.
        followed: the same run with numbers, which tells what way through its rule it takes.
        zeros: inputs that are 0 as long as the run is this one.
    """

    graph: Graph
    followed: RunResult
    zeros: tuple[str, ...] = ()

    @cached_property
    def surface(self) -> Any:
        """The surface, taking arrays of symbols."""
        return _elementwise(of_symbols(self.plan.surface, self.graph, SURFACE), self.graph)

    @cached_property
    def extended(self) -> Trajectory:
        """Two steps; the second one's numbers are of no account."""
        axes, symbol = AXES[: self.plan.dimension], self.graph.symbol

        def rows(*names: str) -> Array:
            made = np.empty((len(names), len(axes)), dtype=object)
            made[:] = [[symbol(f"{name}.{axis}") for axis in axes] for name in names]
            return made

        def column(*names: str) -> Array:
            return np.array([symbol(name) for name in names], dtype=object)

        memory = self.plan.optimizer.memory
        return Trajectory(
            points=rows("x", "next x", "later x"),
            values=column("value", "next value", "later value"),
            gradients=rows("g", "next g"),
            memory={name: rows(name, f"next {name}", f"later {name}") for name in memory},
            rates=column("lr", "next lr"),
            evaluations=np.arange(3),
            diverged_at=None,
            stopped_at=None,
        )

    @cached_property
    def source(self) -> Mapping[str, Any]:
        """The numbers of where its gradients come from, by name."""
        return {name: self.graph.symbol(SOURCE + name) for name in self.plan.source.numbers()}

    @cached_property
    def parts(self) -> SymbolicParts:
        """What the step is made of."""
        parts = anatomy(self.run, self.extended)
        hypers = {name: self.graph.symbol(RULE + name) for name in parts.hypers}
        t = _rows([self.graph.symbol("t")])
        fields = {name: getattr(parts, name) for name in ("optimizer", "lr", "x", "next_x", "g")}
        return SymbolicParts(**fields, t=t, hypers=hypers, before=parts.before, after=parts.after)

    @property
    def note(self) -> str:
        """Nothing has become of it."""
        return ""

    def of_steps(self, rows: Array) -> Array:
        """Times an input that is 1 where a step is taken, and NaN elsewhere."""
        return np.asarray(rows * self.graph.symbol("taken"))

    def formula(
        self,
        *,
        tinted: bool = True,
        gradient: Gradient | None = None,
        numbers: NDArray[np.int64] | None = None,
    ) -> Any:
        """What its formula's slots show."""
        followed, optimizer = self.followed, self.plan.optimizer
        gradient = gradient or followed.gradient
        with np.errstate(all="ignore"):
            ways = ways_taken(told(followed.parts, followed.told_steps, numbers)[0])[0]
        made = [template(optimizer, self.plan.dimension, way, gradient, tinted) for way in ways]
        return WrittenFormula(
            [self._slots(each.program) for each in made], [self._choices(way) for way in ways]
        )

    def _slots(self, program: Sequence[Show | Assign]) -> list[list[Any]]:
        values, slots = [dict(each) for each in self.parts.start], []
        for each in program:
            if isinstance(each, Assign):
                for coordinate in values:
                    coordinate[each.name] = each.work(coordinate)
            else:
                shown = values if each.kind in VECTORS else values[:1]
                slots.append([each.work(coordinate) for coordinate in shown])
        return slots

    def _choices(self, way: Way) -> list[tuple[Any, bool]]:
        optimizer, values = self.plan.optimizer, dict(self.parts.start[0])
        holds, found = {name: held for name, _, held in way}, self._switched()
        for line in optimizer.lines:
            for name, condition in choices(optimizer):
                if name == line.name:
                    met = optimizer.work(condition)(values)
                    found.append((met, holds[name]))
            values[line.name] = optimizer.work(line.value)(values)
        return found

    def _switched(self) -> list[tuple[Any, bool]]:
        """That the run still is this one, with noise or without: another has another formula."""
        sigma = self.plan.source.numbers().get("sigma")
        noise = [] if sigma is None else [(self.source["sigma"] > 0.0, sigma > 0.0)]
        return [*noise, *((self.graph.symbol(name) > 0.0, False) for name in self.zeros)]

    def averaged(self, smoothing: float) -> Path:
        """Nothing: the browser averages itself."""
        return Path("", np.empty((0, 2)), self.style)


def _elementwise(surface: Surface | Curve, graph: Graph) -> Surface | Curve:
    made: Any = {n: _mapped(getattr(surface, n), graph) for n in ("value", "gradient", "hessian")}
    return replace(surface, **made)


def _mapped(function: Callable[..., Any], graph: Graph) -> Callable[..., Any]:
    """A function that takes its arguments one by one, where they are arrays."""

    def column(values: Iterable[Any]) -> Array:
        # Derivatives may be plain numbers.
        return np.array([Symbol(graph, graph.place(each)) for each in values], dtype=object)

    def mapped(*point: Any) -> Any:
        if not isinstance(point[0], np.ndarray):
            return function(*point)
        made = [function(*each) for each in zip(*point, strict=True)]
        if isinstance(made[0], tuple):
            return tuple(map(column, zip(*made, strict=True)))
        return column(made)

    return mapped
