"""How often pacts are made and ended among relevant pairs, from the years up to an origin."""

import numpy as np

from counterpoise.start.pair_years import PairYears

from .protocol import protocol

PRIOR = (0.5, 0.5)
"""Beta prior of a yearly chance (Jeffreys)."""


def changes(pairs: PairYears, last: int) -> dict[str, tuple[int, int]]:
    """Pacts made and ended, and pair-years in which each could have been, in the sixteen years that end with last."""
    made, free, ended, bound = 0, 0, 0, 0
    for year in range(last - protocol().windows.fit_years + 1, last + 1):
        first, second = pairs.history.pairs(year)
        now, before = ({n: pairs.listed(at)[n][first, second] for n in ("relevant", "pact")} for at in (year, year - 1))
        both = (now["relevant"] > 0) & (before["relevant"] > 0)
        held, holds = before["pact"][both] > 0, now["pact"][both] > 0
        made, free = made + int((~held & holds).sum()), free + int((~held).sum())
        ended, bound = ended + int((held & ~holds).sum()), bound + int(held.sum())
    return {"made": (made, free), "ended": (ended, bound)}


def rate(events: int, cases: int) -> tuple[float, float]:
    """Mean and standard deviation of a yearly chance after the record, in closed form (beta)."""
    a, b = PRIOR[0] + events, PRIOR[1] + cases - events
    mean = a / (a + b)
    return mean, float(np.sqrt(mean * (1.0 - mean) / (a + b + 1.0)))
