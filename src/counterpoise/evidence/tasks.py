"""Every target as a task: its units, what may be fitted to, and the outcomes kept apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.start.dyads import LARGEST_DISTANCE
from counterpoise.start.pair_years import PairYears

from .forecast import Task
from .protocol import Target
from .series import recorded, state_series, system_series

Array = NDArray[np.float64]
LAST_PACT = 2018


@dataclass(frozen=True, eq=False)
class Question:
    """A task with its outcomes, and which units belong together when they are resampled.

    ``cluster`` numbers pairs, states or calendar years, alike at every origin.
    """

    task: Task
    outcome: Array
    cluster: NDArray[np.int64]
    relevant: NDArray[np.bool_] | None = None

    @property
    def events(self) -> int:
        """Events among the outcomes of a binary target."""
        return int(self.outcome.sum())


def question(target: Target, origin: int, pairs: PairYears) -> Question:
    """The units of ``target`` after ``origin``. Raises InputError where no outcome is on record."""
    made = BUILDERS.get(target.name, _state_values)(target, origin, pairs)
    if not len(made.outcome):
        raise InputError(f"nothing of {target.name!r} is on record after {origin}")
    return made


def lagged(target: Target, origin: int) -> list[tuple[int, int]]:
    """Years of the fit window, each with the year its covariates are known in: one to ``horizon`` years before.

    A free run of seven years looks back one to seven years; fitting at the same lags teaches a regression how fast what
    it knows goes stale.
    """
    first = origin - target.fit_years + 1
    return [(year, year - 1 - (year - first) % target.horizon) for year in range(first, origin + 1)]


def _horizon(target: Target, origin: int, last: int) -> range:
    return range(origin + 1, min(origin + target.horizon, last) + 1)


def _onset(target: Target, origin: int, pairs: PairYears) -> Question:
    def past() -> pd.DataFrame:
        rows = [pairs.frame(year, known) for year, known in lagged(target, origin)]
        return pd.concat(rows, ignore_index=True).rename(columns={"onset": "outcome"})

    years = _horizon(target, origin, 2014)
    units = _stacked([pairs.frame(year, origin) for year in years])
    outcome = units.pop("onset") if len(units) else pd.Series(dtype=float)
    return _of_pairs(target, origin, pairs, units, outcome.to_numpy(dtype=float), past)


def _alliance_change(target: Target, origin: int, pairs: PairYears) -> Question:
    def past() -> pd.DataFrame:
        return _stacked([_changes(pairs, year, known) for year, known in lagged(target, origin)])

    units = _stacked([_changes(pairs, year, origin) for year in _horizon(target, origin, LAST_PACT)])
    outcome = units.pop("outcome") if len(units) else pd.Series(dtype=float)
    return _of_pairs(target, origin, pairs, units, outcome.to_numpy(dtype=float), past)


def _changes(pairs: PairYears, year: int, known: int) -> pd.DataFrame:
    """PairYears relevant in the year, the one before and when last known; ``outcome`` is whether their pact changed."""
    table = pairs.frame(year, known)
    first, second = pairs.history.pairs(year)
    now, before = (
        {name: pairs.listed(at)[name][first, second] for name in ("relevant", "pact")} for at in (year, year - 1)
    )
    table = table.drop(columns=["onset"], errors="ignore").assign(outcome=(now["pact"] != before["pact"]).astype(float))
    return table[(now["relevant"] > 0) & (before["relevant"] > 0) & (table.relevant.to_numpy() > 0)]


def _of_pairs(
    target: Target,
    origin: int,
    pairs: PairYears,
    units: pd.DataFrame,
    outcome: Array,
    past: Callable[[], pd.DataFrame],
) -> Question:
    if not len(units):
        return Question(Task(target, origin, units, past), outcome, np.zeros(0, dtype=np.int64))
    place = pairs.history.place
    cluster = units.a.map(place).to_numpy() * len(place) + units.b.map(place).to_numpy()
    return Question(Task(target, origin, units, past), outcome, cluster, units.relevant.to_numpy() > 0)


def _armed_drones(target: Target, origin: int, pairs: PairYears) -> Question:
    """States without armed drones at the start of a year; ``size`` is their log output when last known."""
    deals = recorded(pairs.panel, "armed_drones_received").fillna(0.0).cumsum()
    size = np.log(recorded(pairs.panel, "gdp_market")).ffill(limit=3)

    def rows(year: int, known: int) -> pd.DataFrame:
        held, after = deals.loc[year - 1], deals.loc[year]
        states = [s for s in pairs.panel.system.members(year) if held.get(s, 0.0) == 0]
        measured = size.loc[known].reindex(states)
        table = pd.DataFrame({"state": states, "year": year, "size": measured.fillna(measured.median()).to_numpy()})
        return table.assign(outcome=(after.reindex(states).fillna(0.0).to_numpy() > 0).astype(float))

    units = _stacked([rows(year, origin) for year in _horizon(target, origin, int(deals.index[-1]))])
    outcome = units.pop("outcome").to_numpy()
    fitted = [(year, known) for year, known in lagged(target, origin) if year > deals.index[0]]
    task = Task(target, origin, units, lambda: _stacked([rows(year, known) for year, known in fitted]))
    return Question(task, outcome, units.state.map(pairs.history.place).to_numpy())


def _state_values(target: Target, origin: int, pairs: PairYears) -> Question:
    """States with a recorded value at the origin and at the last year of the horizon."""
    series = state_series(pairs.panel, target.name)
    last = origin + target.horizon
    if last not in series.index or origin not in series.index:
        return Question(
            Task(target, origin, pd.DataFrame(columns=["state", "year"]), lambda: series),
            np.zeros(0),
            np.zeros(0, dtype=np.int64),
        )
    members = [s for s in pairs.panel.system.members(origin) if s in series.columns]
    states = [s for s in members if np.isfinite(series.at[origin, s]) and np.isfinite(series.at[last, s])]
    units = pd.DataFrame({"state": states, "year": last})
    task = Task(target, origin, units, lambda: series.loc[origin - target.fit_years + 1 : origin])
    return Question(
        task, series.loc[last, states].to_numpy(dtype=float), units.state.map(pairs.history.place).to_numpy()
    )


def _affinity(target: Target, origin: int, pairs: PairYears) -> Question:
    """Pairs relevant in the origin year, both of which vote then and at the end; ``state`` names the pair."""
    points, last = state_series(pairs.panel, "ideal_point"), origin + target.horizon
    first, second = pairs.history.pairs(origin)
    relevant = pairs.listed(origin)["relevant"][first, second] > 0
    names = np.array(pairs.history.states)
    table = pd.DataFrame({"a": names[first[relevant]], "b": names[second[relevant]]})
    if last in points.index:
        agreed = pair_agreement(points.loc[:last], table)
        table = table[np.isfinite(agreed.loc[origin].to_numpy()) & np.isfinite(agreed.loc[last].to_numpy())]
    else:
        table = table.iloc[:0]
    units = table.assign(state=table.a + "-" + table.b, year=last).reset_index(drop=True)
    if not len(units):
        return Question(Task(target, origin, units, lambda: points), np.zeros(0), np.zeros(0, dtype=np.int64))
    outcome = pair_agreement(points.loc[last:last], units).loc[last].to_numpy()
    past = points.loc[origin - target.fit_years + 1 : origin]
    place = pairs.history.place
    cluster = units.a.map(place).to_numpy() * len(place) + units.b.map(place).to_numpy()
    return Question(Task(target, origin, units, lambda: pair_agreement(past, units)), outcome, cluster)


def pair_agreement(points: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Agreement in votes by year and pair, one less the distance of ideal points over its largest value."""
    gap = np.abs(points.reindex(columns=table.a).to_numpy() - points.reindex(columns=table.b).to_numpy())
    return pd.DataFrame(1.0 - gap / LARGEST_DISTANCE, index=points.index, columns=list(table.a + "-" + table.b))


def _counts(target: Target, origin: int, pairs: PairYears) -> Question:
    series = system_series(pairs.panel, target.name)
    years = _horizon(target, origin, int(series.index[-1]))
    task = Task(
        target, origin, pd.DataFrame({"year": list(years)}), lambda: series.loc[origin - target.fit_years + 1 : origin]
    )
    return Question(task, series.loc[list(years), "count"].to_numpy(dtype=float), np.array(years, dtype=np.int64))


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


BUILDERS: dict[str, Callable[[Target, int, PairYears], Question]] = {
    "onset": _onset,
    "onset_count": _counts,
    "dispute_count": _counts,
    "alliance_change": _alliance_change,
    "affinity": _affinity,
    "armed_drones": _armed_drones,
}
