"""A quantity put together from several sources, year by state, each cell remembering where it came from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..codes import Codes
from ..variable import Flag

FIRST_YEAR, LAST_YEAR = 1816, 2024
YEARS = pd.RangeIndex(FIRST_YEAR, LAST_YEAR + 1, name="year")


def wide(frame: pd.DataFrame, value: str, codes: Codes) -> pd.DataFrame:
    """Year by state from rows with iso3 and year: every year of the panel, every state there ever was."""
    rows = frame.dropna(subset=["iso3", value])
    table = rows.pivot(index="year", columns="iso3", values=value)
    return table.reindex(index=YEARS, columns=sorted(codes.system.iso3.unique()))


def members(like: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Year by state: whether the state is a member of the system."""
    return wide(codes.system.assign(member=1.0), "member", codes).reindex_like(like).notna()


@dataclass
class Assembly:
    """Logarithms with their standard deviations; sources are asked in turn and fill what is missing."""

    value: pd.DataFrame
    error: pd.DataFrame
    flag: pd.DataFrame
    source: pd.DataFrame

    @classmethod
    def like(cls, frame: pd.DataFrame) -> "Assembly":
        """An assembly of the shape of ``frame`` with nothing in it."""
        empty = pd.DataFrame(np.nan, index=frame.index, columns=frame.columns)
        blank = pd.DataFrame("", index=frame.index, columns=frame.columns, dtype=object)
        return cls(empty, empty.copy(), blank, blank.copy())

    def fill(self, value: pd.DataFrame, error: pd.DataFrame | float, flag: Flag, source: str) -> None:
        """Take from ``value`` what no earlier source had."""
        new = self.value.isna() & value.notna()
        self.value = self.value.where(~new, value)
        self.error = self.error.mask(new, error)
        self.flag = self.flag.mask(new, flag.value)
        self.source = self.source.mask(new, source)

    def fill_from(self, other: "Assembly", value: pd.DataFrame, error: pd.DataFrame) -> None:
        """Take from ``value``, which moves as ``other`` does: its sources and flags, though no longer observed."""
        new = self.value.isna() & value.notna()
        flag = other.flag.mask(other.flag == Flag.OBSERVED.value, Flag.FALLBACK.value)
        self.value = self.value.where(~new, value)
        self.error = self.error.mask(new, error)
        self.flag = self.flag.mask(new, flag)
        self.source = self.source.mask(new, other.source)

    def rows(self, variable: str, codes: Codes) -> pd.DataFrame:
        """Tidy rows of the members' years; values are no longer logarithms."""
        known = self.value.notna() & members(self.value, codes)
        parts = {"value": np.exp(self.value), "error": self.error, "flag": self.flag, "source": self.source}
        table = pd.DataFrame({name: part.where(known).stack() for name, part in parts.items()})
        table = table[table.value.notna()].rename_axis(["year", "iso3"]).reset_index()
        return table.assign(variable=variable).sort_values(["iso3", "year"], ignore_index=True)
