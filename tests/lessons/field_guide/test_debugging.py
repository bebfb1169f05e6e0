"""The checklist: each symptom shows, its cure cures, and the lesson that it leads to shows it."""

import pytest

from lessons.field_guide.debugging import SYMPTOMS, says
from tests.pages.app import open_page
from ui.page.navigation import lesson_of
from ui.runs import result
from ui.runs.result import RunResult


@pytest.mark.parametrize("key", SYMPTOMS)
def test_the_first_run_has_the_symptom_and_the_second_has_not(key: str) -> None:
    experiment = SYMPTOMS[key].experiment
    runs = experiment.follow(experiment.surface.start)
    assert [SYMPTOMS[key].shows(run) for run in runs] == [True, False]
    assert says(key, runs).startswith("The first run has the symptom, the second has not.")


@pytest.mark.parametrize("key", SYMPTOMS)
def test_from_a_minimum_it_is_said_which_run_has_it(key: str) -> None:
    experiment = SYMPTOMS[key].experiment
    runs = experiment.follow(experiment.surface.minima[0])
    before, after = (SYMPTOMS[key].shows(run) for run in runs)
    assert ("neither" in says(key, runs)) == (not before and not after)


@pytest.mark.parametrize("key", SYMPTOMS)
def test_the_lesson_shows_it_too(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[RunResult] = []
    follow = result._result

    def record(*arguments: object) -> RunResult:
        followed.append(follow(*arguments))  # type: ignore[arg-type]
        return followed[-1]

    monkeypatch.setattr(result, "_result", record)
    link = SYMPTOMS[key].link
    open_page(lesson_of(link.lesson).file, **link.query)
    plane = [run for run in followed if run.surface.dimension == 2]
    assert any(SYMPTOMS[key].shows(run) for run in plane), key
