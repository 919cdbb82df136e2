"""Every pair of states in a year, with what could be known of it at the end of an earlier one."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.dyads import great_circle
from counterpoise.data.panel import Panel
from counterpoise.theory.composite_index import composite_share

from .dispute_record import LAST_DISPUTE, History

NMC = ["nmc_milex", "milper", "irst", "pec", "tpop", "upop"]
STRUCTURE = (
    "land", "near", "log_distance", "log_larger", "log_ratio", "joint_democracy", "pact", "rivalry", "majors",
    "affinity",
)  # fmt: skip
HISTORY = ("peace", "faded", "ongoing")
KEPT = ("quiet", "faded", "far_together")
"""What the hazard of a run knows of a pair's past; ``far_together`` are years as members of a pair that is not near."""
CURVED = ("peace", "quiet", "faded", "record", "far_together")
"""Covariates that count from zero; they enter as logarithms of one plus the count."""
Square = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairYears:
    """PairYears of all states with covariates. Everything is read from the panel at or before the year known."""

    panel: Panel
    _kept: dict[int, dict[str, Square]] = field(default_factory=dict)

    @cached_property
    def history(self) -> History:
        """The record of disputes behind them."""
        return History(self.panel)

    def frame(self, year: int, known: int) -> pd.DataFrame:
        """One row for each pair of members of ``year``, covariates as known at the end of ``known``.

        Columns ``a``, ``b``, ``year``, ``relevant`` (in ``known``), ``STRUCTURE``, ``HISTORY``, ``KEPT``, ``record``
        and ``exposure`` (onsets and years together of the last ten known) and, where the record reaches, ``onset``. A
        state that was no member in ``known``, or lacks a series, gets that year's median over pairs.
        """
        if known >= year:
            raise ValueError(f"what is known in {known} cannot forecast {year}")
        table = self._rows(year, known)
        if year <= LAST_DISPUTE:
            first, second = self.history.pairs(year)
            table["onset"] = self.history.onset(year)[first, second]
        return table

    def at_end_of(self, year: int) -> pd.DataFrame:
        """The same for the pairs of members of ``year`` as known at its end: where a run that starts then begins."""
        return self._rows(year, year)

    def _rows(self, year: int, known: int) -> pd.DataFrame:
        first, second = self.history.pairs(year)
        states = np.array(self.history.states)
        columns = {"a": states[first], "b": states[second], "year": np.full(len(first), year)}
        columns |= {name: square[first, second] for name, square in self.known(known).items()}
        table = pd.DataFrame(columns)
        gaps = ["log_distance", "log_larger", "log_ratio", "joint_democracy", "affinity"]
        table[gaps] = table[gaps].fillna(table[gaps].median())
        return table

    def window(self, first: int, last: int, lag: int = 1) -> pd.DataFrame:
        """Rows of all years of a window, each known ``lag`` years before."""
        return pd.concat([self.frame(year, year - lag) for year in range(first, last + 1)], ignore_index=True)

    def known(self, year: int) -> dict[str, Square]:
        """Every covariate at the end of ``year`` as a square ``[state, state]``, NaN where unknown.

        The record of disputes is that of 2014 in every later year.
        """
        if year not in self._kept:
            recorded = self._recorded(min(year, LAST_DISPUTE))
            known = self.listed(year) | self._of_states(year) | recorded
            self._kept[year] = known | {"far_together": known["together"] * (1.0 - known["near"])}
        return self._kept[year]

    def listed(self, year: int) -> dict[str, Square]:
        """What the table of pairs says; pacts are listed for relevant pairs alone, so only theirs are read."""
        rows = self.panel.dyads
        rows = rows[(rows.year == year) & rows.relevant]
        at = self.history.located(rows)
        contiguity = self.history.square(at, rows.contiguity, 6.0)
        return {
            "relevant": self.history.square(at, rows.relevant),
            "land": (contiguity == 1).astype(float),
            "near": (contiguity < 6).astype(float),
            "pact": self.history.square(at, rows.defense_ab | rows.defense_ba),
            "rivalry": self.history.square(at, rows.rivalry),
            "majors": self.history.square(at, rows.majors),
        }

    def _of_states(self, year: int) -> dict[str, Square]:
        """What follows from two states' own series: distance, capability, democracy, votes."""
        section = self.panel.cross_section(
            [*NMC, "capital_latitude", "capital_longitude", "democracy", "ideal_point"], year
        )
        at = [self.history.place[state] for state in section.states]
        value = np.full((len(section.variables), len(self.history.states)), np.nan)
        value[:, at] = section.value
        share = np.full(len(self.history.states), np.nan)
        share[at] = composite_share(section.value[: len(NMC)].T)
        power = np.log(np.maximum(share, 1e-6))
        latitude, longitude, democracy, point = value[len(NMC) :]
        distance = great_circle(latitude[:, None], longitude[:, None], latitude[None, :], longitude[None, :])
        return {
            "log_distance": np.log(np.maximum(np.asarray(distance), 10.0)),
            "log_larger": np.maximum(power[:, None], power[None, :]),
            "log_ratio": np.abs(power[:, None] - power[None, :]),
            "joint_democracy": np.minimum(democracy[:, None], democracy[None, :]),
            "affinity": -np.abs(point[:, None] - point[None, :]),
        }

    def _recorded(self, year: int) -> dict[str, Square]:
        history = self.history
        return {
            "peace": history.peace(year),
            "quiet": history.quiet(year),
            "together": history.together(year),
            "faded": history.faded(year),
            "ongoing": history.ongoing(year),
            "record": history.count(year),
            "exposure": history.exposure(year),
        }


def design(rows: pd.DataFrame, columns: tuple[str, ...]) -> Square:
    """A constant and the covariates, those that count from zero in logarithms, ``[unit, 1 + covariate]``."""
    values = rows[list(columns)].to_numpy(dtype=float)
    curved = np.isin(columns, CURVED)
    return np.column_stack([np.ones(len(rows)), np.where(curved, np.log1p(np.where(curved, values, 0.0)), values)])
