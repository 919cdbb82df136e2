"""The world as arrays: who there is, how dyads are indexed, and one block of rows for each dimension."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension
from counterpoise.core.random import stable_id

Ids = NDArray[np.uint32]


class Blocks(NamedTuple):
    """One array for each dimension: a row for each field (or one number for each field, or one id for each actor)."""

    state: np.ndarray
    dyad: np.ndarray
    firm: np.ndarray
    regime: np.ndarray
    membership: np.ndarray
    system: np.ndarray


class Index(NamedTuple):
    """How actors relate, as unsigned 32-bit arrays (signed ones would cost a branch for every look-up)."""

    n_states: int
    n_dyads: int
    n_firms: int
    n_regimes: int
    n_pairs: int
    src: Ids
    dst: Ids
    rev: Ids
    first: Ids
    pair: Ids
    first_of: Ids
    second_of: Ids
    lower_of: Ids
    upper_of: Ids
    triad: Ids
    leg_one: Ids
    leg_other: Ids
    one_of: Ids
    other_of: Ids
    home: Ids
    state_id: Ids
    dyad_id: Ids
    pair_id: Ids
    firm_id: Ids
    regime_id: Ids
    membership_id: Ids


class Actors:
    """States, directed dyads, firms and regimes by name, and the index the engine needs of them.

    ``src`` and ``dst`` are positions in ``states``, sorted by sender and then by target, so that the rows of two
    senders can be walked side by side; every dyad must be there in both directions. Raises InputError otherwise.
    ``home`` is the position of each firm's home state.
    """

    def __init__(
        self,
        states: Sequence[str],
        src: ArrayLike = (),
        dst: ArrayLike = (),
        firms: Sequence[str] = (),
        home: ArrayLike = (),
        regimes: Sequence[str] = (),
    ):
        self.states, self.firms, self.regimes = tuple(states), tuple(firms), tuple(regimes)
        senders, targets, homes = (np.asarray(a, np.int64).reshape(-1) for a in (src, dst, home))
        _check_positions(senders, targets, homes, len(self.states), len(self.firms))
        self.dyads = tuple((self.states[i], self.states[j]) for i, j in zip(senders, targets, strict=True))
        reverse = _reverse(senders, targets, len(self.states))
        dyad_id = stable_ids([f"{i}>{j}" for i, j in self.dyads], "dyad")
        pair, first_of, second_of = _pairs(senders, targets, reverse)
        ahead = dyad_id[first_of] < dyad_id[second_of]
        self.index = Index(
            len(self.states),
            len(senders),
            len(self.firms),
            len(self.regimes),
            len(first_of),
            _ids(senders),
            _ids(targets),
            reverse,
            _ids(np.searchsorted(senders, np.arange(len(self.states) + 1))),
            pair,
            first_of,
            second_of,
            np.where(ahead, first_of, second_of),
            np.where(ahead, second_of, first_of),
            *_triads(senders, targets, first_of, len(self.states)),
            _ids(senders[first_of]),
            _ids(targets[first_of]),
            _ids(homes),
            stable_ids(self.states, "state"),
            dyad_id,
            np.minimum(dyad_id[first_of], dyad_id[second_of]),
            stable_ids(self.firms, "firm"),
            stable_ids(self.regimes, "regime"),
            stable_ids([f"{r}:{s}" for r in self.regimes for s in self.states], "membership").reshape(
                len(self.regimes), len(self.states)
            ),
        )

    def size(self, dimension: Dimension) -> int:
        """How many values a field of this dimension has."""
        index = self.index
        sizes = {"state": index.n_states, "dyad": index.n_dyads, "firm": index.n_firms, "regime": index.n_regimes}
        return {**sizes, "membership": index.n_regimes * index.n_states, "system": 1}[dimension.value]

    def label(self, dimension: Dimension, position: int) -> str:
        """The actor behind one value of a field: ``PAK``, ``PAK>IND``, ``laws:PAK``."""
        if dimension is Dimension.DYAD:
            return ">".join(self.dyads[position])
        if dimension is Dimension.MEMBERSHIP:
            regime, state = divmod(position, len(self.states))
            return f"{self.regimes[regime]}:{self.states[state]}"
        names = {"state": self.states, "firm": self.firms, "regime": self.regimes, "system": ("system",)}
        return names[dimension.value][position]

    def ids(self) -> Blocks:
        """The identity of every value, by dimension."""
        index = self.index
        flat = np.ascontiguousarray(index.membership_id.reshape(-1))
        return Blocks(
            index.state_id, index.dyad_id, index.firm_id, index.regime_id, flat, stable_ids(["system"], "system")
        )


def stable_ids(names: Sequence[str], what: str) -> Ids:
    """An identity of 32 bits for each name, whatever the others. Raises InputError if two names share one."""
    ids = np.array([stable_id(name) for name in names], np.uint32)
    if len(np.unique(ids)) < len(ids):
        seen: dict[int, str] = {}
        for name, number in zip(names, ids.tolist(), strict=True):
            if number in seen:
                raise InputError(f"{what} {name!r} and {seen[number]!r} cannot be told apart; rename one")
            seen[number] = name
    return ids


def _ids(positions: ArrayLike) -> Ids:
    return np.ascontiguousarray(positions, np.uint32)


def _pairs(src: np.ndarray, dst: np.ndarray, reverse: Ids) -> tuple[Ids, Ids, Ids]:
    """The pair of every dyad, and of every pair the dyad from its first state and the one back."""
    first_of = np.flatnonzero(src < dst)
    second_of, pair = reverse[first_of], np.empty(len(src), np.uint32)
    pair[first_of] = pair[second_of] = np.arange(len(first_of))
    return pair, _ids(first_of), _ids(second_of)


def _triads(src: np.ndarray, dst: np.ndarray, first_of: Ids, states: int) -> tuple[Ids, Ids, Ids]:
    """Where the triads of every pair begin, and the dyads from both of its states to every third that has both."""
    place = np.full((states, states), -1)
    place[src, dst] = np.arange(len(src))
    counts, legs = [], []
    for some in np.array_split(first_of, max(len(first_of) // 4096, 1)):  # not all at once: pairs times states is much
        ours, theirs = place[src[some]], place[dst[some]]
        both = (ours >= 0) & (theirs >= 0)
        counts.append(both.sum(axis=1))
        legs.append(np.stack([ours[both], theirs[both]]))
    begin = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    one, other = np.concatenate(legs, axis=1)
    return _ids(begin), _ids(one), _ids(other)


def _check_positions(src: np.ndarray, dst: np.ndarray, home: np.ndarray, states: int, firms: int) -> None:
    if len(src) != len(dst) or len(home) != firms:
        raise InputError("src and dst must be as long as each other, and home as long as firms")
    for name, positions in (("src", src), ("dst", dst), ("home", home)):
        if positions.size and (positions.min() < 0 or positions.max() >= states):
            raise InputError(f"{name}: positions must lie between 0 and {states - 1}")
    if np.any(np.diff(src) < 0):
        raise InputError("dyads must be sorted by sender")
    if np.any(np.diff(src * states + dst) < 0):
        raise InputError("dyads of a sender must be sorted by target")
    if np.any(src == dst):
        raise InputError("a state cannot form a dyad with itself")


def _reverse(src: np.ndarray, dst: np.ndarray, states: int) -> Ids:
    keys, mirrored = src * states + dst, dst * states + src
    order = np.argsort(keys)
    place = np.searchsorted(keys[order], mirrored)
    found = place < len(keys)
    found[found] = keys[order][place[found]] == mirrored[found]
    if not found.all():
        missing = int(np.argmin(found))
        raise InputError(f"dyad {missing} ({src[missing]} to {dst[missing]}) has no reverse; list both directions")
    if len(np.unique(keys)) < len(keys):
        raise InputError("a dyad is listed twice")
    return _ids(order[place])
