"""Comparisons that several checks share: ranks under several measures, and slips by a power of a thousand."""

from collections.abc import Mapping, Sequence
from math import isfinite, log10

import numpy as np
from numpy.typing import NDArray

from .verdict import Fact, Finding, Verdict

UNITS = {"USD": 1.0, "million USD": 1e6, "billion USD": 1e9, "trillion USD": 1e12, "percent": 0.01}
TOLERANCE = 0.2  # in powers of ten: within a factor of 1.6 counts as the same number in another price base


def power_of_thousand(actual: float, printed: float) -> float | None:
    """The factor 1, 1e3, 1e6 or 1e9 that brings ``printed`` near ``actual``; None if none does."""
    if not (isfinite(actual) and isfinite(printed) and actual > 0 and printed > 0):
        return None
    gap = log10(actual / printed)
    near = 3 * round(gap / 3)
    return 10.0**near if abs(gap - near) <= TOLERANCE and 0 <= near <= 9 else None


def ranks(states: Sequence[str], values: NDArray[np.float64]) -> dict[str, int]:
    """Rank of each state with a value, 1 the largest."""
    known = [(v, s) for v, s in zip(values, states, strict=True) if np.isfinite(v)]
    return {s: i + 1 for i, (_, s) in enumerate(sorted(known, reverse=True))}


def ranks_by(fact: Fact, by: Mapping[str, Mapping[str, int]], what: str) -> Finding:
    """Compare the ranks a sentence states with the ranks under each measure."""
    stated = dict(zip(fact.subjects(), map(int, fact.values()), strict=True))
    holds = {m: all(found.get(s) == r for s, r in stated.items()) for m, found in by.items()}
    parts = [f"{m}: " + ", ".join(f"{s} {found.get(s, 'missing')}" for s in stated) for m, found in by.items()]
    text = f"rank by {what} ({'; '.join(parts)})"
    evidence = {m: {s: found.get(s) for s in stated} for m, found in by.items()}
    if all(holds.values()):
        return Finding(Verdict.HOLDS, text, evidence)
    if any(holds.values()):
        under = ", ".join(m for m, h in holds.items() if h)
        return Finding(Verdict.SOME_MEASURE, f"true by {under}; {text}", evidence)
    return Finding(Verdict.CONTRADICTED, text, evidence)
