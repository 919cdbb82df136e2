"""Take suppliers out where trade with them is barred, so that a world share does not stand in for what cannot be had.

The register ``supply_bars`` says whom a state may not buy from, or who does not sell there. A bar on the *whole* of a
technology takes the supplier out, and what the others supply is scaled up to the same total; a bar on a *part* of it
leaves the share as it is and lowers its bound to nothing. Only world shares are touched: evidence about an importer
already shows what gets there. What passes a bar unseen is in no share.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.registers import codes_in, register

from .country_groups import members_of

WORLD = "*"
SHARES = ["share", "share_low", "share_high"]
BAR = ("importer", "technology", "home", "supplier", "reach", "since", "measure", "status", "source")


def supply_bars(states: Collection[str], year: int) -> pd.DataFrame:
    """One row an importer, technology and barred supplier in ``year``; ``supplier`` is empty for all of a home's.

    A bar on the whole comes first, so that it wins over one on a part.
    """
    table = register("supply_bars")
    table = table[table.since.str[:4].astype(int) <= year]
    rows = []
    for row in table.itertuples():
        named = codes_in(row.importer_iso3) or members_of(str(row.importer_group), states) or []
        firm = row.supplier if isinstance(row.supplier, str) else ""
        home = str(row.supplier_home_iso3)
        known = (row.technology, home, firm, row.reach, row.since, row.measure, row.status, row.source)
        rows += [(importer, *known) for importer in named if importer in states and importer != home]
    frame = pd.DataFrame(rows, columns=list(BAR))
    order = frame.reach.map({"whole": 0, "part": 1})
    frame = (
        frame.assign(order=order).sort_values(["importer", "technology", "order"], kind="stable").drop(columns="order")
    )
    return frame.drop_duplicates(["importer", "technology", "home", "supplier"], ignore_index=True)


def without_barred(suppliers: pd.DataFrame, bars: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """World shares as they stand for importers with bars, as rows of their own, and the bars that took hold.

    The rows are those of the supplier table; a bar takes hold where no evidence about the importer exists and the world
    does buy from the barred supplier.
    """
    own = set(zip(suppliers.importer.astype(str), suppliers.technology.astype(str), strict=True))
    world = suppliers[suppliers.importer.astype(str) == WORLD]
    names = world[["home_iso3", "supplier"]].astype(str).to_numpy()
    supplied = world[SHARES].to_numpy(dtype=float)
    sold = {str(technology): at for technology, at in world.groupby("technology", observed=True).indices.items()}
    listed = list(bars.itertuples())
    held: list[int] = []
    importers: list[str] = []
    stands, changed = [np.empty(0, dtype=int)], [np.empty((0, len(SHARES)))]
    for (importer, technology), places in bars.groupby(["importer", "technology"], sort=True).indices.items():
        if (importer, technology) in own:
            continue
        at = sold.get(technology, np.empty(0, dtype=int))
        shares = supplied[at]
        for k in places:
            firm, whole = listed[k].supplier, listed[k].reach == "whole"
            met = (names[at, 0] == listed[k].home) & ((firm == "") | (names[at, 1] == firm)) & (shares[:, 2] > 0)
            shares = _apply(shares, met, whole=whole)
            held += [k] if met.any() else []
        stands.append(at)
        changed.append(shares)
        importers += [importer] * len(at)
    rows = world.iloc[np.concatenate(stands)].reset_index(drop=True)
    rows = rows.assign(importer=importers, **dict(zip(SHARES, np.concatenate(changed).T, strict=True)))
    return rows, bars.iloc[held].reset_index(drop=True)


def _apply(shares: NDArray[np.float64], met: NDArray[np.bool_], whole: bool) -> NDArray[np.float64]:
    """Shares with their bounds ``[supplier, (share, low, high)]`` after one bar on the suppliers that ``met`` marks."""
    total, left = shares[:, 0].sum(), shares[~met, 0].sum()
    out = shares.copy()
    changed = slice(None) if whole else slice(2, 3)  # of a part: only the others' upper bound
    out[~met, changed] = (out[~met, changed] * (total / left if left > 0 else 1.0)).clip(max=1.0)
    out[met] = np.array([0.0, 0.0, 0.0]) if whole else out[met] * np.array([1.0, 0.0, 1.0])
    return out if met.any() else shares
