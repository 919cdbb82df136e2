"""Investment in artificial intelligence in the first paper: its sum, its leader, and the leader's share."""

import numpy as np

from .comparison import UNITS, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict

SERIES = {"disclosed deals": "ai_investment_disclosed", "estimated deals": "ai_investment_estimated"}
NEAR = 0.25  # a quarter: deal databases differ by that much on what counts as an AI firm


def total(fact: Fact, context: Context) -> Finding:
    """Does the world sum agree within a quarter with what a deal database has for the year?"""
    printed = float(fact.value) * UNITS[fact.unit]
    sums = {label: 1e6 * float(np.nansum(v)) for label, v in _values(context, fact.as_of).items()}
    near = {label: abs(s / printed - 1.0) <= NEAR for label, s in sums.items()}
    text = f"printed {printed / 1e9:.1f} billion; " + ", ".join(f"{k} {s / 1e9:.1f}" for k, s in sums.items())
    return Finding(_verdict(near), _under(near, text), sums)


def leader(fact: Fact, context: Context) -> Finding:
    """Is the state first by either count?"""
    section = context.panel.cross_section(list(SERIES.values()), fact.as_of)
    by = {label: ranks(section.states, section.value[section.row(v)]) for label, v in SERIES.items()}
    return ranks_by(fact, by, "investment in artificial intelligence")


def share(fact: Fact, context: Context) -> Finding:
    """Is the state's share of the world sum within a tenth of the share stated?"""
    section = context.panel.cross_section(list(SERIES.values()), fact.as_of)
    column = section.states.index(fact.subject)
    shares = {
        label: float(section.value[section.row(v), column] / np.nansum(section.value[section.row(v)]))
        for label, v in SERIES.items()
    }
    near = {label: abs(s - float(fact.value)) <= 0.1 for label, s in shares.items()}
    text = f"stated {float(fact.value):.0%}; " + ", ".join(f"{k} {s:.0%}" for k, s in shares.items())
    return Finding(_verdict(near), _under(near, text), shares)


def _values(context: Context, year: int) -> dict[str, np.ndarray]:
    section = context.panel.cross_section(list(SERIES.values()), year)
    return {label: section.value[section.row(v)] for label, v in SERIES.items()}


def _verdict(near: dict[str, bool]) -> Verdict:
    if all(near.values()):
        return Verdict.HOLDS
    return Verdict.SOME_MEASURE if any(near.values()) else Verdict.CONTRADICTED


def _under(near: dict[str, bool], text: str) -> str:
    true = [k for k, v in near.items() if v]
    return text if len(true) in (0, len(near)) else f"true by {', '.join(true)}; {text}"
