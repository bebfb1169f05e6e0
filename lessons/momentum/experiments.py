"""Lesson 7: runs with and without memory, their conventions, and the map of rate and momentum."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optim import schedules, sweep, theory
from surfaces import Surface, valley
from ui.page import charts, controls
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.runs import outcomes
from ui.runs.run import Run
from ui.runs.walks import Walk, choose_apart, choose_view, gap
from ui.stage.scene import Knob

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "memory": ("gd", "momentum", "nesterov"),
        "conventions": ("momentum", "momentum_ema", "momentum_folded"),
    }
)
TITLES = {"memory": "With and without memory", "conventions": "Three conventions"}
SHORT = {
    "gd": "GD",
    "momentum": "heavy ball",
    "nesterov": "Nesterov",
    "momentum_ema": "average",
    "momentum_folded": "rate inside",
}

DECAY = 0.95
"""What the schedule leaves of the learning rate at each step."""

ROUNDING = 1e-9
"""The share of its size by which rounding may part a path from its equal."""

MAP = "momentum/map"
CELLS = 96
MAP_STEPS = 600
# A run ends here: closer to the minimum its numbers, squared, would fade to 0.
MAP_CLOSEST = 1e-150
# In units of 1/λmax: a little beyond 4, where the stability boundary ends at β = 1.
MAP_REACH = 4.4


def choose(settings: Settings) -> None:
    """One row: which runs, whose steps are taken apart, and the switches."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        choose_view(settings, TITLES)
        choose_apart(settings, VIEWS[settings["view"]], SHORT)
        st.toggle(
            "α decays",
            help=f"A schedule: α falls by {100 * (1 - DECAY):.0f} % at every step.",
            **settings.bind("decay"),
        )
        if settings["view"] == "conventions":
            st.toggle(
                "match the average",
                help="Give the average α/(1−β), so that its steps are as long as the others'.",
                **settings.bind("matched"),
            )


def surface_of(settings: Settings) -> Surface:
    """The valley that the settings describe."""
    return valley(settings["kappa"], settings["angle"])


def best(kappa: float) -> dict[str, float]:
    """Theory's best rate and momentum for the heavy ball, as settings."""
    lr, beta, _ = theory.best_heavy_ball(1.0, kappa)
    return {"kappa": kappa, "lr": _readable(lr), "beta": _readable(beta)}


def knobs(settings: Settings) -> list[Knob]:
    """The stage's knobs, with theory's limit for the heavy ball on the rate's track."""
    limit = float(theory.stability_limit("momentum", settings["kappa"], settings["beta"]))
    return [
        controls.knob(settings, "lr", ticks=[(limit, "heavy ball's limit")]),
        controls.knob(settings, "beta", bottom="off"),
        *(controls.knob(settings, word) for word in ("kappa", "angle", "steps")),
    ]


def runs_of(settings: Settings) -> list[Run]:
    """The runs of the chosen view; the average's rate is raised where the forms are matched."""
    lr, beta = settings["lr"], settings["beta"]
    raised = lr / (1 - beta) if settings["matched"] else lr
    return [
        Run(key, _hypers(key, raised if key == "momentum_ema" else lr, beta))
        for key in VIEWS[settings["view"]]
    ]


def _hypers(key: str, lr: float, beta: float) -> dict[str, float]:
    return {"lr": lr} if key == "gd" else {"lr": lr, "beta": beta}


def schedule(settings: Settings) -> schedules.Schedule | None:
    """The schedule that is switched on, if any."""
    return schedules.exponential(DECAY) if settings["decay"] else None


def speed(walk: Walk) -> dict[str, NDArray[np.float64]]:
    """The size of the velocity of each step; a rule without one has none."""
    if "v" not in walk.trajectory.memory:
        return {}
    with np.errstate(all="ignore"):
        return {"speed": np.hypot(*walk.trajectory.memory["v"][1:].T)}


def outcome(walks: Sequence[Walk], settings: Settings) -> str:
    """What the view is about, computed from its runs."""
    if settings["view"] == "conventions":
        return _conventions(walks, settings)
    if settings["beta"] == 0.0:
        same = "Without memory (β = 0) the three paths are **the same numbers**: gradient descent."
        return f"{same} {outcomes.sentence(walks[0].run.name, walks[0].end)}"
    return outcomes.comparison([(walk.run.name, walk.end) for walk in walks])


def _conventions(walks: Sequence[Walk], settings: Settings) -> str:
    heavy, average, folded = walks
    how = (
        f"with α falling by {100 * (1 - DECAY):.0f} % a step"
        if settings["decay"]
        else "at constant α"
    )
    return (
        f"Beside the heavy ball, {how}: “rate inside” is {_away(heavy, folded)}, "
        f"the average at α = {as_text(average.run.hypers['lr'])} is {_away(heavy, average)}."
    )


def _away(one: Walk, other: Walk) -> str:
    """How far two paths part; what rounding alone parts is the same path."""
    apart, size = gap(one, other), float(np.nanmax(np.abs(one.trajectory.points)))
    if apart <= ROUNDING * max(1.0, size):
        return "**the same path** but for rounding"
    return f"at most **{as_text(apart, 2)}** away"


@dataclass(frozen=True, eq=False)
class RateMap:
    """Convergence of the heavy ball on a valley, measured for each rate and momentum.

    Attributes:
        lrs, betas: the cells' middles, shape `(CELLS,)`.
        factor: by how much the distance from the minimum shrank a step, shape `(betas, lrs)`;
            above 1 it grew, infinite where the run diverged.
    """

    lrs: NDArray[np.float64]
    betas: NDArray[np.float64]
    factor: NDArray[np.float64]

    @property
    def tenfold(self) -> NDArray[np.float64]:
        """Steps to come ten times closer; NaN where it comes no closer."""
        with np.errstate(all="ignore"):
            steps = -1.0 / np.log10(self.factor)
        return np.where(self.factor < 1.0, steps, np.nan)


@st.cache_data(show_spinner=False, max_entries=32)
def rate_map(kappa: float, cells: int = CELLS) -> RateMap:
    """Measure every cell by a run of its own: `MAP_STEPS` steps, or until `MAP_CLOSEST`."""
    surface, middles = valley(kappa), (np.arange(cells) + 0.5) / cells
    lrs, betas = middles * MAP_REACH / kappa, middles
    beta, lr = (grid.ravel() for grid in np.meshgrid(betas, lrs, indexing="ij"))
    ends = sweep(
        "momentum",
        surface,
        surface.start,
        steps=MAP_STEPS,
        tolerance=MAP_CLOSEST,
        lr=lr,
        beta=beta,
    )
    taken = np.where(ends.steps_taken >= 0, ends.steps_taken, MAP_STEPS)
    closer = np.hypot(*ends.points.T) / np.hypot(*surface.start)
    factor = np.where(ends.diverged_at >= 0, np.inf, closer ** (1 / taken))
    return RateMap(lrs, betas, factor.reshape(cells, cells))


def boundary(kappa: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Theory's stability boundary on the valley: rates 2(1+β)/λmax, and their momenta."""
    betas = np.linspace(0.0, 0.999, 50)
    return np.asarray(theory.stability_limit("momentum", kappa, betas)), betas


def mapped(settings: Settings) -> tuple[float, ...]:
    """What the map shows: its valley, and the pair that is on the stage."""
    return settings["kappa"], settings["lr"], settings["beta"]


def show_map(settings: Settings) -> None:
    """The map, and what it says; a click adopts a cell."""
    kappa, lr, beta = mapped(settings)
    measured, best_pair = rate_map(kappa), theory.best_heavy_ball(1.0, kappa)
    st.plotly_chart(
        charts.rate_map(
            measured.lrs,
            measured.betas,
            measured.tenfold,
            boundary(kappa),
            {"theory's best": best_pair[:2], "yours": (lr, beta)},
        ),
        config=charts.QUIET,
        key=MAP,
        on_select=lambda: adopt(settings, st.session_state[MAP].selection.points),
        selection_mode="points",
    )
    st.markdown(about_map(kappa))


def adopt(settings: Settings, chosen: Sequence[Mapping[str, float]]) -> None:
    """Take over the rate and momentum of the cell that was clicked; nothing else is believed."""
    with suppress(LookupError, TypeError, ValueError):
        cell = chosen[0]
        settings.set({"lr": _readable(cell["x"]), "beta": _readable(cell["y"])})


def _readable(value: float) -> float:
    """In as many figures as a reader takes in; far less than a cell off."""
    return float(f"{value:.4g}")


def about_map(kappa: float) -> str:
    """The fastest cell measured, and what theory expects."""
    measured, best_pair = rate_map(kappa), theory.best_heavy_ball(1.0, kappa)
    row, column = np.unravel_index(np.argmin(measured.factor), measured.factor.shape)
    return (
        f"The fastest cell, α {as_text(measured.lrs[column])} and β "
        f"{as_text(measured.betas[row], 2)}, shrinks the distance by a factor of "
        f"**{measured.factor[row, column]:.3f}** a step. Theory's best is α "
        f"{as_text(best_pair.lr)} and β {as_text(best_pair.beta, 2)} with "
        f"{best_pair.factor:.3f}; without momentum it is "
        f"{theory.best_gd(1.0, kappa).factor:.3f}."
    )
