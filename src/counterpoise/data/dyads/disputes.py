"""Militarized interstate disputes between two states: threats, displays and uses of force (Palmer et al. 2021)."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from .columns import both_sides, column
from .pairs import KEY, coexisting, named, read_source

CARD = "cow_mid"
LAST = 2014
UNKNOWN = -9
SIDED = ("hostility", "fatality", "originator", "initiator")
MISSED = (
    "estimated: of the 137 dyad-years of 1946-2014 in which UCDP counts at least 25 deaths between two states 9 have "
    "no dispute; the same 7 % of onsets (3 % of rows) and of dispute-years (4 %); coders' false positives not known"
)

VARIABLES = (
    column(
        "mid_onset",
        "0/1",
        "the two came to stand on opposite sides of a dispute this year: it began, or one of them joined; after 2014 "
        "missing",
        (CARD,),
        0.002,
        MISSED,
        grade=Grade.ESTIMATED,
    ),
    column(
        "mid_ongoing",
        "0/1",
        "they stood on opposite sides of a dispute this year; after 2014 missing",
        (CARD,),
        0.003,
        MISSED,
        grade=Grade.ESTIMATED,
    ),
    *both_sides(
        "mid_hostility",
        "level 0-5",
        "highest level reached in the disputes that went on this year, whenever it was reached: 0 no dispute, 1 no "
        "militarized act, 2 threat, 3 display, 4 use of force, 5 war",
        (CARD,),
        high=5.0,
    ),
    *both_sides(
        "mid_fatality",
        "level 0-6",
        "own battle deaths in the disputes that went on this year, whenever they fell: 0 none, 1 1-25, 2 26-100, "
        "3 101-250, 4 251-500, 5 501-999, 6 more; a lower bound where one of several disputes is unknown",
        (CARD,),
        high=6.0,
    ),
    *both_sides("mid_originator", "0/1", "in on the first day of a dispute that is an onset this year", (CARD,)),
    *both_sides(
        "mid_initiator", "0/1", "originator on side A, which acted first, of a dispute that is an onset", (CARD,)
    ),
)


def dispute_years(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row for each dispute, dyad and year: dispute, a, b, year, onset, and each side's part (_ab, _ba).

    The source lists each dyad twice, once from each state; the row seen from a is kept. Two states are paired when
    they were on opposite sides on one day, though they may never have met: Brazil and Japan in 1942. Canada and Russia
    of 1918-19 are dropped, since Canada was not a member. Who wanted to revise the order is not in our copy.
    """
    frame = named(read_source(raw, "cow_mid_dirdisps.csv.gz"), codes)
    frame = frame[frame.forward]
    sides = {"ab": ("1", frame.orig1), "ba": ("2", frame.orig2)}
    for side, (number, original) in sides.items():
        frame[f"hostility_{side}"] = frame[f"hostlev{number}"]
        frame[f"fatality_{side}"] = frame[f"fatality{number}"].where(frame[f"fatality{number}"] != UNKNOWN)
        frame[f"originator_{side}"] = original
        frame[f"initiator_{side}"] = original * frame[f"sidea{number}"]
    names = [f"{name}_{side}" for name in SIDED for side in ("ab", "ba")]
    frame = frame.rename(columns={"dispnum": "dispute", "disponset": "onset"})
    return coexisting(frame[["dispute", *KEY, "onset", *names]], raw, codes)


def disputes(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years with a dispute: a, b, year and the ``mid_`` columns.

    Over the disputes of one dyad and year the highest counts; the parts played (originator, initiator) are those in
    disputes that are an onset that year.
    """
    rows = dispute_years(raw, codes)
    parts = [f"{name}_{side}" for name in ("originator", "initiator") for side in ("ab", "ba")]
    rows[parts] = rows[parts].mul(rows.onset, axis=0)
    levels = [f"{name}_{side}" for name in ("hostility", "fatality") for side in ("ab", "ba")]
    table = rows.groupby(KEY)[["onset", *levels, *parts]].max()
    return table.assign(ongoing=1).add_prefix("mid_").reset_index()
