"""Who supplies whom with critical technology: the supplier table of the panel as arrays.

Evidence for a particular importer is used where there is some; otherwise the supplier's share of the world stands in,
and that is an assumption, made without the suppliers from which trade with the importer is barred. What no row accounts
for is *other*, kept in sight because how it is treated matters.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

from .bars import WORLD, supply_bars, without_barred

Array = NDArray[np.float64]
COLUMNS = ("share", "share_low", "share_high")


@dataclass(frozen=True, eq=False)
class Supply:
    """Supplier shares ``[importer, supplier, technology]`` with bounds; what is missing from one is *other*.

    ``home`` is the state each supplier belongs to and ``kind`` whether it is a *state* or a *firm*; ``specific`` marks
    ``[importer, technology]`` cells that rest on evidence about that very importer; ``bars`` lists the bars that
    changed the world shares of an importer (see :mod:`counterpoise.power.bars`).
    """

    importers: tuple[str, ...]
    suppliers: tuple[str, ...]
    home: tuple[str, ...]
    kind: tuple[str, ...]
    technologies: tuple[str, ...]
    share: Array
    low: Array
    high: Array
    specific: NDArray[np.bool_]
    bars: pd.DataFrame

    def barred(self, importer: str, technology: str) -> pd.DataFrame:
        """The bars that changed an importer's supply of one technology."""
        return self.bars[(self.bars.importer == importer) & (self.bars.technology == technology)]

    def domestic(self) -> NDArray[np.bool_]:
        """``[importer, supplier]``: which suppliers are the importer's own."""
        return np.array(self.importers)[:, None] == np.array(self.home)[None, :]


@lru_cache(maxsize=16)
def read_supply(panel: Panel, year: int, level: str) -> Supply:
    """Arrays from the panel's supplier table for the members of ``year``.

    ``level`` is *state* (suppliers are the home states of makers) or *firm*.
    """
    states = tuple(panel.system.members(year))
    standing_in, bars = _standing_in(panel, year)
    key = "home_iso3" if level == "state" else "supplier"
    table = _grouped(panel.suppliers, key)
    stood = _grouped(standing_in, key) if len(standing_in) else table.iloc[:0]
    actors = table[["actor", "home", "kind"]].drop_duplicates("actor").sort_values("actor")
    technologies = tuple(sorted(table.technology.unique()))
    at = _positions(table, states, actors, technologies)
    beside = _positions(stood, states, actors, technologies)
    world, own = (table.importer == WORLD).to_numpy(), at["importer"] >= 0
    specific, changed = (np.zeros((len(states), len(technologies)), dtype=bool) for _ in range(2))
    specific[at["importer"][own], at["technology"][own]] = True
    changed[beside["importer"], beside["technology"]] = True
    arrays = []
    for column in COLUMNS:
        value = table[column].to_numpy(dtype=float)
        everyone = np.zeros((len(actors), len(technologies)))
        everyone[at["actor"][world], at["technology"][world]] = value[world]
        particular = np.zeros((len(states), *everyone.shape))
        particular[at["importer"][own], at["actor"][own], at["technology"][own]] = value[own]
        particular[beside["importer"], beside["actor"], beside["technology"]] = stood[column].to_numpy(dtype=float)
        arrays.append(np.where((specific | changed)[:, None, :], particular, everyone))
    share, low, high = arrays
    return Supply(
        states,
        tuple(actors.actor),
        tuple(actors.home),
        tuple(actors.kind),
        technologies,
        share,
        low,
        np.minimum(high, 1.0),
        specific,
        bars,
    )


@lru_cache(maxsize=8)
def _standing_in(panel: Panel, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """World shares without the barred, once for suppliers by state and by firm."""
    return without_barred(panel.suppliers, supply_bars(panel.system.members(year), year))


def _positions(
    table: pd.DataFrame, states: tuple[str, ...], actors: pd.DataFrame, technologies: tuple[str, ...]
) -> dict[str, NDArray[np.intp]]:
    """Where each row of a grouped table stands in the arrays; -1 for an importer that is no member."""
    return {
        "importer": pd.Index(states).get_indexer(table.importer),
        "actor": pd.Index(actors.actor).get_indexer(table.actor),
        "technology": pd.Index(technologies).get_indexer(table.technology),
    }


def _grouped(suppliers: pd.DataFrame, key: str) -> pd.DataFrame:
    """Shares summed over each actor: importer, technology, actor, home, and the share with its bounds."""
    keys = ["technology", "supplier", "supplier_kind", "home_iso3", "importer"]
    table = suppliers.astype(dict.fromkeys(keys, object))
    kind = "state" if key == "home_iso3" else table.supplier_kind
    table = table.assign(actor=table[key], home=table.home_iso3, kind=kind).dropna(subset=["actor", "home"])
    return table.groupby(["importer", "technology", "actor", "home", "kind"], as_index=False)[list(COLUMNS)].sum()
