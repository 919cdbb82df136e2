"""Dominance: who is ahead on every indicator, and so under every monotone measure, whatever the weights."""

import numpy as np
from numpy.typing import NDArray


def dominates(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """``[i, j]``: i is at least level with j on every indicator both have, and ahead on one.

    ``values`` is ``[indicator, state]`` with NaN for missing. Pairs with no indicator in common dominate neither way.
    """
    a, b = values[:, :, None], values[:, None, :]
    comparable = ~np.isnan(a) & ~np.isnan(b)
    never_behind = (~comparable | (a >= b)).all(axis=0)
    ahead = (comparable & (a > b)).any(axis=0)
    return np.asarray(never_behind & ahead & comparable.any(axis=0))
