"""Years of peace since a dyad's last militarized dispute."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..codes import Codes
from .columns import column
from .disputes import CARD
from .disputes import LAST as LAST_DISPUTE
from .pairs import FIRST_YEAR, KEY, LAST_YEAR

VARIABLES = (
    column(
        "peace_years",
        "years",
        "years in which both were members and had no dispute with one another, since the last in which they had one "
        "or since they first met; 0 in the year after a dispute and in the first year; missing after 2015",
        (CARD,),
        1.0,
        "assumed: one missed dispute resets the clock",
        high=None,
    ),
    column(
        "peace_censored",
        "0/1",
        "the clock started with the record in 1816 and no dispute has reset it, so the true count is longer",
        (CARD,),
        0.0,
        "assumed: true by construction",
    ),
)


def peace_years(keys: pd.DataFrame, disputes: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Peace years of each dyad-year of ``keys``: a, b, year, peace_years, peace_censored.

    Counts years before the year itself, so that it may predict it. The clock stands still in years in which one of the
    two is no member and goes on when it returns; Germany of 1990 is a new member, as the Correlates of War has it.
    What came before 1816 is unknown: ``peace_censored`` marks the dyads it may matter to. States that entered later
    (China and Japan in 1860) have a history before they entered too; they are not marked.
    """
    dyads = keys[["a", "b"]].drop_duplicates(ignore_index=True)
    joint = _joint_membership(dyads, codes)
    fought = _fought(dyads, disputes)
    clock, untouched = _run_clock(joint, fought)
    row = keys[["a", "b"]].merge(dyads.reset_index(), on=["a", "b"])["index"].to_numpy()
    col = keys.year.to_numpy() - FIRST_YEAR
    known = keys.year.to_numpy() <= LAST_DISPUTE + 1
    return keys[KEY].assign(
        peace_years=np.where(known, clock[row, col], np.nan),
        peace_censored=np.where(known, untouched[row, col] & joint[row, 0], np.nan),
    )


def _run_clock(joint: NDArray[np.bool_], fought: NDArray[np.bool_]) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Peace years at the start of each year, and whether there was no dispute before it; arrays are (dyad, year)."""
    clock = np.zeros(joint.shape, dtype=np.int16)
    untouched = np.ones(joint.shape, dtype=bool)
    for t in range(1, joint.shape[1]):
        clock[:, t] = np.where(fought[:, t - 1], 0, clock[:, t - 1] + joint[:, t - 1])
        untouched[:, t] = untouched[:, t - 1] & ~fought[:, t - 1]
    return clock, untouched


def _joint_membership(dyads: pd.DataFrame, codes: Codes) -> NDArray[np.bool_]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    member = pd.crosstab(codes.system.iso3, codes.system.year).reindex(columns=years, fill_value=0) > 0
    return member.loc[dyads.a].to_numpy() & member.loc[dyads.b].to_numpy()


def _fought(dyads: pd.DataFrame, disputes: pd.DataFrame) -> NDArray[np.bool_]:
    fought = np.zeros((len(dyads), LAST_YEAR - FIRST_YEAR + 1), dtype=bool)
    at = disputes[KEY].merge(dyads.reset_index(), on=["a", "b"])
    fought[at["index"], at.year - FIRST_YEAR] = True
    return fought
