"""Direct contiguity: a common border, or at most 400 miles of water (Stinnett et al. 2002)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag
from .columns import column
from .pairs import KEY, LAST_YEAR, coexisting, named, per_year, read_source

CARD = "cow_contiguity"
LAST = 2016
NOT_CONTIGUOUS = 6

VARIABLES = (
    column(
        "contiguity",
        "category 1-6",
        "1 land or river border, 2 up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to 400, 6 farther apart; "
        "of the mainland only, without colonies; the closest of the year",
        (CARD,),
        0.1,
        "assumed: borders are well known, widths of water are read from maps",
        high=6.0,
    ),
)


def contiguous_dyads(raw: Path, codes: Codes) -> pd.DataFrame:
    """Contiguous dyad-years: a, b, year, contiguity (1-5).

    The list ends with 2016; no member has come or gone since, so its last entries are carried to 2024 and flagged.
    Of two entries in one year the closer counts. Its zeros (spells apart between spells of contiguity) are dropped.
    """
    spells = read_source(raw, "cow_contdir.csv.gz")
    spells = spells[spells.conttype > 0]
    ends = spells.enddate.str[:4].astype(int)
    spells = spells.assign(start=spells.stdate.str[:4].astype(int), end=ends.where(ends < LAST, LAST_YEAR))
    years = per_year(named(spells, codes), "start", "end")
    closest = years.groupby(KEY).conttype.min().reset_index(name="contiguity")
    return coexisting(closest, raw, codes)


def contiguity_flag(year: pd.Series) -> pd.Series:
    """Observed to 2016, carried after."""
    return (year > LAST).map({False: Flag.OBSERVED.value, True: Flag.CARRIED.value})
