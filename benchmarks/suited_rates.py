"""Which rate suits which rule on which surface: `python -m benchmarks.suited_rates`."""

from optim import OPTIMIZERS
from surfaces import SURFACES
from ui.runs.result import follow
from ui.runs.run import Run
from ui.runs.suited import STEPS, suited


def main() -> None:
    """Print a row for each surface and rule: the rate, and what becomes of the run."""
    for surface in SURFACES.values():
        for run in suited([Run(key) for key in OPTIMIZERS], surface):
            [result] = follow([run], surface, surface.start, steps=STEPS)
            at = result.outcome.arrived_at
            print(
                f"{surface.key:16} {run.optimizer:20} {run.hypers['lr']:<9.3g} "
                f"{result.outcome.fate:10} {'' if at is None else at}"
            )


if __name__ == "__main__":
    main()
