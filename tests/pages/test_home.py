"""The home page: its rates are said to be untuned, and can be tuned alike."""

from surfaces import rosenbrock
from ui.page.upload import MOST_MEGABYTES, MOST_ROWS
from ui.runs.links import MOST_RUNS
from ui.runs.run import CLASSIC
from ui.runs.tuning import tuned_rates

from .app import open_page, run
from .shown import outcome

HOME = "home.py"


def test_it_says_that_rates_are_untuned() -> None:
    assert any("not tuned alike" in text.value for text in open_page(HOME).markdown)


def test_a_switch_tunes_all_rates_alike_and_is_in_the_link() -> None:
    test = open_page(HOME)
    test.toggle[0].set_value(True)
    run(test)
    assert "".join(test.query_params["tuned"]) == "1"
    told = " ".join(text.value for text in open_page(HOME, tuned="1").markdown)
    assert "Each rule at its own best of 41 rates from 0.0001 to 10 (41 × 150 steps a rule)" in told
    surface = rosenbrock(b=10.0)
    for run_, rate in zip(CLASSIC, tuned_rates(CLASSIC, surface, surface.start, 150), strict=True):
        assert f"{run_.name} α {rate:g}" in told
    assert outcome(test) != outcome(open_page(HOME))


def test_its_foot_tells_the_limits() -> None:
    [told] = [
        part.proto.body for part in open_page(HOME).get("html") if "At most" in part.proto.body
    ]
    rows = f"{MOST_ROWS:,}".replace(",", "\N{THIN SPACE}")
    assert f"<tr><td>runs in one list</td><td>{MOST_RUNS}</td></tr>" in told
    assert f"<td>{MOST_MEGABYTES} MB</td>" in told
    assert f"<td>{rows}</td>" in told
