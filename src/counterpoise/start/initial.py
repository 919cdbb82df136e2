"""The real world as a starting point: actors, values, errors, and an account of what was filled."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from counterpoise.core.fields import Dimension, Kind
from counterpoise.core.grades import Grade
from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.engine import Actors, Initial
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.mechanisms.vocabulary import CLASH, WAR

from . import (
    channels,
    dyads,
    economy,
    firms,
    force,
    forces,
    governance,
    instruments,
    luck,
    shocks,
    skill,
    society,
    technology,
)  # fmt: skip
from .actors import Pairs, actors_of, ai_powers
from .base import Base
from .reading import RECORDED, Array, Reading, assumed, recorded


@dataclass(frozen=True, eq=False)
class StartingPoint:
    """The system in a base year: who acts, and a reading for every field that a start gives."""

    year: int
    actors: Actors
    pairs: Pairs
    readings: dict[str, Reading]

    def initial(self) -> Initial:
        """What the engine starts from; members draw their own start around it."""
        values = {name: reading.value for name, reading in self.readings.items()}
        errors = {name: reading.error for name, reading in self.readings.items() if np.any(reading.error)}
        return Initial(self.actors, self.year, STARTED, values, errors)

    def report(self) -> pd.DataFrame:
        """One row a field: field, dimension, observed, filled, grade, rule.

        ``observed`` counts values that rest on a record of that actor, through whatever map; ``filled`` those that a
        rule made, with the number of each rule. ``grade`` is that of the observed ones, *assumed* where none is.
        """
        return pd.DataFrame([_account(name, reading) for name, reading in self.readings.items()])


def _account(name: str, reading: Reading) -> dict[str, object]:
    rules, counts = np.unique(reading.rule.astype(str), return_counts=True)
    named = [f"{rule} ({count})" for rule, count in zip(rules, counts, strict=True) if rule != RECORDED]
    observed = int(np.sum(reading.rule == RECORDED))
    return {
        "field": name,
        "dimension": STARTED[name].dimension.value,
        "observed": observed,
        "filled": reading.value.size - observed,
        "grade": reading.grade.value,
        "rule": "; ".join(named),
    }


@lru_cache(maxsize=8)
def gather(panel: Panel, year: int = BASE_YEAR) -> StartingPoint:
    """Read the panel for a base year from 1990 on. Raises InputError for another."""
    base = Base(panel, year)
    found = state_readings(base)
    found["capability"] = capability(found["compute"])
    pairs = Pairs(base, ai_powers(found["talent"].value, found["compute"].value, base.ripeness))
    actors = actors_of(pairs)
    found |= dyads.readings(base, pairs, STARTED) | governance.readings(base, STARTED) | governance.system(base)
    found["disputes"] = begun(found["onset"], found["base_hazard"])
    found |= society.relations(base, pairs) | shocks.readings(actors) | instruments.readings(actors)
    found |= skill.readings(base) | skill.relations(base, pairs)
    found |= firms.readings(base, found["compute"], found["safety"], STARTED)
    found |= accounts(found, actors)
    return StartingPoint(year, actors, pairs, _settled(found, actors))


def state_readings(base: Base) -> dict[str, Reading]:
    """Every field of states but capability, which needs the computing."""
    return {
        k: v
        for room in (economy, technology, channels, forces, force, society, luck)
        for k, v in room.readings(base, STARTED).items()
    }


def capability(compute: Reading) -> Reading:
    """AI capability: log10 of the computing owned, with algorithms of the base year."""
    value = np.log10(np.maximum(compute.value, 1.0))
    return Reading(value, np.zeros(value.shape), compute.rule, compute.grade)


def begun(onset: Reading, hazard: Reading) -> Reading:
    """Disputes begun in the base year, each dyad standing in both directions; after 2014 as many as hazards expect."""
    if np.all(onset.rule == RECORDED):
        return recorded(np.array([0.5 * onset.value.sum()]))
    mean = hazard.value * np.exp(0.5 * hazard.error**2)
    return assumed(1, "expected from base hazards", 0.5 * mean.sum())


def accounts(found: dict[str, Reading], actors: Actors) -> dict[str, Reading]:
    """What the pairs of the base year add up to, for each state and for the world."""
    src, dyads = actors.index.src, {name: found[name].value for name in ("onset", "rung", "alliance")}
    war = (dyads["rung"] >= WAR).astype(float)
    states = {"state_disputes": dyads["onset"], "state_wars": war, "allies": dyads["alliance"]}
    system = {"wars": war, "clashes": dyads["rung"] >= CLASH, "alliances": dyads["alliance"]}
    summed: dict[str, Array] = {
        name: np.bincount(src, weights=each, minlength=len(actors.states)).astype(float)
        for name, each in states.items()
    }
    summed |= {name: np.array([0.5 * np.sum(each)]) for name, each in system.items()}
    summed["nuclear_use"] = np.zeros(1)
    return {name: recorded(value, grade=Grade.ESTIMATED) for name, value in summed.items()}


def _settled(found: dict[str, Reading], actors: Actors) -> dict[str, Reading]:
    """In the vocabulary's order, inside every field's bounds; a flow nobody reads here is made in the first year."""
    order = {}
    for name, field in STARTED.items():
        if name not in found and field.kind is Kind.FLOW:
            found[name] = assumed(
                actors.size(Dimension(field.dimension)), "made in the first year", max(field.low, 0.0)
            )
        if name in found:
            order[name] = found[name].bounded(field)
    return order


def starting_point(panel: Panel, year: int = BASE_YEAR) -> Initial:
    """Where runs from a base year start: every field that a start gives with its error. Raises InputError."""
    return gather(panel, year).initial()


def fill_report(panel: Panel, year: int = BASE_YEAR) -> pd.DataFrame:
    """What was observed and what was filled, by which rule: field, dimension, observed, filled, grade, rule."""
    return gather(panel, year).report()


def dyad_report(panel: Panel, year: int = BASE_YEAR) -> pd.DataFrame:
    """Why pairs are in the world: reason, pairs (undirected), alone (pairs only this reason brings in)."""
    return gather(panel, year).pairs.counts()
