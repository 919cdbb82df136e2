"""Errors measured from what two sources say of the same states."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

CEILING = 2.0


def split_error(first: pd.Series, second: pd.Series) -> float:
    r"""The error of one source if two err alike and independently: $\sqrt{\overline{(x - y)^2} / 2}$, in units of x."""
    gap = (first - second).dropna()
    return float(np.sqrt((gap**2).mean() / 2.0))


def count_error(count: pd.Series, relative: float, small: float) -> NDArray[np.float64]:
    r"""Error of a count on the log scale: $\sqrt{r^2 + (s / n)^2}$, at most 2.

    ``relative`` is the error of large counts as a share, ``small`` that of small ones in units. Where the count is zero
    the error is zero: absence from a complete list.
    """
    value = count.to_numpy(dtype=float)
    positive = value > 0
    error = np.hypot(relative, small / np.where(positive, value, 1.0))
    return np.where(positive, np.minimum(error, CEILING), 0.0)
