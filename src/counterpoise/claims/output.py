"""Economic output in the first paper: the order of the two largest, the gap between them, and their growth."""

import numpy as np

from .comparison import ranks
from .verdict import Context, Fact, Finding, Verdict

PRICES = {"market prices": "gdp_market", "purchasing power": "gdp_ppp"}
NEAR = 0.75  # percentage points: a forecast of the year against the revised outturn


def order(fact: Fact, context: Context) -> Finding:
    """Are the two states the first two, and does their order depend on prices?"""
    section = context.panel.cross_section(list(PRICES.values()), fact.as_of)
    by = {label: ranks(section.states, section.value[section.row(v)]) for label, v in PRICES.items()}
    found = {label: {s: r.get(s) for s in fact.subjects()} for label, r in by.items()}
    pair = {label: set(r.values()) == {1, 2} for label, r in found.items()}
    text = "; ".join(f"{label}: " + ", ".join(f"{s} {r}" for s, r in f.items()) for label, f in found.items())
    same = len({tuple(f.items()) for f in found.values()}) == 1
    if all(pair.values()):
        text += "" if same else "; the pair holds the first two places under both, but who is first depends on prices"
        return Finding(Verdict.HOLDS, text, found)
    return Finding(Verdict.SOME_MEASURE if any(pair.values()) else Verdict.CONTRADICTED, text, found)


def gap(fact: Fact, context: Context) -> Finding:
    """Did the gap between the two fall in the year, as a ratio and as a difference, at either price?"""
    first, second = fact.subjects()
    tests: dict[str, bool] = {}
    for label, variable in PRICES.items():
        before, now = (_pair(context, variable, first, second, fact.as_of + k) for k in (-1, 0))
        tests[f"ratio, {label}"] = bool(abs(np.log(now[0] / now[1])) < abs(np.log(before[0] / before[1])))
        tests[f"difference, {label}"] = bool(abs(now[0] - now[1]) < abs(before[0] - before[1]))
    true = [k for k, v in tests.items() if v]
    text = f"falling by: {', '.join(true) or 'none'}; not by: {', '.join(k for k in tests if k not in true) or 'none'}"
    verdict = Verdict.HOLDS if all(tests.values()) else Verdict.SOME_MEASURE if true else Verdict.CONTRADICTED
    return Finding(verdict, text, tests)


def growth(fact: Fact, context: Context) -> Finding:
    """Is the stated rate within three quarters of a point of the outturn?"""
    actual = growth_rate(context, fact.subject, fact.as_of)
    text = (
        f"stated {fact.value} %, outturn {actual:.2f} % at constant prices (the paper quotes a forecast of that autumn)"
    )
    near = abs(actual - float(fact.value)) <= NEAR
    return Finding(Verdict.HOLDS if near else Verdict.CONTRADICTED, text, {"stated": fact.value, "outturn": actual})


def growth_order(fact: Fact, context: Context) -> Finding:
    """Did the first state grow faster than the second?"""
    rates = {s: growth_rate(context, s, fact.as_of) for s in fact.subjects()}
    first, second = rates.values()
    text = ", ".join(f"{s} {r:.2f} %" for s, r in rates.items()) + f" in {fact.as_of}"
    return Finding(Verdict.HOLDS if first > second else Verdict.CONTRADICTED, text, rates)


def growth_rate(context: Context, iso3: str, year: int) -> float:
    """Growth of output at constant market prices over the year before, in percent."""
    now, before = (_pair(context, "gdp_market", iso3, iso3, y)[0] for y in (year, year - 1))
    return 100.0 * (now / before - 1.0)


def _pair(context: Context, variable: str, first: str, second: str, year: int) -> tuple[float, float]:
    section = context.panel.cross_section([variable], year)
    a, b = (float(section.value[0, section.states.index(s)]) for s in (first, second))
    return a, b
