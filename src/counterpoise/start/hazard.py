r"""The chance that a dispute begins between two states in a year, as estimated up to the base year.

For politically relevant pairs a logit on structure and on the pair's own record, fitted to the sixteen years that end
with the base year (``counterpoise.evidence.calibration``; those that end with 2007 for every later one). For the others
in the world, the pooled rate of pairs that were not relevant.
"""

from functools import lru_cache

import numpy as np

from counterpoise.data.panel import Panel

from .base import Base
from .onset_fit import OnsetFit, fit_of
from .pair_years import PairYears
from .reading import Array

HALF_LIFE = 8.0
NODES = 15


def hazards(base: Base) -> tuple[Array, Array]:
    r"""Hazard of a dispute for each pair and its standard deviation, ``[state, state]``, 1/year.

    Mean $h$ over the posterior. The variance, $h^2 (1 - h)^2 (v + f)$, has that of the log odds, $v$, and what pairs
    alike in all covariates differ by, $f$.
    """
    fit = fit_of(base.year)
    mean, error = np.zeros((base.size, base.size)), np.zeros((base.size, base.size))
    rows = pair_years(base.panel).at_end_of(base.year)
    i, j = (rows[side].map(base.place).to_numpy() for side in ("a", "b"))
    relevant = rows.relevant.to_numpy() > 0
    h, spread = np.full(len(rows), fit.pooled), np.full(len(rows), fit.pooled / np.sqrt(fit.pooled_events))
    h[relevant], variance = expected(fit, fit.standardized(rows[relevant]))
    spread[relevant] = h[relevant] * (1.0 - h[relevant]) * np.sqrt(variance + fit.frailty)
    mean[i, j] = mean[j, i] = h
    error[i, j] = error[j, i] = spread
    return mean, error


def expected(fit: OnsetFit, covariates: Array) -> tuple[Array, Array]:
    r"""Mean probability over the posterior, $E\,\mathrm{expit}(\eta)$, and the variance of $\eta$, ``[pair]`` each.

    $\eta$ is normal with the mean ``covariates`` times the coefficients; the mean is by Gauss-Hermite quadrature.
    """
    odds = covariates @ fit.coefficients
    variance = np.einsum("ij,jk,ik->i", covariates, fit.covariance, covariates)
    node, weight = np.polynomial.hermite_e.hermegauss(NODES)
    chance = 1.0 / (1.0 + np.exp(-odds[:, None] - np.sqrt(variance)[:, None] * node))
    return chance @ weight / weight.sum(), variance


@lru_cache(maxsize=2)
def pair_years(panel: Panel) -> PairYears:
    """What is known of all pairs of a panel; the record of disputes is read once."""
    return PairYears(panel)


def memory(base: Base) -> Array:
    """Disputes of each pair up to the last year on record, fading by half in eight years, ``[state, state]``."""
    age = base.last_record - base.onsets.year.to_numpy(dtype=float)
    return base.tally(base.onsets, 0.5 ** (age / HALF_LIFE))


def conflict_since(base: Base) -> Array:
    """Years of armed conflict between two states since the record of disputes ended, fading alike."""
    table = base.panel.dyads
    rows = table[(table.year > base.last_record) & (table.year <= base.year) & (table.ucdp_intensity > 0)]
    rows = base.located(rows)
    return base.tally(rows, 0.5 ** ((base.year - rows.year.to_numpy(dtype=float)) / HALF_LIFE))
