"""Numbers that nothing in the panel can confirm or refute: say so, and how large they are against what is known."""

import numpy as np

from .comparison import UNITS
from .verdict import Context, Fact, Finding, Verdict


def no_series(fact: Fact, context: Context) -> Finding:
    """No series measures it; a sum of money is set against output or military expenditure for scale."""
    text = f"no series of {fact.quantity} is held"
    text += {"projection": "; the sentence gives a projection", "intention": "; the sentence gives an intention"}.get(
        fact.type, ""
    )
    scale = _scale(fact, context)
    return Finding(Verdict.NOT_CHECKABLE, text + (f"; {scale}" if scale else ""), {})


def missing_figure(fact: Fact, context: Context) -> Finding:
    """The figure is an image that the text does not carry; the panel redraws it."""
    text = "the figure is an image that is missing from the text; 'counterpoise claims --figures DIR' redraws it from "
    return Finding(Verdict.NOT_CHECKABLE, text + "the panel beside what the text prints", {})


def _scale(fact: Fact, context: Context) -> str:
    """The sum as a share of world output, or of the state's military expenditure."""
    if fact.unit not in UNITS or fact.unit == "percent":
        return ""
    sum_usd, year = float(fact.value) * UNITS[fact.unit], min(fact.as_of, 2024)
    section = context.panel.cross_section(["gdp_market", "milex"], year)
    if fact.subject in section.states:
        base = 1e6 * section.value[1, section.states.index(fact.subject)]
        return f"it would be {sum_usd / base:.1%} of a year's military expenditure" if np.isfinite(base) else ""
    world = 1e6 * float(np.nansum(section.value[0]))
    return f"it would be {sum_usd / world:.2%} of world output in {year}" if fact.subject == "world" else ""
