"""What is taken along from each page, as it opens: its programs end where its picture ends."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ui.export.files import KINDS, Wish, made
from ui.stage.scene import Panel, Scene

from .app import PAGES, Browser, open_page

LINK = "https://lab.example/"
WITHOUT_RUNS = ("smoothing",)
MORE = [("pages/06_smoothing.py", {"what": "path"})]
"""Where averages are drawn."""


def ends(scene: Scene) -> dict[str, list[list[float]]]:
    """The last points of what is drawn, by the names that a program has for it."""
    panels = [panel for panel in scene.panels if isinstance(panel, Panel)]
    paths = [path for panel in panels for path in panel.paths]
    clouds = [cloud.points for panel in panels for cloud in panel.clouds]
    return {
        "runs": [last(path.points) for path in paths if path.plan],
        "averages": [last(path.points) for path in paths if path.average],
        "clouds": [last(points[:, i]) for points in clouds for i in range(points.shape[1])],
    }


def last(points: Any) -> list[float]:
    """The last point that there is."""
    end: list[float] = np.asarray(points)[np.isfinite(points).all(axis=1)][-1].tolist()
    return end


@pytest.mark.parametrize(("page", "view"), [*((page, {}) for page in PAGES), *MORE])
def test_a_page_is_taken_along(
    page: str, view: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = Browser(monkeypatch)
    open_page(page, **view)
    if browser.requests is None:
        return
    scene = browser.requests.scene
    files = {kind: made(Wish(kind, LINK), scene, "page") for kind in KINDS}
    without = not view and any(name in page for name in WITHOUT_RUNS)
    assert [kind for kind, file in files.items() if file.refusal] == (
        ["numpy", "torch"] if without else []
    )
    if without:
        return
    program = tmp_path / files["numpy"].name
    program.write_text(files["numpy"].text, encoding="utf-8")
    told = runpy.run_path(str(program))
    clouds = [points for cloud in told.get("clouds", {}).values() for points in cloud]
    found = {
        "runs": map(last, told.get("runs", {}).values()),
        "averages": map(last, told.get("averages", {}).values()),
        "clouds": map(last, clouds),
    }
    for what, drawn in ends(scene).items():
        np.testing.assert_allclose([*found[what]], drawn, rtol=1e-9, atol=1e-9, err_msg=what)
