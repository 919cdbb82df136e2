"""What the record has about a pair of states, and about pairs in general: the evidence behind a world."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.data.panel import Panel
from counterpoise.deals.draws import Array, fear, trust
from counterpoise.deals.parties import Table, gather
from counterpoise.start import dyads, forces
from counterpoise.start.actors import Pairs
from counterpoise.start.reading import RECORDED, Reading

NOTABLE, SLIGHT = 0.5, 0.05
"""Parts of the fear of the most feared state, from which a state and a rival count as threatening; our choice."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """The states of a year, with what each holds and what lies between them.

    ``table`` has the two states that were asked for and all they fear, as ``deal`` reads it. ``[state, state]``:
    distance (thousand km between capitals) and borders. ``pool``: senders and receivers of the directed pairs that are
    politically relevant (contiguous, with a major power, or rivals).
    """

    table: Table
    distance: Array
    contiguous: Array
    ambition: Reading
    pool: tuple[NDArray[np.int64], NDArray[np.int64]]

    @property
    def place(self) -> dict[str, int]:
        """Position of each state."""
        return self.table.base.place

    def on_record(self, channel: str, state: str) -> bool:
        """Whether the record holds anything about a state's adoption of a channel; what only size suggests does not."""
        return bool(self.table.adoption[channel].rule[self.place[state]] == RECORDED)

    def placed(self, one: str, other: str) -> bool:
        """Whether it is known how far two states lie from each other."""
        return bool(np.isfinite(self.distance[self.place[one], self.place[other]]))


def read(panel: Panel, state: str, rival: str, year: int) -> Evidence:
    """What the panel has in a year, the same for both orders. Raises InputError for unknown states and years."""
    one, other = sorted(panel.system.resolve(s, year) for s in (state, rival))
    if one == other:
        raise InputError(f"a dilemma needs two states; {panel.system.name(one)} is named twice")
    return _read(panel, one, other, year)


@lru_cache(maxsize=4)
def _read(panel: Panel, one: str, other: str, year: int) -> Evidence:
    table = gather(panel, [one, other], year)
    base = table.base
    sender, receiver = np.nonzero(Pairs(base, np.zeros(base.size, bool)).relevant)
    return Evidence(
        table,
        dyads.distance(base),
        base.square(base.pairs, base.pairs.contiguity < 6),
        forces.revisionism(base),
        (sender, receiver),
    )


@lru_cache(maxsize=4)
def trusted(evidence: Evidence, state: str, count: int, seed: int) -> Array:
    """Trust of a state at the table in every state, ``[state, draw]``: what votes, pacts, rivalry and disputes support.

    With the error of the start; ``deal`` draws the same.
    """
    return trust(evidence.table, evidence.table.parties.index(state), count, seed)


def threats(evidence: Evidence, state: str, count: int, seed: int) -> list[str]:
    """The most threatening states to a state at the table; at least one.

    By fear (``BalanceOfThreat``, mean over draws) among the politically relevant: strategic rivals on record first,
    then states without a pact that are feared at least half as much as the most feared. Who is feared less than a
    twentieth as much is no threat.
    """
    table = evidence.table
    i, base = table.parties.index(state), table.base
    fears = fear(table, i, trusted(evidence, state, count, seed), count, seed).mean(axis=1)
    sender, receiver = evidence.pool
    near = np.isin(np.arange(base.size), receiver[sender == evidence.place[state]])
    rival, pact = (table.ties[name][i] > 0 for name in ("rivalry", "alliance"))
    top = fears[near].max() if near.any() else fears.max()
    chosen = near & (fears >= SLIGHT * top) & (rival | (~pact & (fears >= NOTABLE * top)))
    chosen |= (fears == fears.max()) & ~chosen.any()
    order = np.lexsort((-fears, ~rival))
    return [base.states[k] for k in order if chosen[k] and base.states[k] != state]


def at_war(table: Table, one: str, other: str) -> bool:
    """Whether armed conflict between two states is on record in the year."""
    rows = table.base.pairs
    fought = rows[(rows.ucdp_intensity > 0) & rows.a.isin((one, other)) & rows.b.isin((one, other))]
    return len(fought) > 0
