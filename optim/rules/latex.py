"""A rule's formula in LaTeX, read from its lines."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from formula.latex import latex, latex_name
from formula.math import POWER, Bound, Symbols
from formula.parts import Fence, Name, Part, Sign, row
from formula.source import Assignment, returned

GRADIENT = (Sign("∇", prefix=True), Name("f"))


class _Symbols(Symbols):
    """Reads a rule in symbols; a gradient taken elsewhere is written as what it is."""

    def __init__(self, scalars: Collection[str], gradient: Part) -> None:
        super().__init__(scalars)
        self.gradient = gradient

    def name(self, name: str) -> Bound:
        """A name as mathematics."""
        return (self.gradient, POWER) if name == "g" else super().name(name)


def rule_latex(
    lines: Sequence[Assignment],
    kept: Collection[str],
    hypers: Collection[str],
    look: Callable[..., Any] | None,
) -> str:
    """The lines under each other, aligned at their arrows or equals signs.

    Args:
        kept: what the step changes (`x`, `g` and the memories): these get an arrow.
        hypers: the names of plain numbers.
        look: where the gradient is taken, if not at `x`.
    """
    symbols: Symbols = Symbols(hypers)
    if look is not None:
        symbols = _Symbols(hypers, row(*GRADIENT, Fence(symbols.read(returned(look)))))
    written: list[str] = []
    for line, before in zip(lines, (None, *lines), strict=False):
        arrow = r"\leftarrow" if line.name in kept else "="
        corrected = line.name.endswith("_hat")
        beside = corrected and before is not None and before.name.endswith("_hat")
        mark = "" if beside else "&"
        text = f"{latex_name(line.name)} {mark}{arrow} {latex(symbols.read(line.value))}"
        if beside:
            written[-1] += rf", \quad {text}"
        else:
            written.append(text)
    if len(written) == 1:
        return written[0].replace("&", "")
    body = r" \\ ".join(written)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"
