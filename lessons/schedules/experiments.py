"""Lesson 13's runs: what differs between them is a schedule, their noise, or a limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from optim import SCHEDULES, gradients
from optim.run_schedule import RunSchedule
from surfaces import SURFACES, Surface, valley
from ui.page import controls
from ui.page.controls import EXACT
from ui.page.palette import styles
from ui.page.settings import Settings
from ui.runs import tuning
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

LARGER = 16
"""How many times as large the larger batch is: that divides the noise by four."""


@dataclass(frozen=True)
class Role:
    """What one of the runs of an experiment is there for.

    Attributes:
        optimizer: its rule, and `title` what it is called.
        scheduled: whether α follows the schedule; otherwise it is constant.
        warmed: whether a warm-up comes before that.
        exact: whether its gradients have no noise.
        larger: whether they are averaged over `LARGER` times as many examples.
        limited: whether longer gradients are cut.
        averaged: whether the average of its points is drawn too.
    """

    optimizer: str
    title: str
    scheduled: bool = False
    warmed: bool = False
    exact: bool = False
    larger: bool = False
    limited: bool = False
    averaged: bool = False


VIEWS: Mapping[str, Mapping[str, Role]] = MappingProxyType(
    {
        "endings": {
            "exact": Role("gd", "GD", exact=True),
            "constant": Role("gd", "SGD, constant α"),
            "scheduled": Role("gd", "SGD, scheduled α", scheduled=True, warmed=True),
        },
        "warmup": {
            "warmed": Role("adam", "Adam, warmed up", scheduled=True, warmed=True),
            "cold": Role("adam", "Adam", scheduled=True),
            "radam": Role("radam", "RAdam", scheduled=True),
        },
        "floor": {
            "heavy": Role("momentum", "Heavy ball"),
            "constant": Role("gd", "SGD", averaged=True),
            "scheduled": Role("gd", "SGD, scheduled α", scheduled=True, warmed=True),
            "larger": Role("gd", f"SGD, {LARGER} times B", larger=True),
        },
        "clipping": {
            "limited": Role(
                "gd", "GD, clipped", scheduled=True, warmed=True, exact=True, limited=True
            ),
            "free": Role("gd", "GD", scheduled=True, warmed=True, exact=True),
        },
    }
)
"""The runs of each experiment, by what they are there for."""

QUADRATIC = ("endings", "warmup", "floor")
"""The experiments on a valley, whose mean squares are known."""

STEEP = {key: SURFACES[key] for key in ("rosenbrock", "beale", "himmelblau")}
"""What is descended where gradients are cut."""

Values: TypeAlias = Settings | Mapping[str, Any]
"""The lesson's settings, or as many of them as its runs depend on."""


def roles_of(settings: Values) -> Mapping[str, Role]:
    """The runs of the chosen experiment."""
    return VIEWS[settings["view"]]


def inspected_of(settings: Values) -> str:
    """Which run is inspected: the first that follows the whole schedule."""
    return next(name for name, role in roles_of(settings).items() if role.warmed)


def surface_of(settings: Values) -> Surface:
    """What the chosen experiment descends on."""
    if settings["view"] in QUADRATIC:
        return valley(settings["kappa"])
    return controls.surface_of(settings)


def descend(
    settings: Values, runs: Mapping[str, Run], surface: Surface, start: tuple[float, float]
) -> dict[str, RunResult]:
    """Follow each run from this start, all on the same random draws."""
    looks = styles([run.optimizer for run in runs.values()])
    common = {"steps": settings["steps"], "seed": settings["seed"]}
    return {
        name: follow([run], surface, start, styles=[look], **common, **conditions(settings, name))[
            0
        ]
        for (name, run), look in zip(runs.items(), looks, strict=True)
    }


def runs_of(settings: Values) -> dict[str, Run]:
    """The runs of the chosen experiment, at the rate that is set."""
    return {name: run_of(settings, role) for name, role in roles_of(settings).items()}


def runs_to_follow(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[dict[str, Run], str]:
    """The same, where unlike rules are compared tuned alike if the reader wants; and what is said.

    The heavy ball beside SGD is there for what it does at the same rate.
    """
    runs = runs_of(settings)
    if settings["view"] != "warmup":
        return runs, tuning.UNTUNED if settings["view"] == "floor" else ""
    own = [{"schedule": schedule_of(settings, role)} for role in roles_of(settings).values()]
    common = {"steps": settings["steps"], "seed": settings["seed"]}
    common["gradient"] = source_of(settings, roles_of(settings)["cold"])
    found, told = tuning.apply(settings, list(runs.values()), surface, start, own=own, **common)
    return dict(zip(runs, found, strict=True)), told


def run_of(settings: Values, role: Role) -> Run:
    """A run with the settings that its rule knows."""
    own = {"gd": ("lr",), "momentum": ("lr", "beta")}.get(role.optimizer, ("lr", "beta1", "beta2"))
    fed = {"batch": "larger_batch"} if role.larger else {}
    return Run(role.optimizer, {name: settings[name] for name in own}, role.title, fed)


def larger_batch(batch: Any) -> Any:
    """The examples a step of the run that has more of them than B."""
    return LARGER * batch


def conditions(settings: Values, name: str) -> dict[str, Any]:
    """The schedule and the gradients of one of the runs, as `optim.trace` takes them."""
    role = roles_of(settings)[name]
    return {"schedule": schedule_of(settings, role), "gradient": source_of(settings, role)}


def schedule_of(settings: Values, role: Role) -> RunSchedule | None:
    """The chosen schedule over the run's steps, where the run follows one."""
    if not role.scheduled:
        return None
    names = ["steps", *(["warmup"] if role.warmed else [])]
    names += SCHEDULES[settings["kind"]].run_parameters
    return RunSchedule(settings["kind"], tuple((name, settings[name]) for name in names))


def source_of(settings: Values, role: Role) -> gradients.Source:
    """Where the run's gradients come from."""
    size = larger_batch(settings["batch"]) if role.larger else settings["batch"]
    noiseless = settings["batch"] == EXACT
    noise = gradients.noisy(0.0) if noiseless else gradients.noisy(settings["sigma"], size)
    source = gradients.exact() if role.exact else noise
    return gradients.clipped(source, norm=settings["norm"]) if role.limited else source


def is_noisy(settings: Values) -> bool:
    """Whether there is any noise in the runs that may have some."""
    return bool(settings["batch"] != EXACT and settings["sigma"] > 0.0)
