"""The mode of a posterior whose likelihood is a sum over clusters, and how wide it is: by curvature and by clusters."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .calibration import NotConvergedError
from .forecast import Array
from .libraries import library

Likelihood = Callable[[Array], Array]
"""Log likelihood of each cluster, ``[cluster]``, at some parameters."""
STEP = 0.01
SETTLED = 1e-2
"""Largest distance from the mode, in posterior standard deviations, by the slope that is left."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """Mode, covariance by curvature (Laplace), and covariance with whatever a cluster's rows have in common."""

    at: Array
    covariance: Array
    clustered: Array


def posterior(likelihood: Likelihood, mean: Array, deviation: Array) -> Posterior:
    """The posterior around its mode under independent normal priors. Raises NotConvergedError where it has none."""
    precision = np.asarray(deviation, float) ** -2.0

    def depth(q: Array) -> float:
        return float(0.5 * precision @ (q - mean) ** 2 - likelihood(q).sum())

    at = np.asarray(library("scipy.optimize").minimize(depth, mean, method="BFGS", options={"gtol": 1e-3}).x)
    for _ in range(2):
        slope, curvature = _derivatives(depth, at)
        at = at - np.linalg.lstsq(curvature, slope)[0]
    slope, curvature = _derivatives(depth, at)
    if np.linalg.eigvalsh(curvature).min() <= 0.0 or slope @ np.linalg.solve(curvature, slope) > SETTLED**2:
        raise NotConvergedError("no mode was found")
    covariance = np.asarray(np.linalg.inv(curvature), dtype=float)
    scores = np.stack([(likelihood(at + d) - likelihood(at - d)) / (2.0 * STEP) for d in STEP * np.eye(len(at))])
    scale = scores.shape[1] / (scores.shape[1] - 1)
    return Posterior(at, covariance, np.asarray(covariance @ (scores @ scores.T) @ covariance * scale, dtype=float))


def _derivatives(function: Callable[[Array], float], at: Array) -> tuple[Array, Array]:
    """Slope and curvature by central differences."""
    steps = STEP * np.eye(len(at))
    slope = np.array([(function(at + d) - function(at - d)) / (2.0 * STEP) for d in steps])
    curvature = [
        [
            (function(at + a + b) - function(at + a - b) - function(at - a + b) + function(at - a - b)) / (4 * STEP**2)
            for a in steps
        ]
        for b in steps
    ]
    return slope, np.array(curvature)


def nodes(count: int) -> tuple[Array, Array]:
    """Points of a standard normal variable and the logs of their weights (Gauss-Hermite)."""
    points, weights = np.polynomial.hermite_e.hermegauss(count)
    return points, np.log(weights / weights.sum())


def averaged(log_likelihoods: Array, log_weights: Array) -> Array:
    """Log of the weighted mean likelihood over the first axis."""
    logs = log_likelihoods + log_weights[:, None]
    top = logs.max(axis=0)
    return np.asarray(top + np.log(np.exp(logs - top).sum(axis=0)))
