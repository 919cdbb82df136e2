"""How open borders are, both ways: where a passport goes without a visa, and whose passports a state admits."""

# covers: F04

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy

CARD = "passport_index"
SNAPSHOTS = {2019: "2019-12-17", 2022: "2022-12-21", 2025: "2025-01-12"}
VISA_FREE_CODE = "3"  # the oldest snapshot has codes instead of words; its 3 stands where the later ones say visa free


def _count(name: str, label: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="states",
        doc=doc + "; visa free or a stay of stated length, not visa on arrival, electronic authorization or e-visa",
        group="soft power",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=5.0,
        error_basis="assumed: rules change through the year and sites disagree on special cases",
        high=200.0,
        carry=3,
        snapshot=True,
        total=False,
        derived=True,
    )


VARIABLES = (
    _count("passport_destinations", "destinations without a visa", "members of the system that admit its citizens"),
    _count("passports_admitted", "passports admitted without a visa", "members whose citizens the state admits"),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Counts over members of the system in three snapshots; a pair with no row in a snapshot is not counted."""
    tables = [_snapshot(raw, year, date, codes) for year, date in SNAPSHOTS.items()]
    return pd.concat(tables, ignore_index=True)


def _snapshot(raw: Path, year: int, date: str, codes: Codes) -> pd.DataFrame:
    path = raw / f"passport/passport_index_{date}_iso3.csv.gz"
    pairs = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=str)
    pairs = pairs.assign(value=_free(pairs))
    members = codes.members(min(year, int(codes.system.year.max())))
    pairs = pairs[pairs.Passport.isin(members) & pairs.Destination.isin(members)]
    return pd.concat(
        [
            tidy(pairs.groupby(side).value.sum().rename_axis("iso3").reset_index().assign(year=year), name, CARD)
            for side, name in (("Passport", "passport_destinations"), ("Destination", "passports_admitted"))
        ],
        ignore_index=True,
    )


def _free(pairs: pd.DataFrame) -> pd.Series:
    """1 where the traveller needs no visa at all; a state and its own passport (-1, or no row) do not count."""
    if "Code" in pairs.columns:
        return (pairs.Code == VISA_FREE_CODE).astype(float)
    return ((pairs.Requirement == "visa free") | pairs.Requirement.str.isdigit()).astype(float)
