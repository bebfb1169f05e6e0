"""What is on a stage, as it is taken along: its runs with their plans, and what else is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from optim import Trajectory
from optim.plan import Plan
from optim.run_schedule import RunSchedule
from optim.schedules import SCHEDULES
from optim.trace import traced
from ui.export.sources import NotWrittenError, parts
from ui.stage.scene import Array, Cloud, DataPanel, Panel, Path, Scene

Setting = tuple[str, Any]


@dataclass(frozen=True, eq=False)
class TakenRun:
    """A run as it is taken along.

    Attributes:
        name: no other run on the stage is called so.
        plan: all that it depends on, for exactly the steps that are shown.
    """

    name: str
    plan: Plan

    @cached_property
    def trajectory(self) -> Trajectory:
        """What it did."""
        return traced(self.plan)

    @property
    def steps(self) -> int:
        """How many steps were asked for."""
        return len(self.plan.factors)

    def settings(self) -> Iterator[Setting]:
        """All that sets it apart, by name."""
        plan = self.plan
        rule = plan.optimizer
        # A typed rule's key is its lines.
        yield "rule", rule.name if rule.key.isidentifier() else f"{rule.name}, {rule.key}"
        yield from plan.hypers.items()
        yield from _schedule(plan)
        yield from _source(plan)
        if plan.tolerance >= 0.0:
            yield "stops at a gradient of length", plan.tolerance**0.5
        yield "start", _pair(plan.start)
        yield "steps", self.steps
        yield "surface", surface_named(plan.surface)


@dataclass(frozen=True, eq=False)
class Drawn:
    """Points that are no run of its own: an average, a signal, a run of a cloud, data.

    Attributes:
        points: shape `(n, k)`, a row a tick; `axes` their names.
        written: whether a program of the runs makes it, too.
    """

    name: str
    points: Array
    axes: Sequence[str]
    written: bool = False


@dataclass(frozen=True)
class TakenAverage:
    """An average of a run's points, by the names of both; `beta` as `Average` has it."""

    name: str
    run: str
    beta: float | None


@dataclass(frozen=True)
class TakenCloud:
    """So many runs of which each has the next seed."""

    name: str
    first: TakenRun
    count: int

    @property
    def seeds(self) -> range:
        """Theirs."""
        first = int(self.first.plan.seed)
        return range(first, first + self.count)


@dataclass(frozen=True)
class Taken:
    """All that is taken along from one stage.

    Attributes:
        title, link: of the page.
        settings: what is set on the page, in the words of its knobs.
        others: what is drawn beside the runs.
        averages, clouds: those of these that follow from the runs, or are more of them.
    """

    title: str
    link: str
    settings: Sequence[Setting]
    runs: Sequence[TakenRun]
    others: Sequence[Drawn] = field(default=())
    averages: Sequence[TakenAverage] = field(default=())
    clouds: Sequence[TakenCloud] = field(default=())


def taken(scene: Scene, title: str, link: str) -> Taken:
    """What is on a stage now."""
    paths = [
        (panel, path) for panel in scene.panels if isinstance(panel, Panel) for path in panel.paths
    ]
    called = _named([path for _, path in paths])
    runs = [
        TakenRun(name, shortened(path.plan))
        for name, (_, path) in zip(called, paths, strict=True)
        if path.plan
    ]
    others = [
        Drawn(name, path.points, axes_of(panel.surface), written=path.average is not None)
        for name, (panel, path) in zip(called, paths, strict=True)
        if path.plan is None
    ]
    settings: list[Setting] = [(knob.label, knob.value) for knob in scene.knobs]
    start = scene.start if isinstance(scene.start, tuple) else (scene.start,)
    return Taken(
        title=title,
        link=link,
        settings=[("start", _pair(start)), *settings],
        runs=runs,
        averages=[*_averages(called, [path for _, path in paths])],
        clouds=[
            TakenCloud(name, TakenRun(name, shortened(cloud.plan)), cloud.count)
            for name, _, cloud in _drawn_clouds(scene)
            if cloud.plan
        ],
        others=[*others, *_clouds(scene), *_data(scene)],
    )


def shortened(plan: Plan) -> Plan:
    """The plan without the step that would come next, which a stage has ready."""
    return replace(plan, factors=plan.factors[:-1], costs=plan.costs[:-1])


def axes_of(surface: Any) -> tuple[str, ...]:
    """What the coordinates on a surface or a curve are called."""
    return tuple(getattr(surface, "axes", ("x",)))


def surface_named(surface: Any) -> str:
    """A surface's name and what shapes it."""
    shape = ", ".join(f"{name} = {value!r}" for name, value in surface.arguments.items())
    return f"{surface.name} ({shape})" if shape else str(surface.name)


def _named(paths: Sequence[Path]) -> list[str]:
    """The runs' names; with what was set, and then counted, where several share one."""
    names = [path.name for path in paths]
    told = [
        f"{path.name} ({path.detail})" if path.detail and names.count(path.name) > 1 else path.name
        for path in paths
    ]
    return [
        f"{name}, {told[:i].count(name) + 1}" if told.count(name) > 1 else name
        for i, name in enumerate(told)
    ]


def _schedule(plan: Plan) -> Iterator[Setting]:
    if not isinstance(plan.schedule, RunSchedule):
        if plan.schedule is not None:
            yield "schedule", "the factors of the steps"
        return
    yield "schedule", SCHEDULES[plan.schedule.kind].name
    for name, value in plan.schedule.numbers:
        yield f"schedule: {name}", value


def _source(plan: Plan) -> Iterator[Setting]:
    try:
        source: Mapping[str, Any] = vars(parts(plan))
    except NotWrittenError:
        source = plan.source.numbers()
    words = {
        "sigma": "noise of one gradient",
        "batch": "gradients averaged a step",
        "size": "examples a step",
        "value": "largest coordinate of a gradient",
        "norm": "largest length of a gradient",
    }
    told = [(words[name], value) for name, value in source.items() if value and name in words]
    yield from told
    if source.get("size"):
        yield "examples drawn", "with replacement" if source["replacement"] else "shuffled"
    if source.get("sigma") is not None or source.get("size"):
        yield "seed", int(plan.seed)


def _pair(point: Sequence[float]) -> str:
    return f"({', '.join(map(repr, point))})"


def _averages(names: Sequence[str], paths: Sequence[Path]) -> Iterator[TakenAverage]:
    """Each with the last run before it."""
    run = ""
    for name, path in zip(names, paths, strict=True):
        if path.plan:
            run = name
        elif path.average:
            yield TakenAverage(name, run, path.average.beta)


def _drawn_clouds(scene: Scene) -> Iterator[tuple[str, Any, Cloud]]:
    """Each by a name that no other has, with the surface that it is on."""
    drawn = [
        (panel, cloud)
        for panel in scene.panels
        if isinstance(panel, Panel)
        for cloud in panel.clouds
    ]
    names = [cloud.name for _, cloud in drawn]
    for panel, cloud in drawn:
        # Clouds of one name are those of different paths.
        path = panel.paths[cloud.live.path].name if cloud.live else ""
        above = panel.title or (path if names.count(cloud.name) > 1 else "")
        yield f"{above}: {cloud.name}" if above else cloud.name, panel.surface, cloud


def _clouds(scene: Scene) -> Iterator[Drawn]:
    for name, surface, cloud in _drawn_clouds(scene):
        for i in range(cloud.count):
            written = cloud.plan is not None
            yield Drawn(f"{name}, {i + 1}", cloud.points[:, i], axes_of(surface), written)


def _data(scene: Scene) -> Iterator[Drawn]:
    for panel in scene.panels:
        if isinstance(panel, DataPanel):
            yield Drawn("data", panel.data, [f"data: {axis}" for axis in panel.axes])
