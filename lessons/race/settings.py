"""The race's settings and experiments, and the row in which its runs are chosen."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lessons.race.experiments import GOALS
from surfaces import NEAR
from ui.page import controls
from ui.page.choosers import explained, segments
from ui.page.fields import Choice, Field, Number, Switch, Whole
from ui.page.settings import Settings
from ui.runs.choosing import choose_addition, run_fields
from ui.runs.choosing_own import choose_own
from ui.runs.knobs import own_knobs, run_knobs
from ui.runs.run import CLASSIC, Run
from ui.runs.suited import suited
from ui.runs.tuning import GRID, SEEDS, offered, tuned, tuned_rates
from ui.stage.scene import Knob, Preset

_LAYOUTS = {"together": "One panel", "apart": "One each"}
_PANELS = "All runs in one picture, or a picture for each of them."

_GOALS = {"distance": "by distance", "loss": "by loss"}
_GOAL = "What the threshold of the table is of. Its number is under “More” among the knobs."
_COST = "Draws below what loss is to be expected after k tries at rates chosen by chance."

_MANY = "Every run from several starts and with several seeds: how low, how often, how far apart."
_STARTS = "From how many starts each run sets off: yours, and others all over the domain."
_SEEDS = "How many seeds each start has, in runs whose gradients have noise."
MOST_REPEATS = 20

MOST_TOGETHER = 60_000
"""So many steps all runs of a race may take together."""

_NOT_CHARTED = ("run", "layout", "smoothing")

FIELDS: tuple[Field, ...] = (
    *controls.surface_fields("rosenbrock", b=10.0),
    *run_fields(CLASSIC, chosen=2),
    Choice("layout", "together", tuple(_LAYOUTS)),
    *controls.condition_fields(steps=300),
    Choice("goal", "distance", GOALS),
    Number(
        "within",
        NEAR,
        1e-12,
        10.0,
        "threshold of the table",
        log=True,
        help="How close counts as reached in the table: to a minimum, or in loss. Turned up, it is "
        "reached sooner.",
    ),
    Switch("cost"),
    Switch("many"),
    Whole("starts", 10, 1, MOST_REPEATS, "number of starts"),
    Whole("seeds", 5, 1, MOST_REPEATS, "number of seeds"),
)

PRESETS = (
    Preset(
        "Three momenta, one rate",
        {
            "surface": "valley",
            "runs": [Run(k, {"lr": 0.02}) for k in ("momentum", "momentum_ema", "nesterov")],
        },
    ),
    Preset(
        "With and without bias correction",
        {"runs": [Run("adam", {"lr": 0.05}), Run("adam_uncorrected", {"lr": 0.05})]},
    ),
    Preset("Who leaves the saddle first?", {"surface": "saddle", "steps": 120}),
    Preset(
        "5 000 steps on Rosenbrock's valley",
        {
            "b": 100.0,
            "start": (-1.0, 1.0),
            "steps": 5000,
            "runs": [Run("gd", {"lr": 0.001}), Run("adam", {"lr": 0.001})],
        },
    ),
)


def hold_steps(settings: Settings) -> None:
    """Let the runs take no more steps than they may together, and say so."""
    steps, most, runs = settings["steps"], _most_steps(settings), len(settings["runs"])
    if steps > most:
        said = f"{runs} runs of {steps} steps would take too long: each takes {most}."
        settings.mend("steps", most, said)


def _most_steps(settings: Settings) -> int:
    return min(controls.MOST_STEPS, MOST_TOGETHER // len(settings["runs"]))


def knobs(settings: Settings, run: Run) -> list[Knob]:
    """The chosen run's knobs, the surface's and those of the conditions."""
    steps, *others = controls.condition_knobs(settings)
    return [
        *run_knobs(run),
        *own_knobs(run),
        *controls.surface_knobs(settings, more=True),
        replace(steps, high=_most_steps(settings)),
        *others,
        controls.knob(settings, "within", more=True),
    ]


def panel_count(settings: Settings) -> int:
    """On how many panels the runs are drawn."""
    return len(settings["runs"]) if settings["layout"] == "apart" else 1


def choose_run(settings: Settings) -> None:
    """One row: the surface, adding a run, what the chosen one has of its own, and the panels."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.choose_surface(settings, also=lambda chosen: _suit(settings, chosen))
        choose_addition(settings, controls.surface_of(settings))
        choose_own(settings)
        segments(settings, "layout", _LAYOUTS, "Panels", _PANELS)


def offer_results(settings: Settings) -> None:
    """What is told of the runs: what counts as reached, tuning alike."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        segments(settings, "goal", _GOALS, "Reached", _GOAL)
        st.button(
            "Tune the rates alike",
            help=f"Give each run its own best of {offered()}, from this start, at these steps; "
            f"where gradients have noise, by the median over {SEEDS} seeds.",
            on_click=_tune,
            args=(settings,),
        )
        st.toggle("what tuning costs", help=_COST, **settings.bind("cost"))
        st.toggle("many starts and seeds", help=_MANY, **settings.bind("many"))
        if settings["many"]:
            _count(settings, "starts", _STARTS)
            _count(settings, "seeds", _SEEDS)


def _count(settings: Settings, key: str, help: str) -> None:
    with explained(key.capitalize(), help):
        st.number_input(
            key.capitalize(),
            1,
            MOST_REPEATS,
            step=1,
            label_visibility="collapsed",
            width=120,
            **settings.bind(key),
        )


def _suit(settings: Settings, surface: str) -> dict[str, Any]:
    """Each run at the rate that suits a surface, so that none opens on divergence."""
    return {"runs": suited(settings["runs"], controls.surface_of(settings, surface))}


def on_the_grid(settings: Settings) -> bool:
    """Whether the runs' rates may be the best ones."""
    return all(run.hypers["lr"] in GRID for run in settings["runs"])


def best_rates(settings: Settings) -> tuple[float | None, ...]:
    """The runs' best rates, where theirs may be these; none where they cannot be.

    Nor while something moves: tuning takes many times as long as the race.
    """
    if not settings.at_rest or not on_the_grid(settings):
        return ()
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    return tuned_rates(settings["runs"], surface, start, **controls.conditions(settings))


def _tune(settings: Settings) -> None:
    """Write each run's best rate into it, so that knobs, legend and link show it."""
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    conditions = controls.conditions(settings)
    settings.set({"runs": tuned(settings["runs"], surface, start, **conditions)})


def charted(settings: Settings) -> tuple[object, ...]:
    """What the charts below the table show; empty where there are none."""
    if not (settings["cost"] or settings["many"]):
        return ()
    return tuple(settings[field.key] for field in FIELDS if field.key not in _NOT_CHARTED)
