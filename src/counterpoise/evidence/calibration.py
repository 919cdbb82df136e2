r"""The hazard that a dispute begins, estimated: a logit on what was known of relevant pairs up to a year, no further.

Pairs that joined a dispute of others do not count as begun: a run draws joiners apart (``calibration_joining``).

``python -m counterpoise.evidence.calibration`` fits all windows anew and rewrites the file that runs start from
(``start/onset_hazard.toml``); with the extra ``calibration`` it also samples the posterior by NUTS.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.start.onset_fit import COVARIATES, OnsetFit
from counterpoise.start.pair_years import PairYears, design

from .binary import rate
from .protocol import protocol
from .tasks import lagged

Array = NDArray[np.float64]
CONSTANT, CONSTANT_SD, SLOPE_SD = -4.0, 1.5, 1.0
"""Prior: normal log odds, of an average relevant pair and of one standard deviation of a covariate (assumed)."""
MOST_STEPS = 50
STEP_DONE = 1e-9
BASE_YEARS = tuple(range(1990, 2008))


class NotConvergedError(ArithmeticError):
    """An estimate that did not settle: nothing may be made of it."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Relevant pairs in the years of a fit: standardized covariates, onsets, and the number of the pair."""

    covariates: Array
    onset: Array
    pair: NDArray[np.int64]
    center: Array
    spread: Array


def window(pairs: PairYears, last: int) -> pd.DataFrame:
    """Pairs in the sixteen years that end with ``last``, each as known one to seven years before.

    A run of seven years looks that far ahead, so the coefficients learn how fast what is known goes stale. ``begun`` is
    an onset that neither of the two joined.
    """
    rows = []
    for year, known in lagged(protocol().target("onset"), last):
        at = pairs.history.pairs(year)
        rows.append(pairs.frame(year, known).assign(begun=pairs.history.begun(year)[at]))
    return pd.concat(rows, ignore_index=True)


def sample_of(table: pd.DataFrame) -> Sample:
    """The relevant pairs of a window, covariates with mean 0 and standard deviation 1."""
    rows = table[table.relevant > 0]
    covariates = design(rows, COVARIATES)
    center, spread = covariates[:, 1:].mean(axis=0), covariates[:, 1:].std(axis=0)
    covariates[:, 1:] = (covariates[:, 1:] - center) / spread
    pair = pd.MultiIndex.from_frame(rows[["a", "b"]].astype(str)).factorize()[0]
    return Sample(covariates, rows.begun.to_numpy(dtype=float), pair.astype(np.int64), center, spread)


def prior(size: int) -> tuple[Array, Array]:
    """Mean and standard deviation of the coefficients before any data."""
    return np.r_[CONSTANT, np.zeros(size - 1)], np.r_[CONSTANT_SD, np.full(size - 1, SLOPE_SD)]


def posterior(covariates: Array, onset: Array) -> tuple[Array, Array]:
    """Mode of the coefficients and the inverse of the curvature there (Laplace), by Newton's method with halved steps.

    Raises NotConvergedError where fifty steps do not reach the mode.
    """
    mean, deviation = prior(covariates.shape[1])
    at, precision = mean.copy(), deviation**-2.0

    def height(b: Array) -> float:
        odds = covariates @ b
        return float(onset @ odds - np.logaddexp(0.0, odds).sum() - 0.5 * precision @ (b - mean) ** 2)

    for _ in range(MOST_STEPS):
        p = probability(covariates, at)
        slope = covariates.T @ (onset - p) - precision * (at - mean)
        curvature = (covariates * (p * (1.0 - p))[:, None]).T @ covariates + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        if np.abs(step).max() < STEP_DONE:
            return at, np.asarray(np.linalg.inv(curvature))
        here = height(at)
        while height(at + step) < here - 1e-9 * abs(here):
            step = step / 2.0
        at = at + step
    raise NotConvergedError(f"the onset logit did not settle within {MOST_STEPS} steps")


def clustered(sample: Sample, at: Array, covariance: Array) -> Array:
    """Covariance where all years of a pair may go together (sandwich), times G / (G - 1) for G pairs."""
    residual = sample.onset - probability(sample.covariates, at)
    sums = np.zeros((int(sample.pair.max()) + 1, len(at)))
    np.add.at(sums, sample.pair, sample.covariates * residual[:, None])
    return np.asarray(covariance @ (sums.T @ sums) @ covariance * len(sums) / (len(sums) - 1))


def frailty(sample: Sample, at: Array) -> float:
    r"""Squared coefficient of variation of hazards among pairs alike in all covariates, by moments, at least zero.

    $\sum_i ((n_i - e_i)^2 - s_i) / \sum_i e_i^2$ with onsets $n_i$ of pair i in the window, $e_i$ expected and $s_i$
    their variance by chance.
    """
    p = probability(sample.covariates, at)
    seen, expected, chance = (np.bincount(sample.pair, weights) for weights in (sample.onset, p, p * (1.0 - p)))
    return max(float(((seen - expected) ** 2 - chance).sum() / (expected**2).sum()), 0.0)


def probability(covariates: Array, at: Array) -> Array:
    """Chance of an onset."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * (covariates @ at))))


def fitted(pairs: PairYears, last: int) -> OnsetFit:
    """The fit of the window that ends with ``last``. Raises NotConvergedError."""
    table = window(pairs, last)
    sample = sample_of(table)
    at, covariance = posterior(sample.covariates, sample.onset)
    others = table[table.relevant == 0].begun
    return OnsetFit(
        first=int(table.year.min()),
        last=last,
        rows=len(sample.onset),
        events=int(sample.onset.sum()),
        center=sample.center,
        spread=sample.spread,
        coefficients=at,
        covariance=clustered(sample, at, covariance),
        frailty=frailty(sample, at),
        pooled=rate(others),
        pooled_events=float(others.sum()) + 0.5,
    )


def main() -> None:
    """Fit all windows, check those of the tuning and the test origin by sampling, and rewrite the shipped file."""
    from .calibration_file import panel_pairs, place, text
    from .calibration_sampler import sampled

    pairs = panel_pairs()
    fits = [fitted(pairs, last) for last in BASE_YEARS]
    origins = (protocol().windows.tune_origin, protocol().windows.origin)
    checks = {last: sampled(sample_of(window(pairs, last))) for last in origins}
    place().write_text(text(fits, checks), encoding="utf-8")


if __name__ == "__main__":
    main()
