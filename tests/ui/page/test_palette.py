"""Colours keep their contrast, families stay apart for every eye, and no two rules look alike."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from optim import OPTIMIZERS
from ui.page.palette import BATCHES, STYLES, THEMES, styles

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


@pytest.mark.parametrize("key", STYLES)
def test_a_rule_that_runs_again_keeps_its_colour_alone(key: str) -> None:
    runs = styles([key] * 5)
    assert runs[0] == STYLES[key]
    assert len({(style.light, style.dark) for style in runs}) == 1
    assert len(set(runs)) == len(runs)
    assert len({style.dash for style in runs}) == len({style.marker for style in runs}) == 5


def test_runs_of_different_rules_have_their_rules_looks() -> None:
    assert styles(["adam", "gd"]) == [STYLES["adam"], STYLES["gd"]]
