"""Functions to descend on, with value, gradient and Hessian, for floats and arrays alike."""

from .analytic import (
    SURFACES,
    beale,
    bowl,
    double_well,
    himmelblau,
    make,
    monkey_saddle,
    ripples,
    rosenbrock,
    saddle,
    sharp_and_flat,
    styblinski_tang,
    valley,
)
from .curves import CURVES
from .formula import FormulaError, formula
from .regression import DATASETS, Dataset, Regression, isotropic_line, regression, two_features
from .surface import Curve, Parameter, Surface

__all__ = [
    "CURVES",
    "DATASETS",
    "SURFACES",
    "Curve",
    "Dataset",
    "FormulaError",
    "Parameter",
    "Regression",
    "Surface",
    "beale",
    "bowl",
    "double_well",
    "formula",
    "himmelblau",
    "isotropic_line",
    "make",
    "monkey_saddle",
    "regression",
    "ripples",
    "rosenbrock",
    "saddle",
    "sharp_and_flat",
    "styblinski_tang",
    "two_features",
    "valley",
]
