"""Taylor's view of one step as bars."""

import plotly.graph_objects as go

from lessons.follow_the_slope.experiments import Step
from ui.page import charts


def taylor_bars(step: Step) -> go.Figure:
    """The change that slope and curvature predict for one step, stacked, above the actual one."""
    terms, actual = step.terms, step.actual
    # The bars rest while the stage plays: they say whose step they show.
    what = f"change of f, step {step.t} → {step.t + 1}"
    figure = charts.blank(150, x=what, barmode="overlay", bargap=0.35, **charts.NAMED)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(zeroline=True, zerolinecolor=charts.muted(), nticks=7)
    # The second term runs back over the first one, so it is drawn thinner.
    bars = (
        ("slope: −αf′²", "predicted", terms.first, 0.0, 0.66, "amber"),
        ("curvature: +½α²f″f′²", "predicted", terms.second, terms.first, 0.3, "crimson"),
        ("actual change", "actual", actual, 0.0, 0.66, "slate"),
    )
    for name, row, length, base, width, colour in bars:
        figure.add_bar(
            name=name,
            y=[row],
            x=[length],
            base=[base],
            width=[width],
            orientation="h",
            marker_color=charts.ink(colour),
        )
    return figure
