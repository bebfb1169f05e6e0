"""Lesson 4 on its page: equal budgets, the reader's own file, and links that cannot carry it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.page.test_upload import BAD, rows
from tests.ui.runs.formula_text import symbols

from .app import open_page, run, values
from .shown import knobs, names, outcome, stage

PAGE = "pages/04_sgd_and_batches.py"
KEY = "sgd_and_batches"
HOUSES = b"size;price;town\n50,5;250000;A\n70;310000;B\nabc;1;C\n95;450000;D\n120;;E\n80;400000;F\n"


def upload(test: AppTest, content: bytes, name: str = "houses.csv") -> AppTest:
    test.file_uploader[0].set_value((name, content, "text/csv"))
    return run(test)


def note(test: AppTest) -> str:
    """What is said of a file: the caption that names no selector."""
    return " ".join(caption.value for caption in test.caption if not caption.proto.help)


def test_three_runs_spend_the_same() -> None:
    test = open_page(PAGE)
    assert names(test) == ["Gradient descent", "Mini-batch", "SGD"] * 2
    assert outcome(test).startswith("30 epochs, at most 1200 gradients each.")
    assert [panel["kind"] for panel in stage(test)["panels"]] == ["data", "contour"]


@pytest.mark.parametrize(("clock", "unit"), [("gradients", "gradient"), ("updates", "update")])
def test_the_clock_is_a_choice(clock: str, unit: str) -> None:
    test = open_page(PAGE)
    assert stage(test)["unit"] == "epoch"
    test.button_group[1].set_value(clock)
    run(test)
    assert stage(test)["unit"] == unit


def test_standardising_keeps_the_start_on_its_line() -> None:
    test = open_page(PAGE, data="unstandardised", start="3.0,2.0", lr="0.005")
    test.checkbox[0].check()
    run(test)
    moved = values(test, KEY)["start"]
    test.checkbox[0].uncheck()
    run(test)
    assert moved != pytest.approx((3.0, 2.0), abs=0.5)
    assert values(test, KEY)["start"] == pytest.approx((3.0, 2.0), rel=1e-12)


def test_the_surface_rounds_out() -> None:
    def limit(test: AppTest) -> float:
        (lr,) = (knob for knob in stage(test)["knobs"] if knob["name"] == "lr")
        (((value, label)),) = lr["ticks"]
        assert label == "2/λmax"
        return float(value)

    assert limit(open_page(PAGE, data="unstandardised")) < 0.03
    assert limit(open_page(PAGE, data="unstandardised", standardise="1")) == pytest.approx(1.0)


def test_the_batch_knob_ends_at_all_examples() -> None:
    (batch,) = (knob for knob in stage(open_page(PAGE))["knobs"] if knob["name"] == "batch")
    assert (batch["low"], batch["high"], batch["top"]) == (1, 40, "all 40")
    assert knobs(open_page(PAGE, batch="20000"))["batch"] == 40


def test_a_file_is_read_and_its_rows_are_counted() -> None:
    test = open_page(PAGE, data="own")
    assert "a link cannot carry one" in note(test)
    upload(test, HOUSES)
    assert not test.warning
    assert "4 rows are used; 2 left out" in note(test)
    data, surface = stage(test)["panels"]
    assert data["axes"] == ["size", "price (×10³)"]
    assert not [mark for mark in surface["marks"] if mark["kind"] == "truth"]
    assert [box.options for box in test.selectbox[1:]] == [["size", "price"], ["price"]]
    test.selectbox[1].select("price")
    run(test)
    assert stage(test)["panels"][0]["axes"] == ["price (×10³)", "size"]


def test_choosing_own_data_standardises_them() -> None:
    test = open_page(PAGE)
    test.selectbox[0].select("own")
    run(test)
    assert test.checkbox[0].value is True
    upload(test, HOUSES)
    assert stage(test)["panels"][0]["axes"][0] == "size, standardised"
    test.checkbox[0].uncheck()
    run(test)
    assert stage(test)["panels"][0]["axes"][0] == "size"
    test.selectbox[0].select("noisy")
    run(test)
    assert not note(test)
    assert not test.text
    assert len(test.selectbox) == 1


def test_a_file_stays_with_its_session_alone() -> None:
    test = upload(open_page(PAGE, data="own"), HOUSES)
    test.switch_page("home.py")
    run(test)
    test.switch_page(PAGE)
    test.query_params["data"] = "own"
    run(test)
    assert "4 rows are used" in note(test)
    assert "a link cannot carry one" in note(open_page(PAGE, data="own"))


@pytest.mark.parametrize("name", [name for name in BAD if "million" not in name])
def test_a_bad_file_is_explained_and_nothing_is_lost(name: str) -> None:
    content, _ = BAD[name]
    test = upload(open_page(PAGE, data="own", lr="0.01"), content)
    assert "Until then this is the noisy line" in test.warning[0].value
    assert knobs(test)["lr"] == 0.01
    assert outcome(test)


def test_a_bad_file_leaves_the_good_one_in_place() -> None:
    test = upload(open_page(PAGE, data="own"), HOUSES)
    upload(test, b"\x00\x01")
    assert "not a text file" in test.warning[0].value
    assert stage(test)["panels"][0]["axes"] == ["size", "price (×10³)"]


def test_columns_that_do_not_vary_are_explained() -> None:
    test = upload(open_page(PAGE, data="own"), b"a,b,c\n1,5,2\n2,5,3\n3,5,4\n")
    assert "Every value in “b” is 5" in test.warning[0].value
    test.selectbox[2].select("c")
    run(test)
    assert not test.warning


def test_a_slope_too_large_to_show_is_standardised() -> None:
    rows = b"".join(f"{1e-9 * i},{1000 * i}\n".encode() for i in range(1, 9))
    steep = b"x,y\n1,0\n" + b"".join(f"{1 + 1e-6 * i:.9f},{900 * i}\n".encode() for i in range(9))
    for content in (b"x,y\n" + rows, steep):
        test = upload(open_page(PAGE, data="own"), content)
        assert not test.warning
        assert outcome(test)
    assert "So x is standardised" in test.toast[0].value
    assert test.checkbox[0].value is True


def test_names_of_columns_are_no_markup() -> None:
    test = upload(open_page(PAGE, data="own"), b"**a**,$b$\n1,2\n2,2\n")
    assert r"\$b\$" in test.warning[0].value


def test_the_formula_is_each_runs_own_step() -> None:
    test = open_page(PAGE)
    assert not test.latex
    sent = stage(test)
    paths = sent["panels"][1]["paths"]
    told = [sent["lines"][path["formula"]["variants"][0]["lines"]] for path in paths]
    gradients, steps = ([symbols(lines[i]["symbols"]) for lines in told] for i in (0, 1))
    single = "∇ℓ_i(θ)"
    assert gradients == [f"g=[1]/[N]Σ_i{single}", f"g=[1]/[B]Σ_i∈batch{single}", f"g={single}"]
    assert set(steps) == {"θ←θ−αg"}


def test_as_many_rows_as_are_allowed() -> None:
    test = upload(open_page(PAGE, data="own"), rows(20_000))
    assert "20000 rows are used" in note(test)
    assert outcome(test).startswith("2 epochs, at most 40000 gradients each.")


def test_points_can_be_typed() -> None:
    test = open_page(PAGE, data="drawn")
    before = stage(test)["panels"][0]["data"]
    test.text_area[0].set_value("-1, -1\n0, 1\n2, 5")
    run(test)
    assert values(test, KEY)["points"] == ((-1.0, -1.0), (0.0, 1.0), (2.0, 5.0))
    assert stage(test)["panels"][0]["data"] != before
    assert stage(test)["panels"][1]["marks"][0]["point"] == pytest.approx([2.0, 1.0])


def test_points_that_cannot_be_read_stay_as_they_were_typed() -> None:
    test = open_page(PAGE, data="drawn")
    test.text_area[0].set_value("1, 2\n**bold**, 3")
    run(test)
    assert "Line 2" in test.warning[0].value
    assert "**bold" not in test.warning[0].value
    assert test.text_area[0].value == "1, 2\n**bold**, 3"
    test.text_area[0].set_value("1, 2\n2, 3\n0, -1")
    run(test)
    assert not test.warning


def test_the_minimum_moves_in_a_frame_that_stays() -> None:
    still = "-1~0~~0~1~~1~2"
    frames, minima = set(), set()
    for last in ("2~3", "2~-1", "2~6.5"):
        panel = stage(open_page(PAGE, data="drawn", points=f"{still}~~{last}"))["panels"][1]
        frames.add(str(panel["domain"]))
        minima.add(str(panel["marks"][0]["point"]))
    assert (len(frames), len(minima)) == (1, 3)


def test_standardised_points_are_not_drawn() -> None:
    panels = [stage(open_page(PAGE, data="drawn", standardise=s))["panels"] for s in ("0", "1")]
    assert [data["drawable"] for data, _ in panels] == [True, False]
