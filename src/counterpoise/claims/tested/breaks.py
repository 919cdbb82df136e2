"""A break against a trend: how far some years lie above what the years before foretell, and how well that is known."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import InputError

Array = NDArray[np.float64]
INTERVAL = 0.9
DRAWS = 4000


class Break(NamedTuple):
    """Mean distance above the trend in logarithms with its 90 % prediction interval; ``above``: share of draws above 0.

    ``years`` is how many years the trend rests on, ``units`` how many countries.
    """

    value: float
    low: float
    high: float
    above: float
    years: int
    units: int


def trend_break(years: Array, logs: Array, after: Array, seed: int = 0) -> Break:
    r"""Break of the mean over units of ``logs`` ``[unit, year]`` in the years ``after``, against a line before them.

    A line through the years before the first of ``after`` foretells their mean. Its error is that of a mean of $m$ new
    years, $s^2 (1/m + 1/n + (\bar x_* - \bar x)^2 / S_{xx})$ with a Student t of $n - 2$ degrees: each new year has its
    own common shock. Units are drawn anew as well. Raises InputError with fewer than four years before.
    """
    before = years < after.min()
    if before.sum() < 4:
        raise InputError(f"a trend needs four years before {int(after.min())}; there are {int(before.sum())}")
    rng = np.random.default_rng([seed, len(logs)])
    units = len(logs)
    picked = np.vstack([np.arange(units), rng.integers(0, units, (DRAWS, units))])
    flat = (picked + units * np.arange(len(picked))[:, None]).ravel()
    means = np.bincount(flat, minlength=len(picked) * units).reshape(-1, units) @ logs / units
    gap, error = _gap(years, means, before, np.isin(years, after))
    noise = rng.standard_t(int(before.sum()) - 2, DRAWS)
    drawn = gap[1:] + error[1:] * noise
    low, high = np.quantile(drawn, [0.5 - INTERVAL / 2, 0.5 + INTERVAL / 2])
    above = float(np.mean(drawn > 0.0))
    return Break(float(gap[0]), float(low), float(high), above, int(before.sum()), units)


def _gap(years: Array, means: Array, before: NDArray[np.bool_], after: NDArray[np.bool_]) -> tuple[Array, Array]:
    x, y = years[before], means[:, before]
    n, center = len(x), x.mean()
    spread = float(np.sum((x - center) ** 2))
    slope = ((x - center) * y).sum(axis=1) / spread
    level = y.mean(axis=1)
    residual = y - level[:, None] - slope[:, None] * (x - center)
    variance = (residual**2).sum(axis=1) / (n - 2)
    far = years[after].mean() - center
    gap = means[:, after].mean(axis=1) - level - slope * far
    return gap, np.sqrt(variance * (1.0 / after.sum() + 1.0 / n + far**2 / spread))
