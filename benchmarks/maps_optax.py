"""The map of `benchmarks.maps` by optax, with `vmap` and `jit`, in float64 and on one thread.

Prints each rule's median processor seconds. It is run with the Python of an environment that has
optax, which is none of ours, and so it imports nothing of ours.
"""

import json
import os
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp
import optax

RULES: dict[str, Callable[[float], Any]] = {
    "gd": optax.sgd,
    "momentum": lambda lr: optax.sgd(lr, momentum=0.9),
    "adam": optax.adam,
}
REPEATS = 5


def himmelblau(point: Any) -> Any:
    x, y = point
    p, q = x * x + y - 11.0, x + y * y - 7.0
    return p * p + q * q


def final_points(rule: str, lr: float, steps: int) -> Callable[[Any], Any]:
    optimizer, slope = RULES[rule](lr), jax.grad(himmelblau)

    def step(state: Any, _: None) -> tuple[Any, None]:
        point, memory = state
        updates, memory = optimizer.update(slope(point), memory, point)
        return (optax.apply_updates(point, updates), memory), None

    def run(start: Any) -> Any:
        (point, _), _ = jax.lax.scan(step, (start, optimizer.init(start)), length=steps)
        return point

    made: Callable[[Any], Any] = jax.jit(jax.vmap(run))
    return made


def seconds(rule: str, lr: float, steps: int, starts: Any) -> float:
    descend = final_points(rule, lr, steps)
    descend(starts).block_until_ready()
    taken = []
    for _ in range(REPEATS):
        before = process_time()
        descend(starts).block_until_ready()
        taken.append(process_time() - before)
    return sorted(taken)[REPEATS // 2]


def main(side: int, steps: int, rates: dict[str, float]) -> None:
    axis = jnp.linspace(-5.0, 5.0, side)
    starts = jnp.stack(jnp.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    print(json.dumps({rule: seconds(rule, rates[rule], steps, starts) for rule in RULES}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]))
