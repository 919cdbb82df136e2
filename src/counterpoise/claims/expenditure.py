"""Military expenditure in the first paper: a sum with its unit, ranks by budget, and a sum for another thing."""

# covers: P08, P17, P18, E1

import numpy as np

from counterpoise.charts.percent import percent
from counterpoise.data.panel import CrossSection

from .comparison import UNITS, Combine, Rank, first_row, power_of_thousand, ranks, ranks_by
from .verdict import Context, Estimate, Fact, Finding, Verdict

# Assumed: more than half of a budget cannot be for developing weapons alone. China's white paper of 2019 names pay,
# training and upkeep beside equipment, and counts procurement and repair in the last.
MOST = 0.5
BUDGETS: dict[str, tuple[list[str], Combine]] = {
    "our estimate in US$ of 2023": (["milex"], first_row),
    "our estimate in US$ of 2015": (["milex_share", "gdp_market"], lambda x: x[..., 0, :] * x[..., 1, :]),
    "NMC in current US$": (["nmc_milex"], first_row),
    "our estimate in purchasing power": (["milex_share", "gdp_ppp"], lambda x: x[..., 0, :] * x[..., 1, :]),
}
TOP = 15


def amount(fact: Fact, context: Context) -> Finding:
    """Is the sum, in the unit printed, near the state's expenditure? Refuted by a factor of a thousand or more."""
    printed = float(fact.value) * UNITS[fact.unit]
    actual = expenditure(context, fact.subject, fact.as_of)
    slip = power_of_thousand(actual.value, printed)
    evidence = {"printed_usd": printed, "panel_usd": actual.value, "missing_factor": slip}
    text = f"as printed, {context.name(fact.subject)} spends {printed:,.0f} US$; for {fact.as_of} the panel has "
    text += _billions(actual)
    if slip is None:
        return Finding(Verdict.CONTRADICTED, text, evidence)
    if slip != 1.0:
        words = {1e3: "thousand", 1e6: "million", 1e9: "billion"}[slip]
        text += f": the printed sum is short by a factor of {slip:,.0f}, the word '{words}' is missing"
        return Finding(Verdict.WRONG_UNIT, text, evidence)
    return Finding(Verdict.HOLDS, text, evidence)


def budget_ranks(context: Context, states: list[str], year: int) -> dict[str, dict[str, Rank]]:
    """Ranks by military expenditure under each price base and, beside our estimate, in NMC."""
    return {
        label: ranks(context.panel.cross_section(names, year), states, combine)
        for label, (names, combine) in BUDGETS.items()
    }


def rank(fact: Fact, context: Context) -> Finding:
    """Do the ranks by budget hold at market prices, at purchasing power and in another source?"""
    return ranks_by(fact, context, budget_ranks(context, fact.subjects(), fact.as_of), "military expenditure")


def weapons_development(fact: Fact, context: Context) -> Finding:
    """Is the sum a budget for developing weapons, or the whole of military expenditure? The latter refutes it."""
    printed = float(fact.value) * UNITS[fact.unit]
    whole = expenditure(context, fact.subject, fact.as_of)
    ratio = printed / whole.value
    evidence = {"printed_usd": printed, "panel_total_usd": whole.value, "ratio": ratio}
    text = f"the sum is {percent(ratio)} of all military expenditure of {context.name(fact.subject)} in {fact.as_of} "
    text += f"({_billions(whole)})"
    if printed > whole.high:
        return Finding(Verdict.CONTRADICTED, f"{text}: a part cannot exceed its whole", evidence)
    if ratio > MOST:
        text += ", which also pays soldiers, training and upkeep: the whole military budget was given another name"
        return Finding(Verdict.NOT_SUPPORTED, text, evidence)
    return Finding(Verdict.NOT_CHECKABLE, f"{text}; no series separates the development of weapons", evidence)


def exchange_rates(fact: Fact, context: Context) -> Finding:
    """Do positions among the largest budgets move when the same burdens are valued at another year's rates?"""
    orders = {
        label: _order(context.panel.cross_section(names, fact.as_of), combine)
        for label, (names, combine) in BUDGETS.items()
        if label.startswith("our estimate in US$")
    }
    (late, here), (early, there) = orders.items()
    moved = [s for k, s in enumerate(here) if k < TOP and there.index(s) != k]
    text = f"{len(moved)} of the {TOP} largest budgets of {fact.as_of} change rank between {late.split('in ')[1]} and "
    text += early.split("in ")[1]
    if moved:
        first = moved[0]
        text += f", {context.name(first)} from {here.index(first) + 1} to {there.index(first) + 1}"
    return Finding(Verdict.HOLDS if moved else Verdict.CONTRADICTED, text, {"moved": moved})


def input_costs(fact: Fact, context: Context) -> Finding:
    """Are prices in the states lower than in the United States, so that a dollar of budget buys more there?"""
    section = context.panel.cross_section(["gdp_market", "gdp_ppp"], fact.as_of)
    level = section.value[0] / section.value[1]
    base = level[section.states.index("USA")]
    found = {s: float(level[section.states.index(s)] / base) for s in fact.subjects()}
    lower = all(v < 1 for v in found.values())
    text = f"price level of the whole economy in {fact.as_of} (GDP in 2015 US$ over GDP in 2021 international $), "
    text += "United States 100: " + ", ".join(f"{context.name(s)} {100 * v:.0f}" for s, v in found.items())
    text += "; prices of arms alone are not known"
    return Finding(Verdict.HOLDS if lower == (fact.value == "lower") else Verdict.CONTRADICTED, text, found)


def expenditure(context: Context, iso3: str, year: int) -> Estimate:
    """Military expenditure of a state in US dollars of 2023 with its 90 % range; NaN where unknown."""
    return context.estimate("milex", iso3, year).scaled(1e6)


def _order(section: CrossSection, combine: Combine) -> list[str]:
    """States from the largest down."""
    value = combine(section.value)
    return [section.states[k] for k in np.argsort(-np.nan_to_num(value), kind="stable")]


def _billions(sum_usd: Estimate) -> str:
    low, high = sum_usd.low / 1e9, sum_usd.high / 1e9
    return f"{sum_usd.value / 1e9:,.0f} billion US$ of 2023, 90 % range {low:,.0f} to {high:,.0f}"
