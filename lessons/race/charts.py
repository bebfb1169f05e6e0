"""The race's charts below its table, and the card of a rule."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lessons.race.experiments import TuningCost, tuning_costs
from lessons.race.many import Many, many_runs, room_for, starts_of
from lessons.race.many_words import HEAD, about, note, row, verdict
from lessons.race.words import cost_words
from optim import optimizer
from surfaces import Surface
from ui.page import controls, palette
from ui.page.charts import NAMED, QUIET, as_plain, blank, line, tint
from ui.page.palette import Style
from ui.page.progress import progress
from ui.page.settings import Settings
from ui.page.tables import table
from ui.runs.measures import loss_name
from ui.runs.run import Run, distinct_names
from ui.runs.side_by_side import shortened, side_by_side

_HEIGHT = 340


def rule_card(run: Run) -> None:
    """The rule of the run whose knobs are shown: its idea, its formula, who writes it so."""
    rule = optimizer(run.optimizer)
    st.markdown(f"**{rule.name}.** {rule.idea}")
    st.latex(rule.latex)
    st.caption(rule.source)


def show_tuning_cost(settings: Settings) -> None:
    """What tuning costs, where the reader asks for it."""
    if not settings["cost"]:
        return
    runs, surface = settings["runs"], controls.surface_of(settings)
    start, how = controls.start_of(settings, surface), controls.conditions(settings)
    steps = side_by_side(how["steps"], len(runs))
    with progress(len(runs), "What tuning costs") as told:
        costs = tuning_costs(runs, surface, start, told, **{**how, "steps": steps})
    st.markdown(
        """
        **What tuning costs.** Whoever tries k rates, drawn at random from the grid, keeps the best
        of them: each line is the loss that is to be expected then, exactly, over all draws. A try
        is one run from your start with your seed; where it diverges or ends higher than the start
        it counts as the loss at the start. A diamond is one run at the rule's usual rate: a rule
        that needs no tuning has it low, and its line falls early.
        """
    )
    st.plotly_chart(_tuning_cost(runs, costs), config=QUIET, key="race/cost")
    st.text(f"{cost_words(runs, costs)} {shortened(how['steps'], len(runs))}".strip())


def show_many(settings: Settings) -> None:
    """All runs from several starts and with several seeds, where the reader asks for it."""
    if not settings["many"]:
        return
    runs, surface, goal = settings["runs"], controls.surface_of(settings), settings["goal"]
    steps = side_by_side(settings["steps"], len(runs))
    wished = settings["starts"], settings["seeds"]
    starts, seeds = room_for(steps, *wished)
    with progress(len(runs), "Many starts and seeds") as told:
        found = many_runs(
            runs,
            surface,
            starts_of(surface, controls.start_of(settings, surface), starts),
            range(settings["seed"], settings["seed"] + seeds),
            steps=steps,
            goal=goal,
            within=settings["within"],
            gradient=controls.conditions(settings)["gradient"],
            told=told,
        )
    names, looks = distinct_names(runs), palette.styles([run.optimizer for run in runs])
    st.markdown(
        "**Many starts and seeds.** Each line is the median loss at each step, its band goes from "
        "the lower to the upper quartile. Who diverged counts as infinitely high."
    )
    st.plotly_chart(_many(surface, names, found, looks), config=QUIET, key="race/many")
    rows = [row(*each) for each in zip(names, found, strict=True)]
    less = shortened(settings["steps"], len(runs))
    said = note(starts, seeds, wished, steps, goal), less, about(surface, goal, found)
    table(HEAD, rows, " ".join(filter(None, said)), looks)
    st.text(verdict(names, found))


def _many(
    surface: Surface, names: Sequence[str], found: Sequence[Many], looks: Sequence[Style]
) -> go.Figure:
    figure = blank(_HEIGHT, x="step", y=loss_name(surface), **NAMED)
    for called, many, look in zip(names, found, looks, strict=True):
        name, drawn = as_plain(called), line(look)
        # A loss without bound leaves a gap.
        low, middle, high = np.where(np.isfinite(many.quartiles), many.quartiles, np.nan)
        edge = {"x": many.ticks, "mode": "lines", "line": {"width": 0}, "showlegend": False}
        edge |= {"hoverinfo": "skip", "legendgroup": name}
        figure.add_scatter(y=low, **edge)
        figure.add_scatter(y=high, fill="tonexty", fillcolor=tint(drawn["color"]), **edge)
        figure.add_scatter(
            x=many.ticks, y=middle, name=name, mode="lines", line=drawn, legendgroup=name
        )
    if all((many.quartiles > 0.0).all() for many in found):
        figure.update_yaxes(type="log")
    return figure


def _tuning_cost(runs: list[Run], costs: list[TuningCost]) -> go.Figure:
    figure = blank(_HEIGHT, x="runs spent on tuning the rate", y="expected best loss", **NAMED)
    looks = palette.styles([run.optimizer for run in runs])
    # Without their rates, which make no difference here.
    for called, cost, look in zip(distinct_names(runs), costs, looks, strict=True):
        tries = [*range(1, len(cost.best) + 1)]
        name, drawn = as_plain(called), line(look)
        figure.add_scatter(x=tries, y=cost.best, name=name, mode="lines", line=drawn)
        dot = {"symbol": "diamond-open", "size": 10, "color": drawn["color"]}
        usual = {"name": name, "showlegend": False, "mode": "markers", "marker": dot}
        figure.add_scatter(x=[1], y=[cost.usual], **usual)
    figure.update_xaxes(type="log", tickvals=[1, 2, 5, 10, 20, len(costs[0].best)])
    # A loss of 0 has no place on a scale of powers.
    if all(cost.best[-1] > 0.0 and cost.usual > 0.0 for cost in costs):
        figure.update_yaxes(type="log")
    return figure
