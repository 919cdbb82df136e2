"""Strategic rivalries: pairs of states that see each other as competitors, as threats and as enemies (Thompson)."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag
from .columns import column
from .pairs import KEY, LAST_YEAR, coexisting, named, per_year, read_source

TSS, TD = "tss_rivalries", "td_rivalries"
LAST_TSS, LAST_TD = 2020, 2010
KINDS = ("positional", "spatial", "ideological", "interventionary")

# Codes that the machine-readable copies give to the wrong state of the rivalry's own name.
TSS_CODES = {
    19: (255, 300),  # Austria-Prussia to 1870: Austria-Hungary, not the republic
    92: (670, 678),  # Saudi Arabia-Yemen 1931-34: the Yemen of that time
    140: (670, 678),  # Saudi Arabia-Yemen 1962-69
    141: (663, 678),  # Jordan-Yemen 1962-63
    158: (680, 698),  # Oman-South Yemen 1967-82
    165: (411, 481),  # Equatorial Guinea-Gabon, coded as Guinea
    192: (404, 433),  # Guinea-Senegal 1989-93 is Guinea-Bissau in the list of 2012
}
TD_CODES = {93: (670, 678), 153: (678, 680)}  # Saudi Arabia-Yemen 1932-34, South Yemen-Yemen 1967-90

DISAGREEMENT = (
    "estimated: of the 7,334 dyad-years of 1816-2010 on either of the two lists 11 % are on one alone, which is 0.7 % "
    "of all listed"
)
STAKES = "assumed: the list names the stakes without grading them"

VARIABLES = (
    column(
        "rivalry",
        "0/1",
        "strategic rivals by the list of Thompson, Sakuwa and Suhas to 2020; those still open then are carried",
        (TSS,),
        0.007,
        DISAGREEMENT,
        grade=Grade.ESTIMATED,
    ),
    *(column(f"rivalry_{kind}", "0/1", f"the rivalry has {kind} stakes", (TSS,), 0.01, STAKES) for kind in KINDS),
    column(
        "rivalry_years",
        "years",
        "years since the rivalry began, counted from before 1816 where it did; missing where there is none",
        (TSS,),
        5.0,
        "assumed: the two lists often date beginnings years apart",
        high=None,
    ),
    column(
        "rivalry_td",
        "0/1",
        "strategic rivals by the older list of Thompson and Dreyer; missing after 2010",
        (TD,),
        0.007,
        DISAGREEMENT,
        grade=Grade.ESTIMATED,
    ),
)


def rivalries(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years of rivalry on the newer list: a, b, year, rivalry, its kinds and its age in years.

    The list closes in 2020 and writes 2020 where a rivalry goes on; these are carried to 2024.
    """
    spells = _recode(read_source(raw, "tss_rivalries.csv.gz"), "tssr_id", TSS_CODES)
    spells["last"] = spells.end.where(spells.end < LAST_TSS, LAST_YEAR)
    years = per_year(named(spells, codes), "start", "last")
    years["rivalry_years"] = years.year - years.start
    years["rivalry"] = True
    for kind in KINDS:
        years[f"rivalry_{kind}"] = years[kind] == 1
    table = years.groupby(KEY)[["rivalry", *(f"rivalry_{k}" for k in KINDS), "rivalry_years"]].max().reset_index()
    return coexisting(table, raw, codes)


def older_rivalries(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years of rivalry on the older list, to 2010: a, b, year."""
    spells = _recode(read_source(raw, "td_rivalries.csv.gz"), "rivalryno", TD_CODES)
    years = per_year(named(spells, codes), "styear", "endyear")
    return coexisting(years[KEY].drop_duplicates(), raw, codes)


def rivalry_flag(year: pd.Series) -> pd.Series:
    """Observed to 2020, carried after."""
    return (year > LAST_TSS).map({False: Flag.OBSERVED.value, True: Flag.CARRIED.value})


def _recode(spells: pd.DataFrame, number: str, right: dict[int, tuple[int, int]]) -> pd.DataFrame:
    for one, pair in right.items():
        spells.loc[spells[number] == one, ["ccode1", "ccode2"]] = pair
    return spells
