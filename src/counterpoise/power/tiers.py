"""Tiers: groups of states that the measures cannot tell apart, where a bare rank would pretend that they can."""

import numpy as np
from numpy.typing import NDArray

TOLD_APART = 0.9  # share of measures in which one must lead another to be told apart from it: assumed, ours


def tiers(scores: NDArray[np.float64], told_apart: float = TOLD_APART) -> NDArray[np.int64]:
    """Tier of each state, 1 the highest; ``scores`` are ``[measure, state]`` without gaps.

    States stand in order of their median. A tier begins with the first state not yet in one and holds all that follow,
    up to the first that it leads in at least ``told_apart`` of the measures, ties counted half; that one begins the
    next tier. So nobody in a tier can be told apart from its first, though its last may be from its second; and two
    neighbors on either side of an edge may be close. Where all measures agree tiers are ranks; where they only repeat
    noise there is one tier.
    """
    order = np.argsort(-np.median(scores, axis=0), kind="stable")
    single = scores.astype(np.float32)
    found = np.zeros(scores.shape[1], dtype=np.int64)
    tier, first = 1, single[:, order[0]]
    for state in order:
        other = single[:, state]
        if (first > other).mean() + 0.5 * (first == other).mean() >= told_apart:
            tier, first = tier + 1, other
        found[state] = tier
    return found
