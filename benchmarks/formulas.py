"""What typed formulas cost, and whether their derivatives are right.

`python -m benchmarks.formulas [COUNT]` reads 10 000 formulas made at random, or so many, and those
that somebody up to no good may type. It names each that is read wrong or costs too much, and ends
with an error where one is read wrong.
"""

import sys
import warnings
from itertools import chain

import numpy as np

from tests.surfaces.formulas import SECONDS, at_random, check_derivatives, hostile, huge, read

COUNT = 10_000

TOLD_EVERY = 500


def main() -> None:
    """Read them all, compare derivatives, and tell the costliest."""
    warnings.simplefilter("error")
    rng = np.random.default_rng(2)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    texts = chain(hostile(), huge(), (at_random(rng) for _ in range(count)))
    costs: list[float] = []
    surfaces = compared = wrong = 0
    for text in texts:
        try:
            surface, seconds = read(text)
            compared += check_derivatives(surface, rng) if surface else 0
        except Exception as error:
            wrong += 1
            print(f"wrong: {text!r}: {error!r}", flush=True)
            continue
        costs.append(seconds)
        surfaces += surface is not None
        if seconds > SECONDS:
            print(f"over the limit of {SECONDS} s: {seconds:.2f} s for {text!r}", flush=True)
        if len(costs) % TOLD_EVERY == 0:
            print(f"{len(costs)} read, most {max(costs):.2f} s", flush=True)
    print(f"{len(costs)} formulas: {surfaces} surfaces, the others refused in words")
    print(f"{compared} derivatives agree with differences")
    print(f"processor seconds: median {np.median(costs):.4f}, most {max(costs):.2f}")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
