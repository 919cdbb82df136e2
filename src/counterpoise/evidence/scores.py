"""Proper scores and what else is asked of a forecast; every loss is smaller for a better forecast."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .libraries import library

Array = NDArray[np.float64]
FLOOR = 1e-6
"""Probabilities are held this far from 0 and 1, so that one surprise cannot cost everything."""
INTERVAL = 0.90


def brier(outcome: ArrayLike, probability: ArrayLike) -> Array:
    r"""Brier score of each unit, $(p - y)^2$ (Brier 1950)."""
    y, p = np.asarray(outcome, dtype=float), np.asarray(probability, dtype=float)
    return np.asarray(library("scoringrules").brier_score(y, p, backend="numpy"))


def log_loss(outcome: ArrayLike, probability: ArrayLike) -> Array:
    r"""Log score of each unit, $-\ln p$ of what happened, with $p$ held within ``FLOOR`` of 0 and 1 (Good 1952)."""
    y = np.asarray(outcome, dtype=float)
    p = np.clip(np.asarray(probability, dtype=float), FLOOR, 1.0 - FLOOR)
    return np.asarray(library("scoringrules").log_score(y, p, backend="numpy"))


def crps(outcome: ArrayLike, samples: ArrayLike) -> Array:
    r"""Continuous ranked probability score, $\int (F(x) - 1\{x \ge y\})^2 dx$, ``samples`` [draw, unit]."""
    y, x = np.asarray(outcome, dtype=float), np.asarray(samples, dtype=float)
    return np.asarray(library("scoringrules").crps_ensemble(y, x, m_axis=0, backend="numpy"))


def absolute_error(outcome: ArrayLike, samples: ArrayLike) -> Array:
    """Distance of the median of the samples [draw, unit] from the outcome of each unit."""
    return np.abs(np.median(np.asarray(samples, dtype=float), axis=0) - np.asarray(outcome, dtype=float))


def average_precision(outcome: ArrayLike, probability: ArrayLike) -> float:
    """Area under precision over recall; the share of events is what knowing nothing gives. NaN without events."""
    y = np.asarray(outcome, dtype=float)
    if y.sum() == 0:
        return float("nan")
    return float(library("sklearn.metrics").average_precision_score(y, np.asarray(probability, dtype=float)))


def calibration_ratio(outcome: ArrayLike, probability: ArrayLike) -> float:
    """Events forecast over events seen; NaN without events."""
    seen = float(np.sum(np.asarray(outcome, dtype=float)))
    return float(np.sum(np.asarray(probability, dtype=float))) / seen if seen else float("nan")


def covered(outcome: ArrayLike, samples: ArrayLike, interval: float = INTERVAL) -> NDArray[np.bool_]:
    """Whether each outcome lies in the central interval of its samples [draw, unit], ends included."""
    y, x = np.asarray(outcome, dtype=float), np.asarray(samples, dtype=float)
    low, high = np.quantile(x, [0.5 - interval / 2, 0.5 + interval / 2], axis=0)
    return (low <= y) & (y <= high)


def pit(outcome: ArrayLike, samples: ArrayLike, seed: int = 0) -> Array:
    r"""Probability integral transform of each unit, $P(X < y) + u P(X = y)$ with $u$ uniform: uniform if calibrated.

    The random part matters for counts, where samples equal the outcome (Czado, Gneiting & Held 2009).
    """
    y, x = np.asarray(outcome, dtype=float), np.asarray(samples, dtype=float)
    u = np.random.default_rng(seed).uniform(size=len(y))
    return np.asarray((x < y).mean(axis=0) + u * (x == y).mean(axis=0))


def reliability(outcome: ArrayLike, probability: ArrayLike, bins: int = 10) -> pd.DataFrame:
    """Forecast against frequency: units sorted by probability and cut so that each bin expects as many events.

    Columns ``units``, ``forecast`` (mean probability), ``seen`` (share of events), ``events``. Bins of equal size
    would put nearly all rare events in the last one.
    """
    y, p = np.asarray(outcome, dtype=float), np.asarray(probability, dtype=float)
    order = np.argsort(p, kind="stable")
    expected = np.cumsum(p[order]) - 0.5 * p[order]
    number = np.minimum((bins * expected / max(p.sum(), 1e-300)).astype(int), bins - 1)
    table = pd.DataFrame({"bin": number, "forecast": p[order], "events": y[order]}).groupby("bin")
    return table.agg(
        units=("events", "size"), forecast=("forecast", "mean"), seen=("events", "mean"), events=("events", "sum")
    ).reset_index(drop=True)


def losses(name: str, outcome: ArrayLike, forecast: ArrayLike) -> Array:
    """Loss of each unit under the score called log, brier, crps or mae."""
    return {"log": log_loss, "brier": brier, "crps": crps, "mae": absolute_error}[name](outcome, forecast)
