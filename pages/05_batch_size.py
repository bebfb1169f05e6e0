"""Lesson 5: the batch size as the knob of the noise, and what turning it costs."""

import streamlit as st

from lessons.batch_size import charts, scene, words
from lessons.batch_size.experiments import descend
from lessons.batch_size.settings import FIELDS, PRESETS, knobs
from surfaces import isotropic_line
from ui.page import controls, navigation, shell, tables
from ui.page.charts import QUIET
from ui.page.results import results
from ui.page.sampling import choose_sampling
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("batch_size")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play, and compare the clouds at the same step. Then turn α down, and then B up.

**Look for.** Every run steps against the mean gradient of the B examples it draws; only the draws
differ. So runs from one start spread into a cloud: the larger the batch, the less noise in a step.

**Spread** is the runs' standard deviation about their mean (the cross), both coordinates together;
the ellipse lies two standard deviations from it in every direction.

**Diminishing returns.** With replacement, twice the batch divides the gradient's noise by √2 = 1.41
at twice the cost; halving it takes four times the batch, at four times the cost.

**Spread, not bias.** With replacement the clouds' means all go the way of plain gradient descent:
the batch size changes only how far single runs stray from it.

**The floor.** At a constant α below their limit runs hover: they stay at some distance from the
minimum, the radius of their cloud. A smaller α, a larger B or an average over the path (next
lesson) brings them closer.

**Wider than the formula.** It takes every example to curve like their mean. Some curve more, so the
exact radius is larger: little at a small α, without bound towards the limit.

**Shuffled**, the errors of an epoch's batches cancel in part, and all examples at once have none.
"""


@st.fragment
def live() -> None:
    start = controls.start_of(settings, isotropic_line())
    ensembles = descend(start, settings)
    laws = words.spread_formula(ensembles[0]), words.floor_formula(ensembles[0])
    stage(
        settings,
        scene.panels(ensembles),
        start=start,
        knobs=knobs(settings),
        curves=scene.CURVES,
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(ensembles),
        unit="update",
        derived=scene.DERIVED,
        prose=[NOTES, *laws],
        meanings=words.MEANINGS,
    )
    with results():
        tables.table(*charts.cost_table(ensembles), note=charts.NOTE)
        for column, law, figure in zip(st.columns(2), laws, charts.figures(ensembles), strict=True):
            column.latex(law)
            column.plotly_chart(figure, config=QUIET)


choose_sampling(settings)
live()
st.markdown(NOTES)
navigation.ways_on(lesson)
