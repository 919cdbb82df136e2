"""Who sits at the table, and what the panel holds of them and of all they fear."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from counterpoise.core import InputError
from counterpoise.data.panel import Panel
from counterpoise.mechanisms.threat import miles
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.start import channels, dyads, forces
from counterpoise.start.actors import Pairs
from counterpoise.start.base import Base
from counterpoise.start.export_controls import controls
from counterpoise.start.reading import Reading

from .depth import Array

CHANNELS = ("weapons", "isr", "cyber", "command")


@dataclass(frozen=True, eq=False)
class Table:
    """The parties in the order of their codes, and what each shares with every state of the system.

    ``hard``: share of the world's hard power; ``stock``: of its military stock; ``adoption``: of each AI channel, with
    its error and whether the record has it; ``warheads``: of each party, NaN where the panel has none. ``[party,
    state]``: distance, contiguous, rivalry, affinity, alliance, memory, ``export_control`` (of the party on the state)
    and ``trust_odds``.
    """

    base: Base
    parties: tuple[str, ...]
    hard: Array
    stock: Array
    adoption: dict[str, Reading]
    warheads: Array
    ties: dict[str, Array]

    @property
    def places(self) -> list[int]:
        """Positions of the parties among all states."""
        return [self.base.place[p] for p in self.parties]

    @property
    def channels(self) -> dict[str, Array]:
        """Adoption of each AI channel by every state, without its error."""
        return {name: reading.value for name, reading in self.adoption.items()}

    @property
    def miles(self) -> Array:
        """Miles that strength has to travel between a party and every state; none across a border."""
        return np.asarray(miles(self.ties["distance"], self.ties["contiguous"]))

    def tie(self, name: str, one: str, other: str) -> float:
        """One value between two parties."""
        return float(self.ties[name][self.parties.index(one), self.base.place[other]])


def seated(panel: Panel, names: Sequence[str], year: int) -> tuple[str, ...]:
    """ISO3 of the parties, sorted. Raises InputError for fewer than two, or one named twice."""
    found = [panel.system.resolve(name, year) for name in names]
    twice = sorted({f for f in found if found.count(f) > 1})
    if twice:
        raise InputError(f"--parties: {', '.join(twice)} is named twice")
    if len(found) < 2:
        raise InputError(f"--parties: a deal needs two parties or more, got {len(found)}")
    return tuple(sorted(found))


def gather(panel: Panel, names: Sequence[str], year: int) -> Table:
    """Read the panel as a run that starts in ``year`` would. Raises InputError."""
    return _gathered(panel, seated(panel, names, year), year)


@lru_cache(maxsize=4)
def _gathered(panel: Panel, parties: tuple[str, ...], year: int) -> Table:
    base = Base(panel, year)
    here = np.array([base.place[p] for p in parties])
    others = np.arange(base.size)
    # the start's own readings, of just the pairs that begin with a party; a state and itself are dropped later
    edges = dyads.Edges(np.repeat(here, base.size), np.tile(others, len(here)))
    pairs = Pairs(base, np.zeros(base.size, bool))
    affinity, memory = dyads.affinity(base, edges), dyads.memory(base, edges)
    trust = dyads.trust(base, pairs, affinity, memory.value, edges).value
    flat = {
        "distance": edges.of(dyads.distance(base)),
        "contiguous": edges.of(base.square(base.pairs, base.pairs.contiguity < 6)),
        "rivalry": edges.of(base.square(base.pairs, base.pairs.rivalry)),
        "affinity": affinity.value,
        "alliance": edges.of(pairs.alliance.astype(float)),
        "memory": memory.value,
        "export_control": controls(base, edges.src, edges.dst).value,
        "trust_odds": np.log(trust / (1.0 - trust)),
    }
    stock = forces.military_stock(base, forces.milex_share(base)).value
    adopted = channels.readings(base, VOCABULARY)
    return Table(
        base,
        parties,
        forces.standing(base, "hard").value,
        stock / stock.sum(),
        {name: adopted[f"u_{name}"] for name in CHANNELS},
        base.read("warheads").value[here],
        {name: np.asarray(value, float).reshape(len(here), base.size) for name, value in flat.items()},
    )
