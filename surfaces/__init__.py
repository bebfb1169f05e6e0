"""Functions to descend on, with value, gradient and Hessian, for floats and arrays alike."""

from formula.parameter import Parameter
from formula.parse import FormulaError

from . import curves
from .analytic import (
    beale,
    bowl,
    double_well,
    monkey_saddle,
    rosenbrock,
    saddle,
    valley,
)
from .maker import CURVES, SURFACES, curve, derived, make, make_curve, surface
from .multimodal import himmelblau, ripples, sharp_and_flat, styblinski_tang
from .regression import DATASETS, Dataset, Regression, isotropic_line, regression, two_features
from .surface import NEAR, Curve, Surface
from .typed import formula

__all__ = [
    "CURVES",
    "DATASETS",
    "NEAR",
    "SURFACES",
    "Curve",
    "Dataset",
    "FormulaError",
    "Parameter",
    "Regression",
    "Surface",
    "beale",
    "bowl",
    "curve",
    "curves",
    "derived",
    "double_well",
    "formula",
    "himmelblau",
    "isotropic_line",
    "make",
    "make_curve",
    "monkey_saddle",
    "regression",
    "ripples",
    "rosenbrock",
    "saddle",
    "sharp_and_flat",
    "styblinski_tang",
    "surface",
    "two_features",
    "valley",
]
