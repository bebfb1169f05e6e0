"""The words that a stage shows: names of what is drawn and of what can be turned."""

import re
from collections.abc import Iterator, Mapping, Sequence

from surfaces import Surface
from ui.page import symbols
from ui.stage.formula import StepFormula
from ui.stage.scene import DataPanel, Knob, Panel, Path, Scene

_ACCENTED = re.compile(r"<mover[^>]*>(.*?)<mo[^>]*>(.)</mo></mover>")
_ACCENTS = {"^": "\u0302", "¯": "\u0304"}
_INDEXED = re.compile(r"(<msub(?:sup)?><mpadded[^>]*>.*?</mpadded>)")
_TAG = re.compile(r"<[^>]*>")
_NAMED = re.compile(r"(?P<words>[^:,]+) (?P<symbol>\S+)(?: \(°\))?")


def texts(scene: Scene) -> Iterator[str]:
    """Every name and sentence on the stage."""
    yield scene.outcome
    for knob in scene.knobs:
        yield knob.label
        yield from (label for _, label in knob.ticks)
    yield from (curve.label for curve in scene.curves)
    for panel in scene.panels:
        yield panel.title
        yield from _axes(panel)
        for path in panel.paths:
            yield from _of_path(path)


def _axes(panel: Panel | DataPanel) -> tuple[str, str]:
    if isinstance(panel, DataPanel):
        return panel.axes
    return panel.surface.axes if isinstance(panel.surface, Surface) else ("x", "f(x)")


def _of_path(path: Path) -> Iterator[str]:
    yield from (path.name, path.detail)
    yield from (arrow.name for arrow in path.arrows)
    yield from (reading.label for reading in path.readings)
    if path.rings:
        yield path.rings.name
    if path.formula:
        yield from of_formula(path.formula)


def of_formula(formula: StepFormula) -> Iterator[str]:
    """What the lines say, in LaTeX that is good enough to find the symbols in it."""
    for variant in formula.variants:
        for line in variant.lines:
            text = _ACCENTED.sub(lambda m: m[1] + _ACCENTS[m[2]], "".join(line.symbols))
            yield "\\;" + _TAG.sub("", _INDEXED.sub(r"\1_", text))


def meanings(knobs: Sequence[Knob], own: Mapping[str, str]) -> dict[str, str]:
    """What symbols mean here: as knobs are called, where the usual meaning is another one."""
    called = (_NAMED.fullmatch(knob.label) for knob in knobs)
    named = {
        match["symbol"]: match["words"]
        for match in called
        if match and match["symbol"] in symbols.found(match["symbol"])
    }
    usual = symbols.MEANINGS
    return {s: words for s, words in named.items() if words not in usual.get(s, "")} | dict(own)
