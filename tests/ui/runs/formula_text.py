"""A step's formula as a line of text each: what the browser shows at a step."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from ui.page.numbers import as_text
from ui.stage.formula import StepFormula, Variant

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
    shown: list[str] = []
    for slots in variant.slots:
        series = formula.series[slots.series]
        figures = slots.figures if isinstance(slots.figures, int) else int(slots.figures[at])
        for value in series.values[at + slots.ahead].tolist():
            text = as_text(value, figures)
            shown.append(f"({text})" if slots.fenced and value < 0 else text)
    return shown.__getitem__


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
