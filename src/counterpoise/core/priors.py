"""What is believed about a parameter before calibration: distributions that turn a uniform number into a value."""

from dataclasses import dataclass
from math import inf, isfinite, lgamma, log
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Prior(Protocol):
    """A distribution known by its quantiles."""

    def ppf(self, u: ArrayLike) -> Array:
        """The value below which a share ``u`` of the distribution lies."""


def _standard_normal(u: ArrayLike) -> Array:
    flat = np.asarray(u, float)
    return np.array(list(map(NormalDist().inv_cdf, flat.ravel().tolist()))).reshape(flat.shape)


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
        """By Newton's steps inside a bracket that only shrinks, from the middle, each number until 1e-13."""
        share = np.asarray(u, float)
        found = np.full(share.size, self.a / (self.a + self.b))
        wanted, left = share.reshape(-1), np.arange(share.size)
        low, high = np.zeros(share.size), np.ones(share.size)
        for _ in range(100):
            x = found[left]
            gap = self.cdf(x) - wanted[left]
            low, high = np.where(gap < 0, x, low), np.where(gap < 0, high, x)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                step = x - gap / self._density(x)
            inside = (step > low) & (step < high)
            # no step from where the chance is right but for rounding: it would lead out of the bracket, and far away
            there = np.abs(gap) <= 4e-15 * wanted[left]
            found[left] = moved = np.where(there, x, np.where(inside, step, 0.5 * (low + high)))
            going = ~(np.abs(moved - x) < 1e-13)
            left, low, high = left[going], low[going], high[going]
            if not left.size:
                break
        return found.reshape(share.shape)

    def _density(self, x: Array) -> Array:
        scale = lgamma(self.a + self.b) - lgamma(self.a) - lgamma(self.b)
        return np.exp(scale + (self.a - 1.0) * np.log(x) + (self.b - 1.0) * np.log1p(-x))

    def cdf(self, x: ArrayLike) -> Array:
        """The regularized incomplete beta function, by its continued fraction on the side where that converges."""
        return self._cdf(np.clip(np.asarray(x, float), 1e-300, 1.0 - 1e-16))

    def _cdf(self, x: Array) -> Array:
        a, b = self.a, self.b
        front = np.exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * np.log(x) + b * np.log1p(-x))
        lower = x < (a + 1.0) / (a + b + 2.0)
        upper = ~lower
        found = np.empty(x.shape)
        found[lower] = front[lower] / (a * _beta_fraction(a, b, x[lower]))
        found[upper] = 1.0 - front[upper] / (b * _beta_fraction(b, a, 1.0 - x[upper]))
        return found


def _beta_fraction(a: float, b: float, x: Array) -> Array:
    """$1 + d_1 / (1 + d_2 / (1 + ...))$ (Abramowitz & Stegun 26.5.8), evaluated backwards.

    The number of terms that matter grows with the square root of the larger argument.
    """
    value = np.ones(x.shape)
    for n in range(40 + int(6.0 * max(a, b) ** 0.5), 0, -1):
        m = n // 2
        if n % 2:
            d = -(a + m) * (a + b + m) * x / ((a + n - 1.0) * (a + n))
        else:
            d = m * (b - m) * x / ((a + n - 1.0) * (a + n))
        value = 1.0 + d / value
    return value


__all__ = ["Beta", "Fixed", "LogNormal", "Normal", "Prior", "Triangular", "Uniform"]
