r"""Evidence that a state has armed drones or loitering munitions: what it bought, and what it makes itself.

Counted in deals: $n = r + \sum_k \max(m_k, \min(s_k, M))$ over the two kinds, with deals received $r$, the weight $m_k$
of the largest production known by the base year, deals supplied $s_k$, and the weight $M$ of production in series.
Deals supplied show a factory, as the register of producers does, so the larger of the two counts; beyond one in series
they say what others fly. Only the largest production of a kind counts: how many systems a list names tells of the list.
"""

# covers: T03

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core.grades import Grade
from counterpoise.data.registers import register

from .base import Base
from .reading import Array

KINDS = ("armed_drones", "loitering_munitions")
WEIGHT = {"first": 2.0, "series": 10.0, "mass": 50.0}
"""Assumed: how many deals stand for production of a first batch, in series, and of ten thousand a year or more. The
median deal delivers three armed drones or 45 loitering munitions; Nagastra-1 (480) would be eleven such deals."""
RECALLED = "home production recalled, not checked"


@dataclass(frozen=True, eq=False)
class Evidence:
    """Deals, and what stands for them, of each state; ``recalled`` marks those whose production nobody checked."""

    deals: Array
    recalled: NDArray[np.bool_]


def producers(year: int) -> pd.DataFrame:
    """Systems made by a year, one row each: the register with ``weight`` in deals and ``grade``.

    Observed where a source was read, assumed where the row is recalled.
    """
    table = register("drone_producers")
    table = table[table.since.astype(int) <= year].reset_index(drop=True)
    grade = table.checked.map({"yes": Grade.OBSERVED, "no": Grade.ASSUMED})
    return table.assign(weight=table.scale.map(WEIGHT), grade=grade)


def in_series(state: str, year: int) -> str:
    """*series* or *mass* where a state makes armed drones or loitering munitions so by a year, else nothing."""
    table = producers(year)
    known = set(table.scale[table.producer_iso3 == state])
    return next((scale for scale in ("mass", "series") if scale in known), "")


def evidence(base: Base) -> Evidence:
    """Deals received and production at home, by one rule for every state."""
    table = producers(base.year)
    deals, recalled = np.zeros(base.size), np.zeros(base.size, dtype=bool)
    for kind in KINDS:
        mine = table[table.kind == kind]
        read = largest(base, mine[mine.grade == Grade.OBSERVED])
        shown = np.maximum(read, np.minimum(base.read(f"{kind}_supplied").value, WEIGHT["series"]))
        remembered = largest(base, mine[mine.grade == Grade.ASSUMED])
        deals += base.read(f"{kind}_received").value + np.maximum(shown, remembered)
        recalled |= remembered > shown
    return Evidence(deals, recalled)


def largest(base: Base, rows: pd.DataFrame) -> Array:
    """The weight of each state's largest production among some rows; zero where it has none."""
    weight = rows.groupby("producer_iso3").weight.max()
    return np.array([float(weight.get(state, 0.0)) for state in base.states])
