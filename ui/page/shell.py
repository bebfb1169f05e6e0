"""What every page starts with: its title, the look and the grouped navigation."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import streamlit as st

NAME = "Descent Lab"
ICON = Path(__file__).resolve().parents[2] / "static" / "icon.png"


@dataclass(frozen=True)
class Lesson:
    """One page: its file, its group in the navigation, its title and what it shows."""

    file: str
    group: str
    title: str
    sentence: str

    @property
    def key(self) -> str:
        """The page's name in addresses and settings."""
        return self.file.removesuffix(".py").split("/")[-1].lstrip("0123456789_")


HOME = Lesson(
    "app.py",
    "",
    NAME,
    "Four ways down the same valley. Click anywhere, and they set off from there.",
)

LESSONS = (
    Lesson(
        "pages/01_follow_the_slope.py",
        "Basics",
        "Follow the slope",
        "The slope says which way is down, the learning rate how far to go. Click the curve.",
    ),
    Lesson(
        "pages/02_gradient_descent.py",
        "Basics",
        "Gradient descent",
        "Stand somewhere, look at the slope, step against it, repeat. Click anywhere to set off.",
    ),
    Lesson(
        "pages/03_learning_rate.py",
        "Basics",
        "Learning rate",
        "The same start at three learning rates, and then at all of them. Click any panel.",
    ),
    Lesson(
        "pages/04_sgd_and_batches.py",
        "Noise",
        "SGD and batches",
        "A line fitted to data: all examples a step, a few, or one. Click the right panel.",
    ),
    Lesson(
        "pages/05_batch_size.py",
        "Noise",
        "Batch size",
        "Many runs at once: four times the batch, about half the cloud. Click anywhere.",
    ),
    Lesson(
        "pages/06_smoothing.py",
        "Noise",
        "Smoothing",
        "An average that forgets: it calms noise, and it comes late. Click to set where it begins.",
    ),
    Lesson(
        "pages/07_momentum.py",
        "Memory",
        "Momentum",
        "A ball that keeps rolling: gradients that agree add up, gradients that alternate cancel.",
    ),
    Lesson(
        "pages/08_per_coordinate_rates.py",
        "Memory",
        "Per-coordinate rates",
        "Steep coordinates get short steps, flat ones long steps: as long as the axes lie right.",
    ),
    Lesson(
        "pages/09_adam.py",
        "Memory",
        "Adam, taken apart",
        "Momentum for the direction, a scale for each coordinate, and a fair start for both.",
    ),
    Lesson(
        "pages/10_weight_decay.py",
        "Memory",
        "Weight decay",
        "Two ways to pull every coordinate to zero. In Adam they end in different places.",
    ),
    Lesson(
        "pages/14_race.py",
        "Lab",
        "Race",
        "Any optimizers, one start, one surface, one budget. Click anywhere to start the race.",
    ),
)

# What Streamlit's theme settings cannot say: the stage is the first thing on the page and fits
# with its controls on a laptop's screen; nothing fades while an answer is under way, for which the
# browser would paint the whole stage twice again.
_STYLE = """
<style>
.stMainBlockContainer { padding: 1.4rem 2.2rem 4rem; max-width: 90rem; }
.stAppHeader { height: 2.5rem; min-height: 2.5rem; pointer-events: none; }
@media (min-width: 48rem) { .stAppHeader { background: none; } }
.stAppHeader :is(button, a, [role="button"]) { pointer-events: auto; }
.stMainBlockContainer h1 { padding: 0; }
.stMainBlockContainer .dl-sentence { color: var(--dl-muted, #6A737D); margin: 0; }
[data-testid="stSidebarHeader"] { height: 2.2rem; min-height: 2.2rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-top: 0; }
.stSidebar [data-testid="stVerticalBlock"] { gap: 0.1rem; }
.stSidebar [data-testid="stPageLink-NavLink"] { padding: 0.15rem 0.4rem; }
[data-stale] { opacity: 1 !important; transition: none !important; }
.st-key-lessons { display: none; gap: 0.2rem; }
.st-key-lessons .dl-group { margin-left: 0; }
.st-key-lessons [data-testid="stPageLink-NavLink"] { padding: 0; }
.dl-group { margin: 0.9rem 0 0.1rem 0.4rem; font-size: 0.72rem; font-weight: 600;
  letter-spacing: 0.06em; text-transform: uppercase; opacity: 0.72; }
@media (min-width: 48rem) { .stMain .katex-display { overflow: visible !important; } }
.dl-results { overflow-x: auto; margin-top: 0.6rem; font-size: 0.85rem; }
.dl-results table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.dl-results :is(th, td) { padding: 0.3rem 1.1rem 0.3rem 0; text-align: right; border: 0;
  border-bottom: 1px solid var(--st-border-color, #8884); white-space: nowrap; font-weight: 400; }
.dl-results :is(th, p) { opacity: 0.72; }
.dl-results :is(th, td):nth-child(-n + 2) { text-align: left; }
.dl-results p { margin: 0.6rem 0 0; white-space: normal; }
@media (max-width: 48rem) { .st-key-lessons { display: flex; } }
@media (max-width: 40rem) {
  .stMainBlockContainer { padding: 2.6rem 1rem 4rem; }
  .stMain .katex-display { font-size: 0.82em; }
}
</style>
"""


def open_page(lesson: Lesson) -> None:
    """Start a page: call this first."""
    st.set_page_config(
        page_title=lesson.title if lesson is HOME else f"{lesson.title} · {NAME}",
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=204,
    )
    st.html(_STYLE)
    _navigation(lesson)
    st.title(lesson.title, anchor=False)
    st.markdown(f":gray[{lesson.sentence}]")


def lesson_of(key: str) -> Lesson:
    """The lesson with this key.

    Raises:
        ValueError: if there is none, naming those there are.
    """
    for lesson in LESSONS:
        if lesson.key == key:
            return lesson
    raise ValueError(f"no lesson {key!r}; there are: {', '.join(x.key for x in LESSONS)}")


def notices(sentences: Iterable[str]) -> None:
    """Say what was mended in a link."""
    told = list(sentences)
    if told:
        # As text: what a link says may look like markup.
        st.text(" ".join(["The link was mended.", *told]))


def lessons() -> None:
    """The way into the lessons where a small screen hides the navigation."""
    with st.container(key="lessons"):
        for group, lessons in groupby(LESSONS, lambda lesson: lesson.group):
            st.html(f'<p class="dl-group">{group}</p>')
            for lesson in lessons:
                st.page_link(lesson.file, label=lesson.title)
                st.caption(lesson.sentence)


def _navigation(here: Lesson) -> None:
    with st.sidebar:
        _link(HOME, here)
        for group, lessons in groupby(LESSONS, lambda lesson: lesson.group):
            st.html(f'<p class="dl-group">{group}</p>')
            for lesson in lessons:
                _link(lesson, here)


def _link(lesson: Lesson, here: Lesson) -> None:
    label = f"**:primary[{lesson.title}]**" if lesson is here else lesson.title
    st.page_link(lesson.file, label=label)


# Whatever the imports made lives as long as the server: the collector need never walk it again.
gc.collect()
gc.freeze()
