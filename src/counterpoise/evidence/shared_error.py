"""What all pairs share of the error of their estimated hazards: one number for a whole run."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.start import onset_fit
from counterpoise.start.pair_years import PairYears

from .calibration import Sample, posterior, probability, sample_of, window
from .forecast import Array


def shared_error(pairs: PairYears, last: int) -> float:
    r"""Standard deviation of the log of the expected onsets of a year after ``last``, from the posterior alone.

    $\sqrt{g' C g}$ with g the slope of the log total in the coefficients. C allows the years of a pair to go together
    and the pairs of a year too (clustered both ways; Cameron, Gelbach & Miller 2011): bad years are shared by all, and
    sixteen of them say less of the level than as many thousand pairs.
    """
    table = window(pairs, last)
    sample = sample_of(table)
    year = table.year[table.relevant > 0].to_numpy()
    at, covariance = posterior(sample.covariates, sample.onset)
    rows = pairs.at_end_of(last)
    covariates = onset_fit.fit_of(last).standardized(rows[rows.relevant > 0])
    chance = probability(covariates, at)
    slope = (chance * (1.0 - chance)) @ covariates / chance.sum()
    pull = influence(sample, at, covariance, slope)
    by_pair, by_year = (grouped(pull, group) for group in (sample.pair, year - year.min()))
    return float(np.sqrt(max(by_pair + by_year - float(pull @ pull), by_pair)))


def influence(sample: Sample, at: Array, covariance: Array, slope: Array) -> Array:
    """What each row moves the log total by, ``[row]``."""
    residual = sample.onset - probability(sample.covariates, at)
    return np.asarray((sample.covariates @ (covariance @ slope)) * residual)


def grouped(pull: Array, group: NDArray[Any]) -> float:
    """Variance of the sum where all rows of a group go together, times G / (G - 1)."""
    sums = np.bincount(np.asarray(group, dtype=int), pull)
    size = len(np.unique(group))
    return float(sums @ sums) * size / (size - 1)
