"""Which single belief would turn a stance round, how far it must move, and whether it does when worked out again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.deals.depth import Stakes, Terms
from counterpoise.deals.issues import ISSUES, Issue

from .stance import DRAWS, HOPELESS, Record, Variant, decide, outcome, seated, worth_of

CENTRAL = Variant(gains=True, detection="believed", trust="believed", word=True, keepable=1.0 / 3.0)
STEPS = 24
Change = Callable[[Stakes, Terms, float], tuple[Stakes, Terms]]


@dataclass(frozen=True)
class Belief:
    """One thing believed of a deal: its usual level, between what and what it is moved, and how."""

    name: str
    usual: Callable[[Stakes, Terms], float]
    low: float
    high: float
    change: Change
    factor: bool = False
    """Whether the number multiplies what is believed (1 is as believed) rather than replacing it."""


def _held(name: str) -> Belief:
    """A chance of the terms, held at one number for all draws."""

    def change(stakes: Stakes, terms: Terms, value: float) -> tuple[Stakes, Terms]:
        return stakes, replace(terms, **{name: np.full_like(getattr(terms, name), value)})

    return Belief(name.replace("_", " "), lambda s, t: float(np.mean(getattr(t, name))), 0.0, 1.0, change)


def beliefs(me: int) -> tuple[Belief, ...]:
    """What is moved: three chances, the weight on gains, the other's interest, and patience of both."""
    other = 1 - me

    def interest(stakes: Stakes, terms: Terms, factor: float) -> tuple[Stakes, Terms]:
        benefit = stakes.benefit.copy()
        benefit[other] *= factor
        return replace(stakes, benefit=benefit), terms

    def weight(stakes: Stakes, terms: Terms, factor: float) -> tuple[Stakes, Terms]:
        return replace(stakes, weight=factor * stakes.weight), terms

    def patience(stakes: Stakes, terms: Terms, value: float) -> tuple[Stakes, Terms]:
        return replace(stakes, discount=np.full_like(stakes.discount, value)), terms

    return (
        _held("detection"),
        _held("false_alarm"),
        _held("punishment"),
        Belief("the other's interest in binding it", lambda s, t: 1.0, 0.1, 10.0, interest, factor=True),
        Belief("weight on the other's gains", lambda s, t: 1.0, 0.1, 10.0, weight, factor=True),
        Belief("weight of next year", lambda s, t: float(np.mean(s.discount)), 0.3, 0.99, patience),
    )


def flips(
    panel: Panel,
    state: str,
    rival: str,
    *,
    issues: tuple[Issue, ...] = ISSUES,
    year: int = BASE_YEAR,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """The smallest single change of a belief that turns the stance on an issue, nearest first, at most one an issue.

    Columns: issue, stance, belief, usual, value, factor, becomes, effort (part of the way to the end of the range,
    on a logarithmic scale for factors; 0 where it is enough to be certain of the usual value). Each row is worked out
    again at its value; what does not turn then is left out.
    Beliefs are moved one at a time from the central way of seeing the deal (gains count, a third is worth having).
    """
    rows = []
    for issue, sample, me, on_record in seated(panel, state, rival, issues, year, draws):
        stakes, terms = sample.stakes(), sample.terms
        usual = _stance(stakes, terms, me, on_record)
        found = [_nearest(stakes, terms, me, on_record, belief, usual) for belief in beliefs(me)]
        turned = [each for each in found if each is not None]
        if turned:
            rows.append({"issue": issue.id, "stance": usual, **min(turned, key=lambda each: float(each["effort"]))})
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("effort", kind="stable", ignore_index=True)


COLUMNS = ["issue", "stance", "belief", "usual", "value", "factor", "becomes", "effort"]


def _stance(stakes: Stakes, terms: Terms, me: int, record: Record) -> str:
    worth = worth_of(stakes, terms, me)
    binds = outcome(stakes, terms, me)[1] if worth < HOPELESS else ""  # it matters below that alone
    return decide(worth, binds, CENTRAL, record).value


def _nearest(
    stakes: Stakes, terms: Terms, me: int, record: Record, belief: Belief, usual: str
) -> dict[str, float | str | bool] | None:
    """The nearest value on either side of a belief's usual one at which the stance is another, if any is.

    The usual value itself counts where it is a mean over draws: held at it for certain, the stance may turn already.
    """
    middle = belief.usual(stakes, terms)
    found = []
    for end in (belief.low, belief.high):
        for effort in np.linspace(0.0, 1.0, STEPS + 1)[1 if belief.factor else 0 :]:
            value = middle * (end / middle) ** effort if belief.factor else middle + effort * (end - middle)
            becomes = _stance(*belief.change(stakes, terms, float(value)), me, record)
            if becomes != usual:
                found.append((float(effort), float(value), becomes))
                break
    if not found:
        return None
    effort, value, becomes = min(found)
    return {
        "belief": belief.name, "usual": middle, "value": value, "factor": belief.factor, "becomes": becomes,
        "effort": effort,
    }  # fmt: skip
