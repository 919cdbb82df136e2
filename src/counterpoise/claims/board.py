"""The board: every number the papers state with its verdict."""

from collections.abc import Callable, Mapping

import pandas as pd

from counterpoise.core import DataIntegrityError, InputError, nearest
from counterpoise.data.panel import Panel

from . import expenditure, investment, output, personnel, robots, technology, uncheckable
from .verdict import Context, Fact, Finding, read_facts

Check = Callable[[Fact, Context], Finding]
CHECKS: Mapping[str, Check] = {
    "ai_investment": investment.total,
    "ai_investment_rank": investment.leader,
    "ai_investment_share": investment.share,
    "autonomy_leader": technology.autonomy_leader,
    "budget_rank": expenditure.rank,
    "exchange_rates": expenditure.exchange_rates,
    "firm_for_state": technology.firm_for_state,
    "gdp_first_places": output.first_places,
    "gdp_growth": output.growth,
    "gdp_growth_order": output.growth_order,
    "gdp_margin": output.gap,
    "gdp_rank": output.order,
    "input_costs": expenditure.input_costs,
    "innovation_rank": technology.innovation,
    "instrument_date": technology.instrument_date,
    "military_expenditure": expenditure.amount,
    "missing_figure": uncheckable.missing_figure,
    "national_strategies": technology.national_strategies,
    "no_series": uncheckable.no_series,
    "own_list": uncheckable.own_list,
    "personnel_order": personnel.order,
    "personnel_pair": personnel.pair,
    "personnel_row": personnel.row,
    "robot_growth": robots.growth,
    "robot_market": robots.market,
    "robot_rank": robots.rank,
    "robot_stock": robots.stock,
    "supplier_share": technology.supplier_share,
    "weapons_development": expenditure.weapons_development,
}
FIELDS = ("id", "paper", "line", "quote", "type", "verdict", "explanation")


def check(fact: Fact, context: Context) -> Finding:
    """Execute the check that a fact names. Raises DataIntegrityError if there is none of that name."""
    if fact.check not in CHECKS:
        near = nearest(fact.check, CHECKS)
        hint = f"; did you mean {near!r}?" if near else ""
        raise DataIntegrityError(f"fact {fact.id!r} names no check there is: {fact.check!r}{hint}")
    return CHECKS[fact.check](fact, context)


def board(panel: Panel, facts: tuple[Fact, ...] | None = None) -> pd.DataFrame:
    """One row a claim, in the order of the papers: id, paper, line, quote, type, verdict, explanation."""
    context = Context(panel, read_facts() if facts is None else facts)
    rows = []
    for fact in sorted(context.facts, key=lambda f: (f.paper, f.line)):
        finding = check(fact, context)
        rows.append([fact.id, fact.paper, fact.line, fact.quote, fact.type, finding.verdict.value, finding.explanation])
    return pd.DataFrame(rows, columns=list(FIELDS))


def examine(panel: Panel, claim: str) -> tuple[Fact, Finding]:
    """One claim with its evidence. Raises InputError with the nearest id."""
    context = Context(panel, read_facts())
    by_id = {f.id: f for f in context.facts}
    if claim not in by_id:
        near = nearest(claim, by_id)
        raise InputError(f"no claim {claim!r}" + (f"; did you mean {near!r}?" if near else ""))
    fact = by_id[claim]
    return fact, check(fact, context)
