"""Students from abroad and students gone abroad: our own series from two incomplete ones (UNESCO UIS, OECD)."""

# covers: P23

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

UIS, OECD = "uis_students", "oecd_students"
LAST = 2023
LONGEST_GAP = 2
DIGITS = 3


def _students(name: str, label: str, doc: str, cards: tuple[str, ...]) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="persons",
        doc=doc,
        group="soft power",
        cards=cards,
        scale=Scale.LOG,
        error=0.2,
        error_basis=(
            "estimated: root mean square log ratio of the two sources over the 245 state-years 2013-2019 that both "
            "have, .21; OECD is never the larger, for it misses some origins"
        ),
        error_grade=Grade.ESTIMATED,
        carry=4,
        derived=True,
    )


VARIABLES = (
    _students(
        "students_inbound",
        "students from abroad",
        "internationally mobile tertiary students in the state; UIS, then OECD where UIS has none, gaps of at most two "
        "years interpolated, three significant digits",
        (UIS, OECD),
    ),
    _students(
        "students_outbound",
        "students abroad",
        "the state's own students in tertiary education elsewhere: inbound less the net flow, both of UIS, in the same "
        "year; gaps of at most two years interpolated, three significant digits",
        (UIS,),
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Both series for every state that reports; 2024, which seven states have so far, is left out."""
    uis = pd.read_csv(raw / "students/uis_inbound_and_net_flow.csv.gz", keep_default_na=False, na_values=[""])
    uis = uis[uis.geoUnit.isin(codes.system.iso3) & (uis.year <= LAST)].rename(columns={"geoUnit": "iso3"})
    wide = uis.pivot_table(index=["iso3", "year"], columns="indicatorId", values="value", aggfunc="first")
    inbound, net = wide["26637"].dropna(), wide["MENF.5T8"]
    outbound = (wide["26637"] - net).dropna()
    filled = inbound.combine_first(_oecd(raw, codes))
    fallback = filled.index.difference(inbound.index)
    return pd.concat(
        [_series(filled, fallback, "students_inbound"), _series(outbound, fallback[:0], "students_outbound")],
        ignore_index=True,
    )


def _oecd(raw: Path, codes: Codes) -> pd.Series:
    """Inbound totals from the table by origin, which counts every student twice (each sex, and both together)."""
    frame = pd.read_csv(
        raw / "students/oecd_enrolment_by_origin_2013_2019.csv.gz", keep_default_na=False, na_values=[""]
    )
    frame = frame.assign(iso3=codes.from_name(frame.COUNTRY_OF_SCHOOL), year=frame.YEAR)
    totals = frame.groupby(["iso3", "year"]).TOTAL_INTL_STUDENTS.sum() / 2
    return totals[totals > 0]


def _series(values: pd.Series, fallback: pd.Index, name: str) -> pd.DataFrame:
    """Fill short gaps, round, and flag: a value is observed, from the second source, or interpolated."""
    table = values[values > 0].unstack("year")
    table = table.reindex(columns=range(int(table.columns.min()), int(table.columns.max()) + 1))
    filled = table.apply(_interpolate, axis=1, result_type="broadcast").stack().rename("value")
    flag = pd.Series(Flag.INTERPOLATED.value, index=filled.index)
    flag[flag.index.intersection(values.index)] = Flag.OBSERVED.value
    flag[flag.index.intersection(fallback)] = Flag.FALLBACK.value
    source = pd.Series(UIS, index=filled.index)
    source[source.index.intersection(fallback)] = OECD
    frame = pd.DataFrame({"value": filled.map(_round), "flag": flag, "from": source}).reset_index()
    return tidy(frame, name, UIS).assign(source=frame["from"])


def _interpolate(row: pd.Series) -> pd.Series:
    """Linear between two known years at most ``LONGEST_GAP`` missing years apart; nothing beyond the ends."""
    gap = row.isna()
    run = gap.groupby((~gap).cumsum()).transform("sum")
    return row.interpolate(limit_area="inside").where(~gap | (run <= LONGEST_GAP))


def _round(value: float) -> float:
    return float(np.format_float_positional(value, precision=DIGITS, fractional=False))
