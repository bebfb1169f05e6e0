"""What typed formulas cost, and whether their derivatives are right.

`python -m benchmarks.formulas [COUNT]` reads 10 000 formulas made at random, or so many, and those
that somebody up to no good may type.
"""

import sys
import warnings

import numpy as np

from tests.surfaces.formulas import SECONDS, at_random, check_derivatives, hostile, huge, read

COUNT = 10_000


def main() -> None:
    """Read them all, compare derivatives, and tell the costliest."""
    warnings.simplefilter("error")
    rng = np.random.default_rng(2)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    texts = [*hostile(), *huge(), *(at_random(rng) for _ in range(count))]
    costs: list[float] = []
    surfaces = compared = 0
    for text in texts:
        surface, seconds = read(text)
        costs.append(seconds)
        if surface:
            surfaces += 1
            compared += check_derivatives(surface, rng)
    print(f"{len(texts)} formulas: {surfaces} surfaces, the others refused in words")
    print(f"{compared} derivatives agree with differences")
    print(f"processor seconds: median {np.median(costs):.4f}, most {max(costs):.2f}")
    worst = texts[int(np.argmax(costs))]
    verdict = "within" if max(costs) <= SECONDS else "over"
    print(f"the costliest is {verdict} the limit of {SECONDS} s: {worst[:60]!r}…")


if __name__ == "__main__":
    main()
