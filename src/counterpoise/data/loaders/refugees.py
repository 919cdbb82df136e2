"""Refugees a state hosts, and people who have fled it, since 1951 (UNHCR end-year tables)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy

CARD = "unhcr"
LAST_FULL_YEAR = 2024


def _persons(name: str, label: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="persons",
        doc=doc + "; Palestine refugees under UNRWA are not here",
        group="soft power",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.15,
        error_basis="assumed: registers and government estimates mixed, small cells rounded at the source",
        carry=2,
    )


VARIABLES = (
    _persons(
        "refugees_hosted", "refugees hosted", "refugees under UNHCR's mandate in the state at the end of the year"
    ),
    _persons("refugees_origin", "refugees from the state", "refugees under UNHCR's mandate who come from the state"),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Sums over the other side of the table; a state in no row of a year is missing, one with rows of zero is zero."""
    frame = pd.read_csv(raw / "refugees/unhcr_population.csv.gz", keep_default_na=False, na_values=[""])
    frame = frame[(frame.year <= LAST_FULL_YEAR) & frame.refugees.notna()]
    tables = []
    for side, name in (("coa_iso", "refugees_hosted"), ("coo_iso", "refugees_origin")):
        sums = frame[frame[side].isin(codes.system.iso3)].groupby([side, "year"]).refugees.sum().astype(float)
        tables.append(tidy(sums.rename("value").rename_axis(["iso3", "year"]).reset_index(), name, CARD))
    return pd.concat(tables, ignore_index=True)
