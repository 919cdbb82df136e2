"""How much of an importer's technology comes from another state: its cables, clouds and compute."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

Array = NDArray[np.float64]
TECHNOLOGIES = ("cables", "cloud", "compute")  # those with evidence by importer that is not about arms
EVERYONE = "*"


def ecosystem(panel: Panel, states: tuple[str, ...]) -> Array:
    """Mean share of ``states`` (columns) in the cables, cloud and compute of each (rows); zero where nothing is known.

    What stands in 2022 to 2026: newer than the arms deals it is compared with. World shares are not used.
    """
    place = {s: k for k, s in enumerate(states)}
    total, known = np.zeros((len(states), len(states))), np.zeros((len(states), 1))
    table = panel.suppliers[panel.suppliers.importer != EVERYONE]
    for technology in TECHNOLOGIES:
        mine = table[(table.technology == technology) & table.importer.isin(states) & table.home_iso3.isin(states)]
        mine = mine[mine.importer != mine.home_iso3]
        for importer, supplier, share in zip(mine.importer, mine.home_iso3, mine.share, strict=True):
            total[place[importer], place[supplier]] += share
        known[[place[s] for s in mine.importer.unique()]] += 1.0
    return np.asarray(total / np.maximum(known, 1.0))
