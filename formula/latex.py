"""Parts written as LaTeX."""

from collections.abc import Callable

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

_LETTERS = {
    "α": r"\alpha",
    "β": r"\beta",
    "ε": r"\varepsilon",
    "λ": r"\lambda",
    "ν": r"\nu",
    "μ": r"\mu",
    "ρ": r"\rho",
    "σ": r"\sigma",
    "π": r"\pi",
    "∞": r"\infty",
    # The operator would bring a sign of its own that Firefox finds one too many in an index.
    "max": r"\mathrm{max}",
}
_SIGNS = {
    "*": r"\,",
    "·": r" \cdot ",
    ",": r",\ ",
    "<=": r" \le ",
    ">=": r" \ge ",
    "<-": r" \leftarrow ",
    "∇": r"\nabla ",
}
_UPRIGHT = ("sign",)


def latex_name(name: str) -> str:
    """A name as mathematics."""
    made = letter(name)
    symbol = _LETTERS.get(made.letter, made.letter)
    if made.accent:
        symbol = rf"\{made.accent} {symbol}"
    if not made.below:
        return symbol
    below = _LETTERS.get(made.below, made.below)
    return f"{symbol}_{below}" if len(below) == 1 else f"{symbol}_{{{below}}}"


class Latex:
    """Writes parts as LaTeX.

    Args:
        slot: writes the number that stands at a place.
    """

    braced = False
    """Whether a power's base always stands in braces."""
    product = r"\,"

    def __init__(self, slot: Callable[[int], str] = str) -> None:
        self.slot = slot

    def write(self, part: Part) -> str:
        """The part in LaTeX."""
        match part:
            case Name(name):
                return latex_name(name)
            case Number(digits, exponent):
                return digits if exponent is None else rf"{digits} \cdot 10^{{{exponent}}}"
            case Slot(place, _):
                return self.slot(place)
            case Sign(sign, prefix):
                return self._sign(sign, prefix)
            case Row(parts):
                return "".join(map(self.write, parts))
            case Tint(_, inner):
                return self.write(inner)
            case Power(base, exponent):
                return self._power(base, exponent)
        return self._enclosing(part)

    def _enclosing(self, part: Part) -> str:
        match part:
            case Fraction(above, below):
                return rf"\frac{{{self.write(above)}}}{{{self.write(below)}}}"
            case Root(inner):
                return rf"\sqrt{{{self.write(inner)}}}"
            case Fence(inner, bars, grows):
                left, right = ("|", "|") if bars else ("(", ")")
                inside = self.write(inner)
                return rf"\left{left}{inside}\right{right}" if grows else f"{left}{inside}{right}"
            case Function(name, fence):
                head = rf"\operatorname{{{name}}}" if name in _UPRIGHT else rf"\{name}"
                return head + self.write(fence)
            case Cases(rows):
                inside = r" \\ ".join(map(self._case, rows))
                return rf"\begin{{cases}} {inside} \end{{cases}}"
        raise TypeError(f"{part!r} is no part of a formula")

    def _sign(self, sign: str, prefix: bool) -> str:
        if sign == "*":
            return self.product
        return _SIGNS.get(sign, sign if prefix else f" {sign} ")

    def _power(self, base: Part, exponent: Part) -> str:
        below, above = self.write(base), self.write(exponent)
        if self.braced or isinstance(base, Power):
            below = f"{{{below}}}"
        short = len(above) == 1 and not isinstance(exponent, Slot) and not self.braced
        return f"{below}^{above}" if short else f"{below}^{{{above}}}"

    def _case(self, case: tuple[Part, Part | None]) -> str:
        value, condition = case
        said = r"\text{else}" if condition is None else self.write(condition)
        return f"{self.write(value)} & {said}"


class TypedLatex(Latex):
    """Writes what somebody typed."""

    braced = True
    product = r" \, "


def latex(part: Part) -> str:
    """A rule's part in LaTeX."""
    return Latex().write(part)
