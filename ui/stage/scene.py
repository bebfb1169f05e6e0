"""What a stage shows: panels with their paths, arrows and clouds; knobs, curves and presets.

Points and numbers are counted from the start: row 0 is the start itself. A path has one point at
each tick of the stage's clock unless `ticks` says otherwise. What the browser needs to know of an
array's shape is a field beside the array.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from optim.plan import Plan
from surfaces import Curve, Surface
from ui.page.palette import Style
from ui.stage.derived import Derived
from ui.stage.formula import StepFormula
from ui.stage.live import Exact, Live, LiveAverage, LiveCloud, LiveSeries
from ui.stage.map_marks import MapMark

Array = NDArray[Any]

MOST_PANELS = 12


@dataclass(frozen=True)
class Arrow:
    """A vector at each step, drawn at the point from which the step is taken.

    Attributes:
        name: what the legend calls it ("gradient", "kept velocity", "step").
        vectors: shape `(steps, 2)` in data units (`(steps, 1)` on a line).
        colour: `"gradient"`, `"kept"`, `"average"`, `"scaled"`, `"decay"` or `"step"`.
        tails: where it begins, as an offset from the point; at the point itself by default.
        to_scale: drawn as long as it is; otherwise its direction alone, at a fixed length.
    """

    name: str
    vectors: Array
    colour: str
    tails: Array | None = None
    to_scale: bool = True


@dataclass(frozen=True)
class Reading:
    """Numbers beside the stage at the shown step: values of shape `(steps,)` or `(steps, k)`.

    Attributes:
        width: how many numbers belong to a step, from the shape.
    """

    label: str
    values: Array
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", 1 if self.values.ndim == 1 else self.values.shape[1])


@dataclass(frozen=True)
class Rings:
    """Steps to which something happened: each is ringed at the point that it is taken from.

    Attributes:
        name: what the legend calls them ("gradient was cut").
        steps: shape `(steps,)`: 1 where it happened, else 0; NaN where no step is taken.
    """

    name: str
    steps: Array


@dataclass(frozen=True)
class Average:
    """An average of all points of a run so far.

    Attributes:
        beta: the share that an exponential one keeps of the average before; None for the mean.
    """

    beta: float | None = None


@dataclass(frozen=True)
class Path:
    """One trajectory as it is drawn.

    Attributes:
        name, detail: what the legend says ("Adam", "α 0.05").
        points: shape `(steps + 1, 2)`, or `(steps + 1, 1)` on a line; NaN where there are none.
        style: colour, dash and marker.
        curves: what the linked curves draw of it, by the curve's key: a number a point, or one
            fewer where it belongs to the steps between.
        note: what became of it, for the legend ("diverged at step 6").
        faint: drawn thin, where a bolder path shows the same smoothed.
        ticks: when on the stage's clock each point is reached, rising, shape `(steps + 1,)`; its
            own index by default. Paths of unlike step share a clock of epochs or gradients so.
        arrows: the parts of each step, the later ones drawn thinner and above the others.
        readings: the numbers of each step.
        tangents: on a line, the slope at each point, drawn as the tangent there.
        rings: steps that are marked on it.
        formula: the rule with each step's numbers, beside the picture.
        live: how the browser follows it by itself; None where it cannot.
        plan: the descent that it is, with one step more; None where it is no run of its own.
        average: what it is of the last run before it on its panel; None where it is no average.
    """

    name: str
    points: Array
    style: Style
    detail: str = ""
    curves: Mapping[str, Array] = field(default_factory=dict)
    note: str = ""
    faint: bool = False
    ticks: Array | None = None
    arrows: Sequence[Arrow] = ()
    readings: Sequence[Reading] = ()
    tangents: Array | None = None
    rings: Rings | None = None
    formula: StepFormula | None = None
    live: Live | LiveAverage | LiveSeries | None = None
    plan: Plan | None = field(default=None, metadata={"sent": False})
    average: Average | None = field(default=None, metadata={"sent": False})


@dataclass(frozen=True)
class Cloud:
    """Many points at each tick, shape `(ticks, n, 2)`.

    Attributes:
        summed_up: whether their mean and 2-σ ellipse are drawn: of points that gather in several
            places these say nothing.
        live: how the browser follows them by itself; None where it cannot.
        plan: the descent that the first of them is, with one step more; each other one has the next
            seed. None where they are no such runs.
        count: how many points there are at a tick, from the shape.
    """

    name: str
    points: Array
    style: Style
    detail: str = ""
    summed_up: bool = True
    live: LiveCloud | None = None
    plan: Plan | None = field(default=None, metadata={"sent": False})
    count: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", self.points.shape[1])


@dataclass(frozen=True)
class Mark:
    """A point worth knowing.

    Attributes:
        kind: `"minimum"`, `"saddle"`, `"maximum"`, `"truth"` or `"target"`; each has its own shape.
        name: what the legend calls it; by default what it is.
        fed: the numbers derived from knobs that are its coordinates; none where it stays.
    """

    kind: str
    point: tuple[float, float]
    name: str = ""
    fed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name or self.kind)


@dataclass(frozen=True)
class Panel:
    """One contour (or, for a `Curve`, one line) with its paths.

    Minima, saddles and maxima are marked as the surface knows them; `marks` are others.

    Attributes:
        plain: whether the surface itself is not drawn, where heights would mean nothing.
    """

    surface: Surface | Curve
    paths: Sequence[Path] = ()
    clouds: Sequence[Cloud] = ()
    marks: Sequence[Mark] = ()
    title: str = ""
    plain: bool = False


@dataclass(frozen=True)
class DataPanel:
    """Data points of shape `(N, 2)`, with each path's point `(w, b)` drawn as the line y = wx + b.

    `domain` is `((x0, x1), (y0, y1))`, `axes` the names of the two columns. With `drawable` the
    points are the setting `points`, and can be changed by hand.
    """

    data: Array
    paths: Sequence[Path]
    domain: tuple[tuple[float, float], tuple[float, float]]
    axes: tuple[str, str] = ("x", "y")
    title: str = ""
    drawable: bool = False


@dataclass(frozen=True)
class Knob:
    """A slider that answers while it is dragged, with a field for exact values.

    Attributes:
        name: the name under which its changes arrive.
        top: what it shows at its upper end in place of the number ("exact"); `bottom` likewise.
        ticks: values marked on its track, each with a label ("2/λmax").
        help: what it does, in a sentence; a "?" beside the label opens it.
        more: whether it stands back, in a disclosure below the others.
        factor: the knob that multiplies it: it shows `own` times that one's value, within its
            bounds, and keeps `own` while that one is turned.
        gives: a number that follows from it where a run takes another than the knob shows.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    default: float
    log: bool = False
    whole: bool = False
    help: str = ""
    top: str = ""
    bottom: str = ""
    ticks: Sequence[tuple[float, str]] = ()
    more: bool = False
    factor: str = ""
    own: float | None = None
    gives: Derived | None = field(default=None, metadata={"sent": False})


@dataclass(frozen=True)
class LinkedCurve:
    """A curve below the panels on the same clock; `key` names the numbers in `Path.curves`.

    Where a page gives more than it wants shown at once, the reader chooses: `shown` says how many
    stand side by side.

    Attributes:
        knobs: the names of one or two knobs, for a map in a curve's place: every dot is a run from
            the start with their values there, of the first path whose inputs they set. Two go
            across and up; of one the runs' final loss stands above its values.
        kind: what such a map shows, one of `ui.page.view.MAPS`; of a single knob `"loss"`.
        values: those of a single knob that are run, rising.
        marks: what is drawn over such a map.
    """

    key: str
    label: str
    log: bool = True
    knobs: tuple[str, ...] = ()
    kind: str = ""
    values: Exact | None = None
    marks: Sequence[MapMark] = ()


RunChange = Callable[[str, int, str], Mapping[str, Any]]
"""Turns what is done with a run (`"choose"`, `"duplicate"`, `"rename"` or `"remove"`), its number
from 1, and a name into changes of settings by key; a ValueError is for the reader."""


@dataclass(frozen=True)
class RunList:
    """A list of runs that is the reader's own: the legend is where it is changed.

    Attributes:
        chosen: the number, from 1, of the run whose knobs are shown.
        full: whether there is no room for another run.
        paths: how many paths each run has, one after the other; the first is the run itself.
        change: what is done when the reader does something with a run.
    """

    chosen: int
    full: bool
    paths: int
    change: RunChange = field(metadata={"sent": False})


@dataclass(frozen=True)
class Preset:
    """A *Try this*: an instructive experiment in one click, from the page's defaults."""

    label: str
    settings: Mapping[str, Any]


@dataclass(frozen=True)
class Scene:
    """All that one stage shows, as `stage` is given it.

    Raises:
        ValueError: if there are no panels, more than twelve, or none with a surface; if a map is of
            knobs that are not there.
    """

    panels: Sequence[Panel | DataPanel]
    start: tuple[float, float] | float
    knobs: Sequence[Knob] = ()
    curves: Sequence[LinkedCurve] = ()
    presets: Sequence[Preset] = ()
    outcome: str = ""
    unit: str = "step"
    shown_curves: int = 1
    autoplay: bool = False
    derived: Sequence[Derived] = ()
    rests: bool = False
    runs: RunList | None = None

    def __post_init__(self) -> None:
        surfaces = [panel for panel in self.panels if isinstance(panel, Panel)]
        if not surfaces or len(self.panels) > MOST_PANELS:
            raise ValueError(
                f"a stage has one to {MOST_PANELS} panels, one of them with a surface; "
                f"here are {len(self.panels)}, {len(surfaces)} with a surface"
            )

        names = {knob.name for knob in self.knobs}
        for curve in self.curves:
            fits = len(curve.knobs) == (2 if curve.values is None else 1)
            if curve.knobs and not (fits and names.issuperset(curve.knobs)):
                raise ValueError(
                    f"a map is of two knobs, or of one with its values, not {curve.knobs}; "
                    f"here are {names}"
                )

    @property
    def surface(self) -> Surface | Curve:
        """The surface on which the start is set: the first panel's that has one."""
        return next(panel.surface for panel in self.panels if isinstance(panel, Panel))
