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
FEARED, WARY, REMEMBERED = 0.2, 0.1, 1.0
"""Fear from which a state that is no rival on record counts as threatening, to two digits; from which it does where
as many disputes with it are remembered, old ones faded. At the first the model's prior has force at issue half the time
(``RelativeGains.wariness``); the others are our choice."""


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


@lru_cache(maxsize=4)
def fears(evidence: Evidence, state: str, count: int, seed: int) -> Array:
    """How much a state at the table fears every state (``BalanceOfThreat``, zero to one), mean over draws."""
    i = evidence.table.parties.index(state)
    return np.asarray(fear(evidence.table, i, trusted(evidence, state, count, seed), count, seed).mean(axis=1))


def threats(evidence: Evidence, state: str, count: int, seed: int) -> list[str]:
    """The states that threaten a state at the table, the most threatening first; none where none does.

    Among the politically relevant: strategic rivals on record first; then states without a pact that are feared at
    least half as much as the most feared, and at least ``FEARED``, or ``WARY`` where a dispute with them is remembered.
    Who is feared less than a twentieth as much as the most feared is no threat.
    """
    table, feared, near = evidence.table, fears(evidence, state, count, seed), _relevant(evidence, state)
    i = table.parties.index(state)
    rival, pact = (table.ties[name][i] > 0 for name in ("rivalry", "alliance"))
    grave = (np.round(feared, 2) >= FEARED) | ((feared >= WARY) & (table.ties["memory"][i] >= REMEMBERED))
    top = feared[near].max(initial=0.0)
    menace = ~pact & (feared >= NOTABLE * top) & grave
    chosen = near & (feared >= SLIGHT * top) & (rival | menace)
    order = np.lexsort((-feared, ~rival))
    return [table.base.states[k] for k in order if chosen[k] and table.base.states[k] != state]


def foremost(evidence: Evidence, state: str, count: int, seed: int) -> str:
    """The most threatening state to a state at the table; where none threatens it, the one it fears most.

    That is one without a pact among the politically relevant, or whoever there is.
    """
    found = threats(evidence, state, count, seed)
    if found:
        return found[0]
    feared, near = fears(evidence, state, count, seed), _relevant(evidence, state)
    bound = evidence.table.ties["alliance"][evidence.table.parties.index(state)] > 0
    most = max((near & ~bound, near, np.ones_like(near)), key=np.any)
    return evidence.table.base.states[int(np.where(most, feared, -1.0).argmax())]


def _relevant(evidence: Evidence, state: str) -> NDArray[np.bool_]:
    """Which states make a politically relevant pair with a state."""
    sender, receiver = evidence.pool
    return np.isin(np.arange(evidence.table.base.size), receiver[sender == evidence.place[state]])


def at_war(table: Table, one: str, other: str) -> bool:
    """Whether armed conflict between two states is on record in the year."""
    rows = table.base.pairs
    fought = rows[(rows.ucdp_intensity > 0) & rows.a.isin((one, other)) & rows.b.isin((one, other))]
    return len(fought) > 0
