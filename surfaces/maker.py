"""What makes a function a maker of surfaces: a decorator that puts it into the table."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, Generic, ParamSpec, TypeVar

from formula.algebra import Algebra
from formula.derive import derivatives
from formula.graph import record
from formula.parameter import Parameter

from .surface import Curve, Gradient, Hessian, Surface, Value, finite

Arguments = ParamSpec("Arguments")
Record = TypeVar("Record", Surface, Curve)


MOST_ALIKE = 64
"""So many of each maker's surfaces are remembered."""


class Table(Generic[Record]):
    """Makers by key, and what each makes by default.

    Args:
        kind: what they make, in words.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.makers: dict[str, Callable[..., Record]] = {}
        self.defaults: dict[str, Record] = {}

    def maker(
        self, **ranges: Mapping[str, Any]
    ) -> Callable[[Callable[Arguments, Record]], Callable[Arguments, Record]]:
        """Put a function into the table under its own name.

        What it makes gets that name as its key, and the function's arguments as its parameters,
        which become finite numbers before the function sees them.

        Args:
            ranges: by argument, what `Parameter` says of it beside its name and default.

        Raises:
            ValueError: if the key is taken, or arguments and ranges do not agree.
        """

        def register(make: Callable[Arguments, Record]) -> Callable[Arguments, Record]:
            key, signature = make.__name__, inspect.signature(make)
            if key in self.makers:
                raise ValueError(f"there is a {self.kind} {key!r} already")
            if list(signature.parameters) != list(ranges):
                raise ValueError(f"{self.kind} {key!r} must have a range for each of its arguments")
            parameters = tuple(
                Parameter(name, signature.parameters[name].default, **about)
                for name, about in ranges.items()
            )

            def shaped(values: Mapping[str, Any]) -> Record:
                record = make(*values.values())  # type: ignore[call-arg]
                return replace(
                    record, key=key, parameters=parameters, arguments=values, maker=self.makers[key]
                )

            # As text, in which 0.0 and −0.0 differ. What is found out of a surface is kept with it.
            @lru_cache(maxsize=MOST_ALIKE)
            def remembered(*numbers: str) -> Record:
                return shaped(dict(zip(ranges, map(float.fromhex, numbers), strict=True)))

            @wraps(make)
            def made(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Record:
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                values = {name: finite(name, value) for name, value in bound.arguments.items()}
                if all(type(value) is float for value in values.values()):
                    return remembered(*map(float.hex, values.values()))
                return shaped(values)

            self.makers[key] = made
            self.defaults[key] = self.makers[key]()
            return made

        return register

    def make(self, key: str, **parameters: float) -> Record:
        """What is called `key`, with these parameters, the others at their defaults.

        Raises:
            ValueError: if the key, a parameter's name or its value is not allowed.
        """
        if key not in self.makers:
            allowed = ", ".join(self.makers)
            raise ValueError(f"unknown {self.kind} {key!r}; choose one of {allowed}")
        names = [parameter.name for parameter in self.defaults[key].parameters]
        for name in parameters:
            if name not in names:
                choice = f"it takes {', '.join(names)}" if names else "it takes none"
                raise ValueError(f"{self.kind} {key!r} has no parameter {name!r}; {choice}")
        return self.makers[key](**parameters)


def derived(value: Value) -> tuple[Gradient, Hessian]:
    """Gradient and Hessian of a function of `(x, y)`, by the textbook's rules.

    Raises:
        ValueError: if it does more than arithmetic and elementary functions.
    """
    graph = Algebra()
    places = record(graph, [value], ("x", "y"))
    if places is None:
        raise ValueError("only arithmetic and elementary functions can be differentiated")
    [[f]] = places
    return derivatives(graph, f)


_SURFACES = Table[Surface]("surface")
_CURVES = Table[Curve]("curve")

surface, make, SURFACES = _SURFACES.maker, _SURFACES.make, MappingProxyType(_SURFACES.defaults)
curve, make_curve, CURVES = _CURVES.maker, _CURVES.make, MappingProxyType(_CURVES.defaults)
