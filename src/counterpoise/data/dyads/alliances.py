"""What allies promised one another: ATOP's five pledges, by who promised whom (Leeds et al. 2002)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag, Variable
from .accessions import CARD as PATCH
from .accessions import PLEDGES, changes
from .columns import TREATY, column
from .pairs import KEY, LAST_YEAR, coexisting, read_source

CARD = "atop"
LAST = 2018
SOURCE_COLUMNS = {
    "atop_defense": "defense",
    "atop_offense": "offense",
    "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression",
    "atop_consul": "consultation",
}
MEANING = {
    "defense": "to help the other with force if it is attacked",
    "offense": "to help the other with force where it was not attacked first",
    "neutrality": "to stay out of a war against the other",
    "nonaggression": "not to use force against the other",
    "consultation": "to consult the other in a crisis",
}


def _declare(pledge: str, side: str) -> Variable:
    who = "a promised b" if side == "ab" else "b promised a"
    doc = f"{who} {MEANING[pledge]}, in force on some day of the year; 2018 and the later accessions carried to 2024"
    return column(f"{pledge}_{side}", "0/1", doc, (CARD, PATCH), 0.01, TREATY)


VARIABLES = tuple(_declare(pledge, side) for pledge in PLEDGES for side in ("ab", "ba"))


def alliances(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years with any pledge: a, b, year, the five pledges in both directions, alliance_flag.

    Absence from the list is a true absence. After 2018 the pledges of 2018 are carried (flag *carried*), with the
    accessions and endings of the hand-made list where it says otherwise (flag *fallback*).
    """
    observed = promises(raw, codes)
    table = pd.concat([observed.assign(amended=False), _amend(_carry(observed))], ignore_index=True)
    table = coexisting(fold(table), raw, codes)
    plain = (table.year > LAST).map({False: Flag.OBSERVED.value, True: Flag.CARRIED.value})
    return table.assign(alliance_flag=plain.mask(table.pop("amended"), Flag.FALLBACK.value))


def promises(raw: Path, codes: Codes) -> pd.DataFrame:
    """The treaty data as they stand, one row for each promise: source (who promises), target, year, five pledges."""
    frame = read_source(raw, "atop_alliance.parquet").rename(columns=SOURCE_COLUMNS)
    frame = frame.assign(source=frame.ccode1.map(codes.cow), target=frame.ccode2.map(codes.cow))
    frame = frame.astype(dict.fromkeys(PLEDGES, bool))
    return frame[["source", "target", "year", *PLEDGES]]


def fold(directed: pd.DataFrame) -> pd.DataFrame:
    """One row a dyad-year from one row a promise: the promiser's side becomes the suffix."""
    ahead = directed[directed.source < directed.target].rename(columns={"source": "a", "target": "b"})
    back = directed[directed.source > directed.target].rename(columns={"source": "b", "target": "a"})
    columns = [c for c in directed if c not in ("source", "target", "year")]
    sides = [ahead.set_index(KEY)[columns].add_suffix("_ab"), back.set_index(KEY)[columns].add_suffix("_ba")]
    both = sides[0].join(sides[1], how="outer")
    both = both.astype("boolean").fillna(False).astype(bool).reset_index()
    return both.assign(amended=both.pop("amended_ab") | both.pop("amended_ba"))


def _carry(table: pd.DataFrame) -> pd.DataFrame:
    last = table[table.year == LAST]
    return pd.concat([last.assign(year=year) for year in range(LAST + 1, LAST_YEAR + 1)], ignore_index=True)


def _amend(carried: pd.DataFrame) -> pd.DataFrame:
    """Apply the hand-made list to the carried years; ``amended`` marks the promises it changed."""
    names = ["source", "target", "year"]
    said = changes().pivot(index=names, columns="pledge", values="value").reindex(columns=list(PLEDGES))
    before = carried.set_index(names)
    before = before.reindex(before.index.union(said.index), fill_value=False)
    after = said.reindex(before.index).astype("boolean").fillna(before).astype(bool)
    return after.assign(amended=(before != after).any(axis=1)).reset_index()
