"""The record of every pair of states: who was a member, who disputed, and what was known of it at the end of a year."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import FIRST_YEAR, Panel

LAST_DISPUTE = 2014
HALF_LIFE = 8.0
"""Assumed: years until a dispute counts for half in a pair's fading record, as where a run starts."""
RECORD = 10


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

    def square(self, rows: pd.DataFrame, values: pd.Series, fill: float = 0.0) -> NDArray[np.float64]:
        """Values of rows (with columns ``a`` and ``b``) as a symmetric square, ``fill`` elsewhere."""
        square = np.full((len(self.states), len(self.states)), fill)
        a, b = (rows[side].astype(str).map(self.place).to_numpy() for side in ("a", "b"))
        square[a, b] = square[b, a] = values.to_numpy(dtype=float)
        return square

    @cached_property
    def _disputes(self) -> dict[int, pd.DataFrame]:
        rows = self.panel.dyads
        return dict(list(rows[rows.mid_ongoing.fillna(0) > 0].groupby("year")))

    def onset(self, year: int) -> NDArray[np.float64]:
        """Whether the pair has an onset in the year. Only for years up to 2014."""
        return self._events(year, "mid_onset")

    def _events(self, year: int, column: str) -> NDArray[np.float64]:
        if year > LAST_DISPUTE:
            raise ValueError(f"the record of disputes ends with {LAST_DISPUTE}, so {year} has none")
        rows = self._disputes.get(year)
        if rows is None:
            return np.zeros((len(self.states), len(self.states)))
        return self.square(rows, rows[column].fillna(0))

    def count(self, last: int, years: int = RECORD) -> NDArray[np.float64]:
        """Onsets of each pair in the ``years`` that end with ``last``."""
        return np.sum([self.onset(year) for year in range(last - years + 1, last + 1)], axis=0)

    def exposure(self, last: int, years: int = RECORD) -> NDArray[np.float64]:
        """In how many of those years both were members."""
        present = np.array([self.member(year) for year in range(last - years + 1, last + 1)], dtype=float)
        return present.T @ present

    def faded(self, last: int, half_life: float = HALF_LIFE) -> NDArray[np.float64]:
        """Onsets up to ``last``, each counting half as much every ``half_life`` years."""
        years = [year for year in sorted(self._disputes) if last - 10 * half_life < year <= last]
        return np.sum([self.onset(year) * 0.5 ** ((last - year) / half_life) for year in years], axis=0)

    def peace(self, last: int) -> NDArray[np.float64]:
        """Years together without a dispute at the end of ``last``, since the last dispute or since 1816.

        A dispute that goes on sets the clock to zero; it stands still while one of the two is no member.
        """
        return self._clocks[last - FIRST_YEAR].astype(float)

    @cached_property
    def _clocks(self) -> NDArray[np.int16]:
        clock = np.zeros((len(self.states), len(self.states)), dtype=np.int16)
        kept = []
        for year in range(FIRST_YEAR, LAST_DISPUTE + 1):
            member = self.member(year).astype(np.int16)
            clock = np.where(self._events(year, "mid_ongoing") > 0, 0, clock + member[:, None] * member[None, :])
            kept.append(clock.astype(np.int16))
        return np.stack(kept)
