"""A formula of the reader's own as surface: its settings, and the row in which it is typed.

A formula that cannot be read changes no setting: the last good one stays in the picture and in the
link, and what was typed stays in the field until it is put right.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from formula.parse import LENGTH, FormulaError
from surfaces import Surface, formula
from surfaces.surface import Domain
from ui.page.choosers import explained
from ui.page.fields import Field, Number, Text
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.view import ANOTHER_PICTURE

FORMULA = "formula"
"""The key of the reader's own formula among the surfaces, and of its setting."""

NAME = "A formula of your own"

FRAME = {"x_from": "x from", "x_to": "x to", "y_from": "y from", "y_to": "y to"}
"""The frame's settings, and what they are called."""

FAR = 1000.0
"""The frame's coordinates go so far."""

NARROWEST = 0.1
"""The frame's sides are at least so long."""

WIDE = 700
"""So wide is what is said of a wrong formula: it has a row of its own."""

HELP = (
    "A function of `x` and `y`, of at most 300 characters: numbers, `pi`, `e`, `+ - * /`, powers "
    "as `^`, parentheses, and `sin cos tan exp log sqrt abs tanh` with theirs. Every product needs "
    "its `*`. The picture follows when you press Enter."
)

_EXAMPLES = "Formulas to start from, each with a frame of its own. Choosing one replaces yours."

Along = Callable[[str], Mapping[str, Any]]
"""The settings that change with a choice of a surface, named by its key."""


class Example(NamedTuple):
    """A formula to start from, and half the side of its frame."""

    text: str
    half: float


EXAMPLES = {
    "Several minima": Example("sin(2*x) + cos(2*y) + 0.3*(x^2 + y^2)", 3.0),
    "A plateau": Example("1 - exp(-x^2 - y^2)", 3.0),
    "A ridge between two valleys": Example("2*exp(-4*x^2) + 0.2*(x^2 + y^2)", 3.0),
    "A kink": Example("abs(x) + 2*abs(y - x/2)", 2.0),
    "A ring of minima": Example("(x^2 + y^2 - 1)^2", 2.0),
    "Falls without end": Example("sin(x)*y^2 + 0.1*(x^2 + y^2)", 4.0),
    "A pole": Example("x^2 + y^2 + 1/((x - 1)^2 + y^2)", 3.0),
    "A hole where x is below 0": Example("x*log(x) + y^2", 2.0),
}

_FIRST = EXAMPLES["Several minima"]


class _Refused(NamedTuple):
    """What was typed and cannot be used, and why."""

    text: str
    error: FormulaError


def fields() -> list[Field]:
    """The formula, and the frame in which it is shown."""
    half = _FIRST.half
    sides = {key: half if key.endswith("to") else -half for key in FRAME}
    return [
        Text(FORMULA, _FIRST.text, LENGTH, formula, "the formula"),
        *(Number(key, side, -FAR, FAR, FRAME[key]) for key, side in sides.items()),
    ]


def frame(values: Mapping[str, Any] | Settings) -> Domain:
    """The frame that the settings give: rising, and wide enough."""
    return _rising(values["x_from"], values["x_to"]), _rising(values["y_from"], values["y_to"])


def _rising(one: float, other: float) -> tuple[float, float]:
    low, high = min(one, other), max(one, other)
    if high - low >= NARROWEST:
        return low, high
    low = min(low, FAR - NARROWEST)
    return low, low + NARROWEST


def surface_of(settings: Settings | Mapping[str, Any]) -> Surface:
    """The formula over its frame; what a link says that does not go together is mended."""
    if not isinstance(settings, Settings):
        return formula(settings[FORMULA], frame(settings))
    _mend_frame(settings)
    try:
        return formula(settings[FORMULA], frame(settings))
    except FormulaError as error:
        default: Text = settings.fields[FORMULA]  # type: ignore[assignment]
        settings.mend(FORMULA, default.default, f"{error} Here it is “{default.default}”.")
        return formula(settings[FORMULA], frame(settings))


def _mend_frame(settings: Settings) -> None:
    (x0, x1), (y0, y1) = domain = frame(settings)
    sides = dict(zip(FRAME, (x0, x1, y0, y1), strict=True))
    changed = {key: side for key, side in sides.items() if settings[key] != side}
    for key, side in changed.items():
        settings.mend(key, side)
    if changed:
        settings.notices.append(f"The frame runs from low to high: {_written(domain)}.")


def choose(settings: Settings, also: Along) -> None:
    """The formula, examples to start from, its frame; and what is wrong with it."""
    refused: _Refused | None = settings.memory.get(FORMULA)
    if refused and settings.notices:
        # Another link was opened meanwhile.
        settings.memory.pop(FORMULA)
        refused = None
    key = settings.widget_key(FORMULA)
    st.session_state[key] = refused.text if refused else settings[FORMULA]
    with explained("f(x, y) =", HELP):
        st.text_input(
            "Formula of the surface",
            key=key,
            max_chars=LENGTH,
            placeholder="x^2 + y^2",
            label_visibility="collapsed",
            width=290,
            on_change=lambda: _take(settings, {FORMULA: st.session_state[key]}, also),
        )
    # One row has room for these beside what a page chooses besides.
    with st.popover("Examples, frame"):
        _offer_examples(settings, also)
        _offer_frame(settings, also)
    if refused:
        with st.container(width=WIDE):
            st.code(_pointed(refused), language=None)
            st.text(f"{refused.error} The picture still shows the last formula that could be read.")


def _offer_examples(settings: Settings, also: Along) -> None:
    key = settings.widget_key("examples")

    def taken() -> None:
        chosen, st.session_state[key] = st.session_state[key], None
        if chosen is None:
            return
        text, half = EXAMPLES[chosen]
        sides = {side: half if side.endswith("to") else -half for side in FRAME}
        _take(settings, {FORMULA: text, **sides}, also)

    with explained("Examples", _EXAMPLES):
        st.selectbox(
            "Examples of formulas",
            tuple(EXAMPLES),
            index=None,
            key=key,
            placeholder="a formula",
            label_visibility="collapsed",
            width=220,
            on_change=taken,
        )


def _offer_frame(settings: Settings, also: Along) -> None:
    for name, label in FRAME.items():
        key = settings.widget_key(name)
        st.session_state[key] = settings[name]
        st.number_input(
            label,
            -FAR,
            FAR,
            key=key,
            step=0.5,
            format="%.3f",
            on_change=_reframe,
            args=(settings, name, key, also),
        )


def _reframe(settings: Settings, name: str, key: str, also: Along) -> None:
    given = {side: settings[side] for side in FRAME}
    (x0, x1), (y0, y1) = frame({**given, name: st.session_state[key]})
    _take(settings, dict(zip(FRAME, (x0, x1, y0, y1), strict=True)), also)


def _take(settings: Settings, changes: Mapping[str, Any], also: Along) -> None:
    """Change formula or frame, if there is then something to show; else remember why not."""
    wanted = {**{key: settings[key] for key in (FORMULA, *FRAME)}, **changes}
    try:
        surface_of(wanted)
    except FormulaError as error:
        settings.memory[FORMULA] = _Refused(wanted[FORMULA], error)
        return
    settings.memory.pop(FORMULA, None)
    settings.set({**changes, **ANOTHER_PICTURE}, publish=False)
    settings.set(also(FORMULA))


def _pointed(refused: _Refused) -> str:
    """The line that is wrong, and below it a caret at its place."""
    text, error = refused
    plain = "".join(" " if each.isspace() else each for each in text)
    if error.position is None:
        return plain
    return f"{plain}\n{' ' * error.position}^"


def _written(domain: Domain) -> str:
    x, y = (f"{as_text(low)} to {as_text(high)}" for low, high in domain)
    return f"x {x}, y {y}"
