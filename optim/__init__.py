"""Gradient descent and its descendants: rules, where gradients come from, and the descent."""

from . import averages, gradients, schedules, theory
from .hypers import Hyper
from .rules import OPTIMIZERS, Optimizer, optimizer
from .schedules import SCHEDULES
from .sweep import Sweep, sweep
from .trace import Trajectory, trace

__all__ = [
    "OPTIMIZERS",
    "SCHEDULES",
    "Hyper",
    "Optimizer",
    "Sweep",
    "Trajectory",
    "averages",
    "gradients",
    "optimizer",
    "schedules",
    "sweep",
    "theory",
    "trace",
]
