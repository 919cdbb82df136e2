"""Figure 2 of the first paper: military personnel of ten states, and what the text reads off it."""

import numpy as np
import pandas as pd

from counterpoise.core import InputError
from counterpoise.data.registers import codes_in, register

from .verdict import Context, Fact, Finding, Verdict

PARTS = ("active", "reserve", "paramilitary", "total")


def _number(text: str) -> float:
    return float(text) if text.replace(".", "").isdigit() else np.nan


def figure(context: Context) -> pd.DataFrame:
    """Figure 2 as printed: one row a state, NaN where the paper prints no number."""
    facts = context.rows("personnel_row")
    return pd.DataFrame(
        [map(_number, f.values()) for f in facts], index=[f.subject for f in facts], columns=list(PARTS)
    )


def row(fact: Fact, context: Context) -> Finding:
    """Does a row of the table add up, and is every part of its total disclosed?"""
    parts = dict(zip(PARTS, map(_number, fact.values()), strict=True))
    known = np.nansum([parts[p] for p in PARTS[:3]])
    missing = [p for p in PARTS[:3] if np.isnan(parts[p])]
    evidence = {"printed_total": parts["total"], "sum_of_printed_parts": float(known), "undisclosed": missing}
    if missing:
        text = f"{', '.join(missing)} is printed as '{fact.values()[2]}', yet the total equals the sum of the others"
        text += ": the undisclosed part counts as zero, so the total is a lower bound"
        verdict = Verdict.NOT_SUPPORTED if known == parts["total"] else Verdict.NOT_CHECKABLE
        return Finding(verdict, text, evidence)
    if known != parts["total"]:
        return Finding(Verdict.NOT_SUPPORTED, f"parts sum to {known:,.0f}, not {parts['total']:,.0f}", evidence)
    return Finding(Verdict.HOLDS, f"the three parts sum to the printed total, {known:,.0f}", evidence)


def order(fact: Fact, context: Context) -> Finding:
    """Does the order of the table survive another count of soldiers?"""
    table = figure(context).loc[fact.subjects()]
    ranks = table.rank(ascending=False, method="min")
    same = [p for p in ("active", "reserve", "total") if list(ranks[p]) == sorted(ranks[p])]
    first = {p: str(table[p].idxmax()) for p in ("active", "reserve", "total")}
    moved = int((ranks.active != ranks.total).sum())
    evidence = {"first_by": first, "rows_that_change_rank": moved}
    text = f"the order is that of total personnel; by active personnel {moved} of {len(table)} rows change rank and "
    text += f"{first['active']} is first, not {first['total']}"
    if same == ["total"]:
        return Finding(Verdict.SOME_MEASURE, text, evidence)
    return Finding(Verdict.HOLDS if len(same) == 3 else Verdict.NOT_SUPPORTED, text, evidence)


def pair(fact: Fact, context: Context) -> Finding:
    """Is the first ahead of the second in the figure, by every count it prints?"""
    table = figure(context)
    ahead, behind = fact.subjects()
    absent = [s for s in (ahead, behind) if s not in table.index]
    if absent:
        return _outside(absent[0], ahead, behind, context, fact)
    counts = {p: bool(table.at[ahead, p] > table.at[behind, p]) for p in ("active", "reserve", "total")}
    text = "; ".join(f"{p}: {table.at[ahead, p]:,.0f} against {table.at[behind, p]:,.0f}" for p in counts)
    if all(counts.values()):
        return Finding(Verdict.HOLDS, text, counts)
    under = ", ".join(p for p, holds in counts.items() if holds)
    return Finding(
        Verdict.SOME_MEASURE if under else Verdict.NOT_SUPPORTED, f"true for {under or 'none'} ({text})", counts
    )


def _outside(absent: str, ahead: str, behind: str, context: Context, fact: Fact) -> Finding:
    """The figure has no row for one side; say so, and what the panel has instead."""
    own = active_personnel(context, ahead, fact.as_of)
    union = active_personnel(context, behind, fact.as_of)
    kind = "a state" if _is_state(absent, context) else "no state of the system"
    text = f"Figure 2 has no row for {absent} ({kind})"
    if not np.isnan(own + union):
        text += f"; the panel has {own:,.0f} active soldiers for {ahead} and {union:,.0f} for {absent}"
    return Finding(Verdict.NOT_SUPPORTED, text, {"missing_row": absent, "panel": {ahead: own, behind: union}})


def _is_state(word: str, context: Context) -> bool:
    try:
        context.panel.system.resolve(word, 2022)
    except InputError:
        return False
    return True


def active_personnel(context: Context, actor: str, year: int) -> float:
    """Active soldiers of a state, or of the European Union's members together, from the panel; NaN where unknown."""
    section = context.panel.cross_section(["milper"], year)
    members = european_union() if actor == "European Union" else (actor,)
    values = [section.value[0, section.states.index(m)] for m in members if m in section.states]
    return 1000.0 * float(np.sum(values)) if values else np.nan


def european_union() -> tuple[str, ...]:
    """The members of the Union, as the register of instruments lists them for its AI Act."""
    instruments = register("ai_governance_instruments").set_index("id")
    return tuple(codes_in(instruments.at["eu-ai-act", "parties_iso3"]))
