"""What a cloud costs: many seeds of SGD at once on the data of the lesson on batch sizes.

Run with `python -m benchmarks.ensembles`.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from optim import gradients, sweep, trace
from surfaces import Regression, regression

from .steps import seconds

EXAMPLES = 256
RUNS = 200
STEPS = 300
SIZES = (1, 8, 64)
LIMIT = 1.0


def surface() -> Regression:
    rng = np.random.default_rng(5)
    x = rng.uniform(-1.5, 2.5, EXAMPLES)
    return regression(x, 2.0 * x + 1.0 + rng.standard_normal(EXAMPLES), standardise=True)


def ensemble(descend: Callable[..., object], size: int, replacement: bool) -> object:
    source = gradients.mini_batch(size, replacement)
    seeds = np.arange(RUNS)
    return descend("gd", surface(), (0.5, 3.0), steps=STEPS, gradient=source, seed=seeds, lr=0.1)


def main() -> None:
    print(f"{RUNS} seeds x {STEPS} steps, {EXAMPLES} examples")
    for name, descend in (("trace", trace), ("sweep", sweep)):
        for replacement, told in ((True, "with replacement"), (False, "shuffled")):
            works = [partial(ensemble, descend, size, replacement) for size in SIZES]
            taken = seconds(*works, repeats=5)
            cells = ", ".join(f"B = {s}: {t:.3f} s" for s, t in zip(SIZES, taken, strict=True))
            verdict = "yes" if sum(taken) <= LIMIT else "NO"
            print(f"  {name}, {told:<17}{cells}; together {sum(taken):.3f} s,", end=" ")
            print(f"at most {LIMIT} s: {verdict}", flush=True)


if __name__ == "__main__":
    main()
