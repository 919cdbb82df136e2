"""Economic output in the first paper: the order of the two largest, the gap between them, and their growth."""

# covers: P19, F24, C20

from counterpoise.charts.percent import percent

from .comparison import Rank, ranks, ranks_by
from .verdict import Context, Fact, Finding, Verdict

PRICES = {"market prices (US$ of 2015)": "gdp_market", "purchasing power (international $ of 2021)": "gdp_ppp"}
NEAR = 0.75  # percentage points, assumed: a forecast made within the year against the revised outturn


def first_places(fact: Fact, context: Context) -> Finding:
    """Do the states hold the first places between them, in whatever order?"""
    places = set(range(1, int(fact.value) + 1))
    by = _ranks(fact, context)
    holds = {label: {r.rank for r in found.values()} == places for label, found in by.items()}
    text = f"places in {fact.as_of}: " + "; ".join(
        f"{label}: " + ", ".join(f"{context.name(s)} {r.rank}" for s, r in found.items()) for label, found in by.items()
    )
    verdict = Verdict.SOME_MEASURE if any(holds.values()) else Verdict.CONTRADICTED
    return Finding(Verdict.HOLDS if all(holds.values()) else verdict, text, holds)


def order(fact: Fact, context: Context) -> Finding:
    """Does the order in which the states are named hold at both prices?"""
    return ranks_by(fact, context, _ranks(fact, context), "GDP")


def gap(fact: Fact, context: Context) -> Finding:
    """Does the second state come nearer to the first in the year, as a ratio and as a difference, at either price?"""
    first, second = fact.subjects()
    tests: dict[str, bool] = {}
    parts = []
    for label, variable in PRICES.items():
        (a0, b0), (a1, b1) = (_pair(context, variable, first, second, fact.as_of + k) for k in (-1, 0))
        tests[f"ratio, {label}"] = abs(b1 / a1 - 1) < abs(b0 / a0 - 1)
        tests[f"difference, {label}"] = abs(a1 - b1) < abs(a0 - b0)
        parts.append(
            f"at {label} {context.name(second)} had {percent(b0 / a0)} of the GDP of {context.name(first)} in "
            f"{fact.as_of - 1} and {percent(b1 / a1)} in {fact.as_of}, a gap of {abs(a0 - b0) / 1e6:.2f} and then "
            f"{abs(a1 - b1) / 1e6:.2f} trillion"
        )
    narrower = [k for k, v in tests.items() if v == (fact.value == "falling")]
    verdict = Verdict.SOME_MEASURE if narrower else Verdict.CONTRADICTED
    return Finding(
        Verdict.HOLDS if len(narrower) == len(tests) else verdict,
        "; ".join([*parts, "no series at current prices is held"]),
        tests,
    )


def growth(fact: Fact, context: Context) -> Finding:
    """Is the stated rate within three quarters of a point of the outturn?"""
    actual, stated = growth_rate(context, fact.subject, fact.as_of), float(fact.value)
    text = f"the paper has {stated:.2f} % for {context.name(fact.subject)} in {fact.as_of}; the outturn at constant "
    text += (
        f"prices is {actual:.2f} %, {abs(actual - stated):.2f} points away (its source is a forecast of that October)"
    )
    near = abs(actual - stated) <= NEAR
    return Finding(Verdict.HOLDS if near else Verdict.CONTRADICTED, text, {"stated": stated, "outturn": actual})


def growth_order(fact: Fact, context: Context) -> Finding:
    """Did the first state grow faster than the second?"""
    ahead, behind = fact.value.split(">")
    rates = {s: growth_rate(context, s, fact.as_of) for s in (ahead, behind)}
    text = f"growth at constant prices in {fact.as_of}: "
    text += ", ".join(f"{context.name(s)} {r:.2f} %" for s, r in rates.items())
    return Finding(Verdict.HOLDS if rates[ahead] > rates[behind] else Verdict.CONTRADICTED, text, rates)


def growth_rate(context: Context, iso3: str, year: int) -> float:
    """Growth of output at constant market prices over the year before, in percent."""
    now, before = (context.estimate("gdp_market", iso3, y).value for y in (year, year - 1))
    return 100.0 * (now / before - 1.0)


def _ranks(fact: Fact, context: Context) -> dict[str, dict[str, Rank]]:
    return {
        label: ranks(context.panel.cross_section([variable], fact.as_of), fact.subjects())
        for label, variable in PRICES.items()
    }


def _pair(context: Context, variable: str, first: str, second: str, year: int) -> tuple[float, float]:
    return context.estimate(variable, first, year).value, context.estimate(variable, second, year).value
