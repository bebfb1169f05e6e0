"""The browser draws numpy's own random numbers."""

import json

import numpy as np

from tests.stage_js.node import ROOT, run_node
from ui.runs.live import TAIL

HERE = ROOT / "tests" / "stage_js"
ASKED = {"normals": 3000, "wholes": 400, "below": 40, "shuffles": 5}
SEEDS = [*range(40), 255, 256, 9999, 2**32 - 1]


def drawn() -> list[list[list[float]]]:
    asked = json.dumps({"seeds": SEEDS, **ASKED})
    return [json.loads(line) for line in run_node(str(HERE / "draw.js"), asked).splitlines()]


def test_every_seed_draws_what_numpy_draws() -> None:
    far = 0
    for seed, (normals, wholes, lists) in zip(SEEDS, drawn(), strict=True):
        own = np.random.default_rng(seed).standard_normal(ASKED["normals"])
        tail = np.abs(own) >= TAIL
        far += int(tail.sum())
        # Last bits of logarithms are the machine's.
        np.testing.assert_allclose(np.array(normals)[tail], own[tail], rtol=1e-15)
        np.testing.assert_array_equal(np.array(normals)[~tail], own[~tail])
        whole = np.random.default_rng(seed).integers(ASKED["below"], size=(50, 8))
        np.testing.assert_array_equal(wholes, whole.ravel())
        order = np.tile(np.arange(ASKED["below"]), (ASKED["shuffles"], 1))
        np.testing.assert_array_equal(lists, np.random.default_rng(seed).permuted(order, axis=1))
    assert far > 10


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
