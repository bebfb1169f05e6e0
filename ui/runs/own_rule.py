"""The dialog in which a reader types a rule, for one more run or for the chosen one."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from formula.assignments import MOST_CHARACTERS
from formula.names import text_name
from formula.parse import FormulaError
from optim.rules import OWN, TypedOptimizer, typed_rule
from ui.page.settings import Settings
from ui.page.words import listed, plain
from ui.runs.run import Run

Put = Callable[[Run, int | None], None]
"""Puts a run into the list: in the place of the one of this index, or behind the last."""

NAME = "A rule of your own"

_HELP = (
    "Lines for one coordinate, one after the other. Given are x, its slope g, the number t of the "
    "step and the learning rate lr. A name that is read before it has a value is a memory, 0 at "
    "first; a name that never gets one becomes a knob. Functions: sqrt, abs, sign, max, min, exp, "
    "log, sin, cos, tan, tanh."
)

EXAMPLES = {
    "Averaged momentum": "m = beta*m + (1 - beta)*g\nx = x - lr*m",
    "Signs alone": "x = x - lr*sign(g)",
    "Signs of an average, as in Lion": "c = beta1*m + (1 - beta1)*g\n"
    "m = beta2*m + (1 - beta2)*g\nx = x - lr*sign(c)",
    "Adam without correction": "m = beta1*m + (1 - beta1)*g\nv = beta2*v + (1 - beta2)*g^2\n"
    "x = x - lr*m/(sqrt(v) + eps)",
    "Slopes cut to c": "x = x - lr*max(min(g, c), -c)",
    "A mistake: the velocity never fades": "v = v + g\nx = x - lr*v",
}

_CLOSED = "closed"


def ask(settings: Settings, index: int | None = None) -> None:
    """Open the dialog: with the rule of the run of this index, or for one more."""
    run = None if index is None else settings["runs"][index]
    typed = typed_rule(run.optimizer.removeprefix(OWN)) if run else None
    first = next(iter(EXAMPLES.values()))
    st.session_state[_key(settings, "text")] = typed.typed.shown if typed else first
    st.session_state[_key(settings, "name")] = run.title if run else ""
    st.session_state[_key(settings, "asked")] = index


def show(settings: Settings, chosen: int, put: Put) -> None:
    """The dialog while it is open, and what opens it for the chosen run where its rule is typed."""
    if settings["runs"][chosen].optimizer.startswith(OWN):
        told = "Change the lines of the chosen run's rule."
        st.button("Edit rule", help=told, on_click=ask, args=(settings, chosen))
    if st.session_state.get(_key(settings, "asked"), _CLOSED) != _CLOSED:
        st.dialog(NAME, on_dismiss=lambda: _close(settings))(_dialog)(settings, put)


def _dialog(settings: Settings, put: Put) -> None:
    text = _key(settings, "text")
    st.selectbox(
        "Start from",
        tuple(EXAMPLES),
        index=None,
        placeholder="an example",
        key=_key(settings, "example"),
        on_change=_take_example,
        args=(settings,),
    )
    st.text_area("Lines", key=text, height=150, max_chars=MOST_CHARACTERS, help=_HELP)
    st.text_input("Name", key=_key(settings, "name"), max_chars=40, placeholder="Your rule")
    pressed = st.button("Use this rule", type="primary", on_click=_save, args=(settings, put))
    if pressed and st.session_state[_key(settings, "asked")] == _CLOSED:
        st.rerun()
    # Below the button, which must stay under a finger while this comes and goes.
    try:
        _tell(typed_rule(st.session_state[text]))
    except FormulaError as error:
        st.error(plain(str(error)))


def _tell(rule: TypedOptimizer) -> None:
    """What was read."""
    st.latex(rule.latex)
    knobs = listed([text_name(hyper.name) for hyper in rule.hypers])
    memory = listed([text_name(name) for name in rule.memory]) if rule.memory else "none"
    st.markdown(f":gray[Knobs: {plain(knobs)}. Memory: {plain(memory)}.]")


def _take_example(settings: Settings) -> None:
    chosen = st.session_state[_key(settings, "example")]
    if chosen:
        st.session_state[_key(settings, "text")] = EXAMPLES[chosen]


def _save(settings: Settings, put: Put) -> None:
    """Put the run into the list; nothing happens where the lines cannot be read."""
    try:
        rule = typed_rule(st.session_state[_key(settings, "text")])
    except FormulaError:
        return
    index, title = (st.session_state[_key(settings, name)] for name in ("asked", "name"))
    run = Run(rule.key, title=title)
    if index is not None and index >= len(settings["runs"]):
        # The way back in the browser may have taken that run away meanwhile.
        index = None
    if index is not None:
        before = settings["runs"][index]
        kept = {name: value for name, value in before.hypers.items() if name in rule.defaults}
        run = replace(before, optimizer=rule.key, hypers=kept, title=title)
    put(run, index)
    _close(settings)


def _close(settings: Settings) -> None:
    st.session_state[_key(settings, "asked")] = _CLOSED


def _key(settings: Settings, name: str) -> str:
    return f"{settings.page}/own rule {name}"
