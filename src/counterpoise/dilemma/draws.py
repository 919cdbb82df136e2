"""Draws of what lies between two states: the same luck before and after the evidence about them is looked at."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.priors import Normal
from counterpoise.core.random import uniform_for_members
from counterpoise.deals.draws import Array
from counterpoise.deals.parties import CHANNELS
from counterpoise.mechanisms.dilemma import DilemmaIntensity
from counterpoise.mechanisms.offense import OffenseBalance, remoteness
from counterpoise.theory.offense_defense_scaling import offense_ease

from .evidence import Evidence

TOGETHER, NOWHERE = "together", "nowhere"
"""AI in all four channels, as in the world model, and in none of them."""
UNHINDERED = ("cyber",)
"""Assumed: channels that distance does not hinder, when they are looked at alone."""
ADOPTION, GEOGRAPHY = "adoption", "geography"
ALL = frozenset({ADOPTION, GEOGRAPHY})
NOTHING: frozenset[str] = frozenset()
US, THEM = 0, 1
"""Sides of a pair."""


@dataclass(frozen=True, eq=False)
class Luck:
    """What is drawn and belongs to no pair: the world model's parameters, and for each draw some relevant pair."""

    evidence: Evidence
    count: int
    seed: int
    offense: dict[str, Array]
    game: dict[str, Array]
    someone: tuple[NDArray[np.int64], NDArray[np.int64]]

    def normal(self, name: str) -> Array:
        """Standard normal numbers with an address."""
        return _normal(f"dilemma.{name}", self.seed, self.count)


@lru_cache(maxsize=64)
def _normal(name: str, seed: int, count: int) -> Array:
    return Normal(0.0, 1.0).ppf(uniform_for_members(name, seed, members(count)))


def members(count: int) -> NDArray[np.uint64]:
    """Numbers of the draws."""
    return np.arange(count, dtype=np.uint64)


def luck(evidence: Evidence, count: int, seed: int) -> Luck:
    """Draw it; a name addresses each number, so no other choice moves it."""
    numbers = members(count)
    sender, receiver = evidence.pool
    chosen = (uniform_for_members("dilemma.someone", seed, numbers) * len(sender)).astype(int)
    return Luck(
        evidence,
        count,
        seed,
        {name: p.sample(seed, numbers) for name, p in OffenseBalance.params.items()},
        {name: p.sample(seed, numbers) for name, p in DilemmaIntensity.params.items()},
        (sender[chosen], receiver[chosen]),
    )


def channels_of(channel: str) -> tuple[str, ...]:
    """The channels in which there is AI."""
    return {NOWHERE: (), TOGETHER: CHANNELS}.get(channel, (channel,))


def ease(drawn: Luck, sender: str, receiver: str, channel: str, side: int, known: frozenset[str] = ALL) -> Array:
    """Ease of the sender's offense with AI in one channel, ``TOGETHER`` in all, or ``NOWHERE``; over draws, in [0, 1].

    What is not ``known``, or is not on record, is that of a pair drawn at random among the politically relevant ones;
    ``side`` says which of that pair the sender is. With ``NOTHING`` known this is the prior, the same for all pairs.
    """
    p, used = drawn.offense, channels_of(channel)
    lean = p["base"] + sum(p[c] * adoption(drawn, sender, c, side, known) for c in used)
    hindered = channel not in UNHINDERED
    return offense_ease(lean, barrier(drawn, sender, receiver, side, known) if hindered else 0.0 * lean)


def distinct(drawn: Luck, other: str, channel: str, side: int, known: frozenset[str] = ALL) -> Array:
    """How well the other's arms can be told apart, over draws, in [0, 1]; arguments as for ``ease``."""
    p, used = drawn.offense, channels_of(channel)
    adopted = sum((adoption(drawn, other, c, side, known) for c in used), np.zeros(drawn.count)) / max(len(used), 1)
    return np.clip(p["plain"] - p["blurring"] * adopted, 0.0, 1.0)


def adoption(drawn: Luck, state: str, channel: str, side: int, known: frozenset[str]) -> Array:
    """Adoption of a channel, with the error of the record in log odds; ``side`` says which of a pair the state is."""
    evidence = drawn.evidence
    reading = evidence.table.adoption[channel]
    own = ADOPTION in known and evidence.on_record(channel, state)
    place = np.full(drawn.count, evidence.place[state]) if own else drawn.someone[side]
    value = np.clip(reading.value[place], 1e-12, 1.0 - 1e-12)
    odds = np.log(value / (1.0 - value)) + reading.error[place] * drawn.normal(error_of(channel, side))
    return np.where(reading.value[place] > 0.0, 1.0 / (1.0 + np.exp(-odds)), 0.0)


def error_of(channel: str, side: int) -> str:
    """The address of the error of one side's adoption."""
    return f"adoption.{channel}.{side}"


def barrier(drawn: Luck, sender: str, receiver: str, side: int, known: frozenset[str]) -> Array:
    """What distance takes from the sender's offense, in log odds, as ``OffenseBalance`` has it."""
    evidence, p = drawn.evidence, drawn.offense
    i, j = drawn.someone[side], drawn.someone[1 - side]
    if GEOGRAPHY in known and evidence.placed(sender, receiver):
        i, j = (np.full(drawn.count, evidence.place[s]) for s in (sender, receiver))
    reach = p["near"] + p["projection"] * np.sqrt(evidence.table.stock[i])
    return np.asarray(p["barrier"] * remoteness(evidence.distance[i, j], evidence.contiguous[i, j], reach))


def ambition(drawn: Luck, state: str) -> Array:
    """How greedy a state is taken to be, with its error, in [0, 1]."""
    reading, k = drawn.evidence.ambition, drawn.evidence.place[state]
    return np.clip(reading.value[k] + reading.error[k] * drawn.normal(f"ambition.{state}"), 0.0, 1.0)
