"""Three ways to treat an indicator that a state has no value for; none of them makes it zero."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def leave_out(values: Array, output: Array, population: Array) -> Array:
    """Keep it missing: the state is judged on the indicators it has, as the published CINC does."""
    return values


def predict(values: Array, output: Array, population: Array) -> Array:
    """Predict it from output and population: a log-log regression over the states that have a value."""
    return regress(values, output, population)[0]


def regress(values: Array, output: Array, population: Array) -> tuple[Array, Array]:
    """Values with gaps predicted, and the standard deviation of the prediction's logarithm for each indicator.

    ``values`` is ``[indicator, state]``; ``output`` and ``population`` are ``[state]``. States without output or
    population keep the gap; so does an indicator that fewer than ten states have.
    """
    design = np.stack([np.ones_like(output), np.log(output), np.log(population)], axis=-1)
    usable = np.isfinite(design).all(axis=-1)
    filled, spread = values.copy(), np.zeros(len(values))
    for k, row in enumerate(values):
        known = usable & ~np.isnan(row)
        positive = row[known & (row > 0)]
        if known.sum() < 10 or positive.size == 0:
            continue
        log = np.log(np.maximum(row[known], 0.5 * positive.min()))
        slope, *_ = np.linalg.lstsq(design[known], log, rcond=None)
        gap = usable & np.isnan(row)
        filled[k, gap] = np.exp(design[gap] @ slope)
        spread[k] = (log - design[known] @ slope).std()
    return filled, spread


def pessimistic(values: Array, output: Array, population: Array) -> Array:
    """Assume little is there to report: the tenth percentile of the states that have a value."""
    low = np.full(values.shape[0], np.nan)
    for k, row in enumerate(values):
        if not np.isnan(row).all():
            low[k] = np.nanpercentile(row, 10)
    return np.where(np.isnan(values), low[:, None], values)


IMPUTATIONS = {"leave out": leave_out, "predict": predict, "pessimistic": pessimistic}
