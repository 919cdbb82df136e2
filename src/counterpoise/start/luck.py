r"""How much luck is usual for a state, from its own twenty years, and where it stands in votes.

Yearly changes of output and of burdens are calm in some states and wild in others, and stay so: a law with one scale
for all is too wide for most and too thin for some.
"""

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade

from .base import Base
from .dyads import positions
from .economy import FEWEST, WINDOW, log_growth
from .reading import Array, Reading, recorded

LEAST_VARIANCE = 1e-3


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """position, growth_scatter and burden_scatter."""
    return {
        "position": positions(base),
        "growth_scatter": scatter(log_growth(base)),
        "burden_scatter": scatter(log_changes(base.history("milex_share", base.year - WINDOW))),
    }


def log_changes(level: Array) -> Array:
    """Yearly log changes ``[year, state]`` of a level; NaN where it is unknown or zero."""
    return np.diff(np.log(np.where(level > 0.0, level, np.nan)), axis=0)


def scatter(change: Array) -> Reading:
    """``usual_size`` as a reading; without error, as the scale of luck was estimated with it as it is."""
    size, center = usual_size(change)
    reading = recorded(size, 0.0, Grade.ESTIMATED)
    return reading.fill("usual size over states", center, 0.0)


def usual_size(change: Array) -> tuple[Array, float]:
    r"""Mean absolute deviation of yearly changes ``[year, state]`` from the state's median, drawn towards that of all.

    In logs: $\ln \hat s_i = \bar l + w_i (\ln s_i - \bar l)$ with $w_i = \tau^2 / (\tau^2 + 1 / n_i)$, as the log of
    the mean of n exponential sizes has a variance of about 1 / n, and $\tau^2$ is what the variance over states leaves
    beyond it. NaN for a state with less than five years or none that changed; the second is $e^{\bar l}$.
    """
    years = np.sum(~np.isnan(change), axis=0)
    size = np.full(change.shape[1], np.nan)
    enough = years >= FEWEST
    own = change[:, enough]
    size[enough] = np.nanmean(np.abs(own - np.nanmedian(own, axis=0)), axis=0)
    size[size <= 0.0] = np.nan
    logs, noise = np.log(size), 1.0 / np.maximum(years, 1)
    center = np.nanmean(logs)
    between = max(float(np.nanvar(logs) - np.mean(noise[~np.isnan(logs)])), LEAST_VARIANCE)
    weight = between / (between + noise)
    return np.exp(center + weight * (logs - center)), float(np.exp(center))
