"""The names that other programs call are where the design says they are."""

import optim

PROMISED = {
    "OPTIMIZERS",
    "Hyper",
    "Optimizer",
    "Trajectory",
    "gradients",
    "schedules",
    "sweep",
    "theory",
    "trace",
}


def test_every_promised_name_is_there() -> None:
    assert set(optim.__all__) >= PROMISED
    assert set(optim.__all__) <= set(dir(optim))
