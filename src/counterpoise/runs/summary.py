"""What a run says, for people: each outcome with its interval, and the shares of the leading states."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from counterpoise.results.outcomes import OUTCOMES, Outcome

LOW, HIGH = 0.05, 0.95
STATES_SHOWN = 6


@dataclass(frozen=True)
class Interval:
    """The middle and the range of nine tenths of the members."""

    median: float
    low: float
    high: float


def interval(values: np.ndarray) -> Interval:
    """Median, 5th and 95th percentile, members that failed left out."""
    middle, low, high = np.nanquantile(values, [0.5, LOW, HIGH])
    return Interval(float(middle), float(low), float(high))


def outcome_table(run: xr.Dataset) -> pd.DataFrame:
    """Outcome, unit, which years, value in the base year, median, 5 % and 95 % over members."""
    rows = []
    for outcome in present(run):
        values = run[outcome.name].transpose("member", "year").to_numpy()
        found = interval(outcome.judged(values))
        start = np.nanmedian(values[:, 0]) if np.isfinite(values[:, 0]).any() else np.nan
        rows.append(
            {
                "outcome": outcome.name,
                "meaning": outcome.meaning,
                "unit": outcome.unit,
                "years": str(outcome.over),
                "start": float(start),
                "median": found.median,
                "low": found.low,
                "high": found.high,
                "mean": float(np.nanmean(outcome.judged(values))),
            }
        )
    return pd.DataFrame(rows)


def present(run: xr.Dataset) -> list[Outcome]:
    """The outcomes that a run has."""
    return [outcome for outcome in OUTCOMES if outcome.name in run]


def share_table(run: xr.Dataset) -> pd.DataFrame:
    """Hard and smart power of the states that lead in either: start, and the last year with its interval, in %."""
    rows = []
    for state in leaders(run):
        row: dict[str, object] = {"state": state}
        for kind in ("hard", "smart"):
            series = 100 * run[kind].sel(state=state).transpose("member", "year").to_numpy()
            found = interval(series[:, -1])
            row |= {f"{kind}_start": float(np.nanmedian(series[:, 0])), f"{kind}_median": found.median}
            row |= {f"{kind}_low": found.low, f"{kind}_high": found.high}
        rows.append(row)
    return pd.DataFrame(rows)


def leaders(run: xr.Dataset, count: int = STATES_SHOWN) -> list[str]:
    """States with most hard or smart power at the end, by median, the larger of the two first."""
    last = np.maximum(*(run[kind].isel(year=-1).median("member").to_numpy() for kind in ("hard", "smart")))
    return [str(run.state.to_numpy()[i]) for i in np.argsort(-last)[:count]]
