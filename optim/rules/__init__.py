"""The update rules by family, in order of complexity; OPTIMIZERS is the table of them."""

# The order of these lines is the order of the table.
from . import descent, momentum, scaled, adam, signed  # isort: skip
from .record import OPTIMIZERS, Optimizer, Step, at_point, rule
from .typed import OWN, TypedOptimizer, optimizer, typed_rule

__all__ = [
    "OPTIMIZERS",
    "OWN",
    "Optimizer",
    "Step",
    "TypedOptimizer",
    "adam",
    "at_point",
    "descent",
    "momentum",
    "optimizer",
    "rule",
    "scaled",
    "signed",
    "typed_rule",
]
