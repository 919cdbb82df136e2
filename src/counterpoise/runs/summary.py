"""What a run says, for people: each outcome with its interval, and the shares of the leading states.

Rows for who prints them, tables for who computes with them: loading pandas takes half a second, which no run should.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from counterpoise.results.outcomes import OUTCOMES, Outcome
from counterpoise.results.store import RunStore

if TYPE_CHECKING:
    import pandas as pd

LOW, HIGH = 0.05, 0.95
POWER = ("hard", "smart")
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


def outcome_table(store: RunStore) -> "pd.DataFrame":
    """``outcome_rows`` as a table."""
    import pandas as pd

    return pd.DataFrame(outcome_rows(store))


def outcome_rows(store: RunStore) -> list[dict[str, Any]]:
    """Outcome, unit, which years, value in the base year, median, 5 % and 95 % over members."""
    stored = store.read_years({outcome.name for outcome in OUTCOMES}, slice(None))
    rows = []
    for outcome in present(stored):
        values = stored[outcome.name]
        judged = outcome.judged(values)
        found = interval(judged)
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
                "mean": float(np.nanmean(judged)),
            }
        )
    return rows


def present(held: Container[Any]) -> list[Outcome]:
    """The outcomes that a run has, of the names it holds."""
    return [outcome for outcome in OUTCOMES if outcome.name in held]


def share_table(store: RunStore) -> "pd.DataFrame":
    """``share_rows`` as a table."""
    import pandas as pd

    return pd.DataFrame(share_rows(store))


def share_rows(store: RunStore) -> list[dict[str, Any]]:
    """Hard and smart power of the states that lead in either: start, and the last year with its interval, in %."""
    ends = store.read_years(POWER, [0, -1])
    rows = []
    for place in leaders(ends):
        row: dict[str, Any] = {"state": store.layout.states[place]}
        for kind in POWER:
            series = 100 * ends[kind][:, :, place]
            found = interval(series[:, -1])
            row |= {f"{kind}_start": float(np.nanmedian(series[:, 0])), f"{kind}_median": found.median}
            row |= {f"{kind}_low": found.low, f"{kind}_high": found.high}
        rows.append(row)
    return rows


def leaders(power: Mapping[str, np.ndarray], count: int = STATES_SHOWN) -> list[int]:
    """Places of the states with most hard or smart power (member, year, state) at the end, by median; most first."""
    last = np.maximum(*(np.nanmedian(power[kind][:, -1], axis=0) for kind in POWER))
    return [int(i) for i in np.argsort(-last)[:count]]
