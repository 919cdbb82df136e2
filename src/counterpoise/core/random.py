"""Random numbers by address: what is drawn depends on who draws, when, for which mechanism and in which member.

Philox 4x32-7 (Salmon et al. 2011) turns a key (seed, member) and a counter (identity, year, stream, channel) into
random bits. There is no sequence, so no draw moves because another actor, mechanism, member or draw came or went.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from .maths import F, log, sine_half_turn, sqrt

U32 = np.uint32
U64 = np.uint64
LOW_BITS = 0xFFFFFFFF
ROUNDS = 7
"""The fewest with which Philox 4x32 passes all of TestU01's batteries (Salmon et al. 2011); others like to use ten."""
Word = Any
"""An unsigned number of 32 bits, or (in ``philox``) an array of them."""


def stable_id(name: str) -> int:
    """A whole number of 32 bits that belongs to a name for ever; the first four bytes of its SHA-256."""
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big")


def philox(identity: Word, year: Word, stream: Word, channel: Word, seed: Word, member: Word) -> tuple[Any, ...]:
    """Four random words of 32 bits at one address; scalars or arrays of unsigned integers.

    Words are kept in the lower half of 64 bits, where a product leaves them, and what stands above them is left
    unlooked at until they are multiplied again.
    """
    k0, k1 = U64(U32(seed)), U64(U32(member))
    none = k1 & U64(0)  # makes 64 bits for every member of what is one number for all of them
    c0, c1, c2, c3 = U64(U32(identity)) | none, U64(U32(year)) | none, U64(U32(stream)) | none, U64(U32(channel)) | none
    for _ in range(ROUNDS):
        a = (c0 & U64(LOW_BITS)) * U64(0xD2511F53)
        b = (c2 & U64(LOW_BITS)) * U64(0xCD9E8D57)
        c0, c1 = (b >> U64(32)) ^ c1 ^ k0, b
        c2, c3 = (a >> U64(32)) ^ c3 ^ k1, a
        k0, k1 = k0 + U64(0x9E3779B9), k1 + U64(0xBB67AE85)
    return U32(c0 & U64(LOW_BITS)), U32(c1 & U64(LOW_BITS)), U32(c2 & U64(LOW_BITS)), U32(c3 & U64(LOW_BITS))


def two_philox(draw: "Draw", identity: Word, channel: Word, other: Word, other_channel: Word) -> tuple[Any, ...]:
    """The first two words at two addresses of one draw; a processor works on one while it waits for the other."""
    k0, k1 = U64(U32(draw.seed)), U64(U32(draw.member))
    none = k1 & U64(0)  # as in ``philox``
    year, stream = U64(U32(draw.year)) | none, U64(U32(draw.stream)) | none
    c0, c1, c2, c3 = U64(U32(identity)) | none, year, stream, U64(U32(channel)) | none
    d0, d1, d2, d3 = U64(U32(other)) | none, year, stream, U64(U32(other_channel)) | none
    for _ in range(ROUNDS):
        a = (c0 & U64(LOW_BITS)) * U64(0xD2511F53)
        b = (c2 & U64(LOW_BITS)) * U64(0xCD9E8D57)
        c = (d0 & U64(LOW_BITS)) * U64(0xD2511F53)
        d = (d2 & U64(LOW_BITS)) * U64(0xCD9E8D57)
        c0, c1 = (b >> U64(32)) ^ c1 ^ k0, b
        c2, c3 = (a >> U64(32)) ^ c3 ^ k1, a
        d0, d1 = (d >> U64(32)) ^ d1 ^ k0, d
        d2, d3 = (c >> U64(32)) ^ d3 ^ k1, c
        k0, k1 = k0 + U64(0x9E3779B9), k1 + U64(0xBB67AE85)
    return U32(c0 & U64(LOW_BITS)), U32(c1 & U64(LOW_BITS)), U32(d0 & U64(LOW_BITS)), U32(d1 & U64(LOW_BITS))


def uniform_pair(draw: "Draw", identity: Word, channel: Word = 0) -> tuple[Any, Any]:
    """The first two of ``uniforms``: one for each side of a pair of states."""
    first, second, _, _ = philox(identity, draw.year, draw.stream, channel, draw.seed, draw.member)
    return unit_interval(first), unit_interval(second)


def two_uniform_pairs(draw: "Draw", identity: Word, channel: Word, other: Word, other_channel: Word) -> tuple[Any, ...]:
    """``uniform_pair`` at two addresses, one pair after the other."""
    a, b, c, d = two_philox(draw, identity, channel, other, other_channel)
    return unit_interval(a), unit_interval(b), unit_interval(c), unit_interval(d)


def two_uniform(draw: "Draw", identity: Word, channel: Word, other: Word, other_channel: Word) -> tuple[Any, Any]:
    """``uniform`` at two addresses."""
    word, _, second, _ = two_philox(draw, identity, channel, other, other_channel)
    return unit_interval(word), unit_interval(second)


def two_normals(draw: "Draw", identity: Word, channel: Word, other: Word, other_channel: Word) -> tuple[Any, ...]:
    """``normals`` at two addresses, one pair after the other."""
    a, b, c, d = two_philox(draw, identity, channel, other, other_channel)
    first, second = box_muller(a, b)
    third, fourth = box_muller(c, d)
    return first, second, third, fourth


def unit_interval(word: Word) -> Any:
    """A word of 32 bits as a float32 strictly between 0 and 1.

    Thirty-one bits are kept, so that a probability as small as 1e-8 is met as often as it should be; the few values
    that would round to 1 become the largest float32 below it.
    """
    return min((F(np.int32(word >> U32(1))) + 0.5) * 4.656612873077393e-10, 0.9999999403953552)


def uniform(draw: "Draw", identity: Word, channel: Word = 0) -> Any:
    """A number between 0 and 1, both excluded."""
    word, _, _, _ = philox(identity, draw.year, draw.stream, channel, draw.seed, draw.member)
    return unit_interval(word)


def exponential(draw: "Draw", identity: Word, channel: Word = 0) -> Any:
    """A waiting time with mean 1."""
    word, _, _, _ = philox(identity, draw.year, draw.stream, channel, draw.seed, draw.member)
    return -log(unit_interval(word))


def uniforms(draw: "Draw", identity: Word, channel: Word = 0) -> tuple[Any, ...]:
    """The four independent numbers between 0 and 1 that one address gives; the first is ``uniform``'s."""
    first, second, third, fourth = philox(identity, draw.year, draw.stream, channel, draw.seed, draw.member)
    return unit_interval(first), unit_interval(second), unit_interval(third), unit_interval(fourth)


def normal(draw: "Draw", identity: Word, channel: Word = 0) -> Any:
    r"""A standard normal number, $\sqrt{-2 \ln u}\,\cos(2 \pi v)$ (Box & Muller 1958); at most 6.7 in size."""
    first, _ = normals(draw, identity, channel)
    return first


def normals(draw: "Draw", identity: Word, channel: Word = 0) -> tuple[Any, Any]:
    r"""Two independent standard normal numbers; the first is ``normal``'s, the second has the sine in its place."""
    first, second, _, _ = philox(identity, draw.year, draw.stream, channel, draw.seed, draw.member)
    return box_muller(first, second)


def box_muller(first: Word, second: Word) -> tuple[Any, Any]:
    """Two standard normal numbers from two random words."""
    size, turn = sqrt(-2.0 * log(unit_interval(first))), 2.0 * unit_interval(second) - 1.0
    across = sine_half_turn(0.5 - abs(abs(turn) - 0.5))
    return size * sine_half_turn(0.5 - abs(turn)), size * (-across if turn < 0.0 else across)


class Draw(NamedTuple):
    """Where in the space of addresses one mechanism of one member stands in one year.

    ``draw.uniform(identity)`` is one number; a second draw for the same actor needs another ``channel``. Where one
    actor needs several, ``draw.uniforms`` gives four for the price of one, ``draw.uniform_pair`` and ``draw.normals``
    two.
    """

    seed: Word
    member: Word
    year: Word
    stream: Word

    def uniform(self, identity: Word, channel: Word = 0) -> Any:
        """A number between 0 and 1, both excluded."""
        return uniform(self, identity, channel)

    def uniforms(self, identity: Word, channel: Word = 0) -> tuple[Any, ...]:
        """Four numbers between 0 and 1, all excluded."""
        return uniforms(self, identity, channel)

    def uniform_pair(self, identity: Word, channel: Word = 0) -> tuple[Any, Any]:
        """Two numbers between 0 and 1, both excluded."""
        return uniform_pair(self, identity, channel)

    def normal(self, identity: Word, channel: Word = 0) -> Any:
        """A standard normal number."""
        return normal(self, identity, channel)

    def normals(self, identity: Word, channel: Word = 0) -> tuple[Any, Any]:
        """Two standard normal numbers."""
        return normals(self, identity, channel)

    def exponential(self, identity: Word, channel: Word = 0) -> Any:
        """A waiting time with mean 1."""
        return exponential(self, identity, channel)


def uniform_for_members(name: str, seed: int, members: np.ndarray) -> np.ndarray:
    """One number in (0, 1) for each member, addressed by a name (of a parameter); float64, 53 bits."""
    return np.asarray(uniforms_for_members([name], seed, members)[0])


def uniforms_for_members(names: Sequence[str], seed: int, members: np.ndarray) -> np.ndarray:
    """The same for several names at once, (name, member): for few members a call costs more than what it computes."""
    identities = np.array([stable_id(name) for name in names], U64)[:, None]
    with np.errstate(over="ignore"):
        return _unit_interval_53(*philox(identities, LOW_BITS, stable_id("parameter"), 0, seed, members)[:2])


def _unit_interval_53(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    high, low = (np.asarray(first) >> 5).astype(float), (np.asarray(second) >> 6).astype(float)
    return np.asarray((high * 2.0**26 + low + 0.5) / 2.0**53)
