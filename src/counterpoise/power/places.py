"""Places: between which ranks a state stands for sure, where a bare rank would tell apart what the measures cannot."""

import numpy as np
from numpy.typing import NDArray

TOLD_APART = 0.9  # share of measures in which one must lead another to be told apart from it: assumed, ours


def places(scores: NDArray[np.float64], told_apart: float = TOLD_APART) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best and worst place of each state, ``[state]``; ``scores`` are ``[measure, state]`` without gaps.

    One state is clearly above another if it leads it in at least ``told_apart`` of the same measures, ties counted
    half. The best place is one more than the states clearly above, the worst leaves as many places as are clearly
    below; the states in between cannot be told apart from it. Where all measures agree both are the rank. Groups cut
    from the top down were tried first: their edges moved with the seed, these places hardly do.
    """
    single = scores.astype(np.float32)
    leads = np.stack([(own[:, None] > single).mean(axis=0) for own in single.T])
    level = 1.0 - leads - leads.T
    above = leads + 0.5 * level >= told_apart  # [a, b]: a is clearly above b
    np.fill_diagonal(above, False)
    return 1 + above.sum(axis=0), scores.shape[1] - above.sum(axis=1)
