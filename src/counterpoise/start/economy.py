"""Output, people and growth in the base year."""

from dataclasses import replace

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade

from .base import Base
from .reading import Array, Reading, assumed, recorded

WINDOW = 20
FEWEST = 5
AUTOMATED = 0.01
"""Assumed: one task in a hundred is done by AI in 2024; no source here counts it. Two thirds between .004 and .027."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """gdp, population, trend_growth, growth, automation and loss."""
    trend = trend_growth(base)
    return {
        "gdp": scaled(base.read("gdp_market"), 1e-3),
        "population": base.read("population"),
        "trend_growth": trend,
        "growth": latest_growth(base).fill("trend growth", trend.value),
        "automation": automation(base),
        "loss": assumed(base.size, "none before the first year", 0.0),
    }


def scaled(reading: Reading, factor: float | Array) -> Reading:
    """The same in another unit, for a value whose error is of its logarithm."""
    return replace(reading, value=reading.value * factor)


def log_growth(base: Base) -> Array:
    """Yearly growth of log output ``[year, state]`` over the last twenty years, in which a state has both years."""
    return np.diff(np.log(base.history("gdp_market", base.year - WINDOW)), axis=0)


def trend_growth(base: Base) -> Reading:
    r"""Mean log growth of the last twenty years, drawn towards the mean over states by how uncertain it is.

    $\hat g_i = \bar g + w_i (g_i - \bar g)$, $w_i = \tau^2 / (\tau^2 + s_i^2)$, with $s_i^2$ the variance of the
    state's mean and $\tau^2$ what the variance over states leaves beyond it; its error is $\sqrt{w_i} s_i$. A state
    with less than five years of growth has the mean over states.
    """
    value, error, centre, spread = shrunk_mean(log_growth(base))
    return recorded(value, error, Grade.ESTIMATED).fill("mean over states", centre, spread)


def shrunk_mean(growth: Array) -> tuple[Array, Array, float, float]:
    """The shrunk mean of yearly growth ``[year, state]`` and its error; then the mean over states and their spread.

    NaN for a state with less than five years.
    """
    years = np.sum(~np.isnan(growth), axis=0)
    enough = years >= FEWEST
    mean, own = (np.full(growth.shape[1], np.nan) for _ in range(2))
    mean[enough] = np.nanmean(growth[:, enough], axis=0)
    own[enough] = np.nanvar(growth[:, enough], axis=0, ddof=1) / years[enough]
    centre, between = np.nanmean(mean), max(np.nanvar(mean) - np.nanmean(own), 1e-6)
    weight = between / (between + own)
    return centre + weight * (mean - centre), np.sqrt(weight * own), float(centre), float(np.sqrt(between))


def latest_growth(base: Base) -> Reading:
    """Growth of output in the base year itself; a flow, so without error."""
    return recorded(np.expm1(log_growth(base)[-1]))


def automation(base: Base) -> Reading:
    """Tasks automated by AI: the same small share everywhere, growing from 2012 (assumed)."""
    error = 1.0 if base.ripeness else 0.0
    return assumed(base.size, "one share for all", AUTOMATED * base.ripeness, error)
