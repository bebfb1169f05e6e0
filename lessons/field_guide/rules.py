"""The table of rules, read from their own records."""

from collections.abc import Sequence
from functools import cache

import streamlit as st

from formula.names import text_name
from lessons.field_guide.cards import in_two_columns
from lessons.field_guide.experiments import Experiment
from optim import OPTIMIZERS, Optimizer
from surfaces import rosenbrock
from ui.page import symbols
from ui.page.numbers import near_one
from ui.page.palette import styles
from ui.page.tables import table
from ui.runs.meanings import meanings, written
from ui.runs.run import Run
from ui.runs.suited import suited

NAMES = {key: rule.name for key, rule in OPTIMIZERS.items()}

_STEPS = 300
_COMMON = ("x", "f", "∇", "g", "α", "t", "ε", "λ", "β", "β₁", "β₂", "m\u0302", "v\u0302")
_COLUMNS = ("rule", "settings and usual values", "numbers kept per coordinate")
_NOTE = (
    "α depends on the task: it has no usual value here; what libraries set is told under "
    "Choosing. Memories are counted as the formulas below write them; NAdam's q is the same number "
    "for all coordinates."
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
    rule = OPTIMIZERS[key]
    st.markdown(f"**{rule.name}.** {rule.idea}")
    show_formula(rule)
    st.markdown(use(rule))


def show_formula(rule: Optimizer, like: str = "") -> None:
    """A rule's formula, and what its own letters mean: in it, or as in the rule of a key."""
    st.latex(rule.latex)
    if letters := own_letters(rule, like):
        st.caption("; ".join(f"{letter}: {meaning}" for letter, meaning in letters.items()))


def own_letters(rule: Optimizer, like: str = "") -> dict[str, str]:
    """The letters in a rule's formula that not all rules have, with what they mean in it.

    Args:
        like: the key of a rule that means the same by them, if not its own.
    """
    told = symbols.explained([rule.latex], meanings(like or rule.key))
    return {letter: meaning for letter, meaning in told.items() if letter not in _COMMON}


def prose(key: str) -> Sequence[str]:
    """What is said of all rules, and the formula of the one on the stage."""
    rules = OPTIMIZERS.values()
    return [*(f"{rule.idea} {use(rule)}" for rule in rules), written(key)]


def use(rule: Optimizer) -> str:
    """When a rule is a good choice, and who writes it so, as Markdown."""
    return f"**When:** {rule.when} :gray[{rule.source}]"


def _row(rule: Optimizer) -> tuple[str, str, str]:
    return rule.name, settings_of(rule), str(len(rule.memory))


def settings_of(rule: Optimizer) -> str:
    """The hyper-parameters with their usual values, the rate without one."""
    rate, *others = rule.hypers
    values = [f"{text_name(h.name)} {near_one(h.default)}" for h in others]
    return ", ".join([text_name(rate.name), *values])
