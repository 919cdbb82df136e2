"""Figure 2 of the first paper: military personnel of ten states, and what the text reads off it."""

# covers: P07

from math import hypot

import numpy as np
import pandas as pd

from counterpoise.data.registers import codes_in, register

from .verdict import NINETY, Context, Estimate, Fact, Finding, Verdict

PARTS = ("active", "reserve", "paramilitary", "total")
COUNTS = ("active", "reserve", "total")  # the counts that the figure prints for every state
UNION = "European Union"


def printed(text: str) -> float:
    """A number as printed; NaN for words such as 'not disclosed'."""
    return float(text) if text.replace(".", "").isdigit() else np.nan


def figure(context: Context) -> pd.DataFrame:
    """Figure 2 as printed: one row a state, NaN where the paper prints no number."""
    facts = context.rows("personnel_row")
    return pd.DataFrame(
        [map(printed, f.values()) for f in facts], index=[f.subject for f in facts], columns=list(PARTS)
    )


def row(fact: Fact, context: Context) -> Finding:
    """Does a row add up, is every part of its total disclosed, and does its active part agree with the panel?"""
    words = dict(zip(PARTS, fact.values(), strict=True))
    parts = {p: printed(w) for p, w in words.items()}
    known = float(np.nansum([parts[p] for p in PARTS[:3]]))
    missing = [p for p in PARTS[:3] if np.isnan(parts[p])]
    active = personnel(context, fact.subject, fact.as_of)
    evidence = {
        "printed_total": parts["total"],
        "sum_of_printed_parts": known,
        "undisclosed": missing,
        "active_printed": parts["active"],
        "active_panel": active._asdict(),
    }
    if known != parts["total"]:
        text = f"the printed parts sum to {known:,.0f} persons, not to the printed total {parts['total']:,.0f}"
        return Finding(Verdict.NOT_CHECKABLE if missing else Verdict.NOT_SUPPORTED, text, evidence)
    if missing:
        text = f"{missing[0]} is '{words[missing[0]]}', yet the total {known:,.0f} is the sum of the other parts: the "
        text += "undisclosed part was counted as zero, so the total is only a lower bound"
        return Finding(Verdict.NOT_SUPPORTED, text, evidence)
    text = f"the three parts sum to the printed total of {known:,.0f} persons; active: {parts['active']:,.0f} printed, "
    text += f"{_persons(active)} in the panel; the panel has no series of reserves or paramilitaries"
    agrees = bool(active.low <= parts["active"] <= active.high)
    return Finding(Verdict.HOLDS if agrees else Verdict.CONTRADICTED, text, evidence)


def order(fact: Fact, context: Context) -> Finding:
    """Does the order of the table survive another count of soldiers?"""
    table = figure(context).loc[fact.subjects()]
    stated = [int(v) for v in fact.values()]
    found = table.rank(ascending=False, method="min")
    same = [p for p in COUNTS if list(found[p]) == stated]
    first = {p: context.name(str(table[p].idxmax())) for p in ("total", "active")}
    moved = int((found.active != found.total).sum())
    text = "the order is that of total personnel" if "total" in same else "the order is not that of the printed totals"
    text += f", where {first['total']} is first; by active personnel {moved} of {len(table)} rows change rank and "
    text += f"{first['active']} is first"
    unknown = [context.name(str(s)) for s in table.index[table.paramilitary.isna()]]
    text += f"; the place of {', '.join(unknown)} rests on a paramilitary force counted as zero" if unknown else ""
    evidence = {"same_order_by": same, "first_by": first, "rows_that_change_rank": moved}
    verdict = Verdict.SOME_MEASURE if same else Verdict.NOT_SUPPORTED
    return Finding(Verdict.HOLDS if len(same) == len(COUNTS) else verdict, text, evidence)


def pair(fact: Fact, context: Context) -> Finding:
    """Is the first ahead of the second in the figure, by every count it prints?"""
    table = figure(context)
    ahead, behind = fact.value.split(">")
    absent = [s for s in (ahead, behind) if s not in table.index]
    panel = _panel_says(context, ahead, behind, fact.as_of)
    if absent:
        text = (
            f"Figure 2 has no row for {' or '.join(map(context.name, absent))}, so it cannot show who is ahead{panel}"
        )
        return Finding(Verdict.NOT_SUPPORTED, text, {"missing_rows": absent})
    counts = {p: bool(table.at[ahead, p] > table.at[behind, p]) for p in COUNTS}
    groups = {"true by": [p for p in COUNTS if counts[p]], "not by": [p for p in COUNTS if not counts[p]]}
    sides = {p: f"{p} ({table.at[ahead, p]:,.0f} against {table.at[behind, p]:,.0f})" for p in COUNTS}
    text = "; ".join(f"{k} {' and '.join(sides[p] for p in group)}" for k, group in groups.items() if group) + panel
    verdict = Verdict.SOME_MEASURE if any(counts.values()) else Verdict.NOT_SUPPORTED
    return Finding(Verdict.HOLDS if all(counts.values()) else verdict, text, counts)


def personnel(context: Context, actor: str, year: int) -> Estimate:
    """Active personnel of a state, or of the European Union's members together, with its 90 % range; NaN if unknown.

    Errors of the members are taken as independent.
    """
    if actor != UNION:
        return context.estimate("milper", actor, year).scaled(1000.0)
    parts = [context.estimate("milper", member, year).scaled(1000.0) for member in european_union()]
    total = float(sum(p.value for p in parts))
    spread = hypot(*((p.high - p.low) / 2 for p in parts))
    return Estimate(total, total - spread, total + spread, min(p.year for p in parts))


def european_union() -> tuple[str, ...]:
    """The members of the Union, as the register of instruments lists them for its AI Act."""
    instruments = register("ai_governance_instruments").set_index("id")
    return tuple(codes_in(instruments.at["eu-ai-act", "parties_iso3"]))


def _panel_says(context: Context, ahead: str, behind: str, year: int) -> str:
    """The same comparison by the panel's active personnel, in the year of the figure and the year before."""
    parts = []
    for y in (year - 1, year):
        own, other = (personnel(context, s, y) for s in (ahead, behind))
        if not np.isnan(own.value + other.value):
            open_order = abs(own.value - other.value) < NINETY * hypot(_sd(own), _sd(other))
            close = " (closer than the error of the data)" if open_order else ""
            parts.append(f"{own.value:,.0f} against {other.value:,.0f} in {y}{close}")
    names = f"{context.name(ahead)} against {context.name(behind)}"
    return f"; active personnel in the panel, {names}: {' and '.join(parts)}" if parts else ""


def _sd(estimate: Estimate) -> float:
    return (estimate.high - estimate.low) / (2 * NINETY)


def _persons(estimate: Estimate) -> str:
    if np.isnan(estimate.value):
        return "none"
    low, high = (round(v, -3) for v in (estimate.low, estimate.high))
    return f"{estimate.value:,.0f} (90 % range {low:,.0f} to {high:,.0f})"
