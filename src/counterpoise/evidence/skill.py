"""Skill of one forecast over another, with intervals from resampling whole clusters."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .protocol import Bootstrap, protocol

Array = NDArray[np.float64]
BLOCK = 50


class Skill(NamedTuple):
    """Skill and the ends of its interval."""

    value: float
    low: float
    high: float


def skill(loss: ArrayLike, other: ArrayLike) -> float:
    r"""$1 - \sum_u s_u / \sum_u s'_u$: 0 is no better than the other forecast, 1 is perfect.

    NaN where the other forecast has no loss at all.
    """
    base = float(np.sum(np.asarray(other, dtype=float)))
    return 1.0 - float(np.sum(np.asarray(loss, dtype=float))) / base if base else float("nan")


def resampled(loss: ArrayLike, cluster: ArrayLike, plan: Bootstrap | None = None) -> Array:
    """Sums of losses ``[unit, forecast]`` over clusters drawn with replacement, ``[replicate, forecast]``.

    All forecasts are summed over the same draws, so that ratios of two columns are paired.
    """
    plan = plan or protocol().bootstrap
    total = _by_cluster(loss, cluster)
    rng = np.random.default_rng(plan.seed)
    sums = np.empty((plan.replicates, total.shape[1]))
    for start in range(0, plan.replicates, BLOCK):
        rows = min(BLOCK, plan.replicates - start)
        drawn = rng.integers(0, len(total), size=(rows, len(total)))
        sums[start : start + rows] = _counts(drawn, len(total)) @ total
    return sums


def resampled_states(loss: ArrayLike, first: ArrayLike, second: ArrayLike, plan: Bootstrap | None = None) -> Array:
    """The same where states are drawn and a pair counts by the product of its two states (pigeonhole; Owen 2007).

    ``first`` and ``second`` name the states of each unit. Wider than by pairs where a state's pairs go together.
    """
    plan = plan or protocol().bootstrap
    names, code = np.unique(np.concatenate([np.asarray(first), np.asarray(second)]), return_inverse=True)
    a, b = code.reshape(2, -1)
    pair, member = np.unique(a * len(names) + b, return_inverse=True)
    total = _by_cluster(loss, member)
    a, b = pair // len(names), pair % len(names)
    rng = np.random.default_rng(plan.seed)
    sums = np.empty((plan.replicates, total.shape[1]))
    for start in range(0, plan.replicates, BLOCK):
        rows = min(BLOCK, plan.replicates - start)
        weight = _counts(rng.integers(0, len(names), size=(rows, len(names))), len(names))
        sums[start : start + rows] = (weight[:, a] * weight[:, b]) @ total
    return sums


def interval(sums: Array, other: Array, share: float | None = None) -> tuple[float, float]:
    """Ends of the percentile interval of skill, from the sums of two forecasts over the same replicates."""
    share = protocol().bootstrap.interval if share is None else share
    ratio = 1.0 - np.divide(sums, other, out=np.full(len(sums), np.nan), where=other > 0)
    low, high = np.nanquantile(ratio, [0.5 - share / 2, 0.5 + share / 2])
    return float(low), float(high)


def skill_interval(loss: ArrayLike, other: ArrayLike, cluster: ArrayLike, plan: Bootstrap | None = None) -> Skill:
    """Skill of one forecast over another of the same units, with its interval by clusters."""
    sums = resampled(np.column_stack([loss, other]), cluster, plan)
    share = None if plan is None else plan.interval
    return Skill(skill(loss, other), *interval(sums[:, 0], sums[:, 1], share))


def _by_cluster(loss: ArrayLike, cluster: ArrayLike) -> Array:
    columns = np.asarray(loss, dtype=float)
    columns = columns[:, None] if columns.ndim == 1 else columns
    number = np.unique(np.asarray(cluster), return_inverse=True)[1]
    return np.stack([np.bincount(number, weights=column) for column in columns.T], axis=1)


def _counts(drawn: NDArray[np.int64], size: int) -> Array:
    """How often each of ``size`` things is in each row."""
    rows = len(drawn)
    flat = (drawn + np.arange(rows)[:, None] * size).ravel()
    return np.bincount(flat, minlength=rows * size).reshape(rows, size).astype(float)
