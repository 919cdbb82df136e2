"""The engine's random numbers in NumPy: Philox 4x32-7 over whole arrays of addresses, and the starts drawn from it."""

from typing import Any

import numpy as np

from counterpoise.core.fields import Dimension
from counterpoise.engine import Initial, Model
from counterpoise.engine.year import EXACT, LINEAR, LOG

Array = np.ndarray[Any, Any]
WORD = np.uint64
MASK, HALF = WORD(0xFFFFFFFF), WORD(32)
FIRST, SECOND = WORD(0xD2511F53), WORD(0xCD9E8D57)
FIRST_STEP, SECOND_STEP = WORD(0x9E3779B9), WORD(0xBB67AE85)
ROUNDS = 7


def words(identity: Array, year: int, stream: int, channel: int, seed: int, member: Array) -> tuple[Array, Array]:
    """The first two random words at each address (member, identity), held in 64 bits.

    ``identity`` is a row of 64-bit words, ``member`` a column of them. In the first two rounds most of the counter is
    still single numbers; from then on every round works in place.
    """
    counter: list[Any] = [identity, *map(WORD, (year, stream, channel))]
    (c0, c1, c2, c3), k0, k1 = counter, WORD(seed), member
    for _ in range(2):
        a, b = c0 * FIRST, c2 * SECOND
        c0, c1, c2, c3 = (b >> HALF) ^ c1 ^ k0, b & MASK, (a >> HALF) ^ c3 ^ k1, a & MASK
        k0, k1 = (k0 + FIRST_STEP) & MASK, (k1 + SECOND_STEP) & MASK
    c3, spare = np.broadcast_to(c3, c0.shape).copy(), np.empty_like(c0)
    for n in range(2, ROUNDS):
        c2 *= SECOND
        c0 *= FIRST
        np.right_shift(c2, HALF, out=spare)
        spare ^= c1
        spare ^= k0
        c2 &= MASK
        if n == ROUNDS - 1:
            break
        np.right_shift(c0, HALF, out=c1)
        c1 ^= c3
        c1 ^= k1
        c0 &= MASK
        c0, c1, c2, c3, spare = spare, c2, c1, c0, c3
        k0, k1 = (k0 + FIRST_STEP) & MASK, (k1 + SECOND_STEP) & MASK
    return spare, c2


def unit_interval(word: Array) -> Array:
    """Words as float32 strictly between 0 and 1, as the engine rounds them."""
    number = (word >> WORD(1)).astype(np.int32).astype(np.float32)
    number += np.float32(0.5)
    number *= np.float32(4.656612873077393e-10)
    return np.minimum(number, np.float32(0.9999999403953552), out=number)


def bell(first: Array, second: Array) -> Array:
    """Standard normal numbers from two words each (Box & Muller 1958)."""
    height = np.float32(0.5) - abs(2 * unit_interval(second) - 1)
    return np.sqrt(-2 * np.log(unit_interval(first))) * np.sin(np.float32(np.pi) * height)


def across(first: Array, second: Array) -> Array:
    """The other normal numbers that the same words give: the sine where ``bell`` has the cosine."""
    return np.sqrt(-2 * np.log(unit_interval(first))) * np.sin(np.float32(np.pi) * (2 * unit_interval(second) - 1))


class Luck:
    """The draws of some members in one year, at the same addresses as in the engine."""

    def __init__(self, seed: int, members: Array):
        self.seed, self.members, self.year = seed, members.astype(WORD)[:, None], 0

    def uniform(self, stream: int, identity: Array) -> Array:
        """One number in (0, 1) for each member and identity."""
        return unit_interval(words(identity, self.year, stream, 0, self.seed, self.members)[0])

    def uniform_of_dyads(self, stream: int, identity: Array, back: Array) -> Array:
        """One number in (0, 1) for each member and dyad; the two of a pair come from one address."""
        drawn = np.empty((len(self.members), len(identity)), np.float32)
        lower, two = self._of_pairs(stream, identity, back)
        drawn[:, lower], drawn[:, back[lower]] = map(unit_interval, two)
        return drawn

    def normal(self, stream: int, identity: Array, channel: int = 0) -> Array:
        """One standard normal number for each member and identity."""
        return bell(*words(identity, self.year, stream, channel, self.seed, self.members))

    def normal_of_dyads(self, stream: int, identity: Array, back: Array) -> Array:
        """One standard normal number for each member and dyad; the two of a pair come from one address."""
        drawn = np.empty((len(self.members), len(identity)), np.float32)
        lower, two = self._of_pairs(stream, identity, back)
        drawn[:, lower], drawn[:, back[lower]] = bell(*two), across(*two)
        return drawn

    def _of_pairs(self, stream: int, identity: Array, back: Array) -> tuple[Array, tuple[Array, Array]]:
        """The dyad of each pair whose identity is the pair's, and two words for the pair."""
        lower = np.flatnonzero(identity < identity[back])
        return lower, words(identity[lower], self.year, stream, 0, self.seed, self.members)


class OwnLuck(Luck):
    """The same distributions from NumPy's own generator, a sequence: faster, but what is drawn depends on the order."""

    def __init__(self, seed: int, members: Array):
        super().__init__(seed, members)
        self.generator = np.random.Generator(np.random.SFC64([seed, int(members[0])]))

    def uniform(self, stream: int, identity: Array) -> Array:
        """One number in [0, 1) for each member and identity."""
        return self.generator.random((len(self.members), len(identity)), dtype=np.float32)

    def normal(self, stream: int, identity: Array, channel: int = 0) -> Array:
        """One standard normal number for each member and identity."""
        return self.generator.standard_normal((len(self.members), len(identity)), dtype=np.float32)

    def uniform_of_dyads(self, stream: int, identity: Array, back: Array) -> Array:
        """One number in [0, 1) for each member and dyad."""
        return self.uniform(stream, identity)

    def normal_of_dyads(self, stream: int, identity: Array, back: Array) -> Array:
        """One standard normal number for each member and dyad."""
        return self.normal(stream, identity)


def starting_values(initial: Initial, model: Model, luck: Luck) -> dict[str, Array]:
    """Every field of the model as (member, actor): what was measured, moved by its error, then bounded."""
    start, found = initial.start(model), {}
    shape = (len(luck.members), 1)
    luck.year = 0
    for dimension, *parts in zip(Dimension, *start, strict=True):
        values, errors, how, streams, low, high, ids = parts
        identity = ids.astype(WORD)
        for row, field in enumerate(model.rows(dimension)):
            value = np.tile(values[row], shape)
            if how[row] != EXACT:
                value = moved(value, errors[row] * luck.normal(int(streams[row]), identity), int(how[row]))
            found[field.name] = np.clip(value, low[row], high[row])
    return found


def moved(value: Array, error: Array, how: int) -> Array:
    """A value moved by an error on its scale; the ends of a share stay where they are."""
    if how == LINEAR:
        return value + error
    if how == LOG:
        return value * np.exp(error)
    inside = (value > 0) & (value < 1)
    safe = np.where(inside, value, np.float32(0.5))
    return np.where(inside, 1 / (1 + np.exp(-(np.log(safe / (1 - safe)) + error))), value)
