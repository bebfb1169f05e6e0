"""Gradient descent and its descendants: rules, where gradients come from, and the descent."""

from . import gradients
from .hypers import Hyper
from .rules import OPTIMIZERS, Optimizer
from .sweep import Sweep, sweep
from .trace import Trajectory, trace

__all__ = [
    "OPTIMIZERS",
    "Hyper",
    "Optimizer",
    "Sweep",
    "Trajectory",
    "gradients",
    "sweep",
    "trace",
]
