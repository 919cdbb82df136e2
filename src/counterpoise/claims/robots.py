"""Industrial robots in the first paper: stocks, their growth, and a ranking that mixes states and a region.

The panel has yearly installations of five states, not stocks. Robots serve about twelve years, so the installations
since 2011 are a lower bound of the 2019 stock that is close enough to see a slip by a thousand.
"""

# covers: P21, T06

import numpy as np

from .comparison import power_of_thousand, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict

FIRST = 2011  # first year of the series of installations


def stock(fact: Fact, context: Context) -> Finding:
    """Is the stock, as printed, of the size that the installations allow?"""
    installed = _installed(context, fact.subject, FIRST, fact.as_of)
    if np.isnan(installed):
        text = f"the panel has no installations of {context.name(fact.subject)}"
        if not _is_state(fact.subject, context, fact.as_of):
            text += ", which is a region counted here among states: its stock overlaps those of states"
        return Finding(Verdict.NOT_CHECKABLE, text, {"subject": fact.subject})
    printed = float(fact.value)
    slip = power_of_thousand(installed, printed)
    evidence = {"printed": printed, "installed": installed, "missing_factor": slip}
    text = f"{installed:,.0f} robots were installed in {context.name(fact.subject)} from {FIRST} to {fact.as_of}"
    if slip == 1.0:
        text += f", most of which still serve: the {printed:,.0f} printed for {fact.as_of} are of that size"
        return Finding(Verdict.HOLDS, text, evidence)
    text += f"; the paper prints {fact.value} units"
    if slip is None:
        return Finding(Verdict.CONTRADICTED, text, evidence)
    text += f", short by a factor of {slip:,.0f}"
    text += ": its decimal point stands for a thousands separator" if "." in fact.value else ""
    return Finding(Verdict.WRONG_UNIT, text, evidence)


def growth(fact: Fact, context: Context) -> Finding:
    """Is the growth possible: does the net addition stay within the year's installations?"""
    rate, printed = (float(v) for v in fact.values())
    installed = _installed(context, fact.subject, fact.as_of, fact.as_of)
    if np.isnan(installed):
        text = f"the panel has no installations of {context.name(fact.subject)} in {fact.as_of}"
        return Finding(Verdict.NOT_CHECKABLE, text, {})
    level = _level(context, fact.subject, printed, fact.as_of)
    added = level - level / (1.0 + rate / 100.0)
    text = (
        f"{rate:+g} % to {level:,.0f} means {added:,.0f} more robots in {context.name(fact.subject)} in {fact.as_of}, "
    )
    text += f"{'within' if added <= installed else 'above'} the {installed:,.0f} installed that year"
    evidence = {"net_addition": added, "installed": installed}
    return Finding(Verdict.HOLDS if added <= installed else Verdict.CONTRADICTED, text, evidence)


def market(fact: Fact, context: Context) -> Finding:
    """Is the state first by installations of the year?"""
    section = context.panel.cross_section(["robots_installed"], fact.as_of)
    count = int(np.isfinite(section.value[0]).sum())
    by = {f"installations of the {count} states in the panel": ranks(section, fact.subjects())}
    return ranks_by(fact, context, by, "robots installed")


def rank(fact: Fact, context: Context) -> Finding:
    """Among the stocks the sentence lists, is the state's rank as stated once regions are in, or out?"""
    listed = {f.subject: _level(context, f.subject, float(f.value), f.as_of) for f in context.rows("robot_stock")}
    regions = sorted(s for s in listed if not _is_state(s, context, fact.as_of))
    states = {s: v for s, v in listed.items() if s not in regions}
    subject, stated = fact.subjects()[0], int(fact.value)
    found = {
        label: sorted(values, key=lambda s: -values[s]).index(subject) + 1
        for label, values in (("states", states), ("all", listed))
    }
    text = f"{context.name(subject)} is number {found['states']} of the states listed for {fact.as_of}"
    if regions:
        text += f" and number {found['all']} once {', '.join(regions)}, which is no state, stands in the same list"
    holds = [label for label, r in found.items() if r == stated]
    verdict = Verdict.HOLDS if len(holds) == 2 else Verdict.SOME_MEASURE if holds else Verdict.CONTRADICTED
    return Finding(verdict, text, found)


def _is_state(word: str, context: Context, year: int) -> bool:
    return word in context.panel.system.members(year)


def _level(context: Context, subject: str, printed: float, year: int) -> float:
    """A printed stock with a slip by powers of a thousand put right, where installations show one."""
    installed = _installed(context, subject, FIRST, year)
    return printed * (power_of_thousand(installed, printed) or 1.0)


def _installed(context: Context, subject: str, first: int, last: int) -> float:
    rows = context.panel.series("robots_installed", subject)
    rows = rows[rows.year.between(first, last)]
    return float(rows.value.sum()) if len(rows) == last - first + 1 else np.nan
