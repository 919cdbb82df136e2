"""Major powers of the Correlates of War list."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from .columns import column
from .pairs import FIRST_YEAR, KEY, LAST_YEAR, coexisting, per_year, read_source

CARD = "cow_majors"
LAST = 2016

VARIABLES = (
    column(
        "majors",
        "states",
        "how many of the two are major powers at any time of the year; the seven of 2016 are carried to 2024",
        (CARD,),
        0.05,
        "assumed: dates of rank are a convention; the list has not been revised since 2016",
        high=2.0,
    ),
)


def major_years(raw: Path, codes: Codes) -> pd.DataFrame:
    """iso3 and year of every major power.

    The list ends in 2016 with seven (USA, GBR, FRA, DEU, RUS, CHN, JPN), and these are carried on. The leading AI
    powers, the United States (a major power since 1898) and China (since 1950), are among them, so their dyads are
    all listed without a rule of their own.
    """
    spells = read_source(raw, "cow_majors.csv.gz")
    spells["end"] = spells.endyear.where(spells.endyear < LAST, LAST_YEAR)
    years = per_year(spells, "styear", "end")
    return years.assign(iso3=years.ccode.map(codes.cow))[["iso3", "year"]].drop_duplicates(ignore_index=True)


def major_dyads(raw: Path, codes: Codes) -> pd.DataFrame:
    """Every dyad-year with a major power and how many of the two are one: a, b, year, majors."""
    majors = major_years(raw, codes)
    system = codes.system[codes.system.year.between(FIRST_YEAR, LAST_YEAR)][["iso3", "year"]].astype({"year": int})
    pairs = majors.merge(system, on="year", suffixes=("", "_other"))
    pairs = pairs[pairs.iso3 != pairs.iso3_other]
    ahead = pairs.iso3 < pairs.iso3_other
    pairs["a"] = pairs.iso3.where(ahead, pairs.iso3_other)
    pairs["b"] = pairs.iso3_other.where(ahead, pairs.iso3)
    counts = pairs.groupby(KEY).size().reset_index(name="majors")
    return coexisting(counts, raw, codes)
