"""Naive forecasts of a state's series: the last value, and random walks fed with changes of the past."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .forecast import DRAWS, Array, Task

LEAST = 4
"""Fewest yearly changes from which a state's own drift is estimated."""


@dataclass(frozen=True)
class LastValue:
    """No change, with the spread of past changes over the horizon, all states together, made symmetric about zero."""

    name: str = "last_value"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Last value plus a past change of random sign."""
        rng, change = task.rng(self.name), over_horizon(task)
        drawn = rng.choice(change, (DRAWS, len(task.units))) * rng.choice([-1.0, 1.0], (DRAWS, len(task.units)))
        return last(task) + drawn


@dataclass(frozen=True)
class RandomWalk:
    """A random walk with bootstrapped growth: yearly changes of all states in the fit window, drawn freely."""

    name: str = "random_walk"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Last value plus as many yearly changes as the horizon has years."""
        size = (task.target.horizon, DRAWS, len(task.units))
        return last(task) + task.rng(self.name).choice(finite(task.past.diff()), size).sum(axis=0)


@dataclass(frozen=True)
class LongChange:
    """Last value plus a change over the whole horizon of some state in the fit window: growth that persists."""

    name: str = "long_change"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Last value plus one past change over the horizon."""
        return last(task) + task.rng(self.name).choice(over_horizon(task), (DRAWS, len(task.units)))


@dataclass(frozen=True)
class ShrunkDrift:
    r"""Each state's mean growth drawn towards that of all, $d_i = w_i \bar g_i + (1 - w_i) \bar g$.

    $w_i = \tau^2 / (\tau^2 + s_i^2 / n_i)$ with $\tau^2$ by moments, plus past changes over the horizon about their
    mean (Efron & Morris 1975).
    """

    name: str = "shrunk_drift"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Last value plus drift over the horizon plus a past surprise."""
        change = over_horizon(task)
        drift = shrunk(task.past.diff()).reindex(task.units.state).to_numpy()
        drawn = task.rng(self.name).choice(change - change.mean(), (DRAWS, len(task.units)))
        return last(task) + task.target.horizon * drift + drawn


def shrunk(change: pd.DataFrame) -> pd.Series:
    """Mean yearly change of each state drawn towards the mean of all by how uncertain it is."""
    count, mean = change.count(), change.mean()
    pooled = float(np.mean(finite(change)))
    own = count >= LEAST
    noise = change.var(ddof=1) / count
    between = max(float(mean[own].var(ddof=0) - noise[own].median()), 1e-8)
    weight = (between / (between + noise)).where(own, 0.0)
    return weight * mean.fillna(pooled) + (1.0 - weight) * pooled


def last(task: Task) -> Array:
    """Each unit's value at the origin."""
    return task.past.loc[task.origin, task.units.state].to_numpy(dtype=float)


def over_horizon(task: Task) -> Array:
    """All changes over as many years as the horizon has, within the fit window, states together."""
    return finite(task.past - task.past.shift(task.target.horizon))


def finite(table: pd.DataFrame) -> Array:
    """The recorded entries of a table, flattened."""
    values = table.to_numpy(dtype=float)
    return values[np.isfinite(values)]
