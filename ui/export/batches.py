"""What programs for every library have in common of examples, and of the limits on gradients."""

from ui.export.program import Program, numbers
from ui.export.sources import Parts

SHUFFLED = '''
def shuffled(size, seed):
    """Batches of examples, taken in turn from all in an order that is drawn for each epoch."""
    rng = np.random.default_rng(seed)
    everything = np.arange(len(Y))
    while True:
        order = everything if size == len(Y) else rng.permuted(everything)
        for first in range(0, len(Y), size):
            yield order[first : first + size]
'''

DRAWN = '''
def drawn(size, seed):
    """Batches of examples, each drawn from all."""
    rng = np.random.default_rng(seed)
    while True:
        yield rng.integers(len(Y), size=size)
'''


def examples(program: Program, make: str) -> str:
    """The examples as arrays, each made by this function of the library."""
    surface = program.examples
    u, v = surface.features
    columns = {"U": u, "V": v, "Y": surface.y}
    return "\n".join(numbers(name, each.tolist(), make) for name, each in columns.items())


def generators(program: Program) -> list[str]:
    """What draws the batches, in the ways that the runs have of it."""
    kinds = {code.source.replacement for code in program.codes if code.source.size is not None}
    return [*([SHUFFLED] if False in kinds else []), *([DRAWN] if True in kinds else [])]


def limits(source: Parts) -> str:
    """The limits on a gradient as arguments; empty where it has none."""
    known = {"value": source.value, "norm": source.norm}
    return ", ".join(f"{name}={limit!r}" for name, limit in known.items() if limit is not None)
