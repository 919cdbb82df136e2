"""AI accelerators by designer, and AI chips by owner: cumulative H100 equivalents (Epoch AI)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from .shares import EVERYONE, table

TECHNOLOGY = "accelerators"
YEAR = 2025
CHINA = "China"
# file stem -> designer, home
DESIGNERS = {
    "nvidia": ("NVIDIA", "USA"),
    "tpu": ("Alphabet", "USA"),
    "amd": ("AMD", "USA"),
    "trainium": ("Amazon", "USA"),
}
# China's stock of all makes at the end of 2025 as a second hand read it off Epoch's chart; Huawei's own series is not
# in the files, so it is this less what NVIDIA and AMD sold there. The bounds are our guess at that reading.
CHINESE_STOCK, STOCK_LOW, STOCK_HIGH = 1.1e6, 0.8e6, 1.4e6
# The firms that neither NVIDIA's owners nor the rest, Other, include.
UNNAMED = ("xAI", "CoreWeave")
PERCENTILES = {"median": "median", "5th percentile": "low", "95th percentile": "high"}
WORLD_NOTE = (
    "cumulative peak 8-bit performance sold to the end of 2025, in H100 equivalents; series start 2022 to 2024; Huawei "
    "is what China's reported stock leaves after NVIDIA and AMD; other Chinese designers are not counted"
)
CHINA_NOTE = (
    "China's stock at the end of 2025: NVIDIA and AMD as estimated, Huawei the rest of a reported 1.1 million H100 "
    "equivalents"
)


def cumulative(raw: Path, stem: str) -> pd.DataFrame:
    """One file of cumulative totals: owner (where given), end (date), low, median, high in H100 equivalents.

    Incomplete last quarters are left out.
    """
    frame = pd.read_csv(raw / f"epoch/chip_counts/{stem}.csv", keep_default_na=False, na_values=[""])
    frame = frame[frame.Incomplete.isna()] if "Incomplete" in frame else frame
    size = [column for column in frame.columns if "H100e" in column]
    named = {c: v for c in size for k, v in PERCENTILES.items() if f"({k})" in c}
    columns = (["Owner"] if "Owner" in frame else []) + list(named)
    end = pd.to_datetime(frame["End date"], format="%m/%d/%Y")
    return frame[columns].rename(columns=named | {"Owner": "owner"}).assign(end=end)


def designed(raw: Path, year: int) -> pd.DataFrame:
    """Stock sold to the end of ``year`` by designer: index designer, columns low, median, high, home."""
    parts = []
    for stem, (designer, iso3) in DESIGNERS.items():
        frame = cumulative(raw, f"{stem}_cumulative_totals")
        row = frame[frame.end == pd.Timestamp(year, 12, 31)]
        parts.append(row.assign(designer=designer, home=iso3))
    return pd.concat(parts).set_index("designer")[["low", "median", "high", "home"]]


def owned_chips(raw: Path) -> pd.DataFrame:
    """Stock by buyer and year-end over all makes: owner, year, low, median, high.

    Percentiles of different makes are added as if they erred together, which widens the range.
    """
    parts = [cumulative(raw, f"{stem}_owners_cumulative_totals") for stem in DESIGNERS]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[(frame.end.dt.month == 12) & (frame.owner != "Other")]
    sums = frame.assign(year=frame.end.dt.year).groupby(["owner", "year"], as_index=False)
    return sums[["low", "median", "high"]].sum()


def unnamed_chips(raw: Path, year: int) -> float:
    """NVIDIA's stock at the end of ``year`` that its table of owners leaves to xAI and CoreWeave together."""
    last = pd.Timestamp(year, 12, 31)
    stems = ("nvidia_cumulative_totals", "nvidia_owners_cumulative_totals", "nvidia_owners_OTHER_cumulative_totals")
    whole, named, others = (t.loc[t.end == last, "median"].sum() for t in (cumulative(raw, stem) for stem in stems))
    return float(whole - named - others)


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares at the end of 2025, and China's, the one importer whose stock is known by designer."""
    stock = designed(raw, YEAR)
    china = _china(raw)
    world = pd.concat([stock, china.loc[["Huawei"]]])
    everyone = _shares(world).assign(importer=EVERYONE)
    parts = [
        table(everyone, TECHNOLOGY, YEAR, "assumed", "epoch_chips", WORLD_NOTE),
        table(_shares(china).assign(importer="CHN"), TECHNOLOGY, YEAR, "estimated", "officechai_epoch2026", CHINA_NOTE),
    ]
    return pd.concat(parts, ignore_index=True)


def _china(raw: Path) -> pd.DataFrame:
    """China's stock by designer at the end of 2025."""
    last = pd.Timestamp(YEAR, 12, 31)
    bought = {}
    for stem, (designer, iso3) in DESIGNERS.items():
        frame = cumulative(raw, f"{stem}_owners_cumulative_totals")
        row = frame[(frame.end == last) & (frame.owner == CHINA)]
        if len(row):
            bought[designer] = {**row.iloc[0][["low", "median", "high"]], "home": iso3}
    known = pd.DataFrame(bought).T
    left = CHINESE_STOCK - known["median"].sum()
    low, high = STOCK_LOW - known.high.sum(), STOCK_HIGH - known.low.sum()
    known.loc["Huawei"] = {"low": low, "median": left, "high": high, "home": "CHN"}
    return known.astype({"low": float, "median": float, "high": float})


def _shares(stock: pd.DataFrame) -> pd.DataFrame:
    """Shares of the medians; low is a supplier at its low and the others at their high, high the reverse."""
    rest_high = stock.high.sum() - stock.high
    rest_low = stock.low.sum() - stock.low
    return pd.DataFrame(
        {
            "supplier": stock.index,
            "supplier_kind": "firm",
            "home_iso3": stock.home.to_numpy(),
            "share": (stock["median"] / stock["median"].sum()).to_numpy(),
            "share_low": (stock.low / (stock.low + rest_high)).to_numpy(),
            "share_high": (stock.high / (stock.high + rest_low)).to_numpy(),
        }
    )
