"""Launches and losses a day as negative binomial counts with a curved trend, and how well such a trend foretells."""

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_lgamma = np.vectorize(lgamma, otypes=[float])


@dataclass(frozen=True)
class Count:
    r"""$\ln \mu_t = b_0 + b_1 t + b_2 t^2 + b_3 t^3$, variance $\mu + \alpha \mu^2$; t in years from the middle."""

    estimate: Array
    covariance: Array
    dispersion: float


def fit_count(counts: Array, terms: Array) -> Count:
    """Negative binomial regression by maximum likelihood: scoring for the trend, golden section for the dispersion."""
    best = max(np.linspace(-4.0, 4.0, 17), key=lambda log: _profile(counts, terms, log)[0])
    low, high = best - 0.5, best + 0.5
    golden = (5**0.5 - 1) / 2
    for _ in range(25):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if _profile(counts, terms, left)[0] > _profile(counts, terms, right)[0]:
            high = right
        else:
            low = left
    alpha = float(np.exp((low + high) / 2))
    beta = _profile(counts, terms, (low + high) / 2)[1]
    mean = np.exp(terms @ beta)
    information = (terms.T * (mean / (1.0 + alpha * mean))) @ terms
    return Count(beta, np.asarray(np.linalg.inv(information), float), alpha)


def log_score(count: Array | float, mean: Array | float, dispersion: float) -> Array:
    """Log probability of a count under a negative binomial with that mean and dispersion."""
    y, mu, size = np.asarray(count, float), np.asarray(mean, float), 1.0 / dispersion
    ways = _lgamma(y + size) - lgamma(size) - _lgamma(y + 1.0)
    return np.asarray(ways + size * np.log(size / (size + mu)) + y * np.log(mu / (size + mu)))


def _profile(counts: Array, terms: Array, log_dispersion: float) -> tuple[float, Array]:
    alpha = float(np.exp(log_dispersion))
    beta = np.zeros(terms.shape[1])
    beta[0] = np.log(counts.mean() + 1e-9)
    for _ in range(200):
        mean = np.exp(np.clip(terms @ beta, -30.0, 30.0))
        weight = mean / (1.0 + alpha * mean)
        score = terms.T @ ((counts - mean) / (1.0 + alpha * mean))
        step = np.linalg.solve((terms.T * weight) @ terms + 1e-10 * np.eye(len(beta)), score)
        beta = beta + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-11:
            break
    return float(log_score(counts, np.exp(terms @ beta), alpha).sum()), beta


@dataclass(frozen=True)
class Foretold:
    """Mean log score a month, one month ahead, of the trend and of last month's figure; and the gain with its error."""

    months: int
    trend: float
    persistence: float
    gain: float
    gain_error: float


def foretell(monthly: Array, first: int = 13) -> Foretold:
    """Score each month from ``first`` on by what the months before it allow: a log-linear trend, or as last month."""
    trend, persistence = [], []
    for k in range(first, len(monthly)):
        past, time = monthly[:k], np.arange(k) / 12.0
        fitted = fit_count(past, np.column_stack([np.ones(k), time]))
        ahead = float(np.exp(fitted.estimate @ [1.0, k / 12.0]))
        trend.append(float(log_score(monthly[k], ahead, fitted.dispersion)))
        persistence.append(float(log_score(monthly[k], past[-1], _scatter(past))))
    gain = np.array(trend) - np.array(persistence)
    error = float(gain.std(ddof=1) / np.sqrt(len(gain)))
    return Foretold(len(gain), float(np.mean(trend)), float(np.mean(persistence)), float(gain.mean()), error)


def _scatter(past: Array) -> float:
    """Dispersion of each month around the one before it."""
    logs = np.linspace(-6.0, 2.0, 161)
    worth = [float(log_score(past[1:], np.maximum(past[:-1], 1.0), float(np.exp(g))).sum()) for g in logs]
    return float(np.exp(logs[int(np.argmax(worth))]))
