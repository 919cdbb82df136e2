"""The default model as a forecaster: one ensemble run freely from each origin, before AI without AI."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.data.panel import load_panel
from counterpoise.start.base import Base
from counterpoise.start.hazard import hazards
from counterpoise.start.pair_years import PairYears

from .capability_shares import shares_from
from .entered import for_pairs
from .forecast import Array, Task
from .walks import last
from .world_run import MEMBERS, Lived, identity, run

__all__ = ["FrozenHazard", "World", "identity", "onsets_outside", "run"]
SMOOTHING = 400.0
"""Pair-years of the fit window's rate added to what members did: what none of them did is not impossible."""


@dataclass(frozen=True)
class World:
    """The default model, or with some mechanisms switched off.

    A pair's probability of an onset is the mean over members of its hazard, plus the share of members in which it
    joined: onsets begun are not counted but expected, which halves what the draws add to the score. Pairs outside the
    world have the pooled rate of the fit window, and yearly numbers drawn from its years. Levels of states start from
    the record at the origin and move as in the run. It says nothing of what it does not have: ideal points (it has
    agreement of pairs), disputes apart from pairs, deals in drones and models published.
    """

    name: str = "world"
    kind: str = "model"
    without: tuple[str, ...] = ()
    members: int = MEMBERS

    def forecast(self, task: Task) -> Array | None:
        """Probabilities, or samples ``[member, unit]``; None for a target it says nothing about."""
        answer: Callable[[Task, Lived], Array] | None = ANSWERS.get(task.target.name)
        if answer is None:
            return None
        return answer(task, run(task.origin, task.target.horizon, self.members, self.without))


def onsets(task: Task, lived: Lived) -> Array:
    """Probability of an onset, ``[pair-year]``."""
    return for_pairs(lived.probabilities, task)


def counts(task: Task, lived: Lived) -> Array:
    """Onsets in the world and outside it, ``[member, year]``."""
    inside = lived.counts[:, task.units.year.to_numpy() - task.origin - 1]
    years = range(task.first_fitted, task.origin + 1)
    outside = onsets_outside(PairYears(load_panel()), frozenset(lived.pairs), task.origin, years)
    return inside + task.rng("world").choice(outside, inside.shape)


def pact_changes(task: Task, lived: Lived) -> Array:
    """Share of members in which a pact was made or ended, drawn towards the rate of the fit window."""
    usual = float((task.past.outcome.sum() + 0.5) / (len(task.past) + 1.0))
    members = len(lived.counts)
    chance = (lived.switches.probability * members + usual * SMOOTHING) / (members + SMOOTHING)
    return for_pairs(lived.switches.assign(probability=chance), task)


def levels(name: str) -> Callable[[Task, Lived], Array]:
    """A state's level in logs: its last recorded value and the run's change, ``[member, state]``."""

    def answer(task: Task, lived: Lived) -> Array:
        place = {state: k for k, state in enumerate(lived.states)}
        return last(task) + lived.growth[name][:, task.units.state.map(place).to_numpy()]

    return answer


def agreement(task: Task, lived: Lived) -> Array:
    """Agreement of pairs: the last recorded and the run's change; a pair outside the world has some pair's change."""
    place = {pair: k for k, pair in enumerate(lived.pairs)} | {(b, a): k for k, (a, b) in enumerate(lived.pairs)}
    at = [place.get(pair, -1) for pair in zip(task.units.a, task.units.b, strict=True)]
    known = np.array(at)
    lost = known < 0
    known[lost] = task.rng("world").integers(0, len(lived.pairs), lost.sum())
    return np.clip(last(task) + lived.affinity[:, known], 0.0, 1.0)


def capability(task: Task, lived: Lived) -> Array:
    """Log share in CINC from output and expenditure (``capability_shares``)."""
    return shares_from(task, lived.states, lived.growth["gdp"], lived.growth["milex_share"])


ANSWERS: dict[str, Callable[[Task, Lived], Array]] = {
    "onset": onsets,
    "onset_count": counts,
    "alliance_change": pact_changes,
    "gdp": levels("gdp"),
    "milex": levels("milex_share"),
    "affinity": agreement,
    "cinc": capability,
}


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
        pairs = run(task.origin, task.target.horizon).pairs
        mean, _ = hazards(base)
        table = pd.DataFrame(sorted(pairs), columns=["a", "b"])
        chance = mean[table.a.map(base.place), table.b.map(base.place)]
        years = range(task.origin + 1, task.origin + task.target.horizon + 1)
        rows = [table.assign(year=year, probability=chance) for year in years]
        return for_pairs(pd.concat(rows, ignore_index=True), task)


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
