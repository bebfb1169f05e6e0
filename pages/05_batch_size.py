"""Lesson 5: the batch size as the knob of the noise, and what turning it costs."""

import streamlit as st

from lessons.batch_size import charts as spread_charts
from lessons.batch_size import experiments as ensembles
from lessons.sgd_and_batches import experiments as batches
from ui.page import charts, controls, navigation, shell, tables
from ui.page.fields import Point
from ui.page.settings import Settings
from ui.stage.scene import LinkedCurve, Preset
from ui.stage.stage import stage

lesson = navigation.lesson_of("batch_size")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    Point("start"),
    *ensembles.ensemble_fields(),
    batches.sampling_field("replaced"),
)

PRESETS = (
    Preset("Half the rate: a smaller cloud, a slower one", {"lr": 0.05}),
    Preset("All 256 examples: no noise at all", {"batch": 16, "sampling": "shuffled"}),
    Preset("α = 0.4: too much for one example", {"lr": 0.4}),
)

NOTE = (
    "± is the half-width of the 95 % interval of what was measured. The radius by theory is for "
    "batches drawn with replacement, under noise that is the same everywhere. “–” is no hovering "
    "radius: the runs are still on their way (more than 5 % of it is left), or some diverged."
)

NOTICE = """
Every run steps against the mean gradient of the B examples it draws; only the draws differ.

- **Diminishing returns.** Twice the batch divides the noise by √2 = 1.41 at twice the cost; halving
  it takes four times the batch, at four times the cost.
- **Spread, not bias.** With replacement the clouds' means all go the way of plain gradient descent:
  the batch size changes only how far single runs stray from it.
- **The floor.** At a constant α the runs never settle, they hover. A smaller α, a larger B or an
  average over the path (next lesson) brings them closer.
- **Shuffled**, all examples at once have no noise whatever. And where α is small the errors of an
  epoch's batches cancel: large batches hover below the formula.
- **One example, with replacement.** At a large α the cloud is wider than the formula: single
  examples differ in curvature too.
"""


@st.fragment
def live() -> None:
    start = controls.start_of(settings, ensembles.surface())
    runs = ensembles.run(start, settings)
    stage(
        settings,
        ensembles.panels(runs),
        start=start,
        knobs=ensembles.ensemble_knobs(settings),
        curves=[
            LinkedCurve("spread", "spread of the cloud"),
            LinkedCurve("loss", "mean loss above the minimum"),
        ],
        shown_curves=2,
        presets=PRESETS,
        outcome=ensembles.outcome(runs),
        unit="update",
    )
    tables.table(*ensembles.costs(runs), note=NOTE)
    laws = ensembles.formula(runs[0]), ensembles.floor_formula(runs[0])
    figures = spread_charts.figures(runs)
    for column, law, figure in zip(st.columns(2), laws, figures, strict=True):
        column.latex(law)
        column.plotly_chart(figure, config=charts.QUIET)


batches.choose_sampling(settings)
live()
st.latex(ensembles.RULE)
st.markdown(NOTICE)
