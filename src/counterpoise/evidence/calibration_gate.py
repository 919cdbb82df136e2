"""Simulation-based calibration of the onset logit: are posteriors as wide as they should be, on average?"""

import numpy as np

from .calibration import Array, Sample, posterior, prior, probability
from .libraries import library

REPLICATES, DRAWS = 200, 99


def ranks(sample: Sample, replicates: int = REPLICATES, seed: int = 0, scale: float = 1.0) -> Array:
    r"""Rank of each true coefficient among 99 draws of its posterior, ``[replicate, coefficient]``, 0 to 99.

    Each replicate draws coefficients from the prior and onsets from them, on the covariates of ``sample``, and fits
    those (Talts et al. 2018). If the posterior is right, ranks are uniform. ``scale`` widens the posterior, to see what
    a wrong one looks like. Raises NotConvergedError where a fit does not settle.
    """
    rng = np.random.default_rng(seed)
    mean, deviation = prior(sample.covariates.shape[1])
    found = []
    for _ in range(replicates):
        true = rng.normal(mean, deviation)
        onset = (rng.uniform(size=len(sample.onset)) < probability(sample.covariates, true)).astype(float)
        at, covariance = posterior(sample.covariates, onset)
        drawn = rng.multivariate_normal(at, scale**2 * covariance, size=DRAWS)
        found.append((drawn < true).sum(axis=0))
    return np.array(found, dtype=float)


def uniformity(ranked: Array, bins: int = 10) -> Array:
    """Chance of a rank histogram as uneven as that of each coefficient if ranks were uniform (chi-squared)."""
    return np.asarray(library("scipy.stats").chisquare(histogram(ranked, bins), axis=1).pvalue)


def histogram(ranked: Array, bins: int = 10) -> Array:
    """How many ranks of each coefficient fall in each tenth, ``[coefficient, bin]``."""
    number = (ranked * bins // (DRAWS + 1)).astype(int)
    return np.stack([np.bincount(column, minlength=bins) for column in number.T]).astype(float)
