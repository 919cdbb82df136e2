"""Who supplies whom with critical technology: the supplier table of the panel as arrays.

Evidence for a particular importer is used where there is some; otherwise the supplier's share of the world stands in,
and that is an assumption. What no row accounts for is *other*, kept in sight because how it is treated matters.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

Array = NDArray[np.float64]
WORLD = "*"
COLUMNS = ("share", "share_low", "share_high")


@dataclass(frozen=True, eq=False)
class Supply:
    """Supplier shares ``[importer, supplier, technology]`` with bounds; what is missing from one is *other*.

    ``home`` is the state each supplier belongs to and ``kind`` whether it is a *state* or a *firm*; ``specific`` marks
    ``[importer, technology]`` cells that rest on evidence about that very importer.
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

    def domestic(self) -> NDArray[np.bool_]:
        """``[importer, supplier]``: which suppliers are the importer's own."""
        return np.array(self.importers)[:, None] == np.array(self.home)[None, :]


@lru_cache(maxsize=16)
def read_supply(panel: Panel, year: int, level: str) -> Supply:
    """Arrays from the panel's supplier table for the members of ``year``.

    ``level`` is *state* (suppliers are the home states of makers) or *firm*.
    """
    states = tuple(panel.system.members(year))
    table = _grouped(panel.suppliers, "home_iso3" if level == "state" else "supplier")
    actors = table[["actor", "home", "kind"]].drop_duplicates("actor").sort_values("actor")
    technologies = tuple(sorted(table.technology.unique()))
    at = {
        "importer": pd.Index(states).get_indexer(table.importer),
        "actor": pd.Index(actors.actor).get_indexer(table.actor),
        "technology": pd.Index(technologies).get_indexer(table.technology),
    }
    world, own = (table.importer == WORLD).to_numpy(), at["importer"] >= 0
    specific = np.zeros((len(states), len(technologies)), dtype=bool)
    specific[at["importer"][own], at["technology"][own]] = True
    arrays = []
    for column in COLUMNS:
        value = table[column].to_numpy(dtype=float)
        everyone = np.zeros((len(actors), len(technologies)))
        everyone[at["actor"][world], at["technology"][world]] = value[world]
        particular = np.zeros((len(states), *everyone.shape))
        particular[at["importer"][own], at["actor"][own], at["technology"][own]] = value[own]
        arrays.append(np.where(specific[:, None, :], particular, everyone))
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
    )


def _grouped(suppliers: pd.DataFrame, key: str) -> pd.DataFrame:
    """Shares summed over each actor: importer, technology, actor, home, and the share with its bounds."""
    keys = ["technology", "supplier", "supplier_kind", "home_iso3", "importer"]
    table = suppliers.astype(dict.fromkeys(keys, object))
    kind = "state" if key == "home_iso3" else table.supplier_kind
    table = table.assign(actor=table[key], home=table.home_iso3, kind=kind).dropna(subset=["actor", "home"])
    return table.groupby(["importer", "technology", "actor", "home", "kind"], as_index=False)[list(COLUMNS)].sum()
