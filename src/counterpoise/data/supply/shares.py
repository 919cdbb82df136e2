"""The table of supplier shares, and how thin evidence on one importer is weighed against the world's shares."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

COLUMNS = (
    "technology",
    "supplier",
    "supplier_kind",
    "home_iso3",
    "importer",
    "share",
    "share_low",
    "share_high",
    "year",
    "grade",
    "source",
    "note",
)
EVERYONE = "*"
UNVERIFIED = "unverified"
DIGITS = 1000  # shares are cut, not rounded, to three digits, so that they never add to more than one
LEAST = 0.005


def cut(share: pd.Series) -> pd.Series:
    """Shares cut down to three digits."""
    return np.floor(share * DIGITS + 1e-9) / DIGITS


def table(
    rows: pd.DataFrame, technology: str, year: int, grade: str | pd.Series, source: str, note: str | pd.Series
) -> pd.DataFrame:
    """Rows of one technology from supplier, supplier_kind, home_iso3, importer, share, share_low and share_high.

    Bounds are widened to contain the share. Suppliers below half a percent are left out: they are part of the unnamed
    rest, which is one less the sum. The world's shares are assumed of any one importer, so their grade is *assumed*.
    """
    rows = rows[rows.share >= LEAST].copy()
    rows["share"] = cut(rows.share)
    rows["share_low"] = np.minimum(cut(rows.share_low), rows.share)
    rows["share_high"] = np.maximum(cut(rows.share_high), rows.share)
    rows = rows.assign(technology=technology, year=year, source=source, note=note, grade=grade)
    rows["grade"] = rows.grade.where(rows.importer != EVERYONE, "assumed")
    return rows[list(COLUMNS)]


def shrink(amount: pd.Series, cases: pd.Series, prior: "pd.Series[float]", weight: float) -> pd.DataFrame:
    r"""Shares of each importer, drawn towards the world's where few cases speak.

    ``amount`` is indexed by importer and supplier; ``cases`` counts an importer's observations; ``prior`` holds the
    world's shares by supplier (they may leave a rest). With $n$ cases and weight $k$:
    $m = (n \hat m + k w) / (n + k)$, where $\hat m$ is the share of the amount and $w$ the world's share. Low and high
    are the same with the weight three times smaller and three times larger, for the weight is a guess. Returns
    importer, supplier, share, share_low, share_high.
    """
    observed = amount / amount.groupby(level=0).transform("sum")
    parts = []
    for importer in sorted(cases.index):
        own = observed.loc[[importer]].droplevel(0)
        suppliers: list[Hashable] = sorted(set(own.index) | set(prior.index))
        seen, world = own.reindex(suppliers, fill_value=0.0), prior.reindex(suppliers, fill_value=0.0)
        n = float(cases[importer])
        light, middle, heavy = ((n * seen + k * world) / (n + k) for k in (weight / 3.0, weight, weight * 3.0))
        columns = {"share": middle, "share_low": np.minimum(light, heavy), "share_high": np.maximum(light, heavy)}
        parts.append(pd.DataFrame(columns).rename_axis("supplier").reset_index().assign(importer=importer))
    return pd.concat(parts, ignore_index=True)
