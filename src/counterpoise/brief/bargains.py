"""What agreements a state could keep: depth by issue, what binds, who could move, and how far law lags."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.data.panel import Panel
from counterpoise.data.regimes import NOT_UN_MEMBERS
from counterpoise.deals import ISSUES, Deal, Issue
from counterpoise.deals import deal as strike
from counterpoise.deals.depth import sustainable
from counterpoise.deals.lag import lag, last_entry
from counterpoise.deals.parties import gather
from counterpoise.deals.words import UNEQUAL, listed, odd, the
from counterpoise.dilemma.evidence import at_war

from .entries import Desk
from .page import Line, Number, Table, capital, literal, words

GREAT = ("USA", "CHN", "RUS")
"""Whose consent every agreement on military AI is held to need; our choice."""
DRAWS = 500
"""Fewer than ``deal`` takes: depths move by a point or two."""
ARMED_ONLY = "nuclear-human-control"
SUPPLIERS = "supplier-club"
SOURCE = "treaty-depth model, priors and panel"


@dataclass(frozen=True, eq=False)
class Bargain:
    """One issue at the table: the state, its rival and the great powers; None where too few have what it limits.

    ``alone`` is the depth that the state and its rival would keep between them, ``[draw]``, on the same draws.
    """

    issue: Issue
    deal: Deal | None
    alone: np.ndarray | None
    absent: tuple[str, ...]


@lru_cache(maxsize=2)
def bargains(panel: Panel, state: str, rival: str | None, year: int) -> tuple[Bargain, ...]:
    """All issues that ``deal`` knows."""
    parties = sorted({state, *([rival] if rival else []), *GREAT})
    armed = [p for p, held in zip(parties, gather(panel, parties, year).warheads, strict=True) if held > 0]
    return tuple(
        _bargain(panel, i, parties if i.id != ARMED_ONLY else armed, parties, state, rival, year) for i in ISSUES
    )


def _bargain(
    panel: Panel, issue: Issue, seated: list[str], wanted: list[str], state: str, rival: str | None, year: int
) -> Bargain:
    absent = tuple(p for p in wanted if p not in seated)
    if state not in seated or len(seated) < 2:
        return Bargain(issue, None, None, absent)
    made = strike(issue.id, seated, draws=DRAWS, year=year, panel=panel)
    pair = [k for k, p in enumerate(made.table.parties) if p in (state, rival)]
    alone = sustainable(made.sample.stakes(pair), made.terms) if len(pair) == 2 else None
    return Bargain(issue, made, alone, absent)


def write(desk: Desk) -> list[Line | Table]:
    """What stands out, the table of depths and what it leaves out, who could move, and law against technology."""
    found = bargains(desk.panel, desk.state, desk.rival, desk.year)
    mind = [words(text) for b in found if b.deal for text in odd(b.deal)] + _seatless(desk, found)
    return [*_plainly(desk, found), _depths(desk, found), *mind, *_unequal(desk, found), words(LEFT_OUT),
            _movable(desk, found), laws(desk)]  # fmt: skip


LEFT_OUT = (
    "Read these depths as a ranking of issues, not as promises: no number is estimated from agreements that held or "
    "failed. They look too good because much is left out: who gains more from an agreement that is kept, what it costs "
    "to reach one, domestic politics, states outside the table, and nuclear weapons where they level the odds."
)


def _plainly(desk: Desk, found: tuple[Bargain, ...]) -> list[Line]:
    """The deepest and the shallowest issue, of those that make sense at this table."""
    made = [b for b in found if b.deal and not odd(b.deal)]
    if len(made) < 2:
        return []
    made.sort(key=lambda b: -_mean(b))
    deepest, shallowest = made[0], made[-1]
    numbers = {
        k: _share(desk, f"mean depth kept, {b.issue.title}", _mean(b)) for k, b in (("a", deepest), ("b", shallowest))
    }
    aside = (
        ", the supplier club aside" if any(b.deal and b.issue.id == SUPPLIERS for b in found if b not in made) else ""
    )
    text = (
        f"Best kept{aside}: {lower(deepest.issue.title)}, {{a}} of the depth that all would want, on average over "
        f"draws. Worst kept: {lower(shallowest.issue.title)}, {{b}}. Both are upper bounds, since a breach is held to "
        "end an agreement for good."
    )
    return [Line(text, numbers)]


def _mean(bargain: Bargain) -> float:
    return float(bargain.deal.depth.mean()) if bargain.deal else 0.0


def _unequal(desk: Desk, found: tuple[Bargain, ...]) -> list[Line]:
    """Why rivals of very different power look ready to agree."""
    table = next(b.deal.table for b in found if b.deal)
    if desk.rival is None or not table.tie("rivalry", desk.state, desk.rival) or at_war(table, desk.state, desk.rival):
        return []
    one, other = (float(table.hard[table.base.place[s]]) for s in (desk.state, desk.rival))
    ratio = max(one / other, other / one)
    if ratio < UNEQUAL:
        return []
    apart = desk.computed("ratio of hard power to the rival", ratio, f"{ratio:.1f}", "ratio", "composite of hard power")
    armed = all(table.warheads[table.parties.index(s)] > 0 for s in (desk.state, desk.rival))
    pair = capital(f"{desk.said(desk.state)} and {desk.said(desk.rival)}")
    text = (
        f"{pair} look readier to agree than they are: at {{r}} to one in hard power (by measures that count in world "
    )
    text += "shares), what either gains hardly moves "
    text += "the odds of a war" + (", and their warheads, which level such odds, are not in it." if armed else ".")
    return [Line(text, {"r": apart})]


def _seatless(desk: Desk, found: tuple[Bargain, ...]) -> list[Line]:
    """A party that no conference would seat."""
    table = next(b.deal.table for b in found if b.deal)
    without = [p for p in table.parties if p in NOT_UN_MEMBERS]
    if not without:
        return []
    who = listed([the(desk.name(p)) for p in without])
    return [
        words(
            f"Mind: {who} has no seat in the United Nations, and states that do not recognize it would not sit down "
            "with it: these depths say what its taking part in step would be worth, not that such a table could be set."
        )
    ]


def lower(title: str) -> str:
    """A title inside a sentence."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def _depths(desk: Desk, found: tuple[Bargain, ...]) -> Table:
    """One row an issue."""
    table = next(b.deal.table for b in found if b.deal)
    with_rival = desk.rival is not None
    columns = ["Issue", *([f"With {desk.name(desk.rival)} alone"] if desk.rival else []), "At the whole table"]
    columns += ["Kept at half or more", "What binds", "Keeps least"]
    rows = [_row(desk, bargain, with_rival) for bargain in found]
    who = ", ".join(the(desk.name(p)) for p in table.parties)
    note = (
        f"The whole table: {who}; on human control of nuclear AI those with warheads. Median [nine draws "
        "of ten] of the "
        "depth that the party which wants least would want. What binds: its part of the missing depth, "
        "and the share of "
        "draws held back in which it is the largest. Kept at half or more: share of draws. Keeps least: the party that "
        "most often keeps least, and in what share of the draws held back. All assumed; compare rows with one another."
    )
    return Table("What agreement could be kept", columns, rows, note)


def _row(desk: Desk, bargain: Bargain, with_rival: bool) -> list[Line]:
    title = bargain.issue.title
    if bargain.deal is None:
        why = words(f"{desk.name(desk.state)} has no warheads on record to limit")
        return [words(title), *([words("-")] if with_rival else []), why, words("-"), words("-"), words("-")]
    cells = [words(title)]
    if desk.rival:
        fighting = at_war(bargain.deal.table, desk.state, desk.rival)
        if bargain.alone is None or fighting:
            cells.append(words("at war: nothing claimed" if fighting else "-"))
        else:
            cells.append(_span(desk, f"{title}, the pair alone", bargain.alone))
    half = float((bargain.deal.depth >= 0.5).mean())
    cells.append(_span(desk, f"{title}, whole table", bargain.deal.depth))
    cells.append(Line("{h}", {"h": _share(desk, f"{title}: draws with half depth or more", half)}))
    first = bargain.deal.parties.iloc[0]
    least = {"p": _share(desk, f"{title}: draws in which {desk.name(first.party)} keeps least", float(first.pivotal))}
    return [*cells, _binds(desk, bargain.deal), Line(f"{literal(desk.name(first.party))}, {{p}}", least)]


def _binds(desk: Desk, made: Deal) -> Line:
    if not made.binds:
        return words("nothing")
    numbers: dict[str, Number] = {}
    said: list[str] = []
    for k, r in enumerate(made.binding[made.binding.constraint.isin(made.binds)].sort_values("share").itertuples()):
        label = f"{made.issue.title}, {r.constraint}"
        numbers[f"s{k}"] = _share(desk, f"{label}: part of the missing depth", float(r.share))
        numbers[f"d{k}"] = _share(desk, f"{label}: draws in which it binds most", float(r.binds_most))
        said.insert(0, f"{r.constraint} {{s{k}}} (most in {{d{k}}})")
    return Line(", ".join(said), numbers)


def _share(desk: Desk, label: str, value: float) -> Number:
    return desk.computed(label, value, percent(value), "share", SOURCE, Grade.ASSUMED)


def _span(desk: Desk, label: str, depth: np.ndarray) -> Line:
    low, middle, high = (float(q) for q in np.quantile(depth, [0.05, 0.5, 0.95]))
    told = {"m": ("median", middle), "a": ("5th percentile", low), "b": ("95th percentile", high)}
    return Line("{m} [{a} to {b}]", {k: _share(desk, f"depth, {label}, {what}", v) for k, (what, v) in told.items()})


NEAREST = 3


def _movable(desk: Desk, found: tuple[Bargain, ...]) -> Table:
    """States outside the table that held back, nearest the adopters first."""
    rows = []
    for bargain in found:
        near = bargain.deal.nearest if bargain.deal is not None else None
        if near is None or near.empty:
            continue
        named = [f"{r.name} ({held_back(str(r.act))})" for r in near.head(NEAREST).itertuples(index=False)]
        rows.append([words(bargain.issue.title), words("; ".join(named))])
    note = (
        "States outside the table that abstained or stand outside, the three whose Assembly votes lie "
        "nearest to those of "
        "the states that are in or asked for it. Near is not willing."
    )
    return Table("Who could move", ("Issue", "Nearest to those who are in"), rows, note)


def held_back(act: str) -> str:
    """An act without document and date, which the table of votes has."""
    return "abstained in the latest roll call" if act.startswith("abstained") else act


def laws(desk: Desk) -> Table:
    """Years from the first use on record to the first text and to law, by issue."""
    until = last_entry()
    rows = []
    for issue in ISSUES:
        found = lag(desk.panel, issue, until)
        label = issue.title

        def year(what: str, value: int, source: str, label: str = label) -> Number:
            return desk.recorded(f"{label}: {what}", value, str(value), "year", source, value, Grade.OBSERVED)

        text = words("none on record")
        if found.text is not None:
            text = Line(f"{literal(found.text_name)} ({{y}})", {"y": year("first text", found.text, "registers")})
        law = words("none")
        if found.law is not None:
            law = Line(f"{literal(found.law_name)} ({{y}})", {"y": year("first binding text", found.law, "registers")})
        use, behind = words(found.hole), words("cannot be said")
        if found.used is not None:
            use = Line(f"{found.series} ({{y}})", {"y": year("first use on record", found.used, found.source)})
            years, done = found.behind(until) or (0, False)
            n = desk.computed(f"{label}: years that law lags", years, str(years), "years", "registers", Grade.ESTIMATED)
            unit = "year" if years == 1 else "years"
            behind = Line(f"{{n}} {unit}" if done else f"{{n}} {unit} so far", {"n": n})
        rows.append([words(label), use, text, law, behind])
    columns = ("Issue", "Technology first on record", "First text", "First binding text", "Law behind by")
    note = (
        "Which series dates a technology is our choice, and first on record is not first in the world. "
        "Texts older than it "
        "do not count. Signed is not in force; so far is up to the last entry of our registers."
    )
    return Table("Law against technology", columns, rows, note)
