r"""A state's share in CINC from what the model has: output and military expenditure.

CINC is made of soldiers, money, iron, energy and people, of which a run has money and output alone. So each component's
log change over the horizon is regressed, in the fit window, on the changes of output and of expenditure and on its own
change before (people go on as they did); the model gives the first two, chance the rest: the errors of some state and
years of the window, all six components together.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from counterpoise.data.panel import Panel, load_panel
from counterpoise.start.pair_years import NMC
from counterpoise.theory.composite_index import composite_share

from .forecast import Array, Task
from .series import recorded, state_series

RIDGE = 1.0
TRIM = 3.0
"""Changes of a component beyond a factor of twenty in seven years are records that broke off; they are held there."""


def shares_from(task: Task, states: tuple[str, ...], growth: Array, burden: Array) -> Array:
    """Log shares ``[member, unit]`` from log changes of output and burden ``[member, state]`` of a run."""
    panel, span = load_panel(), task.target.horizon
    slopes, errors = fitted(panel, task.origin, span, task.target.fit_years)
    start, before = components(panel, task.origin, span, states)
    drawn = task.rng("world").integers(0, errors.shape[0], growth.shape)
    log_change = np.stack(
        [
            slope[0] + slope[1] * growth + slope[2] * (growth + burden) + slope[3] * before[:, k] + errors[drawn, k]
            for k, slope in enumerate(slopes)
        ],
        axis=-1,
    )
    value = start[None] * np.exp(np.clip(log_change, -TRIM, TRIM))
    share = composite_share(value)
    place = {state: k for k, state in enumerate(states)}
    return np.log(np.maximum(share[:, task.units.state.map(place).to_numpy()], 1e-9))


def components(panel: Panel, origin: int, span: int, states: tuple[str, ...]) -> tuple[Array, Array]:
    """Components at the origin ``[state, component]`` and their log changes before it (zero where not known)."""
    tables = [recorded(panel, name).loc[:origin].reindex(columns=list(states)) for name in NMC]
    now, then = (np.stack([table.loc[year].to_numpy() for table in tables], axis=1) for year in (origin, origin - span))
    return now, _change(then, now)


def _change(then: Array, now: Array) -> Array:
    """Log change, zero where either is zero or missing."""
    both = (then > 0) & (now > 0)
    ratio = np.divide(now, then, out=np.ones_like(now), where=both)
    return np.asarray(np.clip(np.log(ratio), -TRIM, TRIM))


@lru_cache(maxsize=8)
def fitted(panel: Panel, origin: int, span: int, fit_years: int) -> tuple[Array, Array]:
    """Slopes ``[component, 4]`` (constant, output, expenditure, own change before) and errors ``[row, component]``.

    By least squares, those of the last three held near zero by a ridge of one row; nothing after the origin is read.
    """
    output = state_series(panel, "gdp").loc[:origin]
    burden = state_series(panel, "milex").loc[:origin]
    states = tuple(sorted(set(output.columns) & set(burden.columns)))
    rows: list[list[Array]] = []
    for last in range(origin - fit_years + 1 + span, origin + 1):
        now = components(panel, last, span, states)[0]
        then, earlier = components(panel, last - span, span, states)
        change = np.where((then > 0) & (now > 0), _change(then, now), np.nan)
        grown, spent = (_over(table, last, span, states) for table in (output, burden))
        known = np.isfinite(grown + spent)
        rows.append([change[known], earlier[known], grown[known], (grown + spent)[known]])
    change, earlier, grown, spent = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    slopes, errors = [], np.zeros_like(change)
    for k in range(len(NMC)):
        here = np.isfinite(change[:, k])
        covariates = np.column_stack([np.ones(here.sum()), grown[here], spent[here], earlier[here, k]])
        held = np.diag([0.0, RIDGE, RIDGE, RIDGE])
        slope = np.linalg.solve(covariates.T @ covariates + held, covariates.T @ change[here, k])
        slopes.append(slope)
        errors[here, k] = change[here, k] - covariates @ slope
    return np.array(slopes), errors


def _over(table: pd.DataFrame, last: int, span: int, states: tuple[str, ...]) -> Array:
    change = table.loc[last] - table.loc[last - span]
    return change.reindex(list(states)).to_numpy(dtype=float)
