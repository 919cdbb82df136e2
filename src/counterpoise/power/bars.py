"""Take suppliers out where trade with them is barred, so that a world share does not stand in for what cannot be had.

The register ``supply_bars`` says whom a state may not buy from, or who does not sell there. A bar on the *whole* of a
technology takes the supplier out, and what the others supply is scaled up to the same total; a bar on a *part* of it
leaves the share as it is and lowers its bound to nothing. Only world shares are touched: evidence about an importer
already shows what gets there. What passes a bar unseen is in no share.
"""

from collections.abc import Collection

import pandas as pd

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
    rows, held = [], []
    for (importer, technology), group in bars.groupby(["importer", "technology"], sort=True):
        if (importer, technology) in own:
            continue
        stands = world[world.technology == technology].astype(dict.fromkeys(SHARES, float)).reset_index(drop=True)
        for _, bar in group.iterrows():
            stands, took = _apply(stands, bar)
            held += [bar] if took else []
        rows.append(stands.assign(importer=importer))
    kept = pd.DataFrame(held, columns=list(bars.columns)).reset_index(drop=True)
    return (pd.concat(rows, ignore_index=True) if rows else suppliers.iloc[:0]), kept


def _apply(stands: pd.DataFrame, bar: pd.Series) -> tuple[pd.DataFrame, bool]:
    """One bar on the suppliers of one importer and technology, and whether it met a supplier."""
    met = (stands.home_iso3.astype(str) == bar.home) & (
        (bar.supplier == "") | (stands.supplier.astype(str) == bar.supplier)
    )
    met &= stands.share_high > 0
    if not met.any():
        return stands, False
    total, left = stands.share.sum(), stands.share[~met].sum()
    scale = total / left if left > 0 else 1.0
    out = stands.copy()
    if bar.reach == "whole":
        out.loc[met, SHARES] = 0.0
        out.loc[~met, SHARES] = (out.loc[~met, SHARES] * scale).clip(upper=1.0)
    else:
        out.loc[met, "share_low"] = 0.0
        out.loc[~met, "share_high"] = (out.loc[~met, "share_high"] * scale).clip(upper=1.0)
    return out, True
