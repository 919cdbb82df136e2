"""Roll calls on autonomous weapons as classes by state, and what each account knows of a state before them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import DataIntegrityError
from counterpoise.data.panel import Panel
from counterpoise.data.regimes import NOT_UN_MEMBERS
from counterpoise.data.registers import codes_in, register

Array = NDArray[np.float64]
CLASSES = ("no", "abstain", "not listed")
"""*Not listed* is yes or absent: our registers hold no list of those in favor."""
ISSUE, FORUM, COMMITTEE = "autonomous weapons", "UNGA plenary", "UNGA First Committee"
FIT_YEAR, LAST_YEAR = 2022, 2023
"""Covariates of the year before the roll call that is fitted, and of the last year before those that are scored."""
LEADERS = ("USA", "RUS", "CHN")


@dataclass(frozen=True)
class RollCall:
    """One roll call: its name, date, and the class of each state as an index into ``CLASSES``."""

    id: str
    date: str
    classes: NDArray[np.int64]


def voters(panel: Panel) -> tuple[str, ...]:
    """Members of the United Nations in the last year of the covariates."""
    return tuple(s for s in panel.system.members(LAST_YEAR) if s not in NOT_UN_MEMBERS)


def roll_calls(states: tuple[str, ...], table: pd.DataFrame | None = None, forum: str = FORUM) -> tuple[RollCall, ...]:
    """Roll calls on the issue in a forum, oldest first; a later one needs a row in the register and nothing else.

    Raises DataIntegrityError where a row names fewer states than it counts: who is not named would be taken for a yes.
    """
    rows = register("ai_governance_votes") if table is None else table
    rows = rows[(rows.issue == ISSUE) & (rows.forum == forum)].sort_values("date")
    return tuple(_roll_call(row, states) for _, row in rows.iterrows())


def _roll_call(row: pd.Series, states: tuple[str, ...]) -> RollCall:
    against, abstaining = codes_in(row.against), codes_in(row.abstaining)
    for column, names, count in (("against", against, row.no), ("abstaining", abstaining, row.abstain)):
        if len(set(names)) != int(count) or not set(names) <= set(states):
            raise DataIntegrityError(
                f"register ai_governance_votes, row {row.id}: {column} must name {count} members of the United Nations"
            )
    found = [0 if s in against else 1 if s in abstaining else 2 for s in states]
    return RollCall(str(row.id), str(row.date), np.array(found))


def covariates(panel: Panel, states: tuple[str, ...], year: int) -> dict[str, Array]:
    """Terms ``[state, term]`` of each account in a year; what a state lacks is the mean of the others."""
    names = ["gdp_ppp", "population", "milex", "warheads", "ideal_point"]
    section = panel.cross_section(names, year)
    at = [section.states.index(s) for s in states]
    output, people, spending, warheads, point = section.value[:, at]
    size = np.log(np.where(spending > 0, spending, np.nan))
    found = {
        "structure": np.stack([np.log(output**2 / people), size, (warheads > 0).astype(float)], axis=1),
        "threat": threats(panel, states, year, spending, warheads),
        "alliance": allies(panel, states, year),
        "ideal point": np.stack([point, point**2], axis=1),
    }
    return {name: _filled(terms) for name, terms in found.items()}


def threats(panel: Panel, states: tuple[str, ...], year: int, spending: Array, warheads: Array) -> Array:
    """Terms ``[state, 4]``: rivals, logarithm of their spending over its own, a nuclear rival, a war of states of late.

    Rivals are of the last year on record, carried; of late is within five years.
    """
    place = {s: k for k, s in enumerate(states)}
    found = np.zeros((len(states), 4))
    rivals = np.zeros(len(states))
    spent, armed = np.nan_to_num(spending), np.nan_to_num(warheads) > 0
    rows = panel.dyads[(panel.dyads.year > year - 5) & (panel.dyads.year <= year)]
    rows = rows[rows.a.isin(states) & rows.b.isin(states)]
    fights = rows[rows.ucdp_intensity.fillna(0).astype(float) > 0]
    hostile = rows[(rows.year == year) & rows.rivalry.fillna(False).astype(bool)]
    for a, b in [*zip(hostile.a, hostile.b, strict=True), *zip(hostile.b, hostile.a, strict=True)]:
        i, j = place[a], place[b]
        found[i, 0] += 1.0
        rivals[i] += spent[j]
        found[i, 2] = max(found[i, 2], float(armed[j]))
    found[:, 1] = np.log1p(rivals / np.maximum(spent, 1.0))
    for name in {*fights.a, *fights.b}:
        found[place[name], 3] = 1.0
    return found


def allies(panel: Panel, states: tuple[str, ...], year: int) -> Array:
    """Whether a state has a defense pact with, or is, each of the three leaders, ``[state, leader]``."""
    rows = panel.dyads[panel.dyads.year == year]
    rows = rows[(rows.defense_ab.fillna(False) | rows.defense_ba.fillna(False)).astype(bool)]
    pairs = set(zip(rows.a, rows.b, strict=True)) | set(zip(rows.b, rows.a, strict=True))
    return np.array([[float(s == leader or (s, leader) in pairs) for leader in LEADERS] for s in states])


def _filled(terms: Array) -> Array:
    middle = np.nanmean(terms, axis=0)
    return np.where(np.isnan(terms), middle, terms)
