r"""How agreement in votes drifts: a pair's change over seven years on where it stood.

$a_{t+7} - a_t = c (\bar a - a_t) + e$ with $c = 1 - (1 - \chi)^7$: seven years, since from one year to the next the
noise of ideal points is larger than what moves. Errors come from drawing states with replacement, since a state's move
is a move in all its pairs.
"""

import numpy as np
import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.start.dyads import LARGEST_DISTANCE
from counterpoise.start.panel_fits import Estimate, PanelFit

from .forecast import Array
from .protocol import protocol
from .series import state_series

SPAN, REPLICATES = 7, 200
PRIOR = {"pull": (0.015, 2.0), "common": (0.85, 0.1), "spread": (0.022, 1.5)}
"""Weak ones (assumed): median and geometric deviation, of the common level mean and deviation."""


def changes(panel: Panel, last: int) -> pd.DataFrame:
    """Relevant pairs of each first year whose seven years end within the window: a, b, start, change."""
    points = state_series(panel, "ideal_point").loc[:last]
    rows = panel.dyads[panel.dyads.relevant]
    made = []
    for first in range(last - protocol().windows.fit_years + 1, last - SPAN + 1):
        pairs = rows.loc[rows.year == first, ["a", "b"]].astype(object)
        then, now = (_agreement(points.loc[year], pairs) for year in (first, first + SPAN))
        made.append(pairs.assign(start=then, change=now - then).dropna())
    return pd.concat(made, ignore_index=True)


def _agreement(points: "pd.Series[float]", pairs: pd.DataFrame) -> Array:
    gap = np.abs(pairs.a.map(points).to_numpy(dtype=float) - pairs.b.map(points).to_numpy(dtype=float))
    return np.asarray(1.0 - gap / LARGEST_DISTANCE)


def regressed(start: Array, change: Array, weight: Array) -> Array:
    """Yearly pull, common level and yearly spread by weighted least squares; the pull is held above .0005."""
    covariates = np.column_stack([np.ones(len(start)), -start])
    scaled = covariates * weight[:, None]
    constant, total = np.linalg.solve(scaled.T @ covariates, scaled.T @ change)
    pull = 1.0 - (1.0 - np.clip(total, 0.0035, 0.9)) ** (1.0 / SPAN)
    error = change - covariates @ np.array([constant, total])
    variance = float(weight @ error**2 / weight.sum())
    lasting = ((1.0 - pull) ** (2 * np.arange(SPAN))).sum()
    return np.array([pull, constant / max(total, 0.0035), np.sqrt(variance / lasting)])


def by_states(table: pd.DataFrame, rng: np.random.Generator) -> Array:
    """The regression with states drawn with replacement, a pair weighing the product of its two, [replicate, 3]."""
    names, code = np.unique(np.concatenate([table.a, table.b]).astype(str), return_inverse=True)
    a, b = code.reshape(2, -1)
    start, change = table.start.to_numpy(), table.change.to_numpy()
    found = []
    for _ in range(REPLICATES):
        times = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names)).astype(float)
        found.append(regressed(start, change, times[a] * times[b]))
    return np.array(found)


def combined(at: float, error: float, prior: tuple[float, float]) -> tuple[float, float]:
    """A normal estimate and a normal prior: mean and deviation of what is believed after."""
    weight = error**-2.0 / (error**-2.0 + prior[1] ** -2.0)
    return weight * at + (1.0 - weight) * prior[0], float((error**-2.0 + prior[1] ** -2.0) ** -0.5)


def believed(at: Array, deviation: Array) -> tuple[Estimate, ...]:
    """Estimates of (log pull, common, log spread) with their errors, drawn towards the priors."""
    made = []
    for name, mean, error in zip(PRIOR, at, deviation, strict=True):
        prior = PRIOR[name]
        if name == "common":
            center, spread = combined(mean, error, prior)
            made.append(
                Estimate(f"AffinityDrift.{name}", "normal", prior, center, spread, 1 - (spread / prior[1]) ** 2)
            )
            continue
        before = (float(np.log(prior[0])), float(np.log(prior[1])))
        center, spread = combined(mean, error, before)
        informed = 1.0 - (spread / before[1]) ** 2
        shape = (float(np.exp(center)), float(np.exp(max(spread, 0.005))))
        made.append(Estimate(f"AffinityDrift.{name}", "lognormal", prior, *shape, informed))
    return tuple(made)


def scaled(found: Array) -> Array:
    """Pull and spread in logs, as they are combined."""
    return np.stack([np.log(found[..., 0]), found[..., 1], np.log(found[..., 2])], axis=-1)


def votes(panel: Panel, last: int) -> PanelFit:
    """Pull, common level and spread of agreement, from the sixteen years that end with ``last``."""
    table = changes(panel, last)
    at = scaled(regressed(table.start.to_numpy(), table.change.to_numpy(), np.ones(len(table))))
    deviation = scaled(by_states(table, np.random.default_rng(last))).std(axis=0)
    first = last - protocol().windows.fit_years + 1
    return PanelFit("votes", first, last, len(table), 1.0, believed(at, deviation))
