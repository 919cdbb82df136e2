"""Who supplies whom with critical technology: the supplier table of the panel as arrays.

Evidence for a particular importer is used where there is some; otherwise the supplier's share of the world stands in,
and that is an assumption. What no row accounts for is *other*, kept in sight because how it is treated matters.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]
WORLD = "*"


@dataclass(frozen=True)
class Supply:
    """Supplier shares ``[importer, supplier, technology]`` with bounds; what is missing from one is *other*.

    ``home`` is the state each supplier belongs to; ``specific`` marks ``[importer, technology]`` cells that rest on
    evidence about that very importer.
    """

    importers: tuple[str, ...]
    suppliers: tuple[str, ...]
    home: tuple[str, ...]
    technologies: tuple[str, ...]
    share: Array
    low: Array
    high: Array
    specific: NDArray[np.bool_]

    def domestic(self) -> NDArray[np.bool_]:
        """``[importer, supplier]``: which suppliers are the importer's own."""
        return np.array(self.importers)[:, None] == np.array(self.home)[None, :]


def read_supply(suppliers: pd.DataFrame, states: tuple[str, ...], level: str) -> Supply:
    """Arrays from the panel's supplier table; ``level`` is *state* (suppliers are home states) or *firm*."""
    table = suppliers.astype(dict.fromkeys(("technology", "supplier", "home_iso3", "importer"), object))
    key = "home_iso3" if level == "state" else "supplier"
    table = table.assign(actor=table[key], home=table.home_iso3).dropna(subset=["actor", "home"])
    columns = ["share", "share_low", "share_high"]
    grouped = table.groupby(["importer", "technology", "actor", "home"], as_index=False)[columns].sum()
    technologies = tuple(sorted(grouped.technology.unique()))
    actors = grouped[["actor", "home"]].drop_duplicates("actor").sort_values("actor")
    shape = (len(states), len(actors), len(technologies))
    arrays = {c: np.zeros(shape) for c in columns}
    specific = np.zeros((shape[0], shape[2]), dtype=bool)
    for (importer, technology), rows in grouped.groupby(["importer", "technology"]):
        t = technologies.index(technology)
        if importer != WORLD and importer not in states:
            continue
        target = ~specific[:, t] if importer == WORLD else np.array(states) == importer
        specific[:, t] |= target if importer != WORLD else False
        position = np.searchsorted(actors.actor.to_numpy(dtype=str), rows.actor.to_numpy(dtype=str))
        for column in columns:
            line = np.zeros(shape[1])
            line[position] = rows[column].to_numpy(dtype=float)
            arrays[column][target, :, t] = line
    return Supply(
        states,
        tuple(actors.actor),
        tuple(actors.home),
        technologies,
        arrays["share"],
        arrays["share_low"],
        np.minimum(arrays["share_high"], 1.0),
        specific,
    )
