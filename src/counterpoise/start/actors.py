"""Who acts, and which pairs of states are looked at one by one."""

# covers: A01

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.engine import Actors

from .base import Base
from .firms import named
from .governance import REGIMES

AI_POWER = 0.01
"""Assumed: an AI power has at least a hundredth of the world's AI research or of its AI computing."""
COMMON_PACTS = 4
"""Defense pacts with this many of the same major powers show that two states belong to one alliance.

Between 1992 and 2024 every pair so found is allied in the treaty data (56 of 56 in 1992, 260 of 260 in 2018); with
three common pacts some members of the European Union outside the Atlantic alliance come in wrongly before 2020.
"""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Why a pair of states is in the world: one symmetric matrix ``[state, state]`` for each reason."""

    base: Base
    ai_powers: Mask

    @cached_property
    def relevant(self) -> Mask:
        """Contiguous, or with a major power, or rivals."""
        return self.base.square(self.base.pairs, self.base.pairs.relevant) == 1

    @cached_property
    def pact(self) -> Mask:
        """Bound by a defense pact that the panel lists; it lists those of relevant pairs only."""
        rows = self.base.pairs
        return self.base.square(rows, rows.defense_ab | rows.defense_ba) == 1

    @cached_property
    def inferred(self) -> Mask:
        """Unlisted pairs that share defense pacts with at least four major powers."""
        with_majors = (self.pact & self.base.majors[None, :]).astype(float)
        common = with_majors @ with_majors.T
        unlisted = self.base.square(self.base.pairs, 1.0) == 0
        return (common >= COMMON_PACTS) & unlisted & ~np.eye(self.base.size, dtype=bool)

    @cached_property
    def among_ai_powers(self) -> Mask:
        """Both are AI powers."""
        return self.ai_powers[:, None] & self.ai_powers[None, :] & ~np.eye(self.base.size, dtype=bool)

    @property
    def alliance(self) -> Mask:
        """Bound by a defense pact, listed or inferred."""
        return self.pact | self.inferred

    @property
    def listed(self) -> Mask:
        """All pairs of the world."""
        return self.relevant | self.alliance | self.among_ai_powers

    def counts(self) -> pd.DataFrame:
        """How many undirected pairs each reason names, and how many it alone brings in."""
        reasons = {
            "politically relevant": self.relevant,
            "defense pact": self.pact,
            "defense pact, inferred": self.inferred,
            "among AI powers": self.among_ai_powers,
        }
        rows = []
        for name, mask in reasons.items():
            others = np.any([m for other, m in reasons.items() if other != name], axis=0)
            rows.append({"reason": name, "pairs": mask.sum() // 2, "alone": (mask & ~others).sum() // 2})
        rows.append({"reason": "all", "pairs": self.listed.sum() // 2, "alone": 0})
        return pd.DataFrame(rows)


def ai_powers(talent: NDArray[np.float64], compute: NDArray[np.float64], ripeness: float) -> Mask:
    """States with at least a hundredth of the world's AI research or computing; none before 2012."""
    computing = compute / compute.sum() if compute.sum() > 0 else compute
    return (np.maximum(talent, computing) >= AI_POWER) & (ripeness > 0)


def actors_of(pairs: Pairs) -> Actors:
    """States, their directed dyads sorted by sender, firms and regimes, as the engine wants them."""
    src, dst = np.nonzero(pairs.listed)
    firms, home = named(pairs.base)
    return Actors(pairs.base.states, src, dst, firms, home, tuple(REGIMES))
