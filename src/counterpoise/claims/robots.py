"""Industrial robots in the first paper: stocks, their growth, and a ranking that mixes states and a region.

The panel has yearly installations of five states, not stocks. Robots serve about twelve years, so the installations
since 2011 are a lower bound of the 2019 stock that is close enough to see a slip by a thousand.
"""

import numpy as np

from .comparison import power_of_thousand, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict


def stock(fact: Fact, context: Context) -> Finding:
    """Is the stock, as printed, of the size that the installations allow?"""
    installed = _installed(context, fact.subject, 2011, fact.as_of)
    if np.isnan(installed):
        text = f"{fact.subject} is a region or has no series: its stock can neither be checked nor ranked among states"
        return Finding(Verdict.NOT_CHECKABLE, text, {"subject": fact.subject})
    printed = float(fact.value)
    slip = power_of_thousand(installed, printed)
    text = f"printed {fact.value} units; installed 2011-{fact.as_of}: {installed:,.0f}"
    evidence = {"printed": printed, "installed_since_2011": installed, "missing_factor": slip}
    if slip == 1.0:
        return Finding(Verdict.HOLDS, f"{text}, a lower bound of the stock of the same size", evidence)
    if slip is None:
        return Finding(Verdict.CONTRADICTED, text, evidence)
    return Finding(Verdict.WRONG_UNIT, f"{text}: read as printed it is short by a factor of {slip:,.0f}", evidence)


def growth(fact: Fact, context: Context) -> Finding:
    """Is the growth possible: does the net addition stay within the year's installations?"""
    rate, printed = (float(v) for v in fact.values())
    installed = _installed(context, fact.subject, fact.as_of, fact.as_of)
    if np.isnan(installed):
        return Finding(Verdict.NOT_CHECKABLE, f"no installations of {fact.subject} in the panel", {})
    level = printed * (1000.0 if printed < 1000.0 else 1.0)
    added = level - level / (1.0 + rate / 100.0)
    text = f"+{rate:g} % means {added:,.0f} more robots; {installed:,.0f} were installed in {fact.as_of}"
    evidence = {"net_addition": added, "installed": installed}
    return Finding(Verdict.HOLDS if added <= installed else Verdict.CONTRADICTED, text, evidence)


def market(fact: Fact, context: Context) -> Finding:
    """Is the state first by installations of the year?"""
    section = context.panel.cross_section(["robots_installed"], fact.as_of)
    return ranks_by(fact, {"installations": ranks(section.states, section.value[0])}, "robots installed")


def rank(fact: Fact, context: Context) -> Finding:
    """Among the stocks the sentence lists, is the state's rank as stated once regions are in, or out?"""
    listed = {f.subject: float(f.value) for f in context.rows("robot_stock")}
    listed = {s: v * (1000.0 if v < 1000.0 else 1.0) for s, v in listed.items()}
    states = {s: v for s, v in listed.items() if s in context.panel.system.members(fact.as_of)}
    subject, stated = fact.subjects()[0], int(fact.value)
    found = {
        label: sorted(values, key=lambda s: -values[s]).index(subject) + 1
        for label, values in (("states only", states), ("all units listed", listed))
    }
    text = f"{subject} is {found['states only']} among states and {found['all units listed']} among all units listed"
    regions = sorted(set(listed) - set(states))
    text += f" ({', '.join(regions)} is no state)" if regions else ""
    holds = [label for label, r in found.items() if r == stated]
    verdict = Verdict.HOLDS if len(holds) == 2 else Verdict.SOME_MEASURE if holds else Verdict.CONTRADICTED
    return Finding(verdict, text, found)


def _installed(context: Context, iso3: str, first: int, last: int) -> float:
    rows = context.panel.series("robots_installed", iso3)
    rows = rows[rows.year.between(first, last)]
    return float(rows.value.sum()) if len(rows) == last - first + 1 else np.nan
