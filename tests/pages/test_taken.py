"""What is taken along from each page, as it opens: its programs end where its picture ends."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from ui.export.files import KINDS, Wish, made
from ui.stage.scene import Panel, Scene

from .app import PAGES, Browser, open_page

LINK = "https://lab.example/"
WITHOUT_RUNS = ("batch_size", "smoothing")


def ends(scene: Scene) -> list[list[float]]:
    """The last points of the runs that are drawn."""
    paths = [path for panel in scene.panels if isinstance(panel, Panel) for path in panel.paths]
    drawn = [path.points[np.isfinite(path.points).all(axis=1)] for path in paths if path.plan]
    return [points[-1].tolist() for points in drawn]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_taken_along(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = Browser(monkeypatch)
    open_page(page)
    if browser.requests is None:
        return
    scene = browser.requests.scene
    files = {kind: made(Wish(kind, LINK), scene, "page") for kind in KINDS}
    without = any(name in page for name in WITHOUT_RUNS)
    assert [kind for kind, file in files.items() if file.refusal] == (
        ["numpy", "torch"] if without else []
    )
    if without:
        return
    program = tmp_path / files["numpy"].name
    program.write_text(files["numpy"].text, encoding="utf-8")
    runs = runpy.run_path(str(program))["runs"]
    found = [points[-1].tolist() for points in runs.values()]
    np.testing.assert_allclose(found, ends(scene), rtol=1e-9, atol=1e-9)
