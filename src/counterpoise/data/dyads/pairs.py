"""The unit of the table: two members of the state system in one year, the first by ISO3 code named a, the other b."""

from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes

KEY = ["a", "b", "year"]
FIRST_YEAR, LAST_YEAR = 1816, 2024


def read_source(raw: Path, name: str) -> pd.DataFrame:
    """A raw file of the peace-science collection; only an empty cell is missing ('NA' is Namibia)."""
    path = raw / "peacesciencer" / name
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def named(frame: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Add a, b and ``forward`` (whether the row's first state is a) from the COW codes ccode1 and ccode2."""
    one, two = frame.ccode1.map(codes.cow), frame.ccode2.map(codes.cow)
    forward = one < two
    return frame.assign(a=one.where(forward, two), b=two.where(forward, one), forward=forward)


def per_year(spells: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """One row for each year from ``start`` to ``end``, both included, clipped to the years of the table."""
    first = spells[start].clip(lower=FIRST_YEAR).to_numpy()
    last = spells[end].clip(upper=LAST_YEAR).to_numpy()
    length = np.maximum(last - first + 1, 0)
    rows = spells.iloc[np.repeat(np.arange(len(spells)), length)].reset_index(drop=True)
    step = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return rows.assign(year=np.repeat(first, length) + step)


def coexisting(frame: pd.DataFrame, raw: Path, codes: Codes) -> pd.DataFrame:
    """The rows whose two states were members of the system at the same time in that year.

    Two members of one calendar year need not have met: Germany of 1990 began where the German Federal Republic ended.
    """
    system = pd.MultiIndex.from_frame(codes.system[["iso3", "year"]].astype({"year": int}))
    year = frame.year.astype(int)
    present = [pd.MultiIndex.from_arrays([frame[side], year]).isin(system) for side in ("a", "b")]
    never = pd.MultiIndex.from_frame(_strangers(raw, codes))
    met = ~pd.MultiIndex.from_arrays([frame.a, frame.b, year]).isin(never)
    return frame[present[0] & present[1] & met]


def _strangers(raw: Path, codes: Codes) -> pd.DataFrame:
    return named(read_source(raw, "false_cow_dyads.csv.gz"), codes)[KEY].drop_duplicates()


def build_universe(raw: Path, codes: Codes) -> pd.DataFrame:
    """All pairs of states, listed in the dyad table or not: one row a year with the number of states and of pairs.

    With n members a year has n (n - 1) / 2 pairs, less those that never met. A pair-year that is not in the dyad table
    had no dispute and no war in the years that those sources cover, so rates over all pairs can be taken from both.
    """
    system = codes.system[codes.system.year.between(FIRST_YEAR, LAST_YEAR)]
    states = system.groupby("year").size()
    never = _strangers(raw, codes).groupby("year").size().reindex(states.index, fill_value=0)
    pairs = states * (states - 1) // 2 - never
    return pd.DataFrame({"states": states, "pairs": pairs}).astype("int32").reset_index()
