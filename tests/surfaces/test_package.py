"""The names that other programs call are where the design says they are."""

import surfaces

PROMISED = {
    "SURFACES",
    "Surface",
    "bowl",
    "formula",
    "regression",
    "rosenbrock",
    "saddle",
    "valley",
}


def test_every_promised_name_is_there() -> None:
    # A parameterised surface is made by the function of its own name.
    assert set(surfaces.__all__) >= PROMISED | set(surfaces.SURFACES)
    assert set(surfaces.__all__) <= set(dir(surfaces))
