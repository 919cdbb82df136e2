"""Arms and armed drones: who delivered to whom, 2014-2024, computed here from the trade register.

What a state makes at home is not in the register: exports over exports and imports stand for it, as an assumption. The
shares are our own calculation.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .shares import EVERYONE, cut, table

FIRST, LAST = 2014, 2024
SOURCE = "sipri_transfers"
ARMED_DRONES = ("armed UAV", "(armed) UAV", "loitering munition", "one-way attack drone")
NOT_STATES = ("Northern Cyprus",)
ARMS_NOTE = (
    "share of arms imports delivered 2014-2024, by volume, less the assumed share made at home; range from the share "
    "of deals, one deal more elsewhere, and without the part made at home; our calculation"
)
DRONE_NOTE = (
    "share of imported armed drones and loitering munitions delivered 2014-2024, by deals, less the assumed share made "
    "at home; range from the share by volume, one deal more elsewhere, and without the part made at home; our "
    "calculation; drones bought off the shelf are not in it"
)
HOME_NOTE = "made at home: no source has it; exports over exports and imports stand for it, and anything is possible"


def deliveries(raw: Path, codes: Codes) -> pd.DataFrame:
    """Deals with a delivery in 2014-2024: importer, supplier (ISO3; missing: unknown), volume, deals, armed_drone.

    A deal delivered over several years counts for the years inside the window in proportion. Rebels and organizations,
    marked by asterisks, are no importers; as suppliers they belong to the unnamed rest.
    """
    frame = pd.read_csv(
        raw / "sipri/trade-register_2025-03.csv.gz",
        skiprows=11,
        encoding="latin-1",
        keep_default_na=False,
        na_values=[""],
    )
    frame = frame[frame.Recipient.notna() & frame["Year(s) of delivery"].notna()]
    years = frame["Year(s) of delivery"].str.findall(r"\d{4}").map(lambda found: [int(y) for y in found])
    inside = years.map(lambda ys: sum(FIRST <= y <= LAST for y in ys) / len(ys) if ys else 0.0)
    rows = pd.DataFrame(
        {
            "importer": _states(frame.Recipient, codes),
            "supplier": _states(frame.Supplier, codes),
            "volume": frame["SIPRI TIV of delivered weapons"].astype(float).fillna(0.0) * inside,
            "deals": 1.0,
            "armed_drone": frame["Weapon description"].isin(ARMED_DRONES),
        }
    )
    members = codes.members(LAST)
    return rows[(inside > 0) & rows.importer.isin(members)].reset_index(drop=True)


def _states(names: pd.Series, codes: Codes) -> pd.Series:
    clean = names.where(~names.str.contains("*", regex=False) & ~names.isin(NOT_STATES))
    return codes.from_name(clean)


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """Shares of the world's deliveries and of each importer's, for arms and for armed drones."""
    frame = deliveries(raw, codes)
    drones, members = frame[frame.armed_drone], codes.members(LAST)
    parts = [
        _technology(frame, "arms", "volume", "deals", ARMS_NOTE, members),
        _technology(drones, "drones", "deals", "volume", DRONE_NOTE, members),
    ]
    return pd.concat(parts, ignore_index=True)


def _technology(
    frame: pd.DataFrame, technology: str, by: str, other: str, note: str, members: list[str]
) -> pd.DataFrame:
    everyone = pd.concat([frame.assign(importer=EVERYONE), frame])
    total = everyone.groupby("importer")[[by, other]].sum()
    flows = everyone.groupby(["importer", "supplier"])[[by, other]].sum()
    shares = flows / total.reindex(flows.index, level=0)
    shares = pd.DataFrame({"share": shares[by], "share_low": shares.min(axis=1), "share_high": shares.max(axis=1)})
    deals = everyone.groupby("importer").deals.sum().reindex(shares.index, level=0)
    shares["share_low"] = np.minimum(shares.share_low, shares.share * deals / (deals + 1.0))
    home = _home_share(frame, by).reindex(shares.index, level=0).fillna(0.0)
    shares["share"] *= 1.0 - home
    shares["share_low"] *= 1.0 - home
    rows = pd.concat([shares.reset_index().assign(grade="estimated", note=note), _home_rows(frame, by)])
    rows = rows[rows.importer.isin([EVERYONE, *members])].reset_index(drop=True)
    rows["share"] = cut(rows.share / 10.0) * 10.0  # two digits are as much as the register bears
    rows = rows.assign(supplier_kind="state", home_iso3=rows.supplier)
    return table(rows, technology, LAST, rows.grade, SOURCE, rows.note)


def _home_share(frame: pd.DataFrame, by: str) -> "pd.Series[float]":
    """What a state makes at home as a share of its supply: exports over exports and imports, for want of a source."""
    exports, imports = frame.groupby("supplier")[by].sum(), frame.groupby("importer")[by].sum()
    makers = exports[exports > 0]
    return (makers / (makers + imports.reindex(makers.index, fill_value=0.0))).rename_axis("importer")


def _home_rows(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    home = _home_share(frame, by)
    rows = home.rename("share").reset_index().assign(supplier=home.index, grade="assumed", note=HOME_NOTE)
    return rows.assign(share_low=0.0, share_high=1.0)
