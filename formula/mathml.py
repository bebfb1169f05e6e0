"""Parts written as MathML, which browsers set themselves: numbers can be put in at any time."""

from html import escape

from .names import letter
from .parts import (
    Cases,
    Fence,
    Fraction,
    Function,
    Name,
    Number,
    Part,
    Power,
    Root,
    Row,
    Sign,
    Slot,
    Tint,
)

_SIGNS = {"-": "−", "*": "\u2062", "<=": "≤", ">=": "≥", "<-": "←"}
_ACCENTS = {"hat": "^", "bar": "¯"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def mathml(part: Part) -> str:
    """The part as a formula of its own."""
    match part:
        case Row((Sign(sign, False), *others)):
            # At the beginning a sign would be set as a prefix, without space behind it.
            first = f'<mo form="infix">{escape(_SIGNS.get(sign, sign))}</mo>'
            return f"<math><mrow>{first}{''.join(map(write, others))}</mrow></math>"
    return f"<math>{write(part)}</math>"


def write(part: Part) -> str:
    """The part in MathML; the elements of slots are empty and have their place's number."""
    match part:
        case Name(name):
            return _name(name)
        case Number(digits, exponent):
            return f"<mn>{_number(digits, exponent)}</mn>"
        case Slot(place, _):
            return f'<mn data-slot="{place}"></mn>'
        case Sign(sign, prefix):
            return _sign(sign, prefix)
        case Row(parts):
            return f"<mrow>{''.join(map(write, parts))}</mrow>"
        case Tint(colour, inner):
            return f'<mrow data-tint="{colour}">{write(inner)}</mrow>'
    return _enclosing(part)


def _enclosing(part: Part) -> str:
    match part:
        case Fraction(above, below):
            return f"<mfrac>{write(above)}{write(below)}</mfrac>"
        case Root(inner):
            return f"<msqrt>{write(inner)}</msqrt>"
        case Power(base, exponent):
            return _power(base, exponent)
        case Fence(inner, bars, grows):
            left, right = ("|", "|") if bars else ("(", ")")
            # Brackets that need not grow are plain text, which keeps its size.
            tag = "mo" if grows else "mtext"
            return f"<mrow><{tag}>{left}</{tag}>{write(inner)}<{tag}>{right}</{tag}></mrow>"
        case Function(name, fence):
            return f"<mrow><mtext>{escape(name)}</mtext>{write(fence)}</mrow>"
        case Cases(rows):
            inside = "".join(map(_case, rows))
            return f'<mrow><mo stretchy="true">{{</mo><mtable>{inside}</mtable></mrow>'
    raise TypeError(f"{part!r} is no part of a formula")


def _power(base: Part, exponent: Part) -> str:
    """Index and exponent stand above each other."""
    if isinstance(base, Name) and letter(base.name).below:
        inside = _name(base.name).removeprefix("<msub>").removesuffix("</msub>")
        return f"<msubsup>{inside}{write(exponent)}</msubsup>"
    return f"<msup>{write(base)}{write(exponent)}</msup>"


def _name(name: str) -> str:
    made = letter(name)
    symbol = f"<mi>{escape(made.letter)}</mi>"
    if made.accent:
        accent = f'<mo stretchy="false">{_ACCENTS[made.accent]}</mo>'
        symbol = f'<mover accent="true">{symbol}{accent}</mover>'
    if not made.below:
        return symbol
    # As a letter without a tail, so that all indices stand at one height, as in print.
    return f'<msub><mpadded depth="0">{symbol}</mpadded>{_index(made.below)}</msub>'


def _index(below: str) -> str:
    if below.isdigit():
        return f"<mn>{below}</mn>"
    if len(below) == 1 and below.isalpha():
        return f"<mi>{below}</mi>"
    return f"<mtext>{escape(below)}</mtext>"


def _number(digits: str, exponent: int | None) -> str:
    digits = digits.replace("-", "−")
    if exponent is None:
        return digits
    power = "10" + str(exponent).translate(_RAISED)
    return power if digits == "1" else f"{digits}·{power}"


def _sign(sign: str, prefix: bool) -> str:
    form = ' form="prefix"' if prefix else ""
    return f"<mo{form}>{escape(_SIGNS.get(sign, sign))}</mo>"


def _case(case: tuple[Part, Part | None]) -> str:
    value, condition = case
    said = "<mtext>else</mtext>" if condition is None else write(condition)
    return f"<mtr><mtd>{write(value)}</mtd><mtd>{said}</mtd></mtr>"
