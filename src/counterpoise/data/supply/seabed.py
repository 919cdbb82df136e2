"""Submarine cables by who built them, over the cables that land in the importer's territory."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..loaders.cables import CARD, landings
from .shares import EVERYONE, shrink, table

TECHNOLOGY = "cables"
YEAR = 2022
RECENT = 2010
# Homes of the builders are from memory and unverified; ASN was Nokia's until 2024 and is French since.
BUILDERS = {
    "ASN": "FRA",
    "SubCom": "USA",
    "NEC": "JPN",
    "HMN Tech": "CHN",
    "Fujitsu": "JPN",
    "Ericsson": "SWE",
    "Xtera": "GBR",
    "NSW": "DEU",
    "Nexans": "FRA",
    "Hexatronic": "SWE",
    "Prysmian": "ITA",
}
# Cables of a state that outweigh the world's shares (assumed): most cables name no builder.
WEIGHT = 3.0
WORLD_NOTE = (
    "share of international cables opened since 2010 whose builder is named; the other bound is over all years; "
    "homes of the builders unverified"
)
OWN_NOTE = (
    "named builders of the international cables that land in the state, drawn towards the world's shares with a weight "
    "of three cables (bounds: one and nine); the cables are laid already: a builder's hold is on repair and extension"
)


def built(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row per landing state, cable and named builder: iso3, cable_id, rfs_year, builder, part (they add to one)."""
    frame = landings(raw, codes).dropna(subset="suppliers")
    builders = frame.suppliers.str.split(",")
    rows = frame.assign(builder=builders, part=1.0 / builders.str.len()).explode("builder")
    return rows.assign(builder=rows.builder.str.strip())[["iso3", "cable_id", "rfs_year", "builder", "part"]]


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares of builders, and those of each state where a cable with a named builder lands."""
    frame = built(raw, codes)
    cables = frame.drop_duplicates(["cable_id", "builder"])
    recent, always = _shares(cables[cables.rfs_year >= RECENT]), _shares(cables)
    both = pd.DataFrame({"share": recent, "other": always}).fillna(0.0)
    world = both.assign(share_low=both.min(axis=1), share_high=both.max(axis=1)).rename_axis("supplier").reset_index()
    members = frame[frame.iso3.isin(codes.members(YEAR))]
    own = shrink(
        members.groupby(["iso3", "builder"]).part.sum(), members.groupby("iso3").cable_id.nunique(), recent, WEIGHT
    )
    parts = [
        table(_firms(world.assign(importer=EVERYONE)), TECHNOLOGY, YEAR, "assumed", CARD, WORLD_NOTE),
        table(_firms(own), TECHNOLOGY, YEAR, "estimated", CARD, OWN_NOTE),
    ]
    return pd.concat(parts, ignore_index=True)


def _shares(cables: pd.DataFrame) -> "pd.Series[float]":
    return cables.groupby("builder").part.sum() / cables.part.sum()


def _firms(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows.supplier.isin(BUILDERS)]
    return rows.assign(supplier_kind="firm", home_iso3=rows.supplier.map(BUILDERS))
