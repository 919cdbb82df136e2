"""Standing: what share of the states a state is ahead of in an index, and the fusion of several readings over time.

Indices of commitments change their questions and their scale between editions and crowd at the ceiling; their order
is steadier. The standing is our own figure: it compares editions and indices without copying a score.
"""

import numpy as np
import pandas as pd

WIDTH = 2.0  # years; assumed: readings four years apart weigh a seventh of readings of the same year


def standing(score: pd.Series) -> pd.Series:
    r"""Mid-rank percentile among the states an edition covers, $(r_i - 1/2)/n$, in (0, 1); ties share a rank."""
    known = score.dropna()
    return (known.rank(method="average") - 0.5) / len(known)


def fuse(readings: pd.DataFrame, years: range, error: float) -> pd.DataFrame:
    r"""Weighted mean of a state's readings for each year, $w_k \propto e^{-|t - t_k| / \tau}$ with $\tau$ = 2 years.

    ``readings`` has iso3, year, value and index (which index the reading is of). ``error`` is the standard deviation of
    one index's standing. The result has iso3, year, value and error: the larger of the spread of the readings and
    ``error`` divided by the root of the number of *indices* (editions of one index share its faults), widened by the
    distance to the nearest reading at the pace seen between editions, .03 a year. A year counts only if it lies between
    a state's first and last reading.
    """
    rows = readings.dropna(subset="value").merge(pd.DataFrame({"target": list(years)}), how="cross")
    rows["gap"] = (rows.target - rows.year).abs()
    rows["weight"] = np.exp(-rows.gap / WIDTH)
    rows["weighted"] = rows.weight * rows.value
    rows["square"] = rows.weight * rows.value**2
    group = rows.groupby(["iso3", "target"])
    total = group[["weight", "weighted", "square"]].sum()
    mean = total.weighted / total.weight
    spread = np.sqrt(np.maximum(total.square / total.weight - mean**2, 0.0))
    own = error / np.sqrt(group["index"].nunique())
    result = pd.DataFrame({"value": mean, "error": np.hypot(np.maximum(spread, own), 0.03 * group.gap.min())})
    inside = (group.year.min() <= total.index.get_level_values("target")) & (
        group.year.max() >= total.index.get_level_values("target")
    )
    return result[inside].reset_index().rename(columns={"target": "year"})
