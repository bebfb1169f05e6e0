"""The lessons there are, and the ways to them: the sidebar, and a list where it is hidden."""

from dataclasses import dataclass
from itertools import groupby

import streamlit as st

NAME = "Descent Lab"


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
    "home.py",
    "",
    NAME,
    "A map of heights, darker is lower, and four methods that look for a way down. Choose a start "
    "on the map, and they set off from there.",
)

LESSONS = (
    Lesson(
        "pages/01_follow_the_slope.py",
        "Basics",
        "Follow the slope",
        "The slope says which way is down, the learning rate how far to go. Choose any start.",
    ),
    Lesson(
        "pages/02_gradient_descent.py",
        "Basics",
        "Gradient descent",
        "Stand somewhere, look at the slope, step against it, repeat. Set off from any point.",
    ),
    Lesson(
        "pages/03_learning_rate.py",
        "Basics",
        "Learning rate",
        "The same start at three learning rates, and then at all of them. Set off from any point.",
    ),
    Lesson(
        "pages/04_sgd_and_batches.py",
        "Noise",
        "SGD and batches",
        "A line fitted to data: all examples a step, a few, or one. Choose any first line.",
    ),
    Lesson(
        "pages/05_batch_size.py",
        "Noise",
        "Batch size",
        "Many runs at once: the larger the batch, the narrower their cloud. Set off anywhere.",
    ),
    Lesson(
        "pages/06_smoothing.py",
        "Noise",
        "Smoothing",
        "An average that forgets: it reduces noise, and it lags. Choose where it begins.",
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
        "Steep coordinates get short steps, flat ones long steps: as long as the axes are aligned.",
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
        "pages/11_saddle_points.py",
        "Landscapes",
        "Saddle points",
        "The slope is zero, and yet it is no minimum: who gets away, and how late? Start anywhere.",
    ),
    Lesson(
        "pages/12_sharp_and_flat.py",
        "Landscapes",
        "Sharp and flat minima",
        "Two valleys or many: in which one does a run end, and what does noise do? Start anywhere.",
    ),
    Lesson(
        "pages/13_schedules.py",
        "Lab",
        "Schedules",
        "A learning rate that changes on the way: how runs begin and end. Set off from any point.",
    ),
    Lesson(
        "pages/14_race.py",
        "Lab",
        "Race",
        "Any optimizers, one start, one surface, one budget. Choose the start on the picture.",
    ),
    Lesson(
        "pages/15_field_guide.py",
        "Lab",
        "Field guide",
        "What to look up: rules, libraries, symptoms and their cures, each with a run to see it.",
    ),
)


def lesson_of(key: str) -> Lesson:
    """The lesson with this key.

    Raises:
        ValueError: if there is none, naming those there are.
    """
    for lesson in LESSONS:
        if lesson.key == key:
            return lesson
    raise ValueError(f"no lesson {key!r}; there are: {', '.join(x.key for x in LESSONS)}")


def sidebar(here: Lesson) -> None:
    """The grouped navigation, in which this page stands out."""
    with st.sidebar:
        _link(HOME, here)
        for group, lessons in groupby(LESSONS, lambda lesson: lesson.group):
            _heading(group)
            for lesson in lessons:
                _link(lesson, here)


def ways_on(here: Lesson) -> None:
    """The ways to the lessons before and after this one: call this last."""
    pages = (HOME, *LESSONS)
    at = pages.index(here)
    with st.container(key="ways", horizontal=True, horizontal_alignment="distribute"):
        if at > 0:
            with st.container(key="previous", width="content"):
                st.page_link(pages[at - 1].file, label=f"← {pages[at - 1].title}")
        if at + 1 < len(pages):
            first = "Lesson 1" if here is HOME else "Next"
            with st.container(key="next", width="content"):
                st.page_link(pages[at + 1].file, label=f"{first}: {pages[at + 1].title} →")


def lesson_list() -> None:
    """The way into the lessons where a small screen hides the sidebar."""
    with st.container(key="lessons"):
        for group, lessons in groupby(LESSONS, lambda lesson: lesson.group):
            _heading(group)
            for lesson in lessons:
                st.page_link(lesson.file, label=lesson.title)
                st.caption(lesson.sentence)


def _heading(group: str) -> None:
    st.html(f'<p class="dl-group">{group}</p>')


def _link(lesson: Lesson, here: Lesson) -> None:
    label = f"**:primary[{lesson.title}]**" if lesson is here else lesson.title
    st.page_link(lesson.file, label=label)
