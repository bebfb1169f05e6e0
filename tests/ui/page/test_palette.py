"""Colours keep their contrast, families stay apart for every eye, and no two rules look alike."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from lessons.adam import experiments as adam
from lessons.momentum import experiments as momentum
from lessons.per_coordinate_rates import experiments as per_coordinate_rates
from lessons.weight_decay import experiments as weight_decay
from optim import OPTIMIZERS
from surfaces import SURFACES
from ui.page.palette import BATCHES, STYLES, THEMES, Style, styles
from ui.runs.anatomy import anatomy, arrows
from ui.runs.run import CLASSIC, Run

TAKEN_APART = [
    *momentum.VIEWS.values(),
    *adam.VIEWS.values(),
    *per_coordinate_rates.VIEWS.values(),
    weight_decay.RUNS,
    ("gd",),
    ("momentum",),
]
"""The runs of every picture in which steps are taken apart."""

PICTURES = [
    *TAKEN_APART,
    [run.optimizer for run in CLASSIC],
    ("gd", "gd", "gd"),
    ("adam", "adamw", "adam", "momentum", "gd", "gd", "lion", "rmsprop"),
    ("adagrad", "gd", "momentum", "momentum", "momentum", "adam", "adam", "adam"),
]
"""Those, the home page's, three rates of one rule, and full races."""

SURFACE = {mode: theme.surface for mode, theme in THEMES.items()}

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _XYZ.sum(axis=1)
APART = 10.0
"""CIE 1976 colour difference; 2.3 is just noticeable."""


def linear(colour: str) -> NDArray[np.float64]:
    """Linear RGB of `#rrggbb`."""
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted(float(linear(colour) @ _XYZ[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eye: str) -> NDArray[np.float64]:
    """CIE L*a*b* of what this eye sees."""
    seen = _XYZ @ np.clip(EYES[eye] @ linear(colour), 0.0, 1.0) / _WHITE
    bent = np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def gap(one: str, other: str, eye: str) -> float:
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


def nearest(colours: Sequence[str], eye: str) -> float:
    """The distance of the two that are most alike."""
    gaps = [gap(one, other, eye) for one, other in combinations(colours, 2)]
    return min(gaps, default=float("inf"))


def hues(drawn: Sequence[Style], theme: str) -> list[str]:
    return [str(getattr(style, theme)) for style in drawn]


def arrow_hues(key: str, theme: str) -> list[str]:
    """The colours of the arrows that are drawn of a step of this rule."""
    run = Run(key)
    trajectory = run.trace(SURFACES["bowl"], (1.0, 1.0), steps=3)
    drawn = {arrow.colour for arrow in arrows(anatomy(run, trajectory))}
    return [THEMES[theme].arrows[colour] for colour in sorted(drawn - {"step"})]


def families(theme: str) -> list[str]:
    return sorted({getattr(style, theme) for style in STYLES.values()})


def test_every_rule_has_a_look_of_its_own() -> None:
    assert set(STYLES) == set(OPTIMIZERS)
    assert len(set(STYLES.values())) == len(STYLES)


@pytest.mark.parametrize("theme", SURFACE)
def test_members_of_a_family_differ_by_dash_or_marker(theme: str) -> None:
    looks = [(getattr(s, theme), s.dash, s.marker) for s in STYLES.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("theme", SURFACE)
def test_paths_stand_out_from_the_surface(theme: str) -> None:
    pairs = [(path, ground) for path in families(theme) for ground in SURFACE[theme]]
    pale = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 3.0}
    assert not pale


@pytest.mark.parametrize("theme", SURFACE)
@pytest.mark.parametrize("eye", EYES)
def test_families_stay_apart(theme: str, eye: str) -> None:
    gaps = {
        pair: float(np.linalg.norm(lab(pair[0], eye) - lab(pair[1], eye)))
        for pair in combinations(families(theme), 2)
    }
    assert not {pair: round(gap, 1) for pair, gap in gaps.items() if gap < APART}


@pytest.mark.parametrize("theme", SURFACE)
@pytest.mark.parametrize("eye", EYES)
def test_batch_sizes_stay_apart_and_stand_out(theme: str, eye: str) -> None:
    colours = [str(getattr(style, theme)) for style in BATCHES.values()]
    for one, other in combinations(colours, 2):
        assert np.linalg.norm(lab(one, eye) - lab(other, eye)) >= APART
    assert min(contrast(c, ground) for c in colours for ground in SURFACE[theme]) >= 3.0
    assert len({style.marker for style in BATCHES.values()}) == len(BATCHES)


@pytest.mark.parametrize("theme", SURFACE)
@pytest.mark.parametrize("eye", EYES)
def test_the_colours_of_a_map_stay_apart(theme: str, eye: str) -> None:
    drawn = THEMES[theme]
    others = [drawn.elsewhere, drawn.diverged]
    assert len(drawn.minima) == 6
    assert nearest([*drawn.minima, *others], eye) >= APART
    assert nearest([*drawn.amounts, *others], eye) >= APART


@pytest.mark.parametrize("theme", SURFACE)
def test_a_maps_scale_gets_lighter_with_the_amount(theme: str) -> None:
    heights = [float(linear(colour) @ _XYZ[1]) for colour in THEMES[theme].amounts]
    assert heights == sorted(heights)


@pytest.mark.parametrize("theme", SURFACE)
@pytest.mark.parametrize("runs", PICTURES, ids=" ".join)
def test_runs_in_one_picture_have_a_hue_each(theme: str, runs: Sequence[str]) -> None:
    drawn = styles(runs)
    assert len(set(hues(drawn, theme))) == len(runs)
    assert len({(style.dash, style.marker) for style in drawn}) == len(runs)
    for eye in EYES:
        assert nearest(hues(drawn, theme), eye) >= APART
    assert min(contrast(c, ground) for c in hues(drawn, theme) for ground in SURFACE[theme]) >= 3.0


@pytest.mark.parametrize("runs", PICTURES, ids=" ".join)
def test_the_first_of_a_family_has_the_familys_hue(runs: Sequence[str]) -> None:
    drawn, seen = styles(runs), set()
    for key, style in zip(runs, drawn, strict=True):
        family = OPTIMIZERS[key].family
        if family not in seen:
            assert style.light == STYLES[key].light
        seen.add(family)


@pytest.mark.parametrize("key", STYLES)
def test_a_rule_that_runs_again_has_another_hue_dash_and_marker(key: str) -> None:
    runs = styles([key] * 5)
    assert runs[0] == STYLES[key]
    assert len({style.light for style in runs}) == len({style.dark for style in runs}) == 5
    assert len({style.dash for style in runs}) == len({style.marker for style in runs}) == 5


def test_runs_of_different_rules_have_their_rules_looks() -> None:
    assert styles(["adam", "gd"]) == [STYLES["adam"], STYLES["gd"]]


@pytest.mark.parametrize("theme", SURFACE)
@pytest.mark.parametrize("runs", TAKEN_APART, ids=" ".join)
def test_the_parts_of_a_step_are_told_from_the_runs(theme: str, runs: Sequence[str]) -> None:
    """In every picture that has arrows; two of its arrows are never alike either."""
    for key in runs:
        parts = arrow_hues(key, theme)
        for eye in EYES:
            assert nearest(parts, eye) >= APART
            gaps = [gap(part, run, eye) for part in parts for run in hues(styles(runs), theme)]
            assert min(gaps) >= APART


@pytest.mark.parametrize("theme", SURFACE)
def test_names_in_a_quantitys_colour_can_be_read(theme: str) -> None:
    paper = {"light": "#FFFFFF", "dark": "#0F1216"}[theme]
    assert min(contrast(colour, paper) for colour in THEMES[theme].arrows.values()) >= 4.5
    on_surface = [contrast(c, s) for c in THEMES[theme].arrows.values() for s in SURFACE[theme]]
    assert min(on_surface) >= 3.0


@pytest.mark.parametrize("theme", SURFACE)
def test_the_surface_gets_lighter_with_the_loss(theme: str) -> None:
    """As the scale beside it says."""
    heights = [float(linear(colour) @ _XYZ[1]) for colour in SURFACE[theme]]
    assert heights == sorted(heights)
    assert contrast(SURFACE[theme][0], SURFACE[theme][-1]) > 1.25
