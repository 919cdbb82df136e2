"""Comparisons that several checks share: ranks with the error of the data, and slips by a power of a thousand."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite, log10
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.panel import CrossSection

from .verdict import Context, Fact, Finding, Verdict

UNITS = {"USD": 1.0, "million USD": 1e6, "billion USD": 1e9, "trillion USD": 1e12, "percent": 0.01}
TOLERANCE = 0.2  # in powers of ten: within a factor of 1.6 counts as the same number in another price base
DRAWS = 2000
Combine = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class Rank(NamedTuple):
    """A rank, 1 the largest, and the 5th to 95th percentile of it when the data are drawn from their errors."""

    rank: int
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.rank}" if self.low == self.high else f"{self.rank} [{self.low} to {self.high}]"


def power_of_thousand(actual: float, printed: float) -> float | None:
    """The factor 1, 1e3, 1e6 or 1e9 that brings ``printed`` near ``actual``; None if none does."""
    if not (isfinite(actual) and isfinite(printed) and actual > 0 and printed > 0):
        return None
    gap = log10(actual / printed)
    near = 3 * round(gap / 3)
    return 10.0**near if abs(gap - near) <= TOLERANCE and 0 <= near <= 9 else None


def first_row(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first variable of ``[..., variable, state]``."""
    return values[..., 0, :]


def ranks(section: CrossSection, states: Sequence[str], combine: Combine = first_row) -> dict[str, Rank]:
    """Rank of each of ``states`` among all states, and how far the error of the data may move it.

    States without a value, or with none of the quantity, have no rank: behind the last there is no order.

    ``combine`` turns values ``[..., variable, state]`` into one quantity ``[..., state]``.
    """
    central = combine(section.value)
    draws = combine(section.draw(np.random.default_rng(0), DRAWS))
    found = {}
    for state in states:
        if state in section.states and central[k := section.states.index(state)] > 0:
            above = 1 + (draws > draws[:, [k]]).sum(axis=1)
            low, high = np.percentile(above, [5, 95], method="nearest")
            found[state] = Rank(1 + int((central > central[k]).sum()), int(low), int(high))
    return found


def ranks_by(fact: Fact, context: Context, by: Mapping[str, Mapping[str, Rank]], what: str) -> Finding:
    """Compare the ranks a sentence states with the ranks under each measure and within its error."""
    stated = dict(zip(fact.subjects(), map(int, fact.values()), strict=True))
    exact = [m for m, found in by.items() if all(s in found and found[s].rank == r for s, r in stated.items())]
    within = [
        m
        for m, found in by.items()
        if m not in exact and all(s in found and found[s].low <= r <= found[s].high for s, r in stated.items())
    ]
    against = [m for m in by if m not in exact + within]
    parts = [
        f"{phrase} {', '.join(_places(context, m, by[m], stated) for m in group)}"
        for phrase, group in (("true by", exact), ("within the error of", within), ("not by", against))
        if group
    ]
    text = f"rank by {what} in {fact.as_of} (90 % range by the error of the data): {'; '.join(parts)}"
    evidence = {m: {s: list(found[s]) if s in found else None for s in stated} for m, found in by.items()}
    if len(exact) == len(by):
        return Finding(Verdict.HOLDS, text, evidence)
    return Finding(Verdict.SOME_MEASURE if exact + within else Verdict.CONTRADICTED, text, evidence)


def _places(context: Context, measure: str, found: Mapping[str, Rank], states: Mapping[str, int]) -> str:
    places = ", ".join(f"{context.name(s)} {found.get(s, 'none')}" for s in states)
    return f"{measure} ({places})"
