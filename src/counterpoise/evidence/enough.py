r"""How many members are enough: the error of a paired effect against their number, for each outcome.

The 95 % half-width of a mean paired difference with standard deviation $\sigma_d$ is $z \sigma_d / \sqrt{N}$, so that
$N = (z \sigma_d / (f s))^2$ members bring it below the fraction f of the outcome's spread s. A pilot gives both;
resampling it says how well.
"""

from typing import TYPE_CHECKING

import numpy as np

from .relived import Array

if TYPE_CHECKING:
    import pandas as pd

NORMAL_95 = 1.959964
FRACTIONS = (0.1, 0.05, 0.02)
RESAMPLES = 400


def enough(
    base: dict[str, Array], other: dict[str, Array], fractions: tuple[float, ...] = FRACTIONS, seed: int = 1
) -> "pd.DataFrame":
    """Members needed for each outcome and fraction, from a pilot of paired members.

    Columns: ``outcome``, ``pilot`` (members), ``effect`` and ``half_width`` (of the pilot, in spreads), ``fraction``,
    ``members`` (needed), ``members_low`` and ``members_high`` (95 % over resampled pilots). What never differs, or has
    no spread, needs no members and is missing.
    """
    import pandas as pd

    rows = []
    for outcome, one in base.items():
        lived = np.isfinite(one) & np.isfinite(other[outcome])
        values, difference = one[lived], (other[outcome] - one)[lived]
        ratio = noise(values, difference)
        if not ratio > 0.0:
            continue
        spread = values.std(ddof=1)
        drawn = _resampled(values, difference, seed)
        mean, half = difference.mean() / spread, NORMAL_95 * ratio / len(values) ** 0.5
        for fraction in fractions:
            low, high = np.quantile(needed(drawn, fraction), [0.025, 0.975])
            needs = float(needed(ratio, fraction))
            rows.append((outcome, len(values), float(mean), float(half), fraction, needs, float(low), float(high)))
    columns = ["outcome", "pilot", "effect", "half_width", "fraction", "members", "members_low", "members_high"]
    return pd.DataFrame(rows, columns=columns)


def noise(values: Array, difference: Array) -> float:
    """Standard deviation of the paired difference over that of the outcome; NaN where the outcome has none."""
    spread = values.std(ddof=1)
    return float(difference.std(ddof=1) / spread) if spread > 0.0 else float("nan")


def needed(ratio: Array | float, fraction: float) -> Array:
    """Members that bring the 95 % half-width below a fraction of the spread."""
    return np.ceil((NORMAL_95 * np.asarray(ratio) / fraction) ** 2)


def _resampled(values: Array, difference: Array, seed: int) -> Array:
    luck, n = np.random.default_rng(seed), len(values)
    picks = (luck.integers(0, n, n) for _ in range(RESAMPLES))
    drawn = np.array([noise(values[k], difference[k]) for k in picks])
    return drawn[np.isfinite(drawn)]
