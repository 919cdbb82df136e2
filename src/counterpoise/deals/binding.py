"""Which constraint holds an agreement back: each relaxed alone and with the others, on the same draws."""

# covers: F34, RQ6, C27

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from .depth import CONSTRAINTS, Array, Stakes, Terms, relaxed, sustainable

Subset = frozenset[str]
CLOSE = 0.1
"""Two constraints whose parts of the missing depth differ by less than a tenth are named together."""
COMPLETE = 0.99
"""A draw that keeps this share of full depth has nothing that binds."""


def depths_without(stakes: Stakes, terms: Terms) -> dict[Subset, Array]:
    """Sustainable depth, share of full, ``[draw]``, without every subset of the constraints."""
    return {s: sustainable(*relaxed(stakes, terms, s)) for s in subsets(CONSTRAINTS)}


def subsets(names: tuple[str, ...]) -> list[Subset]:
    """Every subset, the empty one first."""
    return [frozenset(c) for size in range(len(names) + 1) for c in combinations(names, size)]


def shapley(value: Callable[[Subset], Array], names: tuple[str, ...]) -> dict[str, Array]:
    r"""What each of several causes adds, averaged over the orders in which they can be added; they sum to the whole.

    $\phi_c = \sum_{S \not\ni c} \frac{|S|! (n - |S| - 1)!}{n!} [v(S \cup c) - v(S)]$, exact over the $2^n$ subsets.
    """
    n = len(names)
    parts = {}
    for name in names:
        others = tuple(other for other in names if other != name)
        terms = [
            factorial(len(s)) * factorial(n - len(s) - 1) / factorial(n) * (value(s | {name}) - value(s))
            for s in subsets(others)
        ]
        parts[name] = np.asarray(np.sum(terms, axis=0))
    return parts


def halfway(stakes: Stakes, terms: Terms) -> dict[str, float]:
    """Mean depth gained by going half the way: half of what goes unseen is seen, half an agent, half the weight."""
    now = sustainable(stakes, terms).mean()
    return {c: float(sustainable(*relaxed(stakes, terms, {c}, by=0.5)).mean() - now) for c in CONSTRAINTS}


def binding_table(depths: dict[Subset, Array]) -> pd.DataFrame:
    """One row a constraint: constraint, gain_alone, low, high, share, binds_most.

    ``gain_alone``: mean depth gained if it alone is relaxed, with the 5th and 95th percentile over draws; ``share``:
    its Shapley part of all the depth that is missing; ``binds_most``: share of the draws held back in which that part
    is the largest.
    """
    now, parts = depths[frozenset()], shapley(depths.__getitem__, CONSTRAINTS)
    missing = sum(float(part.mean()) for part in parts.values())
    held = now < COMPLETE
    first = np.argmax([parts[c] for c in CONSTRAINTS], axis=0)
    rows = []
    for k, name in enumerate(CONSTRAINTS):
        gain = depths[frozenset({name})] - now
        rows.append(
            {
                "constraint": name,
                "gain_alone": float(gain.mean()),
                "low": float(np.quantile(gain, 0.05)),
                "high": float(np.quantile(gain, 0.95)),
                "share": float(parts[name].mean() / missing) if missing > 1e-12 else 0.0,
                "binds_most": float((first[held] == k).mean()) if held.any() else 0.0,
            }
        )
    return pd.DataFrame(rows)


def interaction(depths: dict[Subset, Array]) -> float:
    """Mean depth gained by relaxing all at once beyond the sum of what each gains alone.

    Positive where constraints lock one another in, so that none can be relaxed to good effect alone; negative where
    either of two would do.
    """
    now = depths[frozenset()]
    alone = sum((depths[frozenset({name})] - now for name in CONSTRAINTS), np.zeros_like(now))
    return float((depths[frozenset(CONSTRAINTS)] - now - alone).mean())


def verdict(table: pd.DataFrame, mean_depth: float) -> tuple[str, ...]:
    """The constraints with the largest part of what is missing, within a tenth of each other; none if all is kept."""
    if mean_depth >= COMPLETE:
        return ()
    ordered = table.sort_values("share", ascending=False, kind="stable")
    top = ordered.share.iloc[0]
    return tuple(ordered.constraint[ordered.share > top - CLOSE])
