"""Two runs on the same draws: what the one has more than the other, world by world."""

import json

import numpy as np
import pandas as pd
import xarray as xr

from counterpoise.core.errors import InputError
from counterpoise.results.outcomes import Outcome

from .summary import interval, present

NORMAL_95 = 1.959964


def compare(first: xr.Dataset, second: xr.Dataset) -> pd.DataFrame:
    """The effect of being the second scenario rather than the first, over the members that both have.

    Columns: outcome, meaning, unit, years, first, second (means over members), effect (mean difference), effect_low,
    effect_high (95 % interval of that mean: how well the members pin it down), world_low, world_high (5th and 95th
    percentile of the difference over worlds), rises, falls (share of worlds), members. Raises InputError where the
    runs are not paired.
    """
    members = _paired(first, second)
    rows = [
        _effect(outcome, first.sel(member=members), second.sel(member=members))
        for outcome in present(first)
        if outcome.name in second
    ]
    if not rows:
        raise InputError("the two runs have no outcome in common")
    return pd.DataFrame(rows)


def _effect(outcome: Outcome, first: xr.Dataset, second: xr.Dataset) -> dict[str, object]:
    one, other = (
        outcome.judged(run[outcome.name].transpose("member", "year").to_numpy().astype(float))
        for run in (first, second)
    )
    lived = np.isfinite(one) & np.isfinite(other)
    if not lived.any():
        raise InputError(f"{outcome.name}: no member lived to the end in both runs")
    one, other = one[lived], other[lived]
    difference = other - one
    worlds, mean = interval(difference), float(difference.mean())
    error = difference.std(ddof=1) / np.sqrt(len(difference)) if len(difference) > 1 else np.nan
    return {
        "outcome": outcome.name,
        "meaning": outcome.meaning,
        "unit": outcome.unit,
        "years": str(outcome.over),
        "first": float(one.mean()),
        "second": float(other.mean()),
        "effect": mean,
        "effect_low": mean - NORMAL_95 * error,
        "effect_high": mean + NORMAL_95 * error,
        "world_low": worlds.low,
        "world_high": worlds.high,
        "rises": float((difference > 0).mean()),
        "falls": float((difference < 0).mean()),
        "members": int(lived.sum()),
    }


def _paired(first: xr.Dataset, second: xr.Dataset) -> np.ndarray:
    identities = [json.loads(run.attrs["manifest"])["identity"] for run in (first, second)]
    for key in ("seed", "panel"):
        one, other = (identity[key] for identity in identities)
        if one != other:
            raise InputError(f"the runs are not paired: {key} {one} in the first, {other} in the second")
    if not np.array_equal(first.year, second.year):
        spans = [f"{int(run.year[0])}-{int(run.year[-1])}" for run in (first, second)]
        raise InputError(f"the runs are not paired: years {spans[0]} in the first, {spans[1]} in the second")
    return np.intersect1d(first.member, second.member)
