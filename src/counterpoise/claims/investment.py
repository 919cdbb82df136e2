"""Investment in artificial intelligence in the first paper: its sum, its leader, and the leader's share.

The panel has world sums by two counts: of deals whose sums were disclosed, and with the undisclosed ones estimated.
"""

import pandas as pd

from .comparison import UNITS
from .verdict import Context, Fact, Finding, Verdict

NEAR = 0.25  # a quarter: deal databases differ by that much on what counts as an AI firm
NEAR_SHARE = 0.1


def total(fact: Fact, context: Context) -> Finding:
    """Does the world sum agree within a quarter with what a deal database has for the year?"""
    printed = float(fact.value) * UNITS[fact.unit]
    sums = {str(r["count"]): 1e9 * float(r["world"]) for r in _rows(context, fact.as_of)}
    near = {label: abs(s / printed - 1.0) <= NEAR for label, s in sums.items()}
    text = f"printed {printed / 1e9:.1f} billion; " + ", ".join(f"{k} deals {s / 1e9:.0f}" for k, s in sums.items())
    return Finding(_verdict(near), _under(near, text), sums)


def leader(fact: Fact, context: Context) -> Finding:
    """Does the state hold more than half, and so lead, by either count?"""
    shares = _shares(fact, context)
    first = {label: share > 0.5 for label, share in shares.items()}
    text = "share of the world's sum: " + ", ".join(f"{k} deals {s:.0%}" for k, s in shares.items())
    return Finding(_verdict(first), text, shares)


def share(fact: Fact, context: Context) -> Finding:
    """Is the state's share of the world sum within a tenth of the share stated?"""
    shares = _shares(fact, context)
    near = {label: abs(s - float(fact.value)) <= NEAR_SHARE for label, s in shares.items()}
    text = f"stated {float(fact.value):.0%}; " + ", ".join(f"{k} deals {s:.0%}" for k, s in shares.items())
    return Finding(_verdict(near), _under(near, text), shares)


def _rows(context: Context, year: int) -> list[pd.Series]:
    table = context.panel.ai_investment_world
    return [row for _, row in table[table.year == year].iterrows()]


def _shares(fact: Fact, context: Context) -> dict[str, float]:
    column = f"share_{fact.subject.lower()}"
    return {str(row["count"]): float(row[column]) for row in _rows(context, fact.as_of)}


def _verdict(near: dict[str, bool]) -> Verdict:
    if all(near.values()):
        return Verdict.HOLDS
    return Verdict.SOME_MEASURE if any(near.values()) else Verdict.CONTRADICTED


def _under(near: dict[str, bool], text: str) -> str:
    true = [k for k, v in near.items() if v]
    return text if len(true) in (0, len(near)) else f"true by {', '.join(true)} deals only; {text}"
