"""Linear regression: the mean squared error of a line on data, as a surface in its two parameters.

With the least-squares solution (ŵ, b̂) in hand, and r the residuals there, the mean squared error of
w·u + b·v is exactly

    r̄² + s·(w−ŵ)² + v̄²·((b−b̂) + k·(w−ŵ))²

where k = mean(uv)/mean(v²) and s = mean((u−kv)²). For a line, v = 1: k is the mean of x and s its
variance. Written so, nothing cancels near the minimum and the gradient there is exactly zero.
"""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from formula.numeric import Array, Number, fill

from .surface import Point, Surface

# The contours stay readable while the valley is up to this many times as long as it is wide.
READABLE = 10.0

LARGEST = 1e100


class Batch(NamedTuple):
    """Some examples of a regression, boiled down to means over them: floats, or one for each lane.

    `uu` is the mean of u², and so on; `r` is the residual at the least-squares solution `(w, b)`.
    """

    w: float
    b: float
    uu: Any
    uv: Any
    vv: Any
    ur: Any
    vr: Any

    def gradient(self, w: Number, b: Number) -> tuple[Number, Number]:
        """The mean of these examples' gradients at `(w, b)`, each with the shape of `w`."""
        best_w, best_b, uu, uv, vv, ur, vr = self
        dw, db = w - best_w, b - best_b
        return 2.0 * (uu * dw + uv * db - ur), 2.0 * (uv * dw + vv * db - vr)


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Regression(Surface):
    """A surface that is a mean over examples: the squared error of w·u + b·v on data.

    Attributes:
        features: `u` and `v`, shape `(2, N)`; for a line `v` is 1 throughout, and `u` is the data's
            x, standardised or not.
        y: what is to be predicted, shape `(N,)`.
        truth: the parameters that made the data, on this surface's axes, where known. They are not
            the minimum: that is the least-squares solution, `minima[0]`.
        centre, scale: what standardising took off x and then divided it by; 0 and 1 if it did not.
        batch_of: what `batch` gives.
        moments: each example's u², uv, v², ur, vr, shape `(5, N)`, with `r` its residual at the
            minimum; computed.
    """

    features: Array
    y: Array
    truth: Point | None = None
    centre: float = 0.0
    scale: float = 1.0
    moments: Array = field(init=False)
    batch_of: ClassVar[type[Batch]] = Batch

    def __post_init__(self) -> None:
        super().__post_init__()
        u, v = self.features
        w, b = self.minima[0]
        residual = self.y - w * u - b * v
        moments = np.stack([u * u, u * v, v * v, u * residual, v * residual])
        object.__setattr__(self, "moments", moments)
        for array in (self.features, self.y, moments):
            array.setflags(write=False)

    @functools.cached_property
    def digest(self) -> str:
        """What two sets of examples share only if they are the same ones, in the same order."""
        data = self.features.tobytes() + self.y.tobytes()
        return hashlib.blake2b(data, digest_size=8).hexdigest()

    @property
    def examples(self) -> int:
        """The number of examples, N."""
        return len(self.y)

    def batch(self, indices: ArrayLike) -> Batch:
        """The examples with these indices (each as often as it is named), ready for gradients.

        Args:
            indices: whole numbers from 0 to N−1, of shape `(B,)`; or `(n, B)`, a batch for each of
                n lanes, whose gradients then take arrays of shape `(n,)`.

        Raises:
            ValueError: if an index is no example's, or there is none.
        """
        rows = np.asarray(indices)
        if rows.ndim == 0 or rows.size == 0 or rows.dtype.kind not in "iu":
            raise ValueError("a batch needs at least one index, and indices are whole numbers")
        if rows.min() < 0 or rows.max() >= self.examples:
            raise ValueError(f"a batch's indices run from 0 to {self.examples - 1}")
        means = np.add.reduce(self.moments.take(rows, axis=1), axis=-1) / rows.shape[-1]
        return Batch(*self.minima[0], *(means.tolist() if rows.ndim == 1 else means))

    def example_gradients(self, w: Number, b: Number) -> tuple[Array, Array]:
        """Every example's own gradient at `(w, b)`: two arrays of shape `(N,)`, or `(n, N)`."""
        u, v = self.features
        error = np.multiply.outer(w, u) + np.multiply.outer(b, v) - self.y
        return 2.0 * u * error, 2.0 * v * error

    def example_moments(self) -> tuple[Array, Array]:
        """Each example's Hessian, shape `(N, 2, 2)`, and its gradient at the minimum, `(N, 2)`."""
        uu, uv, vv, ur, vr = self.moments
        hessians = 2.0 * np.stack([uu, uv, uv, vv], axis=-1).reshape(-1, 2, 2)
        return hessians, -2.0 * np.stack([ur, vr], axis=-1)

    def to_raw(self, w: Number, b: Number) -> tuple[Number, Number]:
        """Slope and intercept on the data as it came, from this surface's `(w, b)`."""
        slope = w / self.scale
        return slope, b - slope * self.centre

    def from_raw(self, slope: Number, intercept: Number) -> tuple[Number, Number]:
        """This surface's `(w, b)` for a slope and an intercept on the data as it came."""
        return slope * self.scale, intercept + slope * self.centre


def regression(
    x: ArrayLike, y: ArrayLike, standardise: bool = False, *, truth: Point | None = None
) -> Regression:
    """The mean squared error of the line w·x + b on this data, as a surface in (w, b).

    Args:
        x, y: the data, shape `(N,)`.
        standardise: take the mean off x and divide it by its standard deviation first.
        truth: slope and intercept that made the data, if known.

    Raises:
        ValueError: in words for a student, if the data does not determine a line.
    """
    raw, y = _columns(x=x, y=y)
    if _negligible(float(raw.std()), float(np.abs(raw).max())):
        raise ValueError(
            f"Every x is {raw[0]:g} or as good as, so every slope fits equally well. "
            "Choose a column that varies."
        )
    centre, scale = (float(raw.mean()), float(raw.std())) if standardise else (0.0, 1.0)
    if truth is not None:
        truth = (truth[0] * scale, truth[1] + truth[0] * centre)
    return _squared_error(
        (raw - centre) / scale,
        np.ones_like(raw),
        y,
        key="regression",
        name="Linear regression",
        axes=("w", "b"),
        latex=r"\frac1N \sum_i \left(w x_i + b - y_i\right)^2",
        note="Each example pulls the line its own way; the gradient is the mean of their pulls.",
        truth=truth,
        centre=centre,
        scale=scale,
    )


@functools.cache
def isotropic_line() -> Regression:
    """A noisy line's squared error near its minimum: 256 examples, the same curvature all round.

    With x standardised the noise of mini-batches is all that tells the directions apart.
    """
    rng = np.random.default_rng(5)
    x = rng.uniform(-1.5, 2.5, 256)
    whole = regression(x, 2.0 * x + 1.0 + rng.standard_normal(256), standardise=True)
    w, b = whole.minima[0]
    near = ((w - 2.0, w + 2.0), (b - 2.0, b + 2.0))
    return replace(whole, key="regression_near", domain=near, start=(w - 1.5, b + 1.2))


def two_features(
    first: ArrayLike, second: ArrayLike, y: ArrayLike, *, truth: Point | None = None
) -> Regression:
    """The mean squared error of w₁·first + w₂·second on this data, as a surface in (w₁, w₂).

    Args:
        first, second, y: the data, shape `(N,)`.
        truth: the weights that made the data, if known.

    Raises:
        ValueError: in words for a student, if the data does not determine both weights.
    """
    u, v, y = _columns(first=first, second=second, y=y)
    longest, shortest = np.linalg.svd(np.stack([u, v]), compute_uv=False).tolist()
    if _negligible(shortest, longest):
        raise ValueError(
            "One feature is a multiple of the other (or zero), so many pairs of weights fit "
            "equally well. Choose features that vary on their own."
        )
    return _squared_error(
        u,
        v,
        y,
        key="two_features",
        name="Regression on two features",
        axes=("w₁", "w₂"),
        latex=r"\frac1N \sum_i \left(w_1 u_i + w_2 v_i - y_i\right)^2",
        note="A feature that is seldom there seldom has a gradient.",
        truth=truth,
    )


@dataclass(frozen=True, eq=False)
class Dataset:
    """Numbers to fit a line to.

    Attributes:
        key, name: its name in a program or an address, and for readers.
        x, y: the data, shape `(N,)`.
        truth: slope and intercept that made it, before noise and outliers.
        note: one sentence on what to see in it.
    """

    key: str
    name: str
    x: Array
    y: Array
    truth: Point
    note: str

    def __post_init__(self) -> None:
        # Shared by everyone who asks for the table.
        self.x.setflags(write=False)
        self.y.setflags(write=False)

    def regression(self, standardise: bool = False) -> Regression:
        """Its mean squared error, as a surface in (w, b)."""
        return regression(self.x, self.y, standardise, truth=self.truth)


def _squared_error(
    u: Array, v: Array, y: Array, *, truth: Point | None, **known: Any
) -> Regression:
    uv, vv, yv = float(np.mean(u * v)), float(np.mean(v * v)), float(np.mean(y * v))
    k = uv / vv
    across, rest = u - k * v, y - (yv / vv) * v
    s = float(np.mean(across * across))
    w = float(np.mean(across * rest)) / s
    b = yv / vv - w * k
    residual = rest - w * across
    lowest = float(np.mean(residual * residual))
    twice_s, twice_vv = 2.0 * s, 2.0 * vv
    hww, hwb = twice_s + k * k * twice_vv, k * twice_vv

    def value(x: Number, y: Number) -> Number:
        dw = x - w
        t = (y - b) + k * dw
        return lowest + s * (dw * dw) + vv * (t * t)

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        dw = x - w
        gb = twice_vv * ((y - b) + k * dw)
        return twice_s * dw + k * gb, gb

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return fill(hww, x), fill(hwb, x), fill(twice_vv, x)

    across_w, across_b = _reach((w, b), truth, hww, twice_vv, float(np.std(y)))
    return Regression(
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((w - across_w, w + across_w), (b - across_b, b + across_b)),
        minima=((w, b),),
        start=(w - 0.75 * across_w, b + 0.6 * across_b),
        features=np.stack([u, v]),
        y=y,
        truth=truth,
        **known,
    )


def _reach(
    minimum: Point, truth: Point | None, hww: float, hbb: float, spread: float
) -> tuple[float, float]:
    """How far the frame reaches from the minimum along w and b.

    The frame is a square, in which the gradient crosses the contours at right angles, as long as
    valley and walls are both readable in it; beyond that the steeper axis is drawn wider.
    """
    steeper = float(np.sqrt(hww / hbb))
    widen = steeper / min(max(steeper, 1.0 / READABLE), READABLE)
    reach = 2.0 * spread or 1.0
    if truth is not None:
        off_w, off_b = abs(truth[0] - minimum[0]), abs(truth[1] - minimum[1])
        reach = max(reach, 1.25 * off_w * widen, 1.25 * off_b)
    return reach / widen, reach


def _negligible(spread: float, size: float) -> bool:
    """Whether numbers of this size vary by rounding errors alone, or by less than has a square."""
    return spread <= max(1e-12 * size, 1e-100)


def _columns(**columns: ArrayLike) -> list[Array]:
    """The columns as float64 arrays of their own, or a `ValueError` a student understands."""
    arrays = []
    for name, column in columns.items():
        try:
            array = np.array(column, dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"The column {name} must hold numbers only.") from None
        if array.ndim != 1:
            raise ValueError(f"{name} must be one column of numbers, not of shape {array.shape}.")
        arrays.append(array)
    counts = [len(array) for array in arrays]
    if len(set(counts)) > 1:
        lengths = ", ".join(f"{name} has {n}" for name, n in zip(columns, counts, strict=True))
        raise ValueError(f"The columns must be equally long: {lengths}.")
    if counts[0] < 2:
        raise ValueError(
            f"A fit needs at least two rows of data, and there is {counts[0] or 'none'}."
        )
    for name, array in zip(columns, arrays, strict=True):
        bad = np.flatnonzero(~np.isfinite(array))
        if len(bad):
            raise ValueError(
                f"Row {bad[0] + 1} of {name} is missing or infinite. Fill it in or leave it out."
            )
        if np.abs(array).max() > LARGEST:
            raise ValueError(f"{name} holds a number beyond {LARGEST:g}: too large to square.")
    return arrays


def _clean() -> Dataset:
    x = np.random.default_rng(1).uniform(-1.5, 2.5, 40)
    return Dataset(
        "clean",
        "Clean line",
        x,
        2.0 * x + 1.0,
        (2.0, 1.0),
        "Every point lies on the line, so at the minimum even a single example pulls nowhere.",
    )


def _noisy() -> Dataset:
    rng = np.random.default_rng(2)
    x = rng.uniform(-1.5, 2.5, 40)
    return Dataset(
        "noisy",
        "Noisy line",
        x,
        2.0 * x + 1.0 + rng.normal(0.0, 1.0, 40),
        (2.0, 1.0),
        "At the minimum the examples still pull, and only their mean is zero.",
    )


def _outliers() -> Dataset:
    rng = np.random.default_rng(3)
    x = np.sort(rng.uniform(-1.5, 2.5, 40))
    y = 2.0 * x + 1.0 + rng.normal(0.0, 0.3, 40)
    y[-4:] -= 8.0
    return Dataset(
        "outliers",
        "Outliers",
        x,
        y,
        (2.0, 1.0),
        "Four bad points drag the least-squares line away from the one that made the rest.",
    )


def _unstandardised() -> Dataset:
    rng = np.random.default_rng(4)
    x = rng.uniform(0.0, 10.0, 40)
    return Dataset(
        "unstandardised",
        "Unstandardised feature",
        x,
        2.0 * x + 1.0 + rng.normal(0.0, 1.0, 40),
        (2.0, 1.0),
        "Far from zero mean and unit spread the bowl becomes a narrow valley.",
    )


DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {data.key: data for data in (_clean(), _noisy(), _outliers(), _unstandardised())}
)
