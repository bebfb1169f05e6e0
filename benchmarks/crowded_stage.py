"""A page with as much on it as a stage takes: four panels, 32 paths of a thousand steps."""

import streamlit as st

from optim import OPTIMIZERS
from surfaces import himmelblau
from ui.page.palette import STYLES
from ui.page.settings import Settings
from ui.runs.measures import linked_curves, measures
from ui.runs.run import Run
from ui.stage.scene import Panel, Path
from ui.stage.stage import stage

STEPS = 1000
KEYS = list(OPTIMIZERS)[:8]

st.set_page_config(layout="wide")
settings = Settings("crowded")
surface = himmelblau()


def path(key: str, panel: int) -> Path:
    run = Run(key, {"lr": 1e-4 * (panel + 1)})
    trajectory = run.trace(surface, (-0.5, -0.5), steps=STEPS)
    curves = measures(trajectory, surface)
    return Path(run.name, trajectory.points, STYLES[key], curves=curves)


@st.fragment
def live() -> None:
    panels = [Panel(surface, [path(key, panel) for key in KEYS]) for panel in range(4)]
    stage(settings, panels, start=(-0.5, -0.5), curves=linked_curves(surface))


live()
