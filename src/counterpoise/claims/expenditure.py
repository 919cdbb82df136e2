"""Military expenditure in the first paper: a sum with its unit, ranks by budget, and a sum for another thing."""

import numpy as np

from .comparison import UNITS, power_of_thousand, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict


def amount(fact: Fact, context: Context) -> Finding:
    """Is the sum, in the unit printed, near the state's expenditure? Refuted by a factor of a thousand or more."""
    printed = float(fact.value) * UNITS[fact.unit]
    actual = expenditure(context, fact.subject, fact.as_of)
    slip = power_of_thousand(actual, printed)
    evidence = {"printed_usd": printed, "panel_usd": actual, "missing_factor": slip}
    text = f"as printed the sum is {printed:,.0f} US$; our estimate for {fact.as_of} is {actual / 1e9:,.0f} billion "
    text += "(constant 2023 US$)"
    if slip is None:
        return Finding(Verdict.CONTRADICTED, text, evidence)
    if slip != 1.0:
        words = {1e3: "thousand", 1e6: "million", 1e9: "billion"}[slip]
        return Finding(Verdict.WRONG_UNIT, f"{text}: the word '{words}' is missing", evidence)
    return Finding(Verdict.HOLDS, text, evidence)


def rank(fact: Fact, context: Context) -> Finding:
    """Do the ranks by budget hold at market prices and at purchasing power?"""
    section = context.panel.cross_section(["milex", "gdp_market", "gdp_ppp"], fact.as_of)
    milex, market, ppp = section.value
    by = {
        "market exchange rates": ranks(section.states, milex),
        "purchasing power": ranks(section.states, milex * ppp / market),
    }
    return ranks_by(fact, by, "defence budget")


def weapons_development(fact: Fact, context: Context) -> Finding:
    """Is the sum a budget for developing weapons, or the whole of military expenditure? The latter refutes it."""
    printed = float(fact.value) * UNITS[fact.unit]
    actual = expenditure(context, fact.subject, fact.as_of)
    ratio = printed / actual
    evidence = {"printed_usd": printed, "panel_total_usd": actual, "ratio": ratio}
    text = f"the sum is {ratio:.0%} of the state's whole military expenditure "
    text += f"({actual / 1e9:,.0f} billion constant 2023 US$)"
    if ratio > 0.6:
        text += "; soldiers, operations and upkeep included: the sum was given another name"
        return Finding(Verdict.NOT_SUPPORTED, text, evidence)
    return Finding(Verdict.NOT_CHECKABLE, text + "; no series separates the development of weapons", evidence)


def expenditure(context: Context, iso3: str, year: int) -> float:
    """Military expenditure of a state in constant 2023 US dollars; NaN where unknown."""
    section = context.panel.cross_section(["milex"], year)
    return 1e6 * float(section.value[0, section.states.index(iso3)]) if iso3 in section.states else np.nan
