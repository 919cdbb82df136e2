"""How a model enters the scorecard: what its ensembles said, as tables, one for each target and origin."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .binary import rate
from .forecast import Array, Task

Tables = Mapping[tuple[str, int], pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Entered:
    """A model's forecasts by target and origin; it says nothing about a target or an origin without a table.

    Binary targets of pairs: columns ``a``, ``b``, ``year``, ``probability``, each pair once in either order; a pair
    without a row gets the rate that unlisted pairs had in the fit window. Of states: ``state``, ``year``,
    ``probability``. Continuous targets: one row a draw, one column a state, in the target's unit at the last year of
    the horizon. Counts: one row a draw, one column a year. Raises ValueError where one asked for has no column.
    """

    name: str
    tables: Tables
    kind: str = "model"

    def forecast(self, task: Task) -> Array | None:
        """The model's numbers for the units of ``task``."""
        table = self.tables.get((task.target.name, task.origin))
        if table is None:
            return None
        if task.target.kind == "binary":
            return for_pairs(table, task) if "a" in task.units else for_states(table, task)
        wanted = task.units.year if task.target.kind == "count" else task.units.state
        missing = sorted(set(wanted) - set(table.columns))
        if missing:
            raise ValueError(f"{self.name} on {task.target.name}: no column for {', '.join(map(str, missing[:5]))}")
        return table[list(wanted)].to_numpy(dtype=float)


def for_pairs(table: pd.DataFrame, task: Task) -> Array:
    """Probabilities of listed pairs; the rate of the fit window among unlisted pairs for the rest."""
    said = pd.Series(table.probability.to_numpy(dtype=float), index=_keys(table))
    if said.index.has_duplicates:
        raise ValueError(f"{task.target.name}: a pair has two rows in one year")
    listed = set(zip(said.index.get_level_values("a"), said.index.get_level_values("b"), strict=True))
    outside = np.array([pair not in listed for pair in zip(task.past.a, task.past.b, strict=True)])
    return said.reindex(_keys(task.units)).fillna(rate(task.past.outcome[outside])).to_numpy(dtype=float)


def for_states(table: pd.DataFrame, task: Task) -> Array:
    """Probabilities by state and year; the rate of the fit window where there is none."""
    said = table.set_index(["state", "year"]).probability
    wanted = pd.MultiIndex.from_frame(task.units[["state", "year"]])
    return said.reindex(wanted).fillna(rate(task.past.outcome)).to_numpy(dtype=float)


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    """Pair and year with the two states in the order of the alphabet."""
    a, b = rows.a.astype(str).to_numpy(dtype=object), rows.b.astype(str).to_numpy(dtype=object)
    swap = a > b
    first, second = np.where(swap, b, a), np.where(swap, a, b)
    return pd.MultiIndex.from_arrays([first, second, rows.year.to_numpy()], names=["a", "b", "year"])
