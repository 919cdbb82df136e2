"""The default model as a forecaster of disputes: an ensemble run freely from the origin, before AI without AI."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from counterpoise.data.panel import load_panel
from counterpoise.engine import Ensemble
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.start.base import Base
from counterpoise.start.hazard import hazards
from counterpoise.start.pair_years import PairYears

from .entered import for_pairs
from .forecast import Array, Task

SCENARIO, MEMBERS, SEED = "baseline", 400, 1
RECORD = ("onset", "joined", "hazard")


@dataclass(frozen=True)
class World:
    """The default model, or with some mechanisms switched off; it says something of onsets and of their number alone.

    A pair's probability in a year is the mean over members of its hazard, plus the share of members in which it joined:
    onsets begun are not counted but expected, which halves what the draws add to the score. Pairs outside the world
    have the pooled rate of the fit window, and yearly numbers drawn from its years.
    """

    name: str = "world"
    kind: str = "model"
    without: tuple[str, ...] = ()
    members: int = MEMBERS

    def forecast(self, task: Task) -> Array | None:
        """Probabilities of onsets, or draws of their yearly number; None for other targets."""
        if task.target.name == "onset":
            return for_pairs(run(task.origin, task.target.horizon, self.members, self.without).probabilities, task)
        if task.target.name == "onset_count":
            return self.counts(task)
        return None

    def counts(self, task: Task) -> Array:
        """Onsets in the world and outside it, ``[draw, year]``."""
        found = run(task.origin, task.target.horizon, self.members, self.without)
        inside = found.counts[:, task.units.year.to_numpy() - task.origin - 1]
        years = range(task.first_fitted, task.origin + 1)
        outside = onsets_outside(PairYears(load_panel()), found.pairs, task.origin, years)
        return inside + task.rng(self.name).choice(outside, inside.shape)


@dataclass(frozen=True)
class FrozenHazard:
    """The estimated hazard of the origin alone, the same in every year: what a run must improve on."""

    name: str = "frozen_hazard"
    kind: str = "model"

    def forecast(self, task: Task) -> Array | None:
        """Probabilities of onsets; None for other targets."""
        if task.target.name != "onset":
            return None
        base = Base(load_panel(), task.origin)
        pairs = run(task.origin, task.target.horizon, MEMBERS).pairs
        mean, _ = hazards(base)
        table = pd.DataFrame(sorted(pairs), columns=["a", "b"])
        chance = mean[table.a.map(base.place), table.b.map(base.place)]
        years = range(task.origin + 1, task.origin + task.target.horizon + 1)
        rows = [table.assign(year=year, probability=chance) for year in years]
        return for_pairs(pd.concat(rows, ignore_index=True), task)


@dataclass(frozen=True, eq=False)
class Disputes:
    """What an ensemble says of disputes.

    ``probabilities`` has a row for each pair and year, ``counts`` all onsets ``[member, year]``.
    """

    pairs: frozenset[tuple[str, str]]
    probabilities: pd.DataFrame
    counts: Array


@cache
def run(origin: int, horizon: int, members: int, without: tuple[str, ...] = ()) -> Disputes:
    """Run the default model from the end of ``origin``. Raises RuntimeError where a member failed."""
    ensemble = of_world(origin, horizon, members, without)
    actors = ensemble.initial.actors
    once = actors.index.src < actors.index.dst
    pairs = [pair for pair, first in zip(actors.dyads, once, strict=True) if first]
    total, counts = np.zeros((horizon, len(pairs))), []
    for part in ensemble.blocks(threads=1):
        if part.faults:
            raise RuntimeError(f"{len(part.faults)} members of the run from {origin} failed: {part.faults[0]}")
        fields = {name: part[name][:, 1:, once].astype(float) for name in RECORD}
        total += (fields["hazard"] + fields["joined"]).sum(axis=0)
        counts.append(fields["onset"].sum(axis=2))
    table = pd.DataFrame(pairs, columns=["a", "b"])
    chance = np.minimum(total / members, 1.0)
    yearly = [table.assign(year=origin + 1 + k, probability=chance[k]) for k in range(horizon)]
    return Disputes(frozenset(pairs), pd.concat(yearly, ignore_index=True), np.concatenate(counts))


def identity(origin: int) -> dict[str, str]:
    """What decides the model's forecasts from an origin besides the number of members."""
    found = Plan(load(SCENARIO, years=(origin, origin + 1)), 1, SEED).identity
    return {name: found[name] for name in ("mechanisms", "priors", "start")}


def of_world(origin: int, horizon: int, members: int, without: tuple[str, ...]) -> Ensemble:
    """The ensemble of the default scenario over the years of a forecast, with the fields of disputes recorded."""
    plan = Plan(load(SCENARIO, years=(origin, origin + horizon), without=without), members, SEED)
    whole = plan.ensemble()
    return Ensemble(
        whole.model, whole.initial, whole.years, whole.members, seed=SEED, theta=whole.theta, on=whole.on, record=RECORD
    )


def onsets_outside(pairs: PairYears, inside: frozenset[tuple[str, str]], origin: int, years: range) -> Array:
    """Onsets of each year among pairs outside the world of ``origin``, for as many pairs as there are then."""
    history = pairs.history
    place = {pair: (history.place[pair[0]], history.place[pair[1]]) for pair in inside}
    listed = np.zeros((len(history.states), len(history.states)), dtype=bool)
    for i, j in place.values():
        listed[i, j] = listed[j, i] = True
    found = []
    for year in (*years, origin):
        at = history.pairs(year)
        outside = ~listed[at]
        found.append((float((history.onset(year)[at] * outside).sum()), int(outside.sum())))
    now = found.pop()[1]
    return np.round([events * now / max(size, 1) for events, size in found])
