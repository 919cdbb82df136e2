"""The dyad-year table: every listed pair of states, 1816-2024, one row a year."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag, Variable
from . import (
    affinity,
    alliances,
    armed_conflict,
    contiguity,
    disputes,
    distance,
    majors,
    organizations,
    peace,
    relevance,
    rivalries,
    wars,
)
from .pairs import KEY

DYAD_COLUMNS: tuple[Variable, ...] = (
    *relevance.VARIABLES,
    *majors.VARIABLES,
    *contiguity.VARIABLES,
    *distance.VARIABLES,
    *alliances.VARIABLES,
    *rivalries.VARIABLES,
    *disputes.VARIABLES,
    *peace.VARIABLES,
    *wars.VARIABLES,
    *armed_conflict.VARIABLES,
    *affinity.VARIABLES,
    *organizations.VARIABLES,
)
FLAG_COLUMNS = ("contiguity_flag", "alliance_flag", "rivalry_flag")
LISTS = ("rivalry", *(f"rivalry_{kind}" for kind in rivalries.KINDS), *(v.name for v in alliances.VARIABLES))
KINDS = {v.name: "UInt8" for v in DYAD_COLUMNS} | {  # UInt8 may be missing, uint8 and bool never are
    **dict.fromkeys(("relevant", *LISTS), "bool"),
    **dict.fromkeys(("majors", "contiguity"), "uint8"),
    **dict.fromkeys(("capital_distance", "rivalry_years"), "UInt16"),
    **dict.fromkeys((*FLAG_COLUMNS, "a", "b"), "category"),
    "ideal_distance": "float32",
    "year": "int16",
}


def build_dyads(raw: Path, codes: Codes) -> pd.DataFrame:
    """The table from raw files: a, b, year, then ``DYAD_COLUMNS`` and ``FLAG_COLUMNS``, sorted by key.

    ``a`` stands before ``b`` in the alphabet of ISO3 codes; directed quantities end in ``_ab`` and ``_ba``. What a
    source does not cover is missing, never zero; within its years an unlisted dyad-year is a true zero.
    """
    reasons = [
        majors.major_dyads(raw, codes),
        contiguity.contiguous_dyads(raw, codes),
        rivalries.rivalries(raw, codes),
        rivalries.older_rivalries(raw, codes).assign(rivalry_td=1),
    ]
    quarrels = disputes.disputes(raw, codes)
    events = [quarrels, wars.wars(raw, codes), armed_conflict.armed_conflicts(raw, codes)]
    keys = relevance.listed(reasons, events)
    others = [
        alliances.alliances(raw, codes),
        distance.capital_distances(keys, raw, codes),
        peace.peace_years(keys, quarrels, codes),
        affinity.ideal_distances(keys, raw, codes),
        organizations.joint_igos(raw, codes),
    ]
    table = keys
    for part in (*reasons, *events, *others):
        table = table.merge(part, on=KEY, how="left", validate="one_to_one")
    return typed(_fill(table))


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """The same columns in the same order with their compact types, whether just built or read back from Parquet."""
    order = [*KEY, *(v.name for v in DYAD_COLUMNS), *FLAG_COLUMNS]
    return table[order].astype(KINDS)


def _fill(table: pd.DataFrame) -> pd.DataFrame:
    """True zeros where a complete list has no entry, within the years it covers; flags by year."""
    spans = [
        (disputes.VARIABLES, 0, disputes.LAST),
        (wars.VARIABLES, 0, wars.LAST),
        (armed_conflict.VARIABLES, armed_conflict.FIRST, armed_conflict.LAST),
    ]
    for variables, first, last in spans:
        quiet = table.year.between(first, last) & table[variables[0].name].isna()
        table.loc[quiet, [v.name for v in variables]] = 0
    table["rivalry_td"] = table.rivalry_td.fillna(0).where(table.year <= rivalries.LAST_TD)
    for name in LISTS:
        table[name] = table[name].astype("boolean").fillna(False).astype(bool)
    table["majors"] = table.majors.fillna(0)
    table["contiguity"] = table.contiguity.fillna(contiguity.NOT_CONTIGUOUS)
    table["relevant"] = relevance.is_relevant(table)
    silent = (table.year > alliances.LAST).map({False: Flag.ZERO.value, True: Flag.CARRIED.value})
    return table.assign(
        contiguity_flag=contiguity.contiguity_flag(table.year),
        alliance_flag=table.alliance_flag.fillna(silent),
        rivalry_flag=rivalries.rivalry_flag(table.year),
    )
