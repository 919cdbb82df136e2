"""Satellites in service at the end of a year, by purpose, from the payload catalog of J. C. McDowell.

A state absent from the catalog has none: a true zero. The state is that of registration or, in brackets, the inferred
one; rows whose registering state is not the owner's (marked with a star) count for nobody. The list of the Union of
Concerned Scientists for May 2023 gives the error: ``satellite_lists`` computes it.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .disagreement import count_error

CARDS = ("gcat", "ucs_satellites")
YEARS = range(1957, 2025)
# Codes of states that are not ISO 3166 alpha-2. Organizations (I-ESA and others) are no states.
STATES = {
    "US": "USA", "SU": "RUS", "UK": "GBR", "J": "JPN", "F": "FRA", "D": "DEU", "I": "ITA", "E": "ESP", "L": "LUX",
    "T": "THA", "N": "NOR", "S": "SWE", "B": "BEL", "P": "PRT", "UAE": "ARE", "BGN": "BGR", "BG": "BGR", "CSSR": "CSK",
    "CSFR": "CSK",
}  # fmt: skip
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = {m: i for i, m in enumerate(MONTH_NAMES)}
# purpose: (categories; classes of owner: D defense, C civil, B business, A amateur; relative error; error of few)
PURPOSES = {
    "satellites_isr": (("IMG", "IMG-R", "SIG", "EW"), "D", 0.5, 0.87),
    "satellites_communications": (("COM",), "CD", 0.38, 0.74),
    "satellites_navigation": (("NAV",), "CD", 0.08, 0.3),
    "satellites_imaging": (("IMG", "IMG-R"), "ABCD", 0.59, 1.08),
}
LABELS = {
    "satellites_isr": (
        "military surveillance satellites",
        "imaging, radar imaging, signals intelligence and early warning, owned or shared by defense; Japan's "
        "government imaging satellites count as defense here; Soviet imaging satellites flew for two weeks, so "
        "year-end stocks before about 1990 understate them",
    ),
    "satellites_communications": (
        "state-owned communications satellites",
        "communications payloads of civil or defense owners; commercial constellations do not count",
    ),
    "satellites_navigation": (
        "state-owned navigation satellites",
        "of civil or defense owners; those of the European Union count for no state",
    ),
    "satellites_imaging": ("imaging satellites of any owner", "by state of registration, commercial ones included"),
}


def _variable(name: str) -> Variable:
    label, doc = LABELS[name]
    return Variable(
        name=name,
        label=label,
        unit="satellites",
        doc=doc,
        group="space",
        cards=CARDS,
        scale=Scale.LOG,
        error=PURPOSES[name][2],
        error_basis="estimated: root mean square difference from the UCS list of 1 May 2023 by the root of two, "
        "relative for states with three or more, absolute below (navigation below three: assumed)",
        error_grade=Grade.ESTIMATED,
        carry=1,
    )


VARIABLES = tuple(_variable(name) for name in PURPOSES)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Year-end stocks of every member since 1957, zeros included."""
    payloads = read_payloads(raw, codes)
    members = codes.system[codes.system.year.isin(YEARS)][["iso3", "year"]]
    parts = []
    for name, (_, _, relative, small) in PURPOSES.items():
        mine = payloads[serves(payloads, name)]
        stocks = pd.concat([in_service(mine, year + 1.0).rename(year) for year in YEARS], axis=1).fillna(0.0)
        found = stocks.rename_axis("iso3").melt(ignore_index=False, var_name="year").reset_index()
        found["year"] = found.year.astype(int)
        rows = members.merge(found, how="left", on=["iso3", "year"]).fillna({"value": 0.0})
        flag = np.where(rows.value > 0, Flag.OBSERVED, Flag.ZERO)
        parts.append(tidy(rows.assign(error=count_error(rows.value, relative, small), flag=flag), name, "gcat"))
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_payloads(raw: Path, codes: Codes) -> pd.DataFrame:
    """Payloads that did not fail, with iso3 (missing: no state), kind, owner class, begin and end in years."""
    path = raw / "space/gcat_psatcat_2025-04.tsv.gz"
    columns = ["LDate", "TOp", "Class", "Category", "Result", "UNState"]
    frame = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, skiprows=[1], usecols=columns)
    frame = frame.apply(lambda column: column.str.strip())
    frame = frame[frame.Result != "F"]
    code = frame.UNState.str.strip("[]?")
    return pd.DataFrame(
        {
            "iso3": code.map(codes.iso2 | STATES),
            "kind": frame.Category.str.split("/").str[0].str.strip("?*"),
            "owner": frame.Class,
            "begin": frame.LDate.map(year_of),
            "end": frame.TOp.map(year_of),
        }
    )


def year_of(date: str) -> float:
    """A date such as '2019 Jan 5?', '2021 Q2?' or '2017?' as a decimal year; '*' (still in service) is infinite."""
    if date == "*":
        return float("inf")
    parts = date.replace("?", "").split()
    year = float(parts[0].rstrip("s"))
    if len(parts) == 1:
        return year + 0.5
    if parts[1].startswith("Q"):
        return year + (float(parts[1][1]) - 0.5) / 4.0
    day = re.match(r"\d+", parts[2]) if len(parts) > 2 else None
    return year + (MONTHS[parts[1]] + ((float(day[0]) - 0.5) / 31.0 if day else 0.5)) / 12.0


def serves(payloads: pd.DataFrame, purpose: str) -> pd.Series:
    """Which payloads serve a purpose; a payload shared by two classes of owner counts for both."""
    kinds, owners, *_ = PURPOSES[purpose]
    return payloads.kind.isin(kinds) & payloads.owner.str.contains(f"[{owners}]")


def in_service(payloads: pd.DataFrame, date: float) -> pd.Series:
    """Payloads in service by state at a decimal date."""
    return payloads[(payloads.begin < date) & (payloads.end >= date)].groupby("iso3").size().astype(float)
