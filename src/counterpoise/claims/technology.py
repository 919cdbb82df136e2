"""Technology in the first paper: 5G, innovation, autonomous weapons, national priorities, the UNESCO recommendation."""

import numpy as np

from counterpoise.data.registers import register

from .comparison import ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict

INNOVATION = {
    "research as a share of output": "rd_share",
    "patent applications": "patent_applications",
    "notable AI models": "notable_models",
    "AI articles and citations": "ai_research",
}
AUTONOMY = {
    "armed drones supplied": "armed_drones_supplied",
    "AI articles and citations": "ai_research",
    "notable AI models": "notable_models",
    "AI compute owned": "compute_owned",
}


def firm_for_state(fact: Fact, context: Context) -> Finding:
    """Is the number a state's, or a firm's used as a state's? The latter refutes the sentence."""
    names = {str(n).casefold() for n in context.panel.firms.name}
    firms = [s for s in fact.subjects() if s.casefold() in names]
    states = [s for s in fact.subjects() if s in context.panel.system.members(fact.as_of)]
    evidence = {"firms": firms, "states": states}
    if firms and states:
        text = f"the count is of {', '.join(firms)}, a firm, and is used to rank {', '.join(states)}, a state; "
        text += "what others built, at home or elsewhere, is not counted"
        return Finding(Verdict.NOT_SUPPORTED, text, evidence)
    return Finding(Verdict.NOT_CHECKABLE, "no series counts base stations by state", evidence)


def supplier_share(fact: Fact, context: Context) -> Finding:
    """Does the stated range overlap the range of the supplier table, where that rests on another source?"""
    low, high = (float(v) for v in fact.values())
    table = context.panel.suppliers
    rows = table[(table.technology.astype(str).str.contains("5g")) & (table.supplier.astype(str) == fact.subject)]
    rows = rows[(rows.importer.astype(str) == "*") & rows.source.astype(str).ne("roumate2022")]
    if rows.empty:
        return Finding(Verdict.NOT_CHECKABLE, "no independent source on shares of the 5G market is held", {})
    row = rows.iloc[0]
    text = f"stated {low:.0%}-{high:.0%}; the supplier table has {row.share:.0%} "
    text += f"({row.share_low:.0%}-{row.share_high:.0%}, {row.grade}, {row.year})"
    overlap = bool(low <= row.share_high and high >= row.share_low)
    evidence = {"stated": [low, high], "table": [float(row.share_low), float(row.share_high)]}
    return Finding(Verdict.HOLDS if overlap else Verdict.CONTRADICTED, text, evidence)


def innovation(fact: Fact, context: Context) -> Finding:
    """Is the order that of research spending, patents, models, or articles?"""
    return ranks_by(fact, _ranks(context, INNOVATION, fact.as_of), "innovation")


def autonomy_leader(fact: Fact, context: Context) -> Finding:
    """Is the state first by any proxy of autonomous weapons? The sentence names none."""
    return ranks_by(fact, _ranks(context, AUTONOMY, fact.as_of), "proxies of autonomous weapons")


def _ranks(context: Context, series: dict[str, str], year: int) -> dict[str, dict[str, int]]:
    section = context.panel.cross_section(list(series.values()), year)
    found = {label: section.value[section.row(v)] for label, v in series.items()}
    return {label: ranks(section.states, v) for label, v in found.items() if not np.isnan(v).all()}


def national_strategies(fact: Fact, context: Context) -> Finding:
    """Does the register of national strategies have each state by that year?"""
    table = register("national_ai_strategies").set_index("iso3")
    held = {s: s in table.index and int(table.at[s, "year"]) <= fact.as_of for s in fact.subjects()}
    weak = [s for s in held if held[s] and table.at[s, "status"] != "checked"]
    without = [s for s, h in held.items() if not h]
    text = f"{sum(held.values())} of {len(held)} have a national strategy by {fact.as_of} in our register"
    text += f" (none for {', '.join(without)})" if without else ""
    text += f"; {len(weak)} of these rows are not fully checked" if weak else ""
    verdict = Verdict.HOLDS if not without else Verdict.SOME_MEASURE
    return Finding(verdict, text, {"held": held, "unchecked": weak})


def instrument_date(fact: Fact, context: Context) -> Finding:
    """Does the register of instruments give the month stated?"""
    table = register("ai_governance_instruments").set_index("id")
    date = str(table.at["unesco-2021", "date"])
    text = f"the register gives {date} ({table.at['unesco-2021', 'status']})"
    return Finding(Verdict.HOLDS if date.startswith(fact.value) else Verdict.CONTRADICTED, text, {"date": date})
