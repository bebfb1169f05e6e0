"""What all figures share: the theme's colours, the palette's, and a path's style."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from ui.page import charts
from ui.page.palette import COLOURS, Style


@pytest.fixture(params=["light", "dark"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The reader's theme."""
    monkeypatch.setattr(st, "context", SimpleNamespace(theme=SimpleNamespace(type=request.param)))
    return str(request.param)


def test_colours_follow_the_readers_theme(mode: str) -> None:
    assert charts.ink("blue") == COLOURS["blue"][mode == "dark"]
    assert charts.theme("textColor") == st.get_option(f"theme.{mode}.textColor")
    assert charts.theme("textColor").startswith("#")


@pytest.mark.parametrize(("dash", "drawn"), [("", "solid"), ("long", "longdash"), ("dot", "dot")])
def test_a_line_has_its_paths_style(mode: str, dash: str, drawn: str) -> None:
    line = charts.line(Style("#111111", "#222222", dash))
    assert line["color"] == ("#222222" if mode == "dark" else "#111111")
    assert line["dash"] == drawn


@pytest.mark.parametrize(("layout", "named"), [({}, False), (charts.NAMED, True)])
def test_a_blank_figure_names_its_axes(layout: Mapping[str, Any], named: bool, mode: str) -> None:
    figure = charts.blank(200, "step", "loss", **layout)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("step", "loss")
    assert figure.layout.height == 200
    assert figure.layout.showlegend is named
    assert figure.layout.yaxis.gridcolor == charts.theme("borderColor")
