"""Readings of polarity over measures, definitions, thresholds and sets of powers: one, two, many, or indeterminate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.polarity import Polarity

Array = NDArray[np.float64]
LABELS = (*(p.label for p in Polarity), "indeterminate")
SEED = 2024


@dataclass(frozen=True)
class Ways:
    """Drawn ways to read a distribution, one a draw; all thresholds are shares, ranges assumed.

    ``definition`` 0 is ours by gaps between the first three (theory.polarity), 1 that of Modelski and Thompson (1988),
    2 that of Schweller (1993); ``powers`` is how many leading states make the set.
    """

    definition: NDArray[np.int64]
    powers: NDArray[np.int64]
    lead: Array
    rival: Array
    pair: Array
    third: Array
    pole: Array


def draw_ways(count: int, seed: int = SEED) -> Ways:
    """Definitions with equal odds, sets of 5 to 15 powers, each threshold a tenth of itself or more around it."""
    rng = np.random.default_rng([seed, count])
    return Ways(
        definition=rng.integers(0, 3, count),
        powers=rng.integers(5, 16, count),
        lead=rng.uniform(0.40, 0.50, count),  # .45 in ours, .50 in Modelski and Thompson
        rival=rng.uniform(0.40, 0.60, count),
        pair=rng.uniform(0.50, 0.60, count),
        third=rng.uniform(0.40, 0.60, count),
        pole=rng.uniform(0.03, 0.10, count),  # least share of a pole among many: a twentieth, doubled and nearly halved
    )


def read(shares: Array, ways: Ways) -> NDArray[np.int64]:
    """The reading ``[draw]`` of each row of ``shares`` ``[draw, state]``: 1, 2, 3 for many, 0 where nothing is met."""
    top = np.sort(np.nan_to_num(shares), axis=1)[:, ::-1][:, :15]
    inside = np.arange(top.shape[1])[None, :] < ways.powers[:, None]
    top = np.where(inside, top, 0.0)
    top = top / top.sum(axis=1, keepdims=True)
    said = np.stack([_by_gaps(top, ways), _by_control(top, ways), _by_strongest(top, ways)])
    return np.asarray(said[ways.definition, np.arange(len(top))])


def _by_gaps(top: Array, w: Ways) -> NDArray[np.int64]:
    first, second, third = top[:, 0], top[:, 1], top[:, 2]
    beside, close = second >= w.rival * first, third >= w.third * second
    return np.select(
        [(first >= w.lead) & ~beside, (first + second >= w.pair) & beside & ~close, beside & close], [1, 2, 3], 0
    )


def _by_control(top: Array, w: Ways) -> NDArray[np.int64]:
    """Half of the whole is ``pair``, from .50 to .60: a leader with less than half has not half."""
    half = w.pair
    first, second, third = top[:, 0], top[:, 1], top[:, 2]
    return np.select(
        [(first >= half) & (second < first), (second >= half / 2) & (first + second >= half), third >= w.pole],
        [1, 2, 3],
        0,
    )


def _by_strongest(top: Array, w: Ways) -> NDArray[np.int64]:
    return np.minimum((top > w.rival[:, None] * top[:, :1]).sum(axis=1), 3)


def shares_of_labels(readings: NDArray[np.int64]) -> dict[str, float]:
    """Share of readings under each label."""
    said = np.where(readings == 0, len(LABELS), readings) - 1
    return {name: float(np.mean(said == k)) for k, name in enumerate(LABELS)}
