"""A formula as a small tree of typeset parts, which is then written as LaTeX, MathML or text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Name:
    """A quantity under the name that the code has for it: `m_hat`, `beta1`."""

    name: str


@dataclass(frozen=True)
class Number:
    """Digits, and the power of ten that they are multiplied by, if any."""

    digits: str
    exponent: int | None = None


@dataclass(frozen=True)
class Slot:
    """A place where a number stands that changes from step to step; about `room` wide."""

    place: int
    room: float = 7.0


@dataclass(frozen=True)
class Sign:
    """What stands between parts, or before one: `+`, `-`, `=`, `*` for nothing but a product."""

    sign: str
    prefix: bool = False


@dataclass(frozen=True)
class Row:
    """Parts side by side."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Fraction:
    """One part over another."""

    above: "Part"
    below: "Part"


@dataclass(frozen=True)
class Root:
    """A square root."""

    inner: "Part"


@dataclass(frozen=True)
class Power:
    """A part with an exponent."""

    base: "Part"
    exponent: "Part"


@dataclass(frozen=True)
class Fence:
    """A part in round brackets, or between bars; `grows` with what is inside."""

    inner: "Part"
    bars: bool = False
    grows: bool = False


@dataclass(frozen=True)
class Function:
    """A function of what its fence holds."""

    name: str
    fence: Fence


@dataclass(frozen=True)
class Cases:
    """Values, each with its condition; the last has none."""

    rows: "tuple[tuple[Part, Part | None], ...]"


@dataclass(frozen=True)
class Tint:
    """A part in the colour of what it is elsewhere."""

    colour: str
    inner: "Part"


Part: TypeAlias = (
    Name | Number | Slot | Sign | Row | Fraction | Root | Power | Fence | Function | Cases | Tint
)


def row(*parts: Part) -> Part:
    """Parts side by side, rows within them opened."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Row) else (part,))]
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def listed(parts: Iterable[Part]) -> Part:
    """Parts with commas between them; at least one."""
    first, *others = parts
    return row(first, *(part for other in others for part in (Sign(","), other)))


def has_fraction(part: Part) -> bool:
    """Whether brackets around it must grow."""
    match part:
        case Fraction():
            return True
        case Row(parts):
            return any(map(has_fraction, parts))
        case Cases(rows):
            return any(has_fraction(value) for value, _ in rows)
        case Power(base, exponent):
            return has_fraction(base) or has_fraction(exponent)
        case Root(inner) | Tint(_, inner) | Fence(inner):
            return has_fraction(inner)
        case Function(_, fence):
            return has_fraction(fence)
    return False


def starts_with_a_number(part: Part) -> bool:
    """Whether a product must show its dot before it."""
    match part:
        case Number() | Slot():
            return True
        case Row((first, *_)):
            return starts_with_a_number(first)
        case Power(base=inner) | Tint(inner=inner):
            return starts_with_a_number(inner)
    return False


def pieces(part: Part) -> Iterator[Part]:
    """A sum's terms, each with its sign: a line may be broken between them."""
    if not isinstance(part, Row):
        yield part
        return
    begun: list[Part] = []
    for inner in part.parts:
        if begun and inner in (Sign("+"), Sign("-")):
            yield row(*begun)
            begun = []
        begun.append(inner)
    yield row(*begun)


def width(part: Part) -> float:
    """About how many characters wide it is."""
    match part:
        case Number(digits, exponent):
            return len(digits) + (0 if exponent is None else 4)
        case Slot(_, room):
            return room
        case Sign(sign):
            return 0.5 if sign in ("*", ",", "∇", "′") else 2.5
        case Row(parts):
            return sum(map(width, parts))
        case Fraction(above, below):
            return max(width(above), width(below)) + 0.5
        case Power(base, exponent):
            return width(base) + 0.7 * width(exponent)
        case Root(inner) | Fence(inner):
            return width(inner) + 1.5
        case Tint(_, inner):
            return width(inner)
        case Function(name, fence):
            return len(name) + width(fence)
        case Cases(rows):
            return max(width(value) for value, _ in rows) + 8.0
    return 1.5
