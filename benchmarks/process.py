"""What a process uses, as Linux counts it."""

import os
import time
from pathlib import Path
from statistics import median

from optim import trace
from surfaces import SURFACES

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def cpu(pid: int) -> float:
    """The seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> float:
    """The memory that it holds, in megabytes."""
    return _status(pid, "VmRSS") / 1000


def threads(pid: int) -> int:
    """How many threads it has."""
    return _status(pid, "Threads")


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def step_of_adam() -> float:
    """The seconds of processor time that a step of Adam takes here: a measure of the machine."""
    took = []
    for _ in range(40):
        begin = time.process_time()
        trace("adam", SURFACES["rosenbrock"], (-1.0, 1.0), steps=500)
        took.append(time.process_time() - begin)
    return median(took) / 500
