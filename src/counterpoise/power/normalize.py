"""Put indicators of different units on one positive scale; missing values stay missing.

Every function takes ``[..., indicator, state]`` with NaN for missing and returns the same shape with values in [0, 1].
None depends on the unit of an indicator or on the order of the states.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def world_share(values: Array) -> Array:
    """Share of the world total."""
    total = np.nansum(values, axis=-1, keepdims=True)
    return values / np.where(total > 0, total, np.nan)


def of_largest(values: Array) -> Array:
    """Ratio to the largest value."""
    largest = np.nanmax(np.where(np.isnan(values), -np.inf, values), axis=-1, keepdims=True)
    return values / np.where(largest > 0, largest, np.nan)


def percentile(values: Array) -> Array:
    """Share of states at or below, ties counted half; in (0, 1)."""
    known = ~np.isnan(values)
    below = (values[..., None, :] < values[..., :, None]).sum(-1)
    equal = (values[..., None, :] == values[..., :, None]).sum(-1)
    n = known.sum(axis=-1, keepdims=True)
    return np.where(known, (below + 0.5 * equal) / np.maximum(n, 1), np.nan)


def log_range(values: Array) -> Array:
    """Position between the smallest positive and the largest value on a logarithmic scale; zero stays zero."""
    positive = np.where(values > 0, values, np.nan)
    log = np.log(positive)
    low = np.nanmin(np.where(np.isnan(log), np.inf, log), axis=-1, keepdims=True)
    high = np.nanmax(np.where(np.isnan(log), -np.inf, log), axis=-1, keepdims=True)
    span = np.where(high > low, high - low, np.nan)
    # the smallest positive value must not fall on zero: half a step of the observed range keeps it above
    scaled = (log - low + 0.05 * span) / (1.05 * span)
    return np.where(values == 0, 0.0, scaled)


NORMALIZATIONS = {
    "world share": world_share,
    "of largest": of_largest,
    "percentile": percentile,
    "log range": log_range,
}
RATIOS = ("world share", "of largest")
"""Normalizations that keep how many times one state has what another has; the others keep its place alone."""
