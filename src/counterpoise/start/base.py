"""The base year: who is a member of the system, and what the panel has of each up to then."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.data.panel import Panel
from counterpoise.mechanisms.vocabulary import AI_SINCE

from .reading import Array, Reading, recorded

FIRST_YEAR = 1990
"""The measure of smart power begins then; so does this room."""
RIPE = 2024
LAST_DISPUTE = 2014
"""The record of militarized disputes ends then."""


@dataclass(frozen=True, eq=False)
class Base:
    """The members of one year, sorted, and the panel as it may be read from that year (nothing later)."""

    panel: Panel
    year: int

    def __post_init__(self) -> None:
        """Raises InputError for a year the panel or the measures of power do not reach."""
        self.panel.check_year(self.year)
        if self.year < FIRST_YEAR:
            raise InputError(
                f"a run may start in {FIRST_YEAR} or later; the measures of power do not reach {self.year}"
            )

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Members of the system in the base year."""
        return tuple(self.panel.system.members(self.year))

    @property
    def size(self) -> int:
        """How many states."""
        return len(self.states)

    @cached_property
    def place(self) -> dict[str, int]:
        """Position of each state."""
        return {state: k for k, state in enumerate(self.states)}

    def read(self, name: str) -> Reading:
        """One variable with the error the panel gives it: of the logarithm or of the value, as the variable says."""
        section = self.panel.cross_section([name], self.year)
        return recorded(section.value[0], section.error[0])

    def history(self, name: str, first: int) -> Array:
        """Yearly values ``[year, state]`` from ``first`` to the base year; NaN where there is none."""
        years = range(first, self.year + 1)
        rows = self.panel.values
        rows = rows[(rows.variable == name) & rows.year.between(years[0], years[-1])]
        wide = rows.astype({"iso3": object}).pivot(index="year", columns="iso3", values="value")
        return wide.reindex(index=list(years), columns=list(self.states)).to_numpy(dtype=float)

    @cached_property
    def output(self) -> Array:
        """Output at market prices, billion constant 2015 USD."""
        return self.read("gdp_market").value / 1e3

    @cached_property
    def population(self) -> Array:
        """Million persons."""
        return self.read("population").value

    @property
    def ripeness(self) -> float:
        """How far AI had come: 0 before ``AI_SINCE``, 1 in 2024, linear between (assumed)."""
        return float(np.clip((self.year - AI_SINCE) / (RIPE - AI_SINCE), 0.0, 1.0))

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """The panel's dyads of the base year, with the positions ``i`` and ``j`` of their states."""
        return self.pairs_of(self.year)

    def pairs_of(self, year: int) -> pd.DataFrame:
        """The panel's dyads of a year whose states are members in the base year."""
        table = self.panel.dyads
        table = table[table.year == year]
        return self.located(table)

    def located(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows whose ``a`` and ``b`` are members in the base year, with their positions ``i`` and ``j``."""
        place = [table[side].astype(object).map(self.place) for side in ("a", "b")]
        rows = table.assign(i=place[0], j=place[1]).dropna(subset=["i", "j"])
        return rows.astype({"i": int, "j": int})

    def square(self, rows: pd.DataFrame, value: object, missing: float = 0.0) -> Array:
        """A symmetric matrix ``[state, state]`` from one value for each row of located pairs."""
        matrix = np.full((self.size, self.size), missing)
        numbers = np.broadcast_to(np.asarray(value, float), len(rows))
        matrix[rows.i, rows.j] = matrix[rows.j, rows.i] = numbers
        return matrix

    def tally(self, rows: pd.DataFrame, weight: object = 1.0) -> Array:
        """A symmetric matrix ``[state, state]`` of sums over the located rows of each pair."""
        matrix = np.zeros((self.size, self.size))
        numbers = np.broadcast_to(np.asarray(weight, float), len(rows))
        np.add.at(matrix, (rows.i, rows.j), numbers)
        return matrix + matrix.T

    @cached_property
    def onsets(self) -> pd.DataFrame:
        """Dispute onsets up to the base year, one row a pair and year, located."""
        table = self.panel.dyad_onsets
        table = table[table.year <= self.year].drop_duplicates(["a", "b", "year"])
        return self.located(table)

    @cached_property
    def last_record(self) -> int:
        """The last year, up to the base year, that the record of disputes covers."""
        return min(self.year, LAST_DISPUTE)

    @cached_property
    def majors(self) -> NDArray[np.bool_]:
        """Which states are major powers: those that the panel lists with nearly every other member as such."""
        rows = self.pairs[self.pairs.majors > 0]
        listed = self.tally(rows).sum(axis=1)
        return listed > self.size / 2
