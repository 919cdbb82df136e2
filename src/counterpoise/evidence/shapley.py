"""Sharing out what several causes do together: each one's mean effect over all orders in which they may join."""

# covers: F01

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Coalition = frozenset[str]


def coalitions(players: Sequence[str]) -> tuple[Coalition, ...]:
    """All sets of players, the empty one first and all of them last."""
    return tuple(frozenset(chosen) for size in range(len(players) + 1) for chosen in combinations(players, size))


def shapley(players: Sequence[str], worth: Mapping[Coalition, Array]) -> dict[str, Array]:
    r"""Shapley's value of each player: $\phi_i = \sum_S \frac{|S|!\,(n-|S|-1)!}{n!} [v(S \cup i) - v(S)]$ (1953).

    ``worth`` gives the value of every coalition, arrays of one shape. The values sum to the worth of all together less
    that of nobody, whatever the order.
    """
    n, values = len(players), {}
    for player in players:
        total = np.zeros_like(worth[frozenset()], dtype=float)
        for chosen in coalitions([p for p in players if p != player]):
            weight = factorial(len(chosen)) * factorial(n - len(chosen) - 1) / factorial(n)
            total += weight * (worth[chosen | {player}] - worth[chosen])
        values[player] = total
    return values
