"""The second moment of SGD on a quadratic mean, with mini-batches drawn with replacement.

For f = mean of ½(x−x*)ᵀHᵢ(x−x*) + gᵢᵀ(x−x*) with mean gᵢ = 0, a step from the error e is
e ← (I − αH_B) e − α g_B, where H_B and g_B are means over B draws. The mean error contracts with
I − αH; once the mean has come to rest, the second moment M = E[eeᵀ] follows

    M ← T(M) + (α²/B) E[gᵢgᵢᵀ],

    T(M) = (I−αH) M (I−αH) + (α²/B) (E[HᵢMHᵢ] − HMH),

which contracts iff T's spectral radius is below 1. That can fail below 2/λmax: then single runs
stray without bound although their mean comes to rest. Nothing is approximated here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from formula.numeric import Array

from .checks import NOT_NEGATIVE, whole


@dataclass(frozen=True, eq=False)
class SecondMoment:
    """What SGD's second moment does at one rate and batch size.

    Attributes:
        factor: T's spectral radius; below 1 runs hover, from 1 on they stray without bound.
        covariance: of the points about the minimum in the long run, shape `(d, d)`; NaN where there
            is none.
    """

    factor: float
    covariance: Array

    @property
    def hovers(self) -> bool:
        """Whether there is a distance from the minimum at which runs hover."""
        return self.factor < 1.0

    @property
    def radius(self) -> float:
        """The root mean square distance from the minimum in the long run; NaN where none is."""
        return float(np.sqrt(np.trace(self.covariance)))


def second_moment(hessians: ArrayLike, gradients: ArrayLike, lr: float, size: int) -> SecondMoment:
    """The second moment at a constant rate.

    Args:
        hessians: of each example, shape `(N, d, d)`.
        gradients: of each example at the minimum, shape `(N, d)`; their mean is zero.
        lr: the rate α.
        size: B, how many examples a step draws, with replacement.

    Raises:
        ValueError: if the shapes do not agree, or a number makes no sense.
    """
    each, slopes = np.asarray(hessians, float), np.asarray(gradients, float)
    if each.ndim != 3 or slopes.shape != each.shape[:2] or each.shape[1] != each.shape[2]:
        raise ValueError(
            f"hessians must have shape (N, d, d) and gradients (N, d), "
            f"not {each.shape} and {slopes.shape}"
        )
    lr, size = NOT_NEGATIVE.number("lr", lr), whole("size", size, least=1)
    step = _map(each, lr, size)
    factor = float(np.abs(np.linalg.eigvals(step)).max())
    d = each.shape[1]
    if not factor < 1.0:
        return SecondMoment(factor, np.full((d, d), np.nan))
    noise = lr * lr / size * np.einsum("ni,nj->ij", slopes, slopes) / len(slopes)
    covariance = np.linalg.solve(np.eye(d * d) - step, noise.ravel()).reshape(d, d)
    return SecondMoment(factor, covariance)


def rate_limit(hessians: ArrayLike, size: int) -> float:
    """The rate below which the second moment contracts; 2/λmax where all examples curve alike.

    T(M) = M − αL(M) + α²S(M) with L(M) = HM + MH. Both S and L⁻¹ keep M positive, so T contracts
    iff α is below one over the spectral radius of L⁻¹S.

    Args:
        hessians: of each example, shape `(N, d, d)`; their mean curves up in every direction.
        size: B, how many examples a step draws, with replacement.

    Raises:
        ValueError: if `hessians` has another shape or `size` makes no sense.
    """
    each, size = np.asarray(hessians, float), whole("size", size, least=1)
    if each.ndim != 3 or each.shape[1] != each.shape[2]:
        raise ValueError(f"hessians must have shape (N, d, d), not {each.shape}")
    mean, still = each.mean(axis=0), np.eye(each.shape[1])
    steady = np.kron(mean, still) + np.kron(still, mean)
    step = np.kron(mean, mean) + _excess(each) / size
    return float(1.0 / np.abs(np.linalg.eigvals(np.linalg.solve(steady, step))).max())


def _map(each: Array, lr: float, size: int) -> Array:
    """T as a matrix on the entries of M, row by row."""
    still = np.eye(each.shape[1]) - lr * each.mean(axis=0)
    return np.asarray(np.kron(still, still) + lr * lr / size * _excess(each))


def _excess(each: Array) -> Array:
    """E[HᵢMHᵢ] − HMH as a matrix on the entries of M, row by row."""
    d, mean = each.shape[1], each.mean(axis=0)
    squared = np.einsum("nij,nkl->ikjl", each, each).reshape(d * d, d * d) / len(each)
    return np.asarray(squared - np.kron(mean, mean))
