"""The stage's bytes, read back: every number where the header says, each surface once."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from surfaces import CURVES, DATASETS, SURFACES, regression, rosenbrock
from ui.page.palette import STYLES
from ui.stage.answer import drawn
from ui.stage.contour import SIDE, contour
from ui.stage.payload import Arrays, encode, identity, pack, sent_fields
from ui.stage.scene import Arrow, Cloud, DataPanel, Mark, Panel, Path, Reading

GD = STYLES["gd"]


def unpack(block: bytes) -> tuple[dict[str, Any], NDArray[np.float32]]:
    length = int.from_bytes(block[:4], "little")
    assert length % 4 == 0
    return json.loads(block[4 : 4 + length]), np.frombuffer(block[4 + length :], np.float32)


def sent(*panels: Panel | DataPanel, known: tuple[str, ...] = ()) -> tuple[Any, Any]:
    """The header of these panels, and a way to read an array by its place."""
    header, numbers = unpack(encode({"panels": [drawn(panel) for panel in panels]}, known))
    return header, lambda place: array(numbers, *place["$"])


def array(numbers: NDArray[np.float32], offset: int, stored: int, count: int) -> Any:
    """An array by its place, as the browser reads it."""
    there = numbers[offset : offset + stored]
    return there if stored == count else np.repeat(there, count)


def walk(steps: int) -> NDArray[np.float64]:
    return np.linspace((0.1, 0.2), (1.0, -1.0), steps + 1)


@pytest.mark.parametrize("text", ["", "a", "ab", "abc", "αβ", "\n\x00", "x" * 1001])
def test_arrays_start_at_a_multiple_of_four(text: str) -> None:
    block = pack({"text": text}, [np.arange(3, dtype=np.float32)])
    header, numbers = unpack(block)
    assert header == {"text": text}
    assert numbers.tolist() == [0, 1, 2]


def test_a_header_with_a_number_that_json_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        pack({"loss": math.nan}, [])


def test_paths_arrive_number_by_number() -> None:
    first = Path("Adam", walk(3), GD, "α 0.1", {"loss": np.array([4.0, 3.0, 2.0, 1.0])})
    second = Path("GD", walk(5), GD, note="diverged at step 6", faint=True)
    header, read = sent(Panel(SURFACES["bowl"], [first, second]))
    one, two = header["panels"][0]["paths"]
    assert read(one["points"]).tolist() == walk(3).astype(np.float32).ravel().tolist()
    assert read(two["points"]).tolist() == walk(5).astype(np.float32).ravel().tolist()
    assert read(one["curves"]["loss"]).tolist() == [4.0, 3.0, 2.0, 1.0]
    assert (one["name"], one["detail"]) == ("Adam", "α 0.1")
    assert (two["note"], two["faint"]) == ("diverged at step 6", True)
    assert one["style"]["light"] == GD.light


def test_numbers_that_are_all_the_same_are_stored_once() -> None:
    arrays = Arrays()
    same, others, lost = [0.5, 0.5, 0.5], [0.0, 0.0, 1.0], [0.5, np.nan, np.nan]
    assert [arrays.add(a) for a in (same, others, lost, [])] == [
        (0, 1, 3),
        (1, 3, 3),
        (4, 3, 3),
        (7, 0, 0),
    ]
    assert np.array_equal(array(np.concatenate(arrays.arrays), 0, 1, 3), same)


def test_what_has_no_end_is_sent_without_a_warning() -> None:
    points = np.array([[0.0, 0.0], [1e300, -1e300], [np.nan, np.nan]])
    header, read = sent(Panel(SURFACES["bowl"], [Path("GD", points, GD)]))
    numbers = read(header["panels"][0]["paths"][0]["points"])
    assert numbers[2:4].tolist() == [math.inf, -math.inf]
    assert np.isnan(numbers[4:]).all()


@pytest.mark.parametrize("key", SURFACES)
def test_a_surface_arrives_as_its_contour(key: str) -> None:
    surface = SURFACES[key]
    header, _read = sent(Panel(surface))
    (name,) = header["surfaces"]
    assert name == header["panels"][0]["surface"] == identity(surface)
    described, computed = header["surfaces"][name]["contour"], contour(surface)
    assert described["heights"] is None
    levels = [described[level] for level in ("first", "last", "step")]
    assert levels == [computed.first, computed.last, computed.step]
    assert described["side"] == SIDE
    (x0, x1), (y0, y1) = surface.domain
    assert described["x"][0] + described["x"][1] * (SIDE - 1) == pytest.approx(x1)
    assert described["y"][0] + described["y"][1] * (SIDE - 1) == pytest.approx(y1)
    assert (described["x"][0], described["y"][0]) == (x0, y0)


def test_heights_are_sent_where_the_browser_cannot_work_them_out() -> None:
    def value(x: Any, y: Any) -> NDArray[np.float64]:
        return np.asarray(np.where(np.greater(x, 0.0), x, y), dtype=np.float64)

    branching = replace(SURFACES["bowl"], value=value)
    header, read = sent(Panel(branching))
    (described,) = header["surfaces"].values()
    assert described["tape"] is None
    heights = contour(branching).heights
    assert heights is not None
    assert (read(described["contour"]["heights"]) == heights.astype(np.float32).ravel()).all()


def test_marks_arrive_with_their_kinds() -> None:
    himmelblau = SURFACES["himmelblau"]
    header, _ = sent(Panel(himmelblau, marks=[Mark("truth", (1.0, 2.0))]))
    marks = header["panels"][0]["marks"]
    kinds = [mark["kind"] for mark in marks]
    assert kinds == ["minimum"] * 4 + ["saddle"] * 4 + ["maximum"] + ["truth"]
    assert [tuple(mark["point"]) for mark in marks[:4]] == list(himmelblau.minima)


def test_a_surface_that_the_browser_has_is_named_only() -> None:
    surface = SURFACES["bowl"]
    whole, _ = sent(Panel(surface))
    named, _ = sent(Panel(surface), known=(identity(surface), "another"))
    assert list(whole["surfaces"]) == [identity(surface)]
    assert named["surfaces"] == {}
    assert named["panels"] == whole["panels"]


def test_a_surface_in_several_panels_is_sent_once() -> None:
    header, _ = sent(Panel(SURFACES["bowl"]), Panel(SURFACES["bowl"]), Panel(SURFACES["saddle"]))
    assert len(header["panels"]) == 3
    assert len(header["surfaces"]) == 2


def test_surfaces_share_a_name_only_if_they_are_the_same() -> None:
    names = [identity(surface) for surface in SURFACES.values()]
    names += [identity(curve) for curve in CURVES.values()]
    assert len(set(names)) == len(names)
    assert identity(rosenbrock(b=10.0)) == identity(rosenbrock(b=10.0))
    assert identity(rosenbrock(b=10.0)) != identity(rosenbrock(b=10.000000000000002))


def test_data_share_a_name_only_if_batches_draw_the_same_examples() -> None:
    """Of these the mean over all examples is the same function, to the last bit."""
    one, other = (regression([0.0, 1.0, 2.0], [y, -2.0 * y, y]) for y in (1.0, -1.0))
    turned = regression([2.0, 1.0, 0.0], [1.0, -2.0, 1.0])
    assert one.domain == other.domain == turned.domain
    assert len({identity(surface) for surface in (one, other, turned)}) == 3
    made_twice = {identity(DATASETS["noisy"].regression()) for _ in range(2)}
    assert len(made_twice) == 1


def test_on_a_line_points_lie_on_the_curve() -> None:
    curve = CURVES["square"]
    points = np.array([[2.0], [1.0], [0.5]])
    header, read = sent(Panel(curve, [Path("GD", points, GD)]))
    panel = header["panels"][0]
    assert panel["kind"] == "line"
    assert read(panel["paths"][0]["points"]).tolist() == [2.0, 4.0, 1.0, 1.0, 0.5, 0.25]
    assert header["surfaces"][panel["surface"]]["tape"]


def test_on_a_line_arrows_lie_along_x() -> None:
    arrow = Arrow("step", np.array([[-1.0], [-0.5]]), "step", tails=np.array([[0.5], [0.25]]))
    path = Path("GD", np.array([[2.0], [1.0], [0.5]]), GD, arrows=[arrow])
    header, read = sent(Panel(CURVES["square"], [path]))
    (sent_arrow,) = header["panels"][0]["paths"][0]["arrows"]
    assert read(sent_arrow["vectors"]).tolist() == [-1.0, 0.0, -0.5, 0.0]
    assert read(sent_arrow["tails"]).tolist() == [0.5, 0.0, 0.25, 0.0]


def test_a_dataclass_arrives_under_its_own_names() -> None:
    """Whatever fields a path has: nothing but its arrays is rewritten."""
    path = Path("GD", walk(2), GD, tangents=np.array([1.0, 2.0, 3.0]))
    header, read = sent(Panel(SURFACES["bowl"], [path]))
    (arrived,) = header["panels"][0]["paths"]
    assert list(arrived) == sent_fields(Path)
    assert arrived["style"] == asdict(GD)
    assert read(arrived["tangents"]).tolist() == [1.0, 2.0, 3.0]
    assert (arrived["ticks"], arrived["arrows"], arrived["faint"]) == (None, [], False)


def test_arrays_within_arrays_of_records_and_mappings_are_found() -> None:
    record = {"one": [{"two": np.array([1.0, 2.0])}, (3, "four")]}
    header, numbers = unpack(encode(record))
    assert header == {
        "one": [{"two": {"$": [0, 2, 2]}}, [3, "four"]],
        "surfaces": {},
        "programs": {},
        "lines": {},
    }
    assert numbers.tolist() == [1.0, 2.0]


def test_arrows_readings_clouds_and_data_arrive() -> None:
    twos = np.array([[1, 2], [3, 4]])
    path = Path(
        "GD",
        walk(2),
        GD,
        ticks=np.array([0, 2, 4]),
        arrows=[Arrow("step", twos, "step", tails=np.array([[0, 0], [1, 1]]))],
        readings=[Reading("loss", np.array([5.0, 6.0])), Reading("g", twos)],
    )
    cloud = Cloud("seeds", np.arange(12.0).reshape(2, 3, 2), GD)
    lines = DataPanel(np.array([[1.0, 2.0]]), [path], ((0.0, 1.0), (0.0, 1.0)))
    header, read = sent(Panel(SURFACES["bowl"], [path], [cloud]), lines)
    plane, data = header["panels"]
    first = plane["paths"][0]
    assert read(first["ticks"]).tolist() == [0, 2, 4]
    assert read(first["arrows"][0]["vectors"]).tolist() == [1, 2, 3, 4]
    assert read(first["arrows"][0]["tails"]).tolist() == [0, 0, 1, 1]
    assert [reading["width"] for reading in first["readings"]] == [1, 2]
    assert read(first["readings"][1]["values"]).tolist() == [1, 2, 3, 4]
    assert plane["clouds"][0]["count"] == 3
    assert read(plane["clouds"][0]["points"]).tolist() == list(range(12))
    assert (data["kind"], read(data["data"]).tolist()) == ("data", [1.0, 2.0])


@pytest.mark.parametrize("key", [*SURFACES])
def test_the_browsers_formula_is_the_servers(key: str) -> None:
    """The tape, played back here, gives the surface's own values and gradients."""
    surface = SURFACES[key]
    header, _ = sent(Panel(surface))
    tape = header["surfaces"][identity(surface)]["tape"]
    assert tape is not None
    for share in (0.1, 0.37, 0.8):
        x, y = (low + share * (high - low) for low, high in surface.domain)
        numbers = play(tape["operations"], {"x": x, "y": y, **surface.arguments})
        assert numbers[tape["value"]] == pytest.approx(surface.value(x, y), rel=1e-12)
        gradient = [numbers[place] for place in tape["gradient"]]
        assert gradient == pytest.approx(list(surface.gradient(x, y)), rel=1e-12)


def play(operations: list[list[Any]], given: Mapping[str, float]) -> list[float]:
    two = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}
    numbers: list[float] = []
    for name, *operands in operations:
        if name in given:
            numbers.append(given[name])
        elif name == "c":
            numbers.append(operands[0])
        else:
            work = two[name] if name in two else getattr(np, name)
            numbers.append(float(work(*(numbers[place] for place in operands))))
    return numbers
