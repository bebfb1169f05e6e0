"""Lesson 15: the field guide: what to look up, each thing with a run that shows it."""

import streamlit as st

from lessons.field_guide.settings import FIELDS, choose, chosen, experiment_of, topic_of
from lessons.field_guide.words import LETTERS, in_words
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.live import panels
from ui.runs.meanings import meanings
from ui.runs.measures import linked_curves
from ui.stage.stage import stage

lesson = navigation.lesson_of("field_guide")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)


@st.fragment
def live() -> None:
    topic, key, experiment = topic_of(settings), chosen(settings), experiment_of(settings)
    start = controls.start_of(settings, experiment.surface)
    results = experiment.follow(start)
    rule = results[0].run.optimizer
    stage(
        settings,
        panels(results, explained=results[:1] if topic.explained else []),
        start=start,
        curves=linked_curves(experiment.surface),
        outcome=topic.says(key, results),
        prose=[controls.surface_text(experiment.surface), *map(in_words, topic.prose(key))],
        meanings={**LETTERS, **(meanings(rule) if topic.formulas else {}), **topic.meanings},
    )
    topic.chart(key, results)


choose(settings)
live()
topic_of(settings).below(settings)
st.markdown(controls.surface_text(experiment_of(settings).surface))
navigation.ways_on(lesson)
