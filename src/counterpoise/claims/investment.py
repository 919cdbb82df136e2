"""Investment in artificial intelligence in the first paper: its sum, its leader, and the leader's share.

The panel has world sums by two counts: of deals whose sums were disclosed, and with the undisclosed ones estimated.
"""

# covers: P14

from counterpoise.charts.percent import percent

from .comparison import UNITS
from .verdict import Context, Fact, Finding, Verdict

# What counts as an AI firm moves a world sum by this much: for 2021 the AI Index gave 93.5 billion US$ in its edition
# of 2022 and 125.4 in that of 2023, and the database of the panel has 150.
FACTOR = 1.6
COUNTS = {"disclosed": "disclosed sums only", "estimated": "with undisclosed sums estimated"}
NEAR_SHARE = 0.1  # assumed: shares of deal databases agree better than their sums


def total(fact: Fact, context: Context) -> Finding:
    """Does the world sum agree, as far as such sums agree at all, with what a deal database has for the year?"""
    printed = float(fact.value) * UNITS[fact.unit]
    sums = {count: 1e9 * world for count, world in _column(context, fact.as_of, "world").items()}
    near = {count: 1 / FACTOR <= printed / s <= FACTOR for count, s in sums.items()}
    text = f"the paper has {printed / 1e9:.4g} billion US$ for {fact.as_of}; our deal database has "
    text += " and ".join(f"{s / 1e9:.0f} ({count})" for count, s in sums.items())
    text += f": a factor of {min(sums.values()) / printed:.1f} to {max(sums.values()) / printed:.1f}"
    text += f", where definitions of an AI firm explain about {FACTOR}"
    return Finding(_verdict(near), text, sums)


def leader(fact: Fact, context: Context) -> Finding:
    """Does the state hold more than half, and so lead, by either count?"""
    shares = _shares(fact, context)
    first = {count: share > 0.5 for count, share in shares.items()}
    text = f"in {fact.as_of} {context.name(fact.subject)} had {_percents(shares)} of the world's private AI investment"
    text += ": more than all others together" if all(first.values()) else ""
    return Finding(_verdict(first), text, shares)


def share(fact: Fact, context: Context) -> Finding:
    """Is the state's share of the world sum within a tenth of the share stated?"""
    shares = _shares(fact, context)
    stated = float(fact.value)
    near = {count: abs(s - stated) <= NEAR_SHARE for count, s in shares.items()}
    text = (
        f"the paper has {percent(stated)} of venture funding in {fact.as_of}; our database has {_percents(shares)} of "
    )
    return Finding(_verdict(near), text + "private AI investment", shares)


def _column(context: Context, year: int, name: str) -> dict[str, float]:
    table = context.panel.ai_investment_world
    rows = table[table.year == year]
    return {COUNTS[str(c)]: float(v) for c, v in zip(rows["count"], rows[name], strict=True)}


def _shares(fact: Fact, context: Context) -> dict[str, float]:
    return _column(context, fact.as_of, f"share_{fact.subject.lower()}")


def _percents(shares: dict[str, float]) -> str:
    return " and ".join(f"{percent(s)} ({count})" for count, s in shares.items())


def _verdict(near: dict[str, bool]) -> Verdict:
    if not near:
        return Verdict.NOT_CHECKABLE
    if all(near.values()):
        return Verdict.HOLDS
    return Verdict.SOME_MEASURE if any(near.values()) else Verdict.CONTRADICTED
