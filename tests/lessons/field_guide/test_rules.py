"""The field guide's table of rules: every rule has its line and its card, from its own record."""

import pytest

from lessons.field_guide.rules import card, experiment, settings_of
from optim import OPTIMIZERS


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_has_all_that_a_card_tells(key: str) -> None:
    rule, told = OPTIMIZERS[key], card(OPTIMIZERS[key])
    assert all(part and part in told for part in (rule.idea, rule.latex, rule.when, rule.source))
    # Markdown takes a full stop as the end of a sentence: the source is a part of its own.
    assert rule.when.endswith(".")
    assert settings_of(rule).count(",") == len(rule.hypers) - 1


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_stays_in_the_picture(key: str) -> None:
    [result] = experiment(key).follow(experiment(key).surface.start)
    assert result.outcome.fate not in ("diverged", "left")
