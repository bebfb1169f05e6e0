"""Parts written in plain characters, as labels have them."""

from .names import text_name
from .parts import Fence, Fraction, Function, Name, Number, Part, Power, Root, Row, Sign, Tint

_SIGNS = {"*": "", "-": "−", ",": ", "}
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = {"2": "²", "3": "³", "t": "ᵗ"}


def text(part: Part) -> str:
    """The part in plain characters: `(1−β)g`."""
    match part:
        case Name(name):
            return text_name(name)
        case Number(digits, exponent):
            power = "" if exponent is None else f"·10{str(exponent).translate(_SUPERSCRIPTS)}"
            return digits.replace("-", "−") + power
        case Sign(sign, prefix):
            return "−" if prefix else _SIGNS.get(sign, f" {sign} ")
        case Row(parts):
            return "".join(map(text, parts))
        case Tint(_, inner):
            return text(inner)
        case Fence(inner, bars):
            return f"|{text(inner)}|" if bars else f"({text(inner)})"
        case Function(name, fence):
            return name + text(fence)
        case Root(inner):
            return f"√({text(inner)})" if isinstance(inner, Row) else f"√{text(inner)}"
        case Fraction(above, below):
            return f"{_whole(above)}/{_whole(below)}"
        case Power(base, exponent):
            raised = text(exponent)
            return text(base) + _RAISED.get(raised, f"^({raised})")
    raise ValueError(f"{part!r} has no plain characters")


def _whole(part: Part) -> str:
    return f"({text(part)})" if isinstance(part, Row) else text(part)
