"""State-years of a fit window, each with what was known one to seven years before: panels for growth and arms."""

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.start.economy import FEWEST, WINDOW, shrunk_mean
from counterpoise.start.luck import usual_size

from .panel_sampler import Grid, PanelPrior
from .protocol import protocol
from .series import state_series
from .tasks import lagged

Array = NDArray[np.float64]
HALF_LIVES = np.array([1.0, 1.3, 1.7, 2.2, 2.9, 3.8, 5.0, 6.5, 8.5, 11.0])
HALF_LIFE = (4.5, 1.5)
"""Prior of the half-life of a state's own pace: median and geometric deviation (pritchett2014), on a grid."""
FRONTIER, CAPACITY = 80.0, 0.5
GROWTH_PRIOR = {"inertia": (0.2, 0.2), "common": (0.014, 0.004), "convergence": (0.015, 0.008)}
ARMS_PRIOR = {"grievance": (0.0, 0.005), "reaction": (0.056, 0.028), "fatigue": (0.034, 0.017), "inertia": (0.2, 0.2)}
"""Means and deviations; those of reaction and fatigue are of their lognormal priors, but nothing keeps them positive
here, so that the record may speak against the sign."""
LUCK = (3.0, 2.0)
GROWTH_TIDE, ARMS_TIDE = (2.0, 1e-4), (2.0, 4e-4)
"""Inverse-gamma priors, shape and rate, of the Laplace scale (as a multiple of what is usual for the state) and of the
variance of the common shock (assumed)."""


def pairs_of_years(last: int) -> list[tuple[int, int]]:
    """Years of the window that ends with ``last``, each with the base year of a run that would reach it."""
    return lagged(protocol().target("gdp"), last)


def growth_panel(panel: Panel, last: int) -> Grid:
    r"""Growth of output less the faded own pace, for each half-life of the grid.

    With $f = 2^{-k/h}$ after k years: $y - f g_i = \phi (y_{-1} - f g_i) + (1 - f)[a + b\,gap_i] + w + e$. So
    ``common`` is $a / (1 - \phi)$ and ``convergence`` $b / (1 - \phi)$ (``growth_of``).
    """
    logs = _until(state_series(panel, "gdp"), last)
    people = _until(_population(panel), last)
    change = logs.diff()
    rows = []
    for year, base in pairs_of_years(last):
        trend, gap = _own_pace(change, base), np.log(FRONTIER / (np.exp(logs.loc[base]) / 1e3 / people.loc[base]))
        frame = pd.DataFrame(
            {"now": change.loc[year], "before": change.loc[year - 1], "trend": trend, "gap": gap.clip(lower=0.0)}
        )
        frame = frame.assign(usual=_usual(change, base)).dropna()
        rows.append(frame.assign(year=year, lag=year - base))
    table = pd.concat(rows)
    fade = 2.0 ** (-table.lag.to_numpy()[None, :] / HALF_LIVES[:, None])
    own, rest = fade * table.trend.to_numpy(), 1.0 - fade
    covariates = np.stack([table.before.to_numpy() - own, rest, rest * table.gap.to_numpy()], axis=2)
    return Grid(table.now.to_numpy() - own, covariates, _number(table.year), HALF_LIVES, table.usual.to_numpy())


def growth_prior() -> PanelPrior:
    """Prior of (inertia, common, convergence): a and b are taken at the prior's inertia."""
    mean, deviation = (np.array([pair[k] for pair in GROWTH_PRIOR.values()]) for k in (0, 1))
    kept = np.array([1.0, 1.0 - mean[0], (1.0 - mean[0]) * USUAL_CAPACITY])
    center, spread = np.log(HALF_LIFE[0]), np.log(HALF_LIFE[1])
    weight = np.exp(-0.5 * ((np.log(HALF_LIVES) - center) / spread) ** 2)
    return PanelPrior(mean * kept, deviation * kept, LUCK, GROWTH_TIDE, weight / weight.sum())


USUAL_CAPACITY = 0.75
"""What capacity leaves of catching up, 1 - c + c q, at the prior's c of one half and a capacity q of one half: the
record does not tell the two parts apart, so the split stays assumed."""


def _own_pace(change: pd.DataFrame, base: int) -> pd.Series:
    """Trend growth as a run from ``base`` would start with it."""
    past = change.loc[base - WINDOW + 1 : base]
    value = shrunk_mean(past.to_numpy())[0]
    return pd.Series(value, index=change.columns).where(past.count() >= FEWEST)


def _usual(change: pd.DataFrame, base: int) -> pd.Series:
    """Usual size of luck as a run from ``base`` would start with it."""
    size, center = usual_size(change.loc[base - WINDOW + 1 : base].to_numpy())
    return pd.Series(size, index=change.columns).fillna(center)


def arms_panel(panel: Panel, last: int) -> Grid:
    r"""Growth of burdens on a constant, what rivals' burdens call for, the way from the base year, and last year's.

    $\Delta \ln m = g + k (x - d) - a d + \phi \Delta \ln m_{-1} + w + e$, with d the log burden over that of the base
    year and x the same for the mean burden of those feared: strategic rivals, or neighbors where there are none.
    """
    logs = _until(state_series(panel, "milex"), last)
    change = logs.diff()
    rows = []
    for year, base in pairs_of_years(last):
        feared = _feared(panel, base, logs.columns)
        threat = {at: _mean_over(feared, np.exp(logs.loc[at].to_numpy())) for at in (base, year - 1)}
        frame = pd.DataFrame(
            {
                "now": change.loc[year],
                "before": change.loc[year - 1],
                "away": logs.loc[year - 1] - logs.loc[base],
                "called": np.log(threat[year - 1] / threat[base]),
            }
        )
        frame = frame.assign(called=frame.called.fillna(0.0), usual=_usual(change, base))
        rows.append(frame.dropna().assign(year=year))
    table = pd.concat(rows)
    away, called = table.away.to_numpy(), table.called.to_numpy()
    covariates = np.column_stack([np.ones(len(table)), called - away, -away, table.before.to_numpy()])
    return Grid(table.now.to_numpy()[None], covariates[None], _number(table.year), np.zeros(1), table.usual.to_numpy())


def arms_prior() -> PanelPrior:
    """Prior of (grievance, reaction, fatigue, inertia)."""
    mean, deviation = (np.array([pair[k] for pair in ARMS_PRIOR.values()]) for k in (0, 1))
    return PanelPrior(mean, deviation, LUCK, ARMS_TIDE, np.ones(1))


def _feared(panel: Panel, year: int, states: pd.Index) -> Array:
    """Weights ``[state, state]``: one for a strategic rival, or for a neighbor of a state that has no rival."""
    rows = panel.dyads[panel.dyads.year == year]
    place = {state: k for k, state in enumerate(states)}
    rows = rows[rows.a.isin(place) & rows.b.isin(place)]
    i, j = (rows[side].astype(object).map(place).to_numpy(dtype=int) for side in ("a", "b"))
    made = np.zeros((2, len(states), len(states)))
    for layer, chosen in enumerate((rows.rivalry.to_numpy() > 0, rows.contiguity.to_numpy() < 6)):
        made[layer, i[chosen], j[chosen]] = made[layer, j[chosen], i[chosen]] = 1.0
    return np.where(made[0].sum(axis=1, keepdims=True) > 0, made[0], made[1])


def _mean_over(weight: Array, value: Array) -> Array:
    """Weighted mean over the states with a value; NaN where there is none."""
    known = np.isfinite(value)
    total = weight[:, known].sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(weight[:, known] @ value[known] / np.where(total > 0, total, np.nan))


@lru_cache(maxsize=2)
def _population(panel: Panel) -> pd.DataFrame:
    rows = panel.values[panel.values.variable == "population"]
    return rows.astype({"iso3": object}).pivot(index="year", columns="iso3", values="value").sort_index()


def _until(table: pd.DataFrame, last: int) -> pd.DataFrame:
    """Nothing after the year a fit ends with."""
    return table.loc[:last]


def _number(year: "pd.Series[int]") -> NDArray[np.int64]:
    return (year - year.min()).to_numpy(dtype=np.int64)
