"""Technology in the first paper: 5G, innovation, autonomous weapons, national priorities, the UNESCO recommendation."""

# covers: A13, P13, P20, T05, E2

import numpy as np

from counterpoise.charts.percent import percent
from counterpoise.data.registers import register

from .comparison import Combine, Rank, first_row, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict


def _product(values: np.ndarray) -> np.ndarray:
    return values[..., 0, :] * values[..., 1, :]


INNOVATION: dict[str, tuple[list[str], Combine]] = {
    "research spending at market prices": (["rd_share", "gdp_market"], _product),
    "research as a share of GDP": (["rd_share"], first_row),
    "patent applications": (["patent_applications"], first_row),
    "notable AI models": (["notable_models"], first_row),
    "AI articles and citations": (["ai_research"], first_row),
}
AUTONOMY: dict[str, tuple[list[str], Combine]] = {
    "armed drones sold abroad": (["armed_drones_supplied"], first_row),
    "loitering munitions sold abroad": (["loitering_munitions_supplied"], first_row),
    "AI articles and citations": (["ai_research"], first_row),
    "notable AI models": (["notable_models"], first_row),
    "AI compute owned": (["compute_owned"], first_row),
}


def firm_for_state(fact: Fact, context: Context) -> Finding:
    """Is the number a state's, or a firm's used as a state's? The latter refutes the sentence."""
    names = {str(n).casefold() for n in context.panel.firms.firm}
    firms = [s for s in fact.subjects() if s.casefold() in names]
    states = [context.name(s) for s in fact.subjects() if s in context.panel.system.members(fact.as_of)]
    evidence = {"firms": firms, "states": states}
    if firms and states:
        text = (
            f"the {int(fact.value):,} {fact.quantity} are what {', '.join(firms)}, a firm, built by {fact.as_of}; the "
        )
        text += f"sentence ranks {', '.join(states)}, a state, by them. Other builders, other states and where the "
        text += "stations stand are not counted"
        return Finding(Verdict.NOT_SUPPORTED, text, evidence)
    return Finding(Verdict.NOT_CHECKABLE, f"no open series counts {fact.quantity} by state", evidence)


def supplier_share(fact: Fact, context: Context) -> Finding:
    """Could the stated share of the world be a mean of the firm's shares at home and abroad?

    The world's share lies between the two whatever the size of the home market. Ranges of the supplier table are not
    read, because one of them rests on this paper.
    """
    low, high = (float(v) for v in fact.values())
    table = context.panel.suppliers
    rows = table[(table.technology.astype(str) == "telecom_5g") & (table.supplier.astype(str) == fact.subject)]
    abroad = rows[rows.importer.astype(str) == "*"]
    home = rows[rows.importer.astype(str) == rows.home_iso3.astype(str)]
    if abroad.empty or home.empty:
        return Finding(Verdict.NOT_CHECKABLE, f"no independent source on the shares of {fact.subject} is held", {})
    outside, inside = float(abroad.share.iloc[0]), float(home.share.iloc[0])
    where = context.name(str(home.importer.iloc[0]))
    evidence = {"stated": [low, high], "outside_home": outside, "at_home": inside}
    text = f"in {int(home.year.iloc[0])} {fact.subject} had {percent(outside)} of radio access sales outside {where} "
    text += f"and {percent(inside)} in {where}"
    if high < min(outside, inside) or low > max(outside, inside):
        text += f": no mean of the two is {percent(low)} to {percent(high)}"
        return Finding(Verdict.CONTRADICTED, text, evidence)
    weights = sorted((x - outside) / (inside - outside) for x in (low, high))
    text += f"; {percent(low)} to {percent(high)} of the world follows if {where} is {percent(max(weights[0], 0))} to "
    text += f"{percent(min(weights[1], 1))} of the market, and does not describe the market of other states"
    return Finding(Verdict.SOME_MEASURE, text, evidence)


def innovation(fact: Fact, context: Context) -> Finding:
    """Is the order that of research spending, patents, models, or articles?"""
    return ranks_by(fact, context, _ranks(fact, context, INNOVATION), "innovation")


def autonomy_leader(fact: Fact, context: Context) -> Finding:
    """Is the state first by any proxy of autonomous weapons? No series counts them, so proxies cannot refute it."""
    found = ranks_by(fact, context, _ranks(fact, context, AUTONOMY), "proxies of autonomous weapons")
    rivals = [
        f for f in context.facts if f.line == fact.line and f.type == "ranking" and f.value == "1" and f.id != fact.id
    ]
    others = sorted({context.name(s) for f in rivals for s in f.subjects()} - {context.name(fact.subject)})
    text = f"no open series counts autonomous weapons; {found.explanation}"
    text += f"; the same paragraph calls {', '.join(others)} the leader" if others else ""
    verdict = Verdict.NOT_CHECKABLE if found.verdict is Verdict.CONTRADICTED else found.verdict
    return Finding(verdict, text, found.evidence)


def _ranks(fact: Fact, context: Context, series: dict[str, tuple[list[str], Combine]]) -> dict[str, dict[str, Rank]]:
    """Ranks under every series that has a value for some state in the year."""
    found = {}
    for label, (names, combine) in series.items():
        section = context.panel.cross_section(names, fact.as_of)
        if not np.isnan(combine(section.value)).all():
            found[label] = ranks(section, fact.subjects(), combine)
    return found


def national_strategies(fact: Fact, context: Context) -> Finding:
    """Does the register have a national strategy of each state, by that year or at all?"""
    table = register("national_ai_strategies").set_index("iso3")
    year = {s: int(str(table.at[s, "year"])[:4]) for s in fact.subjects() if s in table.index}
    late = [s for s in year if year[s] > fact.as_of]
    without = [s for s in fact.subjects() if s not in year]
    unchecked = [s for s in year if table.at[s, "status"] != "checked"]
    text = (
        f"measured by a national AI strategy in our register, {len(year) - len(late)} of {len(fact.subjects())} states "
    )
    text += f"have one by {fact.as_of}"
    text += "".join(f"; that of {context.name(s)} is of {year[s]}" for s in late)
    text += f"; none is listed for {', '.join(map(context.name, without))}, which is no refusal" if without else ""
    text += f". {len(unchecked)} of these rows were not checked against a document" if unchecked else ""
    verdict = Verdict.NOT_CHECKABLE if without else Verdict.SOME_MEASURE if late else Verdict.HOLDS
    return Finding(verdict, text, {"year": year, "unchecked": unchecked, "without": without})


def instrument_date(fact: Fact, context: Context) -> Finding:
    """Does the register of instruments give the month stated?"""
    table = register("ai_governance_instruments").set_index("id")
    date = str(table.at["unesco-2021", "date"])
    status = {"checked": "checked", "part": "checked in part"}.get(table.at["unesco-2021", "status"], "not checked")
    text = f"our register dates the adoption {date} ({status})"
    return Finding(Verdict.HOLDS if date.startswith(fact.value) else Verdict.CONTRADICTED, text, {"date": date})
