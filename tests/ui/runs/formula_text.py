"""A step's formula as a line of text each: what the browser shows at a step."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from ui.page.numbers import as_text, near_one
from ui.stage.formula import Slots, StepFormula, Variant

Number = Callable[[int], str]


def lines(formula: StepFormula, at: int) -> list[str]:
    """What each line says, with its numbers, and what comes out."""
    variant = formula.variants[int(formula.variant[at])]
    number = numbers(formula, variant, at)
    return [
        " ".join(joined(part, number) for part in (line.symbols, line.numbers, line.result) if part)
        for line in variant.lines
    ]


def symbols(pieces: Sequence[str]) -> str:
    """What a line says in symbols alone."""
    return joined(pieces, lambda place: "□")


def joined(pieces: Sequence[str], number: Number) -> str:
    return "".join(written(ElementTree.fromstring(piece), number) for piece in pieces)


def numbers(formula: StepFormula, variant: Variant, at: int) -> Number:
    """The text in each slot."""
    rows = [(slots, values_of(formula, slots, at)) for slots in variant.slots]
    points = [values for slots, values in rows if slots.kind == "point"]
    telling = tell_apart(points[0], points[-1]) if points else 3
    shown: list[str] = []
    for slots, values in rows:
        for value in values:
            text = text_of(slots.kind, value, telling)
            shown.append(f"({text})" if slots.fenced and value < 0 else text)
    return shown.__getitem__


def values_of(formula: StepFormula, slots: Slots, at: int) -> list[float]:
    """The numbers in some slots."""
    if slots.series is not None:
        values: list[float] = formula.series[slots.series].values[at + slots.ahead].tolist()
        return values
    point = at if formula.rows is None else formula.rows[at]
    return [float(point if formula.numbers is None else formula.numbers[point]) + 1]


def text_of(kind: str, value: float, telling: int) -> str:
    """A number as the browser writes it."""
    if kind == "plain":
        return near_one(value)
    figures = {"point": telling, "fine": min(telling + 3, 12), "compared": 4, "count": 12}
    return as_text(value, figures.get(kind, 3))


def tell_apart(point: list[float], other: list[float]) -> int:
    """With how many figures two points differ."""
    for figures in range(3, 12):
        if [as_text(x, figures) for x in point] != [as_text(x, figures) for x in other]:
            return figures
    return 3 if point == other else 12


def written(element: ElementTree.Element, number: Number) -> str:
    """An element of MathML in plain characters."""
    if place := element.get("data-slot"):
        return number(int(place))
    inner = [written(child, number) for child in element]
    match element.tag:
        case "mfrac":
            return f"[{inner[0]}]/[{inner[1]}]"
        case "msqrt":
            return f"√[{''.join(inner)}]"
        case "msup":
            return "^".join(inner)
        case "msub":
            return "_".join(inner)
        case "msubsup":
            return f"{inner[0]}_{inner[1]}^{inner[2]}"
        case "mover":
            return f"{inner[0]}\u0302" if inner[1] == "^" else f"{inner[0]}\u0304"
    return (element.text or "").replace("\u2062", "") + "".join(inner)
