"""Armed drones by the arms-transfer register: deals received and supplied, as our own counts.

A deal counts from the first year a delivery is recorded. The register does not see home production, so a producer that
buys nothing has zero received; it undercounts small drones, gifts and transfers to armed groups.
"""

# covers: T03

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .disagreement import count_error

CARD = "sipri_transfers"
YEARS = range(1990, 2025)
HEADER = 11  # lines of terms above the table
KINDS = {
    "armed_drones": ("armed UAV", "(armed) UAV"),
    "loitering_munitions": ("loitering munition", "one-way attack drone"),
}
SIDES = {"received": "Recipient", "supplied": "Supplier"}
NAMES = {"Soviet Union": "RUS", "Czechoslovakia": "CSK"}
RELATIVE = 0.1
SMALL = 0.5


def _variable(kind: str, side: str) -> Variable:
    what = kind.replace("_", " ")
    return Variable(
        name=f"{kind}_{side}",
        label=f"deals of {what} {side}",
        unit="deals",
        doc=f"deals whose first delivery is recorded up to the year; home production of {what} is not in it",
        group="autonomous weapons",
        cards=(CARD,),
        scale=Scale.LOG,
        error=RELATIVE,
        error_basis="assumed: a tenth, and half a deal, recorded late or not at all; no second register held",
        error_grade=Grade.ASSUMED,
        carry=1,
        derived=True,
    )


VARIABLES = tuple(_variable(kind, side) for kind in KINDS for side in SIDES)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Cumulative deals of every member; zero means none in the register."""
    deals = read_deals(raw, codes)
    members = codes.system[codes.system.year.isin(YEARS)][["iso3", "year"]]
    parts = []
    for kind in KINDS:
        for side in SIDES:
            mine = deals[deals.kind == kind].rename(columns={side: "iso3"})
            new = mine.groupby(["year", "iso3"]).size().unstack("iso3").reindex(range(1950, YEARS[-1] + 1))
            stock = new.fillna(0.0).cumsum().stack().rename("value").rename_axis(["year", "iso3"]).reset_index()
            rows = members.merge(stock, how="left", on=["iso3", "year"]).fillna({"value": 0.0})
            flag = np.where(rows.value > 0, Flag.OBSERVED, Flag.ZERO)
            error = count_error(rows.value, RELATIVE, SMALL)
            parts.append(tidy(rows.assign(error=error, flag=flag), f"{kind}_{side}", CARD))
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_deals(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row a delivered deal: kind, received and supplied (ISO3, missing for groups), year of first delivery."""
    path = raw / "sipri/trade-register_2025-03.csv.gz"
    frame = pd.read_csv(path, encoding="latin-1", skiprows=HEADER, keep_default_na=False, na_values=[""])
    kind = frame["Weapon description"].map({text: kind for kind, texts in KINDS.items() for text in texts})
    first = pd.to_numeric(frame["Year(s) of delivery"].str.extract(r"(\d{4})", expand=False))
    rows = pd.DataFrame({"kind": kind, "year": first})
    for side, column in SIDES.items():
        # A star marks a group or an organization, some with a country in brackets.
        named = frame[column].where(~frame[column].str.contains("*", regex=False))
        rows[side] = named.map(NAMES).fillna(codes.from_name(named))
    return rows.dropna(subset=["kind", "year"]).reset_index(drop=True)
