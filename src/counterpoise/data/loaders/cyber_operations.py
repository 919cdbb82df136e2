"""Cyber offense by what became known: operations that three lists attribute to a state, as our own count.

A count of attributions, not of operations: firms and governments friendly to the United States report most, so the
operations of the United States and its allies are undercounted and zero says only that none became known.
"""

# covers: A20, T04

import ast
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .disagreement import count_error

CARDS = ("eurepoc", "dcid", "cfr_cyber")
# First and last year each list covers as a whole.
SPANS = {"eurepoc": (2000, 2022), "dcid": (2000, 2020), "cfr": (2006, 2019)}
YEARS = range(2000, 2023)
DECADE = 10
RELATIVE = 0.28  # counts 2006-2019 of states with five or more in both of two lists, 18 comparisons
SMALL = 1.35  # operations; the same for states with fewer
BY_STATE = ("State", "Non-state actor, state-affiliation suggested")


def _variable(name: str, label: str, unit: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit=unit,
        doc=doc,
        group="cyber",
        cards=CARDS,
        scale=Scale.LOG,
        error=RELATIVE,
        error_basis="estimated: root mean square difference between the lists by the root of two, in logarithms from "
        "five operations on, in operations below; they share sources, so the bias against rivals of the United "
        "States is not in it",
        error_grade=Grade.ESTIMATED,
        carry=2,
        derived=True,
    )


VARIABLES = (
    _variable(
        "cyber_operations",
        "cyber operations attributed to the state",
        "operations/year",
        "mean of the lists that cover the year; begun in the year (disclosed in the year in one list)",
    ),
    _variable(
        "cyber_operations_decade",
        "cyber operations attributed to the state in ten years",
        "operations",
        "sum over the year and the nine before it: a proxy of offensive capacity shown",
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Counts for every member; zero means on no list."""
    lists = read_lists(raw, codes)
    covered = pd.DataFrame({n: [a <= y <= b for y in YEARS] for n, (a, b) in SPANS.items()}, index=list(YEARS))
    total = sum(table for table in lists.values()).fillna(0.0)
    mean = total.div(covered.sum(axis=1), axis=0)
    decade = mean.rolling(DECADE).sum().dropna(how="all")
    named = {"cyber_operations": mean, "cyber_operations_decade": decade}
    parts = [tidy(_with_zeros(table, codes), name, "+".join(CARDS)) for name, table in named.items()]
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_lists(raw: Path, codes: Codes) -> dict[str, pd.DataFrame]:
    """Attributed operations by list: year x state, all states of any list, zero outside a list's span."""
    found = {"eurepoc": _eurepoc(raw, codes), "dcid": _dcid(raw, codes), "cfr": _cfr(raw, codes)}
    states = sorted({s for rows in found.values() for s in rows.iso3.dropna().unique()})
    tables = {}
    for name, rows in found.items():
        first, last = SPANS[name]
        rows = rows[rows.year.between(first, last)].dropna(subset="iso3")
        table = rows.groupby(["year", "iso3"]).size().unstack("iso3")
        tables[name] = table.reindex(index=list(YEARS), columns=states).fillna(0.0)
    return tables


def _eurepoc(raw: Path, codes: Codes) -> pd.DataFrame:
    path = raw / "cyber/EuRepoC_Global_Database_1.1.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)
    listed = zip(frame.index, frame.initiator_country.map(_cell), frame.initiator_category.map(_cell), strict=True)
    pairs = [(i, country) for i, countries, kinds in listed for country in _states(countries, kinds)]
    rows = pd.DataFrame(pairs, columns=["incident", "country"]).drop_duplicates()
    year = pd.to_numeric(frame.start_date.str[:4], errors="coerce")
    return rows.assign(iso3=codes.from_name(rows.country), year=rows.incident.map(year))


def _states(countries: list[str], kinds: list[str]) -> list[str]:
    """Countries whose initiator acts for a state; where the two lists do not pair up, all of them or none."""
    if len(countries) == len(kinds):
        return [country for country, kind in zip(countries, kinds, strict=True) if kind in BY_STATE]
    return countries if any(kind in BY_STATE for kind in kinds) else []


def _cell(text: object) -> list[str]:
    return [str(item) for item in ast.literal_eval(text)] if isinstance(text, str) else []


def _dcid(raw: Path, codes: Codes) -> pd.DataFrame:
    path = raw / "cyber/DCID_2.0_Release_update_February_2023.xlsx"
    frame = pd.read_excel(path, sheet_name="DCID_2.0_Release_public_June_20")
    rows = pd.DataFrame({"id": frame.Cyberincidentnum, "iso3": frame.initiator.map(codes.cow)})
    rows["year"] = pd.to_datetime(frame.interactionstartdate).dt.year
    return rows.drop_duplicates(["id", "iso3"])


def _cfr(raw: Path, codes: Codes) -> pd.DataFrame:
    path = raw / "cyber/cfr_cyber_operations_incidents_2022.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    year = pd.to_datetime(frame.Date, format="%m/%d/%Y", errors="coerce").dt.year
    rows = pd.DataFrame({"sponsor": frame.Sponsor.str.split(", "), "year": year}).explode("sponsor")
    # "Palestine, State of" falls apart here; it is no member of the system.
    return rows.assign(iso3=codes.from_name(rows.sponsor.str.strip()))


def _with_zeros(table: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    known = table.stack().rename("value").rename_axis(["year", "iso3"]).reset_index()
    members = codes.system[codes.system.year.isin(table.index)][["iso3", "year"]]
    rows = members.merge(known, how="left", on=["iso3", "year"]).fillna({"value": 0.0})
    flag = np.where(rows.value > 0, Flag.FUSED, Flag.ZERO)
    return rows.assign(error=count_error(rows.value, RELATIVE, SMALL), flag=flag)
