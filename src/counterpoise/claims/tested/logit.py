"""Logistic regression with a ridge of one on standardized terms, by Newton's method."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 60


class Logit(NamedTuple):
    """A fit: constant, slopes per standard deviation, and how terms were standardized."""

    constant: float
    slopes: Array
    mean: Array
    scale: Array


def fit_logit(came: Array, terms: Array, ridge: float = 1.0) -> Logit:
    """Fit to outcomes ``[unit]`` of zero and one. Raises ArithmeticError where Newton's method does not settle."""
    mean, spread = terms.mean(axis=0), terms.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    x = np.column_stack([np.ones(len(terms)), (terms - mean) / scale])
    penalty = np.concatenate([[1e-6], np.full(terms.shape[1], ridge)])
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = _logistic(x @ beta)
        slope = x.T @ (came - p) - penalty * beta
        step = np.linalg.solve((x.T * (p * (1.0 - p))) @ x + np.diag(penalty), slope)
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            return Logit(float(beta[0]), beta[1:], mean, scale)
    raise ArithmeticError("the logistic regression did not settle")


def foretell(fit: Logit, terms: Array) -> Array:
    """Probabilities of new units."""
    return _logistic(fit.constant + ((terms - fit.mean) / fit.scale) @ fit.slopes)


def _logistic(score: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -700.0, 700.0))))
