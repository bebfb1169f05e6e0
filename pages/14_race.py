"""Lesson 14: any number of optimizers from one start, at one budget, side by side."""

import streamlit as st

from lessons.race.charts import rule_card, show_many, show_tuning_cost
from lessons.race.settings import (
    FIELDS,
    PRESETS,
    best_rates,
    charted,
    choose_run,
    hold_steps,
    knobs,
    offer_results,
    on_the_grid,
    panel_count,
)
from lessons.race.table import results_table
from lessons.race.words import fairness
from ui.page import controls, navigation, shell
from ui.page.results import results as results_below
from ui.page.settings import Settings
from ui.runs.choosing import chosen_run, run_list
from ui.runs.knobs import on_run_knob, turned
from ui.runs.live import panels
from ui.runs.meanings import meanings, written
from ui.runs.measures import linked_curves, pair_map
from ui.runs.outcomes import comparison
from ui.runs.result import follow, named
from ui.stage.stage import stage

lesson = navigation.lesson_of("race")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Choose a surface and a start, add a run or two, and play. A click on a run in the
list above the picture gives you its knobs, and what else can be done with it.

**Look for.** Who stays near a minimum first, and who ends lowest: the table tells both, and they
need not be the same. A click on the head of a column of numbers sorts the table by it; another one
turns the order round.

**What is fair.** The line below the table tells what these runs have in common and what they have
not. Rates that are set by hand may favour some of them: tune all alike before you judge.
"""


@st.fragment
def live(shown: tuple[object, ...]) -> None:
    hold_steps(settings)
    # An experiment may have left fewer runs than there were when the page last ran as a whole.
    chosen = chosen_run(settings)
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    rule = settings["runs"][chosen].optimizer
    runs = turned(settings["runs"], chosen)
    results = follow(runs, surface, start, **controls.conditions(settings))
    stage(
        settings,
        panels(
            results,
            settings["smoothing"],
            panel_count(settings),
            explained=[results[chosen]],
            smooths=True,
        ),
        start=start,
        knobs=knobs(settings, settings["runs"][chosen]),
        on_knob=on_run_knob(settings, chosen),
        curves=[*linked_curves(surface), *pair_map(rule)],
        presets=PRESETS,
        outcome=comparison(named(results)),
        prose=[NOTES, controls.surface_text(surface), written(rule)],
        meanings=meanings(rule),
        rests=on_the_grid(settings) or bool(charted(settings)),
        runs=run_list(settings, paths=2 if settings["smoothing"] else 1),
    )
    with results_below():
        note = fairness(results, best_rates(settings))
        results_table(results, settings["goal"], settings["within"], note)
    if settings.at_rest and charted(settings) != shown:
        st.rerun()


hold_steps(settings)
choose_run(settings)
live(charted(settings))
offer_results(settings)
show_tuning_cost(settings)
show_many(settings)
rule_card(settings["runs"][chosen_run(settings)])
st.markdown(controls.surface_text(controls.surface_of(settings)))
st.markdown(NOTES)
navigation.ways_on(lesson)
