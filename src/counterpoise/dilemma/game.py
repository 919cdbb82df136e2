"""Which stage game a pair is in, how much trust restraint would need, and how much the record supports."""

# covers: RQ4

from dataclasses import dataclass

import numpy as np

from counterpoise.deals.draws import Array
from counterpoise.theory.jervis import Game, class_shares, minimum_trust

from .draws import NOWHERE, THEM, TOGETHER, US, Luck, ambition, distinct, ease
from .evidence import trusted

LEAST_EASE = 1e-3
"""As in ``DilemmaIntensity``: offense is never held to be easier to rule out than this."""


@dataclass(frozen=True, eq=False)
class StageGame:
    """One directed pair with AI in all channels; arrays are over draws, in [0, 1].

    ``required`` and ``without`` are the least trust at which restraint is worth the risk, with AI and without it on the
    same draws; ``trust`` what votes, pacts, rivalry and disputes support.
    """

    state: str
    other: str
    classes: dict[Game, float]
    required: Array
    without: Array
    trust: Array

    @property
    def enough(self) -> float:
        """Share of the draws in which trust is at least what restraint requires."""
        return float((self.trust >= self.required).mean())

    @property
    def raised(self) -> float:
        """Share of the draws in which AI raises the trust that restraint requires."""
        return float((self.required > self.without).mean())

    @property
    def lowered(self) -> float:
        """Share of the draws in which AI lowers it; in the others it changes nothing."""
        return float((self.required < self.without).mean())


def stage_game(drawn: Luck, state: str, other: str) -> StageGame:
    """The game that ``DilemmaIntensity`` plays for a state at the table against any other state."""
    made = payoffs(drawn, state, other, TOGETHER)
    trust = trusted(drawn.evidence, state, drawn.count, drawn.seed)[drawn.evidence.place[other]]
    required, without = (minimum_trust(**p) for p in (made, payoffs(drawn, state, other, NOWHERE)))
    return StageGame(state, other, class_shares(**made), required, without, trust)


def payoffs(drawn: Luck, state: str, other: str, channel: str) -> dict[str, Array]:
    """What the game is made of, by the names of ``theory.jervis``.

    The other's ease rules the game; the state's own stands in the gain, which it multiplies.
    """
    p, against = drawn.game, np.maximum(ease(drawn, other, state, channel, THEM), LEAST_EASE)
    return {
        "ease": against,
        "distinct": distinct(drawn, other, channel, THEM),
        "cost": p["cost"],
        "gain": p["prize"] * ambition(drawn, state) * ease(drawn, state, other, channel, US) / against,
        "loss": p["loss"],
    }


def interval(values: Array) -> tuple[float, float, float]:
    """Median, 5th and 95th percentile."""
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return float(middle), float(low), float(high)
