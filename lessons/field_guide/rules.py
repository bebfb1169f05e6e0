"""The table of rules, read from their own records."""

from functools import cache

import streamlit as st

from formula.names import text_name
from lessons.field_guide.cards import in_two_columns
from lessons.field_guide.experiments import Experiment
from optim import OPTIMIZERS, Optimizer
from surfaces import rosenbrock
from ui.page.numbers import near_one
from ui.page.palette import styles
from ui.page.tables import table
from ui.runs.run import Run
from ui.runs.suited import suited

NAMES = {key: rule.name for key, rule in OPTIMIZERS.items()}

_STEPS = 300
_COLUMNS = ("rule", "settings and usual values", "numbers kept per weight")
_NOTE = (
    "α depends on the task: it has no usual value here; what libraries set is told under "
    "Choosing. Memories are counted as the formulas below write them; NAdam's q is the same number "
    "for all weights."
)


@cache
def experiment(key: str) -> Experiment:
    """One rule down Rosenbrock's valley, at a rate that suits it."""
    surface = rosenbrock(b=10.0)
    return Experiment(surface, suited([Run(key)], surface), _STEPS)


def show_table() -> None:
    """Every rule: a table of what it needs, and a card with idea, formula and use for each."""
    rules = list(OPTIMIZERS.values())
    table(_COLUMNS, [_row(rule) for rule in rules], _NOTE, styles([rule.key for rule in rules]))
    in_two_columns(OPTIMIZERS, _show)


def _show(key: str) -> None:
    st.markdown(card(OPTIMIZERS[key]))


def card(rule: Optimizer) -> str:
    """What a rule does, as Markdown."""
    return (
        f"**{rule.name}.** {rule.idea}\n\n$$\n{rule.latex}\n$$\n\n"
        f"**When:** {rule.when} :gray[{rule.source}]"
    )


def _row(rule: Optimizer) -> tuple[str, str, str]:
    return rule.name, settings_of(rule), str(len(rule.memory))


def settings_of(rule: Optimizer) -> str:
    """The hyper-parameters with their usual values, the rate without one."""
    rate, *others = rule.hypers
    values = [f"{text_name(h.name)} {near_one(h.default)}" for h in others]
    return ", ".join([text_name(rate.name), *values])
