"""Interstate armed conflicts of the Uppsala Conflict Data Program, at least 25 battle deaths a year, 1946-2024."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from .columns import column
from .pairs import KEY, coexisting, read_source

CARD = "ucdp_acd"
FIRST, LAST = 1946, 2024
ERROR = "assumed: battle deaths near the thresholds of 25 and 1,000 are uncertain"

VARIABLES = (
    column(
        "ucdp_intensity",
        "level 0-2",
        "both were primary parties, on opposite sides, of an interstate conflict: 1 at least 25 battle deaths in the "
        "year, 2 at least 1,000; missing before 1946",
        (CARD,),
        0.02,
        ERROR,
        high=2.0,
    ),
    column(
        "ucdp_support",
        "level 0-2",
        "the same where one of the two, or both, were on their side as supporters with troops only",
        (CARD,),
        0.02,
        ERROR,
        high=2.0,
    ),
)


def armed_conflicts(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years of interstate armed conflict: a, b, year, ucdp_intensity, ucdp_support.

    A conflict with several states on a side gives every pair across it. Deaths are counted for the conflict as a
    whole, not for the pair. Wars fought through rebels ("internationalized" intrastate conflicts) are not here: Russia
    and Ukraine appear from 2022. Hyderabad (1948) is no member of the system and is dropped.
    """
    rows = read_source(raw, "ucdp_acd.csv.gz")
    rows = rows[rows.type_of_conflict == "interstate"]
    roles = [("gwno_a", "gwno_b", "ucdp_intensity")]
    roles += [(a, b, "ucdp_support") for a, b in (("gwno_a_2nd", "gwno_b"), ("gwno_a", "gwno_b_2nd"))]
    roles += [("gwno_a_2nd", "gwno_b_2nd", "ucdp_support")]
    parts = [_pair(rows, codes, one, two).assign(role=role) for one, two, role in roles]
    levels = pd.concat(parts).groupby([*KEY, "role"]).intensity_level.max()
    table = levels.unstack("role", fill_value=0).reset_index().rename_axis(columns=None)
    return coexisting(table, raw, codes)


def _pair(rows: pd.DataFrame, codes: Codes, one: str, two: str) -> pd.DataFrame:
    rows = rows.dropna(subset=[one, two])[["year", one, two, "intensity_level"]]
    names = _gleditsch_ward(codes)
    for side, column_ in (("first", one), ("second", two)):
        keys = pd.MultiIndex.from_arrays([rows[column_].astype(int), rows.year])
        rows[side] = names.reindex(keys).to_numpy()
    rows = rows.dropna(subset=["first", "second"])
    ahead = rows["first"] < rows["second"]
    rows["a"] = rows["first"].where(ahead, rows["second"])
    rows["b"] = rows["second"].where(ahead, rows["first"])
    return rows[[*KEY, "intensity_level"]]


def _gleditsch_ward(codes: Codes) -> pd.Series:
    """ISO3 by Gleditsch-Ward code and year: 678 was the Yemen Arab Republic to 1990 and is Yemen since."""
    system = codes.system.dropna(subset="gwcode")
    gwcode = system.gwcode.astype(int)
    heir = gwcode.map(codes.gw) == system.iso3
    system = (
        system.assign(gwcode=gwcode, heir=heir).sort_values("heir").drop_duplicates(["gwcode", "year"], keep="last")
    )
    return system.astype({"year": int}).set_index(["gwcode", "year"]).iso3
