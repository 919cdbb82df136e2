"""Worlds in which mechanisms are tried: a few states, in any order, with every field at work or every field empty."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.mechanism import Mechanism
from counterpoise.core.random import uniform_for_members
from counterpoise.engine import Actors, Initial, Model

SOME_STATES = ("USA", "CHN", "RUS", "PAK", "IND", "MAR", "FRA", "ISR")
SEED = 7


def some_states() -> Initial:
    """Eight states of 2024, great and small, allied, rival and far apart."""
    from counterpoise.runs.starting import starting_world

    return with_states(starting_world(2024), SOME_STATES)


def with_states(start: Initial, names: Sequence[str]) -> Initial:
    """The same start among the named states alone, listed in that order."""
    old = start.actors
    place = {old.states.index(name): k for k, name in enumerate(names)}
    pairs = [(place[i], place[j]) for i, j in zip(old.index.src.tolist(), old.index.dst.tolist(), strict=True)
             if i in place and j in place]  # fmt: skip
    firms = [f for f, home in enumerate(old.index.home.tolist()) if home in place]
    src, dst = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    homes = [place[int(old.index.home[f])] for f in firms]
    new = Actors(tuple(names), src, dst, [old.firms[f] for f in firms], homes, old.regimes)
    back = places(new, old)
    tables = [
        {name: values[back[start.vocabulary[name].dimension]] for name, values in table.items()}
        for table in (start.values, start.errors)
    ]
    return Initial(new, start.year, start.vocabulary, *tables)


def with_values(start: Initial, changed: Mapping[str, ArrayLike]) -> Initial:
    """The same start with some fields set, without error."""
    errors = {name: error for name, error in start.errors.items() if name not in changed}
    return Initial(start.actors, start.year, start.vocabulary, {**start.values, **changed}, errors)


def lively(start: Initial, model: Model) -> Initial:
    """A start in which flows too have values, made up; discrete ones are alike in both directions of a pair."""
    missing = [f for n, f in model.fields.items() if f.kind is Kind.FLOW and not np.any(start.values.get(f.name, 0.0))]
    return with_values(start, {f.name: made_up(f, start.actors) for f in missing})


def empty(start: Initial) -> Initial:
    """A start in which every field is at its lower bound, or at 0 where it has none or may be negative."""
    least = {n: max(start.vocabulary[n].low, 0.0) for n in start.values}
    return with_values(start, {n: min(value, start.vocabulary[n].high) for n, value in least.items()})


def complete(start: Initial, mechanism: type[Mechanism]) -> Initial:
    """The start with the mechanism's own fields in its vocabulary, and made-up values where those are no flows."""
    words = start.vocabulary.extended(mechanism.declares)
    own = {f.name: made_up(f, start.actors) for f in mechanism.declares if f.name not in start.values}
    return Initial(start.actors, start.year, words, {**own, **start.values}, start.errors)


def made_up(what: Field, actors: Actors) -> NDArray[np.float64]:
    """A value for each actor, within the bounds and where possible between 0 and 1, that goes with its identity."""
    ids = getattr(actors.ids(), what.dimension.value)
    if what.discrete and what.dimension is Dimension.DYAD:
        ids = np.minimum(ids, ids[actors.index.rev])
    luck = uniform_for_members(f"made up:{what.name}", SEED, ids)
    low = max(what.low, min(0.0, what.high))
    if what.discrete:
        return np.floor(low + luck * (min(what.high, low + 5.0) - low + 1.0))
    return low + luck * (min(what.high, low + 1.0) - low)


def places(wanted: Actors, held: Actors) -> dict[Dimension, list[int]]:
    """For each dimension, where the wanted actors stand among the held ones."""
    found = {}
    for dimension in Dimension:
        place = {held.label(dimension, k): k for k in range(held.size(dimension))}
        found[dimension] = [place[wanted.label(dimension, k)] for k in range(wanted.size(dimension))]
    return found
