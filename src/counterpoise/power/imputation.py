"""Three ways to treat an indicator that a state has no value for; none of them makes it zero.

Where the gap is political, because a body that counts only members of the United Nations counts this state not at all
(Taiwan, Kosovo), little there to report is no explanation: *pessimistic* does not apply to it, prediction takes its
place. ``political`` marks such gaps, ``[indicator, state]``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.regimes import NOT_UN_MEMBERS
from counterpoise.data.variable import Variable

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
# cards of producers whose lists of countries are those of the United Nations: UNESCO and its Institute for Statistics,
# WIPO, Comtrade, and the World Bank and the OECD, which count Taiwan with China or not at all
FOLLOW_THE_UN = {
    "comtrade_hightech", "oda", "oecd_students", "uis_research", "uis_students", "wdi", "wdi_science", "wipo_patents",
    "world_heritage",
}  # fmt: skip
SINCE = 1971  # the year in which the Republic of China lost its seat


def political_gaps(variables: Sequence[Variable], states: Sequence[str], year: int) -> Mask:
    """``[indicator, state]``: a gap there would be political, for want of a UN seat."""
    by_members = np.array([bool(v.cards) and set(v.cards) <= FOLLOW_THE_UN for v in variables])
    outside = np.array([s in NOT_UN_MEMBERS for s in states]) & (year >= SINCE)
    return by_members[:, None] & outside[None, :]


def leave_out(values: Array, output: Array, population: Array, political: Mask) -> Array:
    """Keep it missing: the state is judged on the indicators it has, as the published CINC does."""
    return values


def predict(values: Array, output: Array, population: Array, political: Mask) -> Array:
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


def pessimistic(values: Array, output: Array, population: Array, political: Mask) -> Array:
    """Assume little is there to report: the tenth percentile of the states that have a value.

    A political gap says nothing about what is there: it is predicted.
    """
    low = np.full(values.shape[0], np.nan)
    for k, row in enumerate(values):
        if not np.isnan(row).all():
            low[k] = np.nanpercentile(row, 10)
    filled = np.where(np.isnan(values), low[:, None], values)
    return np.where(political & np.isnan(values), regress(values, output, population)[0], filled)


IMPUTATIONS = {"leave out": leave_out, "predict": predict, "pessimistic": pessimistic}
