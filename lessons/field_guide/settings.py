"""The field guide's settings, and the row in which its topic and its experiment are chosen."""

import streamlit as st

from lessons.field_guide.experiments import Experiment
from lessons.field_guide.quiz import GUESSES, OPEN
from lessons.field_guide.topics import TOPICS, Topic
from ui.page.choosers import segments, select
from ui.page.fields import Choice, Field, Point
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS

_TOPIC = "Which part of the guide is open: its experiments stand on the stage, its text below."

ANEW = {"start": None, "guess": OPEN}
"""What another experiment begins with."""

_WIDTH = 280

FIELDS: tuple[Field, ...] = (
    Choice("topic", "rules", tuple(TOPICS)),
    *(Choice(key, next(iter(topic.names)), tuple(topic.names)) for key, topic in TOPICS.items()),
    Point("start"),
    Choice("guess", OPEN, GUESSES),
)


def topic_of(settings: Settings) -> Topic:
    """The part of the guide that is open."""
    return TOPICS[settings["topic"]]


def chosen(settings: Settings) -> str:
    """The key of the experiment that is shown."""
    return str(settings[settings["topic"]])


def experiment_of(settings: Settings) -> Experiment:
    """The experiment that is shown."""
    return topic_of(settings).experiment(chosen(settings))


def choose(settings: Settings) -> None:
    """One row: the topic, and the experiment in it."""
    topic, key = topic_of(settings), settings["topic"]
    titles = {name: each.title for name, each in TOPICS.items()}
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        segments(settings, "topic", titles, "Topic", _TOPIC, {**OTHER_RUNS, **ANEW})
        select(settings, key, topic.names, topic.choice, topic.help, lambda _: ANEW, width=_WIDTH)
