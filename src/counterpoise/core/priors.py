"""What is believed about a parameter before calibration: distributions that turn a uniform number into a value."""

from dataclasses import dataclass
from math import inf, isfinite, lgamma, log
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Prior(Protocol):
    """A distribution known by its quantiles."""

    def ppf(self, u: ArrayLike) -> Array:
        """The value below which a share ``u`` of the distribution lies."""


NEAR = (
    (3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
FAR = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
FARTHEST = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip
"""Numerator and denominator, by rising power, of the normal quantile in the middle and the tails (Wichura 1988)."""


def _standard_normal(u: ArrayLike) -> Array:
    """Algorithm AS 241 (Wichura 1988), to 16 digits. Raises ValueError unless 0 < u < 1."""
    share = np.asarray(u, float)
    if not np.all((share > 0.0) & (share < 1.0)):
        raise ValueError("a share of the normal distribution lies between 0 and 1")
    middle, found = share - 0.5, np.empty(share.shape)
    near = np.abs(middle) <= 0.425
    found[near] = _ratio(NEAR, 0.180625 - middle[near] ** 2, middle[near])
    depth = np.sqrt(-np.log(np.minimum(share, 1.0 - share)))
    for where, table, origin in ((~near & (depth <= 5.0), FAR, 1.6), (depth > 5.0, FARTHEST, 5.0)):
        found[where] = np.copysign(_ratio(table, depth[where] - origin, 1.0), middle[where])
    return found


def _ratio(table: tuple[tuple[float, ...], ...], x: Array, times: ArrayLike) -> Array:
    above, below = (np.full(x.shape, part[-1]) for part in table)
    for over, under in zip(*(part[-2::-1] for part in table), strict=True):
        above, below = above * x + over, below * x + under
    return np.asarray(above * times / below)


def _demand(holds: bool, prior: object, text: str) -> None:
    if not holds:
        raise ValueError(f"{prior}: needs {text}")


@dataclass(frozen=True)
class Fixed:
    """A value taken as known."""

    value: float

    def __post_init__(self) -> None:
        """Raises ValueError unless finite."""
        _demand(isfinite(self.value), self, "a finite value")

    def ppf(self, u: ArrayLike) -> Array:
        """The value itself, whatever ``u``."""
        return np.full(np.shape(u), self.value)


@dataclass(frozen=True)
class Uniform:
    """Anything between two bounds, all alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Raises ValueError unless low < high."""
        _demand(-inf < self.low < self.high < inf, self, "low < high")

    def ppf(self, u: ArrayLike) -> Array:
        """$low + u (high - low)$."""
        return self.low + np.asarray(u, float) * (self.high - self.low)


@dataclass(frozen=True)
class Normal:
    """Bell-shaped, by mean and standard deviation."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        """Raises ValueError unless sd > 0."""
        _demand(isfinite(self.mean) and 0 < self.sd < inf, self, "a standard deviation above 0")

    def ppf(self, u: ArrayLike) -> Array:
        r"""$\mu + \sigma \Phi^{-1}(u)$."""
        return self.mean + self.sd * _standard_normal(u)


@dataclass(frozen=True)
class LogNormal:
    """Positive, by median and geometric standard deviation: two thirds lie within a factor ``gsd`` of the median."""

    median: float
    gsd: float

    def __post_init__(self) -> None:
        """Raises ValueError unless median > 0 and gsd > 1."""
        _demand(0 < self.median < inf and 1 < self.gsd < inf, self, "a median above 0 and a gsd above 1")

    def ppf(self, u: ArrayLike) -> Array:
        r"""$m\, g^{\Phi^{-1}(u)}$."""
        return self.median * np.exp(log(self.gsd) * _standard_normal(u))


@dataclass(frozen=True)
class Triangular:
    """Between two bounds, likeliest at the mode."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        """Raises ValueError unless low <= mode <= high and low < high."""
        ordered = -inf < self.low <= self.mode <= self.high < inf and self.low < self.high
        _demand(ordered, self, "low <= mode <= high and low < high")

    def ppf(self, u: ArrayLike) -> Array:
        """The two square-root branches that meet at the mode."""
        share = np.asarray(u, float)
        width, left, right = self.high - self.low, self.mode - self.low, self.high - self.mode
        below = self.low + np.sqrt(share * width * left)
        above = self.high - np.sqrt((1.0 - share) * width * right)
        return np.where(share * width < left, below, above)


@dataclass(frozen=True)
class Beta:
    """A share, with mean a / (a + b) and as much weight as a + b observations."""

    a: float
    b: float

    def __post_init__(self) -> None:
        """Raises ValueError unless a > 0 and b > 0."""
        _demand(0 < self.a < inf and 0 < self.b < inf, self, "a and b above 0")

    def ppf(self, u: ArrayLike) -> Array:
        """By Halley's steps inside a bracket that only shrinks, each number until the next would not be seen."""
        share = np.asarray(u, float)
        wanted, left = share.reshape(-1), np.arange(share.size)
        found, low, high = self._near(wanted), np.zeros(share.size), np.ones(share.size)
        for _ in range(100):
            x = found[left]
            gap = self.cdf(x) - wanted[left]
            low, high = np.where(gap < 0, x, low), np.where(gap < 0, high, x)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                newton = gap / self._density(x)
                bend = (self.a - 1.0) / x - (self.b - 1.0) / (1.0 - x)
                step = x - newton / (1.0 - 0.5 * np.clip(newton * bend, -1.0, 1.0))
            inside = (step > low) & (step < high)
            # no step from where the chance is right but for rounding: it would lead out of the bracket, and far away
            there = np.abs(gap) <= 4e-15 * wanted[left]
            found[left] = moved = np.where(there, x, np.where(inside, step, 0.5 * (low + high)))
            # what a step leaves is as the cube of what it took, unless the density has an end without bound
            going = ~(np.abs(moved - x) < np.where(inside & (min(self.a, self.b) >= 1.0), 1e-6 * x * (1.0 - x), 1e-13))
            left, low, high = left[going], low[going], high[going]
            if not left.size:
                break
        return found.reshape(share.shape)

    def _near(self, u: Array) -> Array:
        """A first guess (Abramowitz & Stegun 26.5.22); the mean where a density without bound would mislead it."""
        a, b = 2.0 * self.a - 1.0, 2.0 * self.b - 1.0
        if min(a, b) < 1.0:
            return np.full(u.shape, self.a / (self.a + self.b))
        z, h = _standard_normal(np.clip(u, 1e-300, 1.0 - 1e-16)), 2.0 / (1.0 / a + 1.0 / b)
        curve = (z * z - 3.0) / 6.0
        w = (1.0 / b - 1.0 / a) * (curve + 5.0 / 6.0 - 2.0 / (3.0 * h)) + z * np.sqrt(h + curve) / h
        return self.a / (self.a + self.b * np.exp(-2.0 * w))

    def _density(self, x: Array) -> Array:
        return np.exp(self._scale + (self.a - 1.0) * np.log(x) + (self.b - 1.0) * np.log1p(-x))

    @property
    def _scale(self) -> float:
        return lgamma(self.a + self.b) - lgamma(self.a) - lgamma(self.b)

    def cdf(self, x: ArrayLike) -> Array:
        """The regularized incomplete beta function, by its continued fraction on the side where that converges."""
        return self._cdf(np.clip(np.asarray(x, float), 1e-300, 1.0 - 1e-16))

    def _cdf(self, x: Array) -> Array:
        a, b = self.a, self.b
        front = np.exp(self._scale + a * np.log(x) + b * np.log1p(-x))
        lower = x < (a + 1.0) / (a + b + 2.0)
        upper = ~lower
        found = np.empty(x.shape)
        found[lower] = front[lower] / (a * _beta_fraction(a, b, x[lower]))
        found[upper] = 1.0 - front[upper] / (b * _beta_fraction(b, a, 1.0 - x[upper]))
        return found


def _beta_fraction(a: float, b: float, x: Array) -> Array:
    """$1 + d_1 / (1 + d_2 / (1 + ...))$ (Abramowitz & Stegun 26.5.8), evaluated backwards.

    The number of terms that matter grows with the square root of the smaller argument, but for a small ``b`` that of
    ``a``; where ``b`` is whole, the fraction has no more than 2 b - 1.
    """
    most = 40 + int(6.0 * (a if b < 3.0 else min(a, b)) ** 0.5)
    value, term = np.ones(x.shape), np.empty(x.shape)
    for n in range(min(most, 2 * int(b) - 1) if b == int(b) else most, 0, -1):
        m = n // 2
        d = -(a + m) * (a + b + m) if n % 2 else m * (b - m)
        np.multiply(x, d / ((a + n - 1.0) * (a + n)), out=term)
        np.divide(term, value, out=value)
        value += 1.0
    return value


__all__ = ["Beta", "Fixed", "LogNormal", "Normal", "Prior", "Triangular", "Uniform"]
