"""Extend a series by the movement of another: levels joined where both exist, growth taken from the second."""

import numpy as np
import pandas as pd

WINDOW = 5  # years of overlap at an end over which the gap between two series is averaged


def offsets(
    base: pd.DataFrame, other: pd.DataFrame, half_life: float | None = None, default: pd.Series | None = None
) -> pd.DataFrame:
    r"""What to add to ``other`` so that it joins ``base``: both logarithms, year by state.

    Where both exist it is their difference, between such years a straight line, beyond the first and the last the mean
    of the nearest five. With a ``half_life`` (years) it fades with the distance, :math:`2^{-d/h}`, as a gap between two
    price levels does. A state without overlap takes ``default`` (missing: NaN).
    """
    gap = base - other
    years = gap.index.to_numpy(float)
    found = {i: _fill(years, gap[i].to_numpy(float), half_life) for i in gap.columns}
    out = pd.DataFrame(found, index=gap.index)
    if default is not None:
        out = out.fillna(default.reindex(out.columns), axis=0)
    return out


def _fill(years: np.ndarray, gap: np.ndarray, half_life: float | None) -> np.ndarray:
    known = np.flatnonzero(~np.isnan(gap))
    if not known.size:
        return gap
    filled = np.interp(years, years[known], gap[known])
    first, last = years[known[0]], years[known[-1]]
    filled[years < first] = gap[known[:WINDOW]].mean()
    filled[years > last] = gap[known[-WINDOW:]].mean()
    if half_life is None:
        return filled
    beyond = np.maximum(np.maximum(first - years, years - last), 0.0)
    return filled * 0.5 ** (beyond / half_life)


def distance(base: pd.DataFrame) -> pd.DataFrame:
    """Years from each cell to the nearest year with a value in the same state; NaN for states without any."""
    years = base.index.to_numpy(float)

    def to_nearest(column: pd.Series) -> np.ndarray:
        known = years[column.notna().to_numpy()]
        return np.abs(years[:, None] - known).min(axis=1) if known.size else np.full(len(years), np.nan)

    return pd.DataFrame({i: to_nearest(base[i]) for i in base.columns}, index=base.index)
