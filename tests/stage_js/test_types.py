"""The stage's JavaScript holds under TypeScript's strict check, in the shapes that Python sends."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from optim.program import Block, Program
from tests.stage_js.node import ROOT, run_node, run_npm
from ui.export.files import TakenFile
from ui.page.palette import Style, Theme
from ui.stage.answer import Answer, DrawnPanel
from ui.stage.contour import Contour, Scaling
from ui.stage.derived import Derived
from ui.stage.formula import Line, Series, Slots, StepFormula, Variant
from ui.stage.live import (
    Batches,
    Clock,
    Column,
    Live,
    LiveAverage,
    LiveCloud,
    LiveFormula,
    LiveSchedule,
    LiveSeries,
)
from ui.stage.map_marks import MapMark
from ui.stage.maps import MapData, MapRequest
from ui.stage.payload import SHARED, SurfaceData, sent_fields
from ui.stage.scene import Arrow, Cloud, Knob, LinkedCurve, Mark, Reading, Rings, RunList
from ui.stage.scene import Path as Drawn

HERE = Path(__file__).resolve().parent
SENT: dict[str, Any] = {
    "Style": Style,
    "ThemeData": Theme,
    "ArrowData": Arrow,
    "ReadingData": Reading,
    "RingsData": Rings,
    "PathData": Drawn,
    "FormulaData": StepFormula,
    "VariantData": Variant,
    "LineData": Line,
    "SlotsData": Slots,
    "SeriesData": Series,
    "LiveData": Live,
    "LiveScheduleData": LiveSchedule,
    "BatchesData": Batches,
    "ClockData": Clock,
    "LiveAverageData": LiveAverage,
    "LiveSeriesData": LiveSeries,
    "ColumnData": Column,
    "LiveFormulaData": LiveFormula,
    "CloudData": Cloud,
    "LiveCloudData": LiveCloud,
    "MarkData": Mark,
    "DerivedData": Derived,
    "PanelData": DrawnPanel,
    "ScalingData": Scaling,
    "ContourData": Contour,
    "SurfaceData": SurfaceData,
    "KnobData": Knob,
    "RunListData": RunList,
    "MapData": MapData,
    "MapRequest": MapRequest,
    "CurveData": LinkedCurve,
    "MapMarkData": MapMark,
    "BlockData": Block,
    "ProgramData": Program,
    "TakenFile": TakenFile,
    "Answer": Answer,
}


@pytest.fixture(scope="session")
def compiler() -> Path:
    """TypeScript's, in the version that `package.json` names."""
    installed = ROOT / "node_modules" / "typescript"
    wanted = version(ROOT / "package.json", "devDependencies", "typescript")
    if not installed.exists() or version(installed / "package.json", "version") != wanted:
        run_npm("install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    return installed / "bin" / "tsc"


def version(file: Path, *keys: str) -> Any:
    value = json.loads(file.read_text(encoding="utf-8"))
    for key in keys:
        value = value[key]
    return value


def test_types_hold(compiler: Path) -> None:
    run_node(str(compiler), "--project", str(HERE / "tsconfig.json"))


def test_a_field_that_is_not_sent_is_an_error(compiler: Path, tmp_path: Path) -> None:
    """The check sees the shapes: it is no check of nothing."""
    stage = ROOT / "static" / "stage"
    wrong = tmp_path / "wrong.js"
    wrong.write_text(
        f'/** @param {{import("{stage}/types.js").PathData}} path */\n'
        "export const colour = (path) => path.color;\n"
    )
    config = json.loads((HERE / "tsconfig.json").read_text(encoding="utf-8"))
    strict = tmp_path / "tsconfig.json"
    strict.write_text(json.dumps({**config, "include": [str(wrong)]}))
    with pytest.raises(AssertionError, match=r"Property 'color' does not exist"):
        run_node(str(compiler), "--project", str(strict))


def properties(name: str) -> list[str]:
    """The names of a shape in `types.js`, but for those that the browser fills in itself."""
    text = (ROOT / "static" / "stage" / "types.js").read_text(encoding="utf-8")
    if inline := re.search(rf"@typedef {{{{(.*)}}}} {name}\b", text):
        return re.findall(r"(\w+): ", inline[1])
    shape = re.search(rf"@typedef {{object}} {name}\b.*\n((?: \* @property .*\n)+)", text)
    assert shape, f"types.js has no {name}"
    lines = [line for line in shape[1].splitlines() if "(filled in here)" not in line]
    return [match[1] for line in lines if (match := re.search(r"\} \[?(\w+)", line))]


@pytest.mark.parametrize("name", SENT)
def test_a_shape_has_the_fields_that_are_sent(name: str) -> None:
    sent = set(sent_fields(SENT[name]))
    added = set(SHARED) if name == "Answer" else set()
    assert set(properties(name)) == sent | added
