"""The loop as NumPy edge lists: fields as arrays (member, actor), a few members at a time, phase by phase."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Kind
from counterpoise.engine import Initial, Model

from . import numpy_pairs, numpy_states
from .draws import WORD, Array, Luck, starting_values
from .numpy_states import Changes
from .subset import parameters

PHASES: tuple[tuple[Callable[[Any], Changes], ...], ...] = (
    (
        *(numpy_states.growth, numpy_states.automation, numpy_states.computing),
        *(numpy_states.spending, numpy_states.adoption, numpy_states.capability),
    ),
    (numpy_states.power, numpy_pairs.offense),
    (numpy_pairs.beliefs, numpy_pairs.balance_of_threat),
    (numpy_pairs.dilemma, numpy_states.threat_sum),
    (numpy_states.arms_race, numpy_pairs.alignment),
    (numpy_states.military_stock, numpy_pairs.affinity_drift),
)


class World:
    """Some members' worlds side by side, each field an attribute; and how to go between states and dyads."""

    def __init__(self, model: Model, initial: Initial, theta: Array, luck: Luck):
        index = initial.actors.index
        self.src, self.dst, self.rev = (getattr(index, n).astype(np.intp) for n in ("src", "dst", "rev"))
        if np.any(np.diff(index.first.astype(np.intp)) == 0):
            raise InputError("every state needs a dyad in this benchmark")
        self.first = index.first[:-1].astype(np.intp)
        self.state_id, self.dyad_id = index.state_id.astype(WORD), index.dyad_id.astype(WORD)
        self.p, self.luck, self.elapsed = parameters(model, theta), luck, np.float32(0)
        self.fields, self.year = model.fields, initial.year
        vars(self).update(starting_values(initial, model, luck))
        self.bounds = {n: (f.kind is Kind.STOCK, np.float32(f.low), np.float32(f.high)) for n, f in self.fields.items()}
        numpy_states.prepare(self)
        numpy_pairs.prepare(self)

    def at_sender(self, values: Array) -> Array:
        """A state's value at each of the dyads it sends."""
        return values.take(self.src, -1)

    def at_target(self, values: Array) -> Array:
        """A state's value at each dyad directed at it."""
        return values.take(self.dst, -1)

    def total(self, values: Array) -> Array:
        """Sum over the dyads each state sends."""
        return np.add.reduceat(values, self.first, axis=-1)

    def most(self, values: Array) -> Array:
        """Greatest over the dyads each state sends."""
        return np.maximum.reduceat(values, self.first, axis=-1)

    def live_a_year(self) -> None:
        """All phases: in each, every mechanism reads the same world and the changes are made afterwards."""
        self.elapsed += np.float32(1)
        self.luck.year = self.year + int(self.elapsed)
        for phase in PHASES:
            found = [mechanism(self) for mechanism in phase]
            for changes in found:
                self.settle(changes)

    def settle(self, changes: Changes) -> None:
        """Add to stocks, replace flows, and bound both."""
        for name, change in changes.items():
            stock, low, high = self.bounds[name]
            if stock:
                change = change + getattr(self, name)
            setattr(self, name, np.clip(change, low, high, out=change))


def run(
    model: Model,
    initial: Initial,
    years: int,
    members: Array,
    theta: Array,
    seed: int,
    record: Sequence[str],
    batch: int = 1,
    luck: type[Luck] = Luck,
) -> dict[str, Array]:
    """The recorded fields as (member, year, actor), ``batch`` members at a time; as the engine's results."""
    sizes = {name: initial.actors.size(model.fields[name].dimension) for name in record}
    out = {name: np.empty((len(members), years + 1, size), np.float32) for name, size in sizes.items()}
    with np.errstate(over="ignore"):
        for a in range(0, len(members), batch):
            part = slice(a, a + batch)
            world = World(model, initial, theta[part, 0], luck(seed, members[part]))
            for t in range(years + 1):
                if t:
                    world.live_a_year()
                for name in record:
                    out[name][part, t] = getattr(world, name)
    return out
