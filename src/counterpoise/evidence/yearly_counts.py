r"""How many disputes begin in a year, beside what a run would have expected of it when the year before had ended.

Stretches of fifteen years end with the last year of a fit and follow on one another back to 1963; each is what a run
from the year before it would live. Chances of the pairs relevant in that base year are those a run has: hazards fitted
up to the base year, with frailty, and moved by the pair's memory (``calibration_recurrence``), given all that had
happened by the end of the year before. Counted are pairs whose dispute neither of the two joined.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.start.pair_years import PairYears

from .calibration_mode import nodes
from .calibration_recurrence import YEARS, Window, window
from .forecast import Array

FIRST_BASE, NODES = 1962, 9
"""The first base year with sixteen years of votes before it, as hazards want them; nodes of frailty."""
SHIFTS = np.linspace(-3.0, 3.0, 61)
"""Log odds added to those of all pairs, at which counts to be expected are known."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Years of stretches: ``count``; the log of its mean, and its variance over its mean, at each of ``SHIFTS``,
    ``[year, shift]``; ``begins`` marks the first year of a stretch; ``level`` is the deviation of the error in log odds
    that the years of a stretch share.
    """

    count: Array
    log_mean: Array
    ratio: Array
    begins: np.ndarray
    level: float

    def at(self, shifts: Array) -> tuple[Array, Array]:
        """Mean, and variance over mean, of each year's count at ``shifts``, ``[year, shift]``."""
        logs = np.array([np.interp(shifts, SHIFTS, row) for row in self.log_mean])
        return np.exp(logs), np.array([np.interp(shifts, SHIFTS, row) for row in self.ratio])

    @property
    def spans(self) -> list[tuple[int, int]]:
        """First row of each stretch and the row after its last."""
        first = np.flatnonzero(self.begins).tolist()
        return list(zip(first, [*first[1:], len(self.count)], strict=True))


def bounds(last: int) -> list[tuple[int, int]]:
    """Base year and last year of each stretch up to ``last``, the latest first; the earliest may be shorter."""
    return [(max(end - YEARS, FIRST_BASE), end) for end in range(last, FIRST_BASE, -YEARS)]


def counts(pairs: PairYears, last: int, past: float, half_life: float, level: float) -> Counts:
    """The stretches up to ``last`` with what a run remembers (``past``, ``half_life``) and its error of the level."""
    found = []
    for base, end in bounds(last):
        # a shorter stretch is cut, so that nothing is read of years that the next one has
        data, years = window(pairs, base + YEARS), slice(end - base)
        mean, variance = (kind[years] for kind in expected(data, past, half_life))
        begun = (data.begun * data.member).sum(axis=1)[years]
        found.append((begun, np.log(mean), variance / mean, np.arange(end - base) == 0))
    count, log_mean, ratio, begins = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Counts(count, log_mean, ratio, begins, level)


def expected(data: Window, past: float, half_life: float) -> tuple[Array, Array]:
    """Mean and variance of each year's count at each of ``SHIFTS``, ``[year, shift]``, by what was known before it.

    A pair's frailty is weighed by what the pair had done by then.
    """
    kept, (points, weights) = 0.5 ** (1.0 / half_life), nodes(NODES)
    frail = (data.odds - 0.5 * data.frailty**2)[None, :] + data.frailty * points[:, None]
    memory, usual = data.memory, np.broadcast_to(data.memory, frail.shape)
    belief = np.broadcast_to(weights[:, None], frail.shape)
    means, variances = [], []
    for begun, member in zip(data.begun, data.member, strict=True):
        odds = frail + past * np.log((1.0 + memory) / (1.0 + usual))
        weight = np.exp(belief - np.logaddexp.reduce(belief, axis=0))
        chance = np.array([member * (weight * _chance(odds + shift)).sum(axis=0) for shift in SHIFTS])
        means.append(chance.sum(axis=1))
        variances.append((chance * (1.0 - chance)).sum(axis=1))
        belief = belief + member * (begun * odds - np.logaddexp(0.0, odds))
        usual, memory = kept * usual + _chance(odds), kept * memory + begun
    return np.array(means), np.array(variances)


def _chance(odds: Array) -> Array:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * odds)))


def in_company(pairs: PairYears, last: int) -> tuple[int, float]:
    """In how many disputes the counted pairs were, and what pairs of one dispute add to variance over mean.

    $\\sum m^2 / \\sum m - 1$ with m counted pairs a dispute, as disputes that come by chance alone would have it.
    """
    rows = pairs.panel.dyad_onsets
    rows = rows[(rows.originator_ab == 1) & (rows.originator_ba == 1)].astype({"a": str, "b": str})
    size = pd.concat(
        [_sizes(pairs, rows, base, year) for base, end in bounds(last) for year in range(base + 1, end + 1)]
    )
    return len(size), float((size**2).sum() / size.sum() - 1.0)


def _sizes(pairs: PairYears, rows: pd.DataFrame, base: int, year: int) -> "pd.Series[float]":
    """Pairs known in a base year whose dispute began in a year, by dispute."""
    known = pairs.at_end_of(base)
    here = rows[rows.year == year].merge(known.loc[known.relevant > 0, ["a", "b"]], on=["a", "b"])
    at = tuple(here[side].map(pairs.history.place).to_numpy(dtype=int) for side in ("a", "b"))
    counted = here[pairs.history.begun(year)[at] > 0].drop_duplicates(["a", "b"])
    return counted.groupby("dispute").size().astype(float)
