"""Every page runs, obeys each of its widgets, and mends whatever a link says."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.page import shell
from ui.page.fields import Field
from ui.page.navigation import Lesson
from ui.page.view import VIEW_KEYS

from .app import PAGES, Browser, Tables, follow, mended, open_page, run, values
from .shown import knobs, stage

GARBAGE = (
    "",
    " ",
    "text",
    "nan",
    "inf",
    "-1e999",
    "1e308",
    "-1",
    "0.5",
    "1e400,1",
    "nan,nan",
    "1e300,-1e300",
    "1,2,3",
    ",",
    "∞",
    "½ Ⅷ ١٢٣",
    "e\u0301\u202e\U0001f4c9",
    "\x00\x1b[31m",
    "'; DROP TABLE runs; --",
    "<script>alert(1)</script>",
    "**![x](x)** `$\\frac{1}{0}$` :material/home:",
    "~~~~",
    "adam~lr",
    "adam~lr~nan~~gd~momentum~1~~sgd~~adam~eps~-1e999",
    "~~".join(["gd"] * 500),
    "9" * 5000,
    "x" * 20000,
    "[1, {}]",
)
TEXTS = (
    "0.30000000000000004",
    "0.30000000000000004,0.7",
    "0",
    "1",
    "4.4",
    "7",
    "77.7",
    "0.5,1,0.5,1",
    "7~40",
    "-30.0,45.0,1.25",
    "loss~linear",
    "steps~2",
    "-loss",
    "adamw~lr~0.30000000000000004~weight_decay~0.05~~gd~lr~0.01~~gd~lr~0.02",
    "0.1*x^2 + exp(-y)",
    "0.5~-1~~1~2.25~~-2~3",
)
NASTIEST = ("", "nan", "-1e999", "1e300,-1e300", "x" * 20000)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs(page: str) -> None:
    test = open_page(page)
    assert len(test.title) == 1
    assert not mended(test)
    run(test)


@pytest.mark.parametrize("page", PAGES)
def test_a_start_outside_the_picture_is_reported_at_once(page: str) -> None:
    far = "999" if "follow_the_slope" in page else "999,999"
    view = {"what": "path"} if "smoothing" in page else {}
    assert "outside the picture" in mended(open_page(page, start=far, **view))


@pytest.mark.parametrize("page", PAGES)
def test_every_choice_can_be_made(page: str) -> None:
    test = open_page(page)
    for i in range(len(test.selectbox)):
        for option in test.selectbox[i].options:
            if not test.selectbox[i].disabled:
                test.selectbox[i].select(option)
                run(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_button_can_be_pressed(page: str) -> None:
    test = open_page(page)
    for key in [button.key or button.label for button in test.button]:
        for button in test.button:
            if key in (button.key, button.label) and not button.disabled:
                button.click()
        run(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_group_of_buttons_can_be_used(page: str) -> None:
    test = open_page(page)
    i = 0
    # A choice may take others away.
    while i < len(test.button_group):
        for option in test.button_group[i].options:
            test.button_group[i].select(option)
            run(test)
        i += 1


@pytest.mark.parametrize("page", PAGES)
def test_every_switch_can_be_thrown(page: str) -> None:
    test = open_page(page)
    for i in range(2 * len(test.checkbox)):
        switch = test.checkbox[i // 2]
        switch.set_value(not switch.value)
        run(test)
    for i in range(2 * len(test.toggle)):
        toggle = test.toggle[i // 2]
        toggle.set_value(not toggle.value)
        run(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_knob_can_be_turned_to_both_ends(
    page: str, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, open_ = Browser(monkeypatch), shell.open_page

    def opened(lesson: Lesson) -> None:
        browser.deliver()
        open_(lesson)

    monkeypatch.setattr(shell, "open_page", opened)
    seen = set()
    for link in ({}, *choices(tables.of(page))):
        test = open_page(page, **link)
        if (names := frozenset(knobs(test))) not in seen:
            turn_all(test, browser, "low")
            turn_all(test, browser, "high")
            seen.add(names)


def turn_all(test: AppTest, browser: Browser, end: str) -> None:
    """Turn every knob to one end; where that brings out more knobs, those too."""
    while wanted := {
        knob["name"]: knob[end] for knob in stage(test)["knobs"] if knob["value"] != knob[end]
    }:
        browser.request = {"id": 1, "knobs": wanted}
        run(test)
        assert not stage(test)["refusal"]
        # Each knob that is still there stands where it was moved to.
        assert wanted.items() <= {**wanted, **knobs(test)}.items()


def choices(fields: dict[str, Field]) -> list[dict[str, str]]:
    """A link for every option that is not what a page opens with."""
    return [
        {key: option}
        for key, field in fields.items()
        for option in getattr(field, "options", ())
        if option != field.default
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_value_in_a_link_arrives(page: str, tables: Tables) -> None:
    fields = tables.of(page)
    # What is seen has one mechanism for all of it, which no page knows of: it arrives at once.
    alone = [{key} for key in fields if key not in VIEW_KEYS]
    for keys in (*alone, {key for key in VIEW_KEYS if key in fields}):
        wanted = {key: another(fields[key]) for key in keys}
        test = open_page(page, **{key: fields[key].format(wanted[key]) for key in keys})
        assert values(test, tables.key).items() >= wanted.items()
        assert not mended(test)


@pytest.mark.parametrize("page", PAGES)
def test_a_link_written_by_a_page_is_read_back_exactly(page: str, tables: Tables) -> None:
    fields = tables.of(page)
    link = {key: field.format(another(field)) for key, field in fields.items()}
    first = values(open_page(page, **link), tables.key) if fields else {}
    again = {
        key: field.format(first[key])
        for key, field in fields.items()
        if first[key] != field.default
    }
    second = values(open_page(page, **again), tables.key) if fields else {}
    assert second == first


@pytest.mark.parametrize("page", PAGES)
def test_garbage_for_every_key_at_once_is_mended_with_a_notice(page: str, tables: Tables) -> None:
    fields = tables.of(page)
    test = open_page(page)
    for shift in range(len(GARBAGE)):
        link = {key: GARBAGE[(shift + i) % len(GARBAGE)] for i, key in enumerate(fields)}
        follow(test, **link)
        assert_mended(test, fields, tables, link)


@pytest.fixture(scope="module")
def new() -> dict[str, set[str]]:
    """The keys of each page that mean something else, or nothing, on all pages before it."""
    with pytest.MonkeyPatch.context() as patch:
        tables = Tables(patch)
        known: list[Field] = []
        found = {}
        for page in PAGES:
            fields = [field for field in tables.of(page).values() if field not in known]
            found[page] = {field.key for field in fields}
            known += fields
    return found


@pytest.mark.parametrize("page", PAGES)
def test_garbage_for_one_key_is_mended_with_a_notice(
    page: str, tables: Tables, new: dict[str, set[str]]
) -> None:
    """Each key on the first page that has it: the test above tries all of them on every page."""
    fields = tables.of(page)
    test = open_page(page)
    for key in new[page]:
        for text in NASTIEST:
            follow(test, **{key: text})
            assert_mended(test, fields, tables, {key: text})


@pytest.mark.parametrize("page", PAGES)
def test_keys_of_nobody_are_left_alone(page: str) -> None:
    test = open_page(page, utm_source="newsletter", x="<b>")
    assert not mended(test)
    assert test.query_params["utm_source"] == "newsletter"


def assert_mended(
    test: AppTest, fields: dict[str, Field], tables: Tables, link: dict[str, str]
) -> None:
    """Every setting is one that its field allows; what was mended is said in a notice."""
    now = values(test, tables.key)
    for key, field in fields.items():
        assert field.validate(now[key]) == now[key]
    problems = [fields[key].parse(text)[1] for key, text in link.items()]
    assert bool(mended(test)) >= any(problems)


def another(field: Field) -> object:
    """A value that the field reads and that is not its default."""
    for text in (*getattr(field, "options", ()), *TEXTS):
        value, problem = field.parse(text)
        if value != field.default and not problem:
            return value
    raise AssertionError(f"add to TEXTS one that {field.key!r} reads")
