r"""Fuse noisy series of one quantity: a random walk seen by several measures, both with heavy tails.

.. math:: x_t = x_{t-1} + w_t, \qquad y_{kt} = x_t + e_{kt}

with :math:`w_t` Student t of scale :math:`q_t` and :math:`e_{kt}` Student t of scale :math:`s_{kt}`. A t variable is a
normal one whose precision is random, so that expectation-maximization alternates a Kalman smoother with new weights
:math:`(\nu + 1) / (\nu + E[r^2] / \text{scale}^2)` (lange_little_taylor1989): a measure far from the rest loses its
say, and a jump that the rest agree on is taken as a jump. The likelihood may have several modes; the start decides.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEP_FREEDOM = 3.0  # degrees of freedom of the yearly change: wars and collapses are part of the process
MEASURE_FREEDOM = 4.0
PASSES = 30
VAGUE = 1e4  # prior variance of the first year


@dataclass(frozen=True)
class Smoothed:
    """Mean and variance of the state and the final weight of every measure, time first."""

    mean: Array
    variance: Array
    weight: Array


def smooth(measures: Array, scales: Array, steps: Array, start: Array) -> Smoothed:
    """Smooth many units at once.

    ``measures`` and ``scales`` have shape [measure, year, unit], NaN where there is none; ``steps`` [year, unit] is the
    scale of the change into each year; ``start`` [year, unit] is a first guess of the state without gaps.
    """
    seen = ~np.isnan(measures)
    values, scales = np.nan_to_num(measures), np.nan_to_num(scales, nan=1.0)
    mean, variance, covariance = start, np.zeros_like(start), np.zeros_like(start)
    for _ in range(PASSES):
        step_weight = _weight(_square_of_steps(mean, variance, covariance), steps, STEP_FREEDOM)
        weight = np.where(seen, _weight((values - mean) ** 2 + variance, scales, MEASURE_FREEDOM), 0.0)
        precision = np.where(seen, weight / scales**2, 0.0)
        total = precision.sum(axis=0)
        pooled = (precision * values).sum(axis=0) / np.where(total > 0.0, total, 1.0)
        mean, variance, covariance = _kalman(pooled, total, steps**2 / step_weight)
    return Smoothed(mean, variance, weight)


def _weight(square: Array, scale: Array, freedom: float) -> Array:
    return (freedom + 1.0) / (freedom + square / scale**2)


def _square_of_steps(mean: Array, variance: Array, covariance: Array) -> Array:
    """Expected squared change into each year; the first year has none."""
    square = np.zeros_like(mean)
    square[1:] = np.diff(mean, axis=0) ** 2 + variance[1:] + variance[:-1] - 2.0 * covariance[1:]
    return np.maximum(square, 0.0)


def _kalman(value: Array, precision: Array, step: Array) -> tuple[Array, Array, Array]:
    """Random walk plus noise: smoothed mean, variance, and covariance of each year with the one before."""
    mean, variance = np.zeros_like(value), np.zeros_like(value)
    ahead, spread = np.zeros(value.shape[1]), np.full(value.shape[1], VAGUE)
    predicted = np.zeros_like(value)
    for t in range(len(value)):
        predicted[t] = spread
        variance[t] = 1.0 / (1.0 / spread + precision[t])
        mean[t] = variance[t] * (ahead / spread + precision[t] * value[t])
        if t + 1 < len(value):
            ahead, spread = mean[t], variance[t] + step[t + 1]
    covariance = np.zeros_like(value)
    for t in range(len(value) - 2, -1, -1):
        gain = variance[t] / predicted[t + 1]
        mean[t] += gain * (mean[t + 1] - mean[t])
        covariance[t + 1] = gain * variance[t + 1]
        variance[t] += gain**2 * (variance[t + 1] - predicted[t + 1])
    return mean, variance, covariance
