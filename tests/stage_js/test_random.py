"""The browser draws numpy's own random numbers."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optim import gradients
from surfaces import DATASETS, Regression, isotropic_line
from tests.stage_js.node import ROOT, run_node
from ui.runs.live import TAIL

HERE = ROOT / "tests" / "stage_js"
COUNTS = {"normals": 3000, "wholes": 400, "below": 40, "shuffles": 5}
SEEDS = [*range(40), 255, 256, 9999, 2**32 - 1]


def drawn(folder: Path, **asked: Any) -> list[Any]:
    file = folder / "asked.json"
    file.write_text(json.dumps({"seeds": [], "batches": [], **COUNTS, **asked}), encoding="utf-8")
    return [json.loads(line) for line in run_node(str(HERE / "draw.js"), str(file)).splitlines()]


def test_every_seed_draws_what_numpy_draws(tmp_path: Path) -> None:
    far = 0
    for seed, (normals, wholes, lists) in zip(SEEDS, drawn(tmp_path, seeds=SEEDS), strict=True):
        own = np.random.default_rng(seed).standard_normal(COUNTS["normals"])
        tail = np.abs(own) >= TAIL
        far += int(tail.sum())
        # Last bits of logarithms are the machine's.
        np.testing.assert_allclose(np.array(normals)[tail], own[tail], rtol=1e-15)
        np.testing.assert_array_equal(np.array(normals)[~tail], own[~tail])
        whole = np.random.default_rng(seed).integers(COUNTS["below"], size=(50, 8))
        np.testing.assert_array_equal(wholes, whole.ravel())
        order = np.tile(np.arange(COUNTS["below"]), (COUNTS["shuffles"], 1))
        np.testing.assert_array_equal(lists, np.random.default_rng(seed).permuted(order, axis=1))
    assert far > 10


@pytest.mark.parametrize("surface", [DATASETS["noisy"].regression(), isotropic_line()])
def test_batches_boil_down_to_the_same_numbers(tmp_path: Path, surface: Regression) -> None:
    """Sums are in numpy's own order, of many numbers too."""
    known = {"minimum": surface.minima[0], "moments": surface.moments.ravel().tolist()}
    sizes = (1, 7, 8, 39, 200, surface.examples)
    cases: list[dict[str, Any]] = [
        {"seed": 3 * size, "size": size, "steps": 90, "replacement": replacement, **known}
        for size, replacement in product(sizes, (False, True))
        if size <= surface.examples
    ]
    # Longer and shorter than before: what is drawn already is kept.
    cases += [{**cases[0], "steps": steps} for steps in (300, 20)]
    for case, made in zip(cases, drawn(tmp_path, batches=cases), strict=True):
        source = gradients.mini_batch(case["size"], case["replacement"])
        own = source.draws(surface, case["seed"], case["steps"])
        np.testing.assert_array_equal(np.reshape(made, own.shape), own)


MULTIPLIER, ALL = 0x2360ED051FC65DA44385DF649FCCF645, 2**128


def test_the_layers_are_numpys_own() -> None:
    """A generator whose next bits are chosen gives one unit of a layer's width."""
    made = run_node("--eval", f'import("{HERE.parents[1]}/static/stage/ziggurat.js").then({PRINT})')
    assert json.loads(made) == [width(layer) for layer in range(256)]


PRINT = "({ UNIT }) => console.log(JSON.stringify([...UNIT]))"


def width(layer: int) -> float:
    """One unit in that layer: of the 64 bits 8 are the layer, one the sign, the others how many."""
    bits = np.random.PCG64(0)
    bits.state = {**bits.state, "state": {"state": state_before((1 << 9) | layer), "inc": 1}}
    return float(np.random.Generator(bits).standard_normal())


def state_before(word: int) -> int:
    """The state whose next one is this word and no more: it is then given as it is."""
    return (word - 1) * pow(MULTIPLIER, -1, ALL) % ALL
