"""The field guide's table of rules: every rule has its line and its card, from its own record."""

import pytest

from lessons.field_guide.rules import experiment, own_letters, settings_of, use
from optim import OPTIMIZERS


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_has_all_that_a_card_tells(key: str) -> None:
    rule = OPTIMIZERS[key]
    assert rule.when.endswith(".")
    assert all(part and part in use(rule) for part in (rule.when, rule.source))
    for name in rule.memory:
        assert any(letter[0] == name[0] for letter in own_letters(rule)), name
    assert settings_of(rule).count(",") == len(rule.hypers) - 1


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_stays_in_the_picture(key: str) -> None:
    [result] = experiment(key).follow(experiment(key).surface.start)
    assert result.outcome.fate not in ("diverged", "left")
