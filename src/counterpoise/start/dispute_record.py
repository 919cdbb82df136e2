"""The record of every pair of states: who was a member, who disputed, and what was known of it at the end of a year."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import FIRST_YEAR, Panel

LAST_DISPUTE = 2014
Square = NDArray[np.float64]
HALF_LIFE = 8.0
"""Assumed: years until a dispute counts for half in a pair's fading record, as where a run starts."""
RECORD = 10
NEVER = 60.0
"""Assumed: years of peace that a pair without any dispute on record counts as; 100 does as well."""


@dataclass(frozen=True, eq=False)
class History:
    """Membership and disputes of all states that were ever members, as squares ``[state, state]`` a year."""

    panel: Panel

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state that was ever a member, sorted."""
        return tuple(sorted(self.panel.system.table.iso3.astype(str).unique()))

    @cached_property
    def place(self) -> dict[str, int]:
        """Position of each state."""
        return {state: k for k, state in enumerate(self.states)}

    def member(self, year: int) -> NDArray[np.bool_]:
        """Who is a member, ``[state]``."""
        return np.isin(self.states, self.panel.system.members(year))

    def pairs(self, year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of the two states of each pair of members, the first before the second in the alphabet."""
        here = np.flatnonzero(self.member(year))
        first, second = np.triu_indices(len(here), k=1)
        return here[first], here[second]

    def located(self, rows: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of the two states of each row (columns ``a`` and ``b``)."""
        codes = [np.array([self.place[s] for s in rows[side].cat.categories]) for side in ("a", "b")]
        return codes[0][rows.a.cat.codes], codes[1][rows.b.cat.codes]

    def square(self, at: tuple[NDArray[np.int64], NDArray[np.int64]], values: pd.Series, fill: float = 0.0) -> Square:
        """Values of located rows as a symmetric square, ``fill`` elsewhere."""
        square = np.full((len(self.states), len(self.states)), fill)
        square[at[0], at[1]] = square[at[1], at[0]] = values.to_numpy(dtype=float)
        return square

    @cached_property
    def _onsets(self) -> NDArray[np.bool_]:
        return self._cube("mid_onset")

    @cached_property
    def _begun(self) -> NDArray[np.bool_]:
        rows = self.panel.dyad_onsets
        rows = rows[(rows.originator_ab == 1) & (rows.originator_ba == 1) & (rows.year <= LAST_DISPUTE)]
        cube = np.zeros_like(self._onsets)
        a, b = self.located(rows)
        year = rows.year.to_numpy() - FIRST_YEAR
        cube[year, a, b] = cube[year, b, a] = True
        return np.asarray(cube & self._onsets)

    @cached_property
    def _ongoing(self) -> NDArray[np.bool_]:
        return self._cube("mid_ongoing")

    def ongoing(self, year: int) -> Square:
        """Whether the pair stands on opposite sides of a dispute in the year, whenever it began."""
        return self._ongoing[year - FIRST_YEAR].astype(float)

    def _cube(self, column: str) -> NDArray[np.bool_]:
        """Where a column of disputes is not zero, ``[year, state, state]`` from the first year of the panel to 2014."""
        cube = np.zeros((LAST_DISPUTE - FIRST_YEAR + 1, len(self.states), len(self.states)), dtype=bool)
        rows = self.panel.dyads
        rows = rows[(rows.year <= LAST_DISPUTE) & (rows[column].fillna(0) > 0)]
        a, b = self.located(rows)
        year = rows.year.to_numpy() - FIRST_YEAR
        cube[year, a, b] = cube[year, b, a] = True
        return cube

    def onset(self, year: int) -> Square:
        """Whether the pair has an onset in the year. Raises ValueError after 2014, where nothing is on record."""
        if year > LAST_DISPUTE:
            raise ValueError(f"the record of disputes ends with {LAST_DISPUTE}, so {year} has none")
        return self._onsets[year - FIRST_YEAR].astype(float)

    def begun(self, year: int) -> Square:
        """Whether the pair began a dispute in the year, both being there on its first day: no joiners."""
        return self._begun[year - FIRST_YEAR].astype(float)

    def ever(self, last: int) -> NDArray[np.bool_]:
        """Whether the pair had an onset in any year up to ``last``."""
        return self._faded[last - FIRST_YEAR] > 0.0

    def together(self, last: int) -> Square:
        """In how many years up to ``last`` both were members."""
        return self._together[last - FIRST_YEAR].astype(float)

    @cached_property
    def _together(self) -> NDArray[np.int16]:
        member = np.array([self.member(FIRST_YEAR + k) for k in range(len(self._onsets))], dtype=np.int16)
        return np.cumsum(member[:, :, None] * member[:, None, :], axis=0, dtype=np.int16)

    def quiet(self, last: int) -> Square:
        """Years of peace since the last dispute; of a pair that never had one sixty, however young its states are."""
        return np.where(self.ever(last), self.peace(last), NEVER)

    def count(self, last: int, years: int = RECORD) -> Square:
        """Onsets of each pair in the ``years`` that end with ``last``."""
        return np.sum([self.onset(year) for year in range(last - years + 1, last + 1)], axis=0)

    def exposure(self, last: int, years: int = RECORD) -> Square:
        """In how many of those years both were members."""
        present = np.array([self.member(year) for year in range(last - years + 1, last + 1)], dtype=float)
        return present.T @ present

    def faded(self, last: int) -> Square:
        """Onsets up to ``last``, each counting half as much every eight years."""
        return self._faded[last - FIRST_YEAR].astype(float)

    @cached_property
    def _faded(self) -> NDArray[np.float32]:
        sums = self._onsets.astype(np.float32)
        kept = np.float32(0.5 ** (1.0 / HALF_LIFE))
        for k in range(1, len(sums)):
            sums[k] += kept * sums[k - 1]
        return sums

    def peace(self, last: int) -> Square:
        """Years together without a dispute at the end of ``last``, since the last dispute or since 1816.

        A dispute that goes on sets the clock to zero; it stands still while one of the two is no member.
        """
        return self._clocks[last - FIRST_YEAR].astype(float)

    @cached_property
    def _clocks(self) -> NDArray[np.int16]:
        ongoing = self._ongoing
        clock = np.zeros(ongoing.shape, dtype=np.int16)
        before = clock[0]
        for k in range(len(clock)):
            member = self.member(FIRST_YEAR + k).astype(np.int16)
            clock[k] = before = np.where(ongoing[k], 0, before + member[:, None] * member)
        return clock
