"""What a browser asks to take along is made from its stage, and nothing else is."""

import pytest

from optim.plan import prepare
from surfaces import SURFACES
from tests.ui.export.followed import run
from ui.export.files import KINDS, LONGEST_LINK, Wish, made, wished
from ui.export.taken import taken
from ui.page.palette import STYLES
from ui.stage.scene import Cloud, DataPanel, Knob, Panel, Path, Scene

LINK = "https://lab.example/race?at=3"
BOWL = SURFACES["bowl"]


def scene() -> Scene:
    """Two runs of one name, an average, a cloud and data."""
    style = STYLES["gd"]
    plans = [prepare("gd", BOWL, (1.0, 1.0), steps=4, hypers={"lr": lr}) for lr in (0.1, 0.2)]
    points = run("", "gd", BOWL, steps=3).trajectory.points
    paths = [
        Path("GD", points, style, detail=f"α {plan.hypers['lr']}", plan=plan) for plan in plans
    ]
    average = Path("average", points, style)
    cloud = Cloud("runs", points[:, None].repeat(2, axis=1), style)
    data = DataPanel(points, paths, ((0.0, 1.0), (0.0, 1.0)), ("height", "weight"))
    panels: list[Panel | DataPanel] = [data, Panel(BOWL, [*paths, average], [cloud])]
    return Scene(panels, (1.0, 1.0), [Knob("lr", "learning rate", 0.1, 0.0, 1.0, 0.1)])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_made(kind: str) -> None:
    file = made(Wish(kind, LINK), scene(), "race")
    assert file.text
    assert not file.refusal
    assert file.name.isascii()


def test_all_that_is_on_a_stage_is_taken() -> None:
    all_of_it = taken(scene(), "Race", LINK)
    assert [each.name for each in all_of_it.runs] == ["GD (α 0.1)", "GD (α 0.2)"]
    # The step that would come next is none of the picture's.
    assert {each.steps for each in all_of_it.runs} == {3}
    names = [each.name for each in all_of_it.others]
    assert names == ["average", "runs, 1", "runs, 2", "data"]
    assert all_of_it.others[-1].axes == ["data: height", "data: weight"]
    assert ("learning rate", 0.1) in all_of_it.settings


def test_what_cannot_be_made_says_why() -> None:
    nothing = Scene([Panel(BOWL)], (1.0, 1.0))
    assert "No single run" in made(Wish("numpy", LINK), nothing, "race").refusal
    assert "Copy the link" in made(Wish("qr", "h" * 3000), nothing, "race").refusal


@pytest.mark.parametrize(
    "value",
    [
        None,
        "csv",
        {},
        {"kind": "exe", "link": ""},
        {"kind": ["csv"], "link": ""},
        {"kind": "csv", "link": 1},
        {"kind": "csv", "link": "h" * (LONGEST_LINK + 1)},
    ],
)
def test_what_makes_no_sense_is_not_made(value: object) -> None:
    assert wished(value) is None
