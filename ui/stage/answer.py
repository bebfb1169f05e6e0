"""What the browser is sent: the scene in the plane, and what became of the last request.

A line's points, arrows, marks and start are lifted here onto its curve, so that the browser draws
all panels alike.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from surfaces import NEAR, Curve, Surface
from ui.export.files import TakenFile, made
from ui.page.palette import THEMES, Theme
from ui.stage.derived import Derived
from ui.stage.experiments import active
from ui.stage.formula import Series
from ui.stage.live import Exact, Live
from ui.stage.maps import SMALL, MapData, filled
from ui.stage.requests import StageRequests
from ui.stage.scene import (
    Array,
    Arrow,
    Cloud,
    DataPanel,
    Knob,
    LinkedCurve,
    Mark,
    Panel,
    Path,
    Reading,
    RunList,
    Scene,
)
from ui.stage.shown import Shown
from ui.stage.surface_marks import marks_of

Pair = tuple[float, float]


@dataclass(frozen=True)
class DrawnPanel:
    """A panel as it is drawn.

    Attributes:
        kind: `"contour"`, `"plain"` (the same without its contour), `"line"` or `"data"`.
        domain: `((x0, x1), (y0, y1))` in data units; on a line y is the curve's height.
        reach: where a start may lie, which may be more than the domain.
        to_scale: whether both axes have one scale; the picture then shows more than the domain.
        data: shape `(N, 2)`, or None where there is a surface.
        drawable: whether these can be changed by hand.
    """

    kind: str
    title: str
    domain: tuple[Pair, Pair]
    reach: tuple[Pair, Pair]
    to_scale: bool
    axes: tuple[str, str]
    paths: Sequence[Path]
    surface: Surface | Curve | None = None
    marks: Sequence[Mark] = ()
    clouds: Sequence[Cloud] = ()
    data: Array | Exact | None = None
    drawable: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The header's fields; `types.js` has the same.

    Attributes:
        answer: the id of the request that is answered.
        refusal: why it was not carried out; empty if it was.
        query: the page's settings as its address holds them, up to the view.
        view: what is shown of them, as the page was opened or as something else has changed it;
            None for a further stage on the page, whose view is in no link.
        active: which of the presets is on, or None.
        near: how close to a minimum counts as near it.
        small: which gradient counts as small where a run has no tolerance of its own.
        maps: those that the browser cannot fill by itself.
        taken: a file that this request asked for.
        derived: the numbers that follow from knobs.
        rests: whether the page runs again once what is shown has come to rest.
        runs: the reader's own list of runs, or None where the page has its runs.
        present: whether nothing but the stage is shown, in large type.
    """

    answer: int
    refusal: str
    query: str
    view: Shown | None
    page: str
    present: bool
    panels: Sequence[DrawnPanel]
    start: Pair
    knobs: Sequence[Knob]
    curves: Sequence[LinkedCurve]
    shown_curves: int
    presets: Sequence[str]
    active: int | None
    outcome: str
    unit: str
    autoplay: bool
    rests: bool
    runs: RunList | None
    maps: Sequence[MapData]
    derived: Sequence[Derived]
    taken: TakenFile | None
    near: float = NEAR
    small: float = SMALL
    colours: Mapping[str, Theme] = field(default_factory=lambda: THEMES)


def answer(scene: Scene, requests: StageRequests) -> Answer:
    """The answer to the last request: a scene, made from the settings as they now are."""
    settings, memory = requests.settings, requests.memory
    knobs = frozenset(knob.name for knob in scene.knobs)
    # Once: who asks for something else does not want it again.
    wish, memory["wish"] = memory["wish"], None
    return Answer(
        answer=memory["answer"],
        refusal=memory["refusal"],
        query=settings.search(),
        view=requests.view.current(settings) if requests.carries_view else None,
        page=settings.page,
        present=settings["present"],
        panels=[drawn(panel, knobs) for panel in scene.panels],
        start=_start(scene),
        knobs=scene.knobs,
        curves=scene.curves,
        shown_curves=scene.shown_curves,
        presets=[preset.label for preset in scene.presets],
        active=active(settings, scene.presets),
        outcome=scene.outcome,
        unit=scene.unit,
        autoplay=scene.autoplay,
        derived=[*scene.derived, *_of_knobs(scene), *_of_marks(scene, knobs)],
        taken=wish and made(wish, scene, settings.page),
        rests=scene.rests,
        runs=scene.runs,
        maps=filled(memory["maps"], scene),
    )


def _of_knobs(scene: Scene) -> list[Derived]:
    return [knob.gives for knob in scene.knobs if knob.gives is not None]


def _of_marks(scene: Scene, knobs: frozenset[str]) -> list[Derived]:
    """The numbers that are coordinates of what surfaces know of themselves."""
    surfaces = {panel.surface: None for panel in scene.panels if isinstance(panel, Panel)}
    planes = [surface for surface in surfaces if isinstance(surface, Surface)]
    return [each for surface in planes for each in marks_of(surface, knobs)[1]]


def followed(answer: Answer) -> set[str]:
    """The programs that find numbers of the answer to the last bit.

    Sines and the like may differ in the last bits in a browser: such numbers are always sent.
    """
    lives = [path.live for panel in answer.panels for path in panel.paths]
    return {live.program.name for live in lives if isinstance(live, Live) and live.exact}


def without_followed(answer: Answer, programs: Collection[str]) -> Answer:
    """The answer without the numbers that these of its `followed` programs find."""
    panels = [
        replace(panel, paths=[_bare(path, programs) for path in panel.paths])
        for panel in answer.panels
    ]
    return replace(answer, panels=panels)


def _bare(path: Path, programs: Collection[str]) -> Path:
    """What there is to draw, without its numbers where one of the programs finds them."""
    live = path.live
    found = isinstance(live, Live) and live.exact and live.program.name in programs
    return _emptied(path) if found else path


def _emptied(path: Path) -> Path:
    none = np.empty(0)
    formula = path.formula and replace(
        path.formula, series=[Series(none[:, np.newaxis], None)] * len(path.formula.series)
    )
    return replace(
        path,
        points=none,
        curves=dict.fromkeys(path.curves, none),
        arrows=[replace(arrow, vectors=none, tails=None) for arrow in path.arrows],
        readings=[Reading(reading.label, none) for reading in path.readings],
        tangents=None,
        rings=path.rings and replace(path.rings, steps=none),
        formula=formula and replace(formula, variant=none, rows=None),
    )


def drawn(panel: Panel | DataPanel, knobs: frozenset[str] = frozenset()) -> DrawnPanel:
    """A panel in the plane, with the marks that its surface knows before its own.

    Args:
        knobs: the names of those that there are.
    """
    if isinstance(panel, DataPanel):
        return _drawn_data(panel)
    surface = panel.surface
    if isinstance(surface, Curve):
        frame, axes = (surface.domain, _heights(surface)), ("x", "f(x)")
        paths = [_lifted_path(path, surface) for path in panel.paths]
        marks = [*_marks_on_line(surface), *panel.marks]
        return DrawnPanel(
            "line", panel.title, frame, frame, False, axes, paths, surface, marks, panel.clouds
        )
    marks = [*marks_of(surface, knobs)[0], *panel.marks]
    return DrawnPanel(
        kind="plain" if panel.plain else "contour",
        title=panel.title,
        domain=surface.domain,
        reach=surface.reach,
        to_scale=surface.to_scale,
        axes=surface.axes,
        paths=panel.paths,
        surface=surface,
        marks=marks,
        clouds=panel.clouds,
    )


def _drawn_data(panel: DataPanel) -> DrawnPanel:
    return DrawnPanel(
        kind="data",
        title=panel.title,
        domain=panel.domain,
        reach=panel.domain,
        to_scale=False,
        axes=panel.axes,
        paths=panel.paths,
        # What the browser changes by hand comes back, and must be as it was.
        data=Exact(panel.data) if panel.drawable else panel.data,
        drawable=panel.drawable,
    )


def _marks_on_line(curve: Curve) -> list[Mark]:
    known = {"minimum": curve.minima, "maximum": curve.maxima}
    return [Mark(kind, _lifted(x, curve)) for kind, places in known.items() for x in places]


def _start(scene: Scene) -> Pair:
    start, surface = scene.start, scene.surface
    if isinstance(start, tuple):
        return start
    assert isinstance(surface, Curve), "a start in the plane is two numbers"
    return _lifted(start, surface)


def _lifted(x: float, curve: Curve) -> Pair:
    return x, float(curve.value(x))


def _lifted_path(path: Path, curve: Curve) -> Path:
    with np.errstate(all="ignore"):
        points = np.column_stack([path.points, curve.value(np.ravel(path.points))])
    return replace(path, points=points, arrows=[_level(arrow) for arrow in path.arrows])


def _level(arrow: Arrow) -> Arrow:
    """An arrow on a line lies along x."""
    tails = None if arrow.tails is None else _with_zeros(arrow.tails)
    return replace(arrow, vectors=_with_zeros(arrow.vectors), tails=tails)


def _with_zeros(column: Array) -> Array:
    return np.column_stack([column, np.zeros(len(column))])


def _heights(curve: Curve) -> Pair:
    """The heights that are shown: the curve's, with room below it for the start."""
    _, values = curve.grid(401)
    low, high = float(values.min()), float(values.max())
    return low - 0.08 * (high - low), high
