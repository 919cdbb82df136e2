"""Numbers that nothing in the panel can confirm: say so, and how large they are against what is known."""

# covers: P09, P11, P18, E3, E4, E6

import numpy as np

from counterpoise.charts.percent import percent
from counterpoise.data.panel import BASE_YEAR

from .comparison import UNITS
from .verdict import Context, Fact, Finding, Verdict

WHY = {
    "projection": "a projection for {year}: no open series of {quantity} is held",
    "intention": "an intention for {year}, which no data of the panel can confirm or refute",
    "date": "no register is held that dates the {quantity}",
    "judgment": "a judgment of the author, which no series measures",
    "method": "a statement of how the source was made, taken as given",
}


def no_series(fact: Fact, context: Context) -> Finding:
    """No series measures it; a sum of money is refuted only if it exceeds the whole of which it is a part."""
    why = WHY.get(fact.type, "no open series of {quantity} is held").format(year=fact.as_of, quantity=fact.quantity)
    scale = _scale(fact, context)
    if not scale:
        return Finding(Verdict.NOT_CHECKABLE, why, {})
    words = " and ".join(f"{percent(share)} of {whole}" for whole, share in scale.items())
    if max(scale.values()) > 1:
        return Finding(Verdict.CONTRADICTED, f"{why}, but the sum would be {words}: more than its whole", scale)
    return Finding(Verdict.NOT_CHECKABLE, f"{why}; the sum would be {words}", scale)


def missing_figure(fact: Fact, context: Context) -> Finding:
    """The figure is an image that the text does not carry; the panel redraws it."""
    text = (
        "the figure is an image that the text of the paper does not carry; `counterpoise claims --figures DIR` draws "
    )
    return Finding(Verdict.NOT_CHECKABLE, text + "it anew from the panel beside what the text says of it", {})


def own_list(fact: Fact, context: Context) -> Finding:
    """Does the sentence list as many things as it announces?"""
    listed, stated = fact.subjects(), int(fact.value)
    text = f"the paper announces {stated} {fact.quantity} and names {len(listed)}: {', '.join(listed)}"
    return Finding(Verdict.HOLDS if len(listed) == stated else Verdict.NOT_SUPPORTED, text, {"listed": listed})


def _scale(fact: Fact, context: Context) -> dict[str, float]:
    """The sum as a share of a state's military expenditure, or of the world's and of world output."""
    if fact.unit not in UNITS or fact.unit == "percent":
        return {}
    sum_usd, year = float(fact.value) * UNITS[fact.unit], min(fact.as_of, BASE_YEAR)
    section = context.panel.cross_section(["gdp_market", "milex"], year)
    output, military = (1e6 * section.value[k] for k in (0, 1))
    if fact.subject in section.states:
        base = float(military[section.states.index(fact.subject)])
        whole = f"the military expenditure of {context.name(fact.subject)} in {year} "
        whole += f"({base / 1e9:,.0f} billion US$ of 2023)"
        return {whole: sum_usd / base} if np.isfinite(base) else {}
    if fact.subject != "world":
        return {}
    found = {f"world output in {year} (US$ of 2015)": sum_usd / float(np.nansum(output))}
    if "military" in fact.quantity:
        found[f"the world's military expenditure in {year} (US$ of 2023)"] = sum_usd / float(np.nansum(military))
    return found
