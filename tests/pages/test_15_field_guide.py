"""The field guide on its page: every topic with its stage, its words and its ways on."""

import pytest

from lessons.field_guide.topics import TOPICS
from optim import OPTIMIZERS

from .app import open_page, run
from .shown import names, outcome

PAGE = "pages/15_field_guide.py"


@pytest.mark.parametrize("topic", TOPICS)
def test_every_experiment_of_a_topic_is_shown_and_told(topic: str) -> None:
    test = open_page(PAGE, topic=topic)
    for key, name in TOPICS[topic].names.items():
        test.selectbox[0].select(key)
        run(test)
        assert names(test) == [each.name for each in TOPICS[topic].experiment(key).runs], name
        assert outcome(test)


def test_the_rules_are_all_told_from_their_records() -> None:
    test = open_page(PAGE)
    told = [formula.value.strip("$\n ") for formula in test.latex]
    assert told == [rule.latex for rule in OPTIMIZERS.values()]
    [table] = [part.proto.body for part in test.get("html") if "<tbody>" in part.proto.body]
    assert all(f"{rule.name}</td>" in table for rule in OPTIMIZERS.values())


@pytest.mark.parametrize("topic", ["conventions", "debugging", "myths", "data", "choosing"])
def test_a_button_puts_its_experiment_on_the_stage(topic: str) -> None:
    test = open_page(PAGE, topic=topic, start="0.1,0.1")
    key = list(TOPICS[topic].names)[-1]
    [button] = [each for each in test.button if each.key == f"field_guide/{topic}/{key}"]
    button.click()
    run(test)
    assert names(test) == [each.name for each in TOPICS[topic].experiment(key).runs]
    assert "start" not in test.query_params


def test_measured_curves_stand_beside_what_is_proved() -> None:
    test = open_page(PAGE, topic="theory", theory="strong")
    assert len(test.get("plotly_chart")) == 1
    assert not open_page(PAGE, topic="rules").get("plotly_chart")


def test_the_letters_of_a_librarys_form_are_not_said_to_be_the_readers() -> None:
    test = open_page(PAGE, topic="conventions")
    told = [caption.value for caption in test.caption]
    assert any("the velocity" in text for text in told)
    assert not [text for text in told if "your rule" in text]


@pytest.mark.parametrize(
    ("topic", "key", "name"),
    [
        ("theory", "convex", "A flat bowl"),
        ("theory", "pl", "A wavy bowl"),
        ("data", "singular", "Two equal columns"),
    ],
)
def test_a_surface_of_the_guides_own_has_its_name_and_is_not_said_to_be_searched(
    topic: str, key: str, name: str
) -> None:
    test = open_page(PAGE, topic=topic, **{topic: key})
    assert any(text.value.startswith(f"**{name}.**") for text in test.markdown)
    assert "found" not in outcome(test)


def test_a_guess_is_answered_and_another_path_asks_anew() -> None:
    test = open_page(PAGE, topic="quiz", quiz="root")
    assert not [text for text in test.markdown if "```" in text.value]
    [wrong] = [each for each in test.button if each.key == "field_guide/guess/eps"]
    wrong.click()
    run(test)
    [told] = [text.value for text in test.markdown if "```" in text.value]
    assert told.startswith("**No")
    [right] = [each for each in test.button if each.key == "field_guide/guess/root"]
    right.click()
    run(test)
    [told] = [text.value for text in test.markdown if "```" in text.value]
    assert told.startswith("**Right.**")
    test.selectbox[0].select("eps")
    run(test)
    assert "guess" not in test.query_params
