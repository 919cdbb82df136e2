"""How likely each of Jervis's four worlds is, before and after the evidence about a pair, and what that rests on."""

# covers: T12, T13, F28, RQ4

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.parameters import Parameter
from counterpoise.deals.draws import Array
from counterpoise.mechanisms.offense import OffenseBalance
from counterpoise.theory.jervis import World, world

from .draws import (
    ADOPTION,
    ALL,
    GEOGRAPHY,
    NOTHING,
    THEM,
    UNHINDERED,
    Luck,
    channels_of,
    distinct,
    ease,
    error_of,
)  # fmt: skip

COINCIDE = 0.05
"""Prior and posterior this close in total variation say the same: the answer is assumption only. Our choice."""
WORLDS = tuple(World)
OFFENSE = (World.DOUBLY_DANGEROUS, World.AGGRESSION_POSSIBLE)
DISTINCT = (World.AGGRESSION_POSSIBLE, World.DOUBLY_STABLE)
Shares = dict[World, float]


@dataclass(frozen=True)
class Mover:
    """The single input that moves the four worlds most, and what it moves.

    ``what``: *offense has the advantage* or *arms are told apart*; its chance where the input is in its lowest third
    of draws, and in its highest.
    """

    input: str
    doc: str
    what: str
    low: float
    high: float


@dataclass(frozen=True)
class Worlds:
    """Chances of the four worlds for one channel of one directed pair, before and after the evidence.

    ``moved``: total variation between prior and posterior; ``by_geography`` and ``by_adoption``: of it, what each kind
    of evidence does alone. ``on_record``: whether the record holds anything on the other's adoption.
    """

    state: str
    other: str
    channel: str
    prior: Shares
    posterior: Shares
    moved: float
    by_geography: float
    by_adoption: float
    on_record: bool
    mover: Mover

    @property
    def assumption_only(self) -> bool:
        """Whether the evidence leaves things as they were assumed."""
        return self.moved < COINCIDE

    def chance(self, worlds: tuple[World, ...], prior: bool = False) -> float:
        """Chance of being in one of several worlds."""
        return sum((self.prior if prior else self.posterior)[w] for w in worlds)


def worlds_of(drawn: Luck, state: str, other: str, channel: str) -> Worlds:
    """Both answers for one channel, on the same draws."""
    posterior, geography, adoption = (
        kinds(drawn, state, other, channel, known) for known in (ALL, frozenset({GEOGRAPHY}), frozenset({ADOPTION}))
    )
    before, after = prior(drawn, channel), shares(posterior)
    return Worlds(
        state,
        other,
        channel,
        before,
        after,
        total_variation(before, after),
        total_variation(before, shares(geography)),
        total_variation(before, shares(adoption)),
        all(drawn.evidence.on_record(c, other) for c in channels_of(channel)),
        mover(drawn, channel, posterior),
    )


@lru_cache(maxsize=16)
def prior(drawn: Luck, channel: str) -> Shares:
    """Chances before anything is known of a pair; the same for all pairs."""
    anyone = drawn.evidence.table.base.states[0]
    return shares(kinds(drawn, anyone, anyone, channel, NOTHING))


def kinds(drawn: Luck, state: str, other: str, channel: str, known: frozenset[str]) -> NDArray[np.int64]:
    """Which world each draw is in, 1 to 4 as Jervis numbers them: the other's offense and arms."""
    against = ease(drawn, other, state, channel, THEM, known)
    arms = distinct(drawn, other, channel, THEM, known)
    return np.array([world(o, k).value for o, k in zip(against.tolist(), arms.tolist(), strict=True)])


def shares(found: NDArray[np.int64]) -> Shares:
    """Share of the draws in each world."""
    return {w: float((found == w.value).mean()) for w in WORLDS}


def total_variation(one: Shares, other: Shares) -> float:
    r"""How far two answers are apart, $\tfrac12 \sum_w |p_w - q_w|$: 0 the same, 1 nothing in common."""
    return 0.5 * sum(abs(one[w] - other[w]) for w in WORLDS)


def mover(drawn: Luck, channel: str, found: NDArray[np.int64]) -> Mover:
    """The input whose lowest and highest third of draws differ most in the four worlds."""
    values = inputs(drawn, channel)
    ends = {name: [shares(found[part]) for part in thirds(values[name][0])] for name in values}
    name = max(ends, key=lambda n: total_variation(*ends[n]))
    low, high = ends[name]
    sides = {"offense has the advantage": OFFENSE, "arms are told apart": DISTINCT}
    chances = {what: [sum(end[w] for w in ws) for end in (low, high)] for what, ws in sides.items()}
    what = max(chances, key=lambda w: abs(chances[w][1] - chances[w][0]))
    return Mover(name, values[name][1], what, *chances[what])


def inputs(drawn: Luck, channel: str) -> dict[str, tuple[Array, str]]:
    """Everything that is drawn and enters the worlds of a channel: values and meaning."""
    used = channels_of(channel)
    named: dict[str, Parameter] = {
        name: p for name, p in OffenseBalance.params.items() if name in ("base", "plain", "blurring", *used)
    }
    if channel not in UNHINDERED:
        named |= {name: OffenseBalance.params[name] for name in ("barrier", "near", "projection")}
    found = {name: (drawn.offense[name], p.doc) for name, p in named.items()}
    return found | {
        f"adoption.{c}": (drawn.normal(error_of(c, THEM)), "error in the other's adoption as measured") for c in used
    }


def thirds(values: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of the lowest and of the highest third."""
    order = np.argsort(values, kind="stable")
    return order[: len(order) // 3], order[-(len(order) // 3) :]
