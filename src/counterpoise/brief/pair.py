"""The record of a pair: warheads, borders, pacts, rivalry, disputes and wars between a state and its rival."""

import numpy as np
import pandas as pd

from counterpoise.core import Grade
from counterpoise.deals.base_rates import SINCE as SINCE_FITTED
from counterpoise.deals.base_rates import of_pair

from .base_rates import as_share
from .entries import Desk, plain
from .page import Line, Number, Table, literal, words

BORDERS = {
    1: "a land border", 2: "up to twelve miles of sea between them", 3: "up to twenty-four miles of sea between them",
    4: "up to a hundred and fifty miles of sea between them", 5: "up to four hundred miles of sea between them",
}  # fmt: skip
KINDS = ("positional", "spatial", "ideological", "interventionary")
PACTS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
SINCE = 1946


def write(desk: Desk) -> Table:
    """One row a fact; what the record does not reach says until when it goes."""
    assert desk.rival is not None
    first, second = sorted((desk.state, desk.rival))
    record = desk.panel.dyads
    record = record[(record.a == first) & (record.b == second) & (record.year <= desk.year)].sort_values("year")
    facts = [
        ("Nuclear warheads", _warheads(desk)),
        ("Border", _border(record)),
        ("Distance of the capitals", _latest(desk, record, "capital_distance", "kilometers", "cow_capitals")),
        ("Pacts between them", _pacts(desk, record)),
        ("Defense pacts with others", _partners(desk)),
        ("Strategic rivalry", _rivalry(desk, record)),
        ("Militarized disputes", _disputes(desk, record)),
        ("Wars", _years(desk, record, "war_onset", "cow_wars")),
        ("Armed conflict between the states", _years(desk, record, "ucdp_intensity", "ucdp_acd")),
        ("Distance of UN votes", _latest(desk, record, "ideal_distance", "ideal-point units", "unga_ideal_points")),
        ("Organizations with both as members", _latest(desk, record, "joint_igos", "organizations", "cow_igo")),
    ]
    title = f"The record of the pair: {desk.name(desk.state)} and {desk.name(desk.rival)}"
    note = (
        "Each record ends when its source does. Pacts are as ATOP lists them up to the year it is read to, and carried "
        "on since, but for changes in our register: one that nobody has ended stays listed, whatever it is worth. "
        "A pact or a vote on record is no measure of intent."
    )
    return Table(title, ("Fact", "On record"), [[words(fact), line] for fact, line in facts], note)


def _number(desk: Desk, label: str, value: float, unit: str, source: str, year: int) -> Number:
    return desk.computed(f"pair: {label}", value, plain(value), unit, source, Grade.OBSERVED, year)


def _year(desk: Desk, label: str, year: int, source: str) -> Number:
    return desk.computed(f"pair: year of {label}", year, str(year), "year", source, Grade.OBSERVED, year)


def _warheads(desk: Desk) -> Line:
    section = desk.panel.cross_section(["warheads"], desk.year)
    both = [(s, desk.read(section, "warheads", s)) for s in (desk.state, desk.rival or "")]
    parts = [f"{literal(desk.name(s))} {line.template.replace('{', '{' + s)}" for s, line in both]
    return Line(", ".join(parts), {s + k: n for s, line in both for k, n in line.numbers.items()})


def _now(record: pd.DataFrame) -> pd.Series | None:
    return record.iloc[-1] if len(record) else None


def _border(record: pd.DataFrame) -> Line:
    row = _now(record)
    code = 0 if row is None or pd.isna(row.contiguity) else int(row.contiguity)
    return words(BORDERS.get(code, "none, and no narrow sea between them"))


def _latest(desk: Desk, record: pd.DataFrame, column: str, unit: str, source: str) -> Line:
    known = record[record[column].notna()]
    if known.empty:
        return words("not on record")
    row = known.iloc[-1]
    value = _number(desk, column.replace("_", " "), float(row[column]), unit, source, int(row.year))
    return Line(
        f"{{v}} {unit} ({{y}})", {"v": value, "y": _year(desk, column.replace("_", " "), int(row.year), source)}
    )


def _pacts(desk: Desk, record: pd.DataFrame) -> Line:
    row = _now(record)
    kinds = [] if row is None else [k for k in PACTS if bool(row[f"{k}_ab"] == 1) or bool(row[f"{k}_ba"] == 1)]
    if not kinds:
        return words("none on record")
    return Line(f"{', '.join(kinds)} (ATOP, read to {{y}})", {"y": _read_to(desk)})


def _read_to(desk: Desk) -> Number:
    """The last year for which pacts are the source's own, not carried on."""
    pairs = desk.panel.dyads
    own = pairs[pairs.alliance_flag.isin(("observed", "zero")) & (pairs.year <= desk.year)]
    return _year(desk, "last pacts of the source", int(own.year.max()), "atop")


def partners(desk: Desk, iso3: str) -> set[str]:
    """States bound to defend it, or which it is bound to defend, in the year of the brief."""
    now = desk.panel.dyads
    now = now[(now.year == desk.year) & ((now.defense_ab == 1) | (now.defense_ba == 1))]
    pairs = zip(now.a.astype(str), now.b.astype(str), strict=True)
    return {b if a == iso3 else a for a, b in pairs if iso3 in (a, b)}


def _partners(desk: Desk) -> Line:
    mine, theirs = partners(desk, desk.state), partners(desk, desk.rival or "")
    found = {"a": (desk.state, mine), "b": (desk.rival or "", theirs), "c": ("both", mine & theirs)}
    n = {
        k: _number(desk, f"defense pacts, {desk.name(who)}", len(states), "states", "atop", desk.year)
        for k, (who, states) in found.items()
    }
    names = ", ".join(desk.name(s) for s in sorted(mine)[:6]) if 0 < len(mine) <= 6 else ""
    listed = f" ({literal(names)})" if names else ""
    text = f"{literal(desk.name(desk.state))} with {{a}}{listed}, {literal(desk.name(desk.rival or ''))} with {{b}}, "
    n["y"] = _read_to(desk)
    return Line(text + "both with {c}; counted among politically relevant pairs (ATOP, read to {y})", n)


def _rivalry(desk: Desk, record: pd.DataFrame) -> Line:
    known = record[record.rivalry == True]  # noqa: E712 (a column with missing values)
    if known.empty:
        return words("none on record")
    row = known.iloc[-1]
    kinds = ", ".join(k for k in KINDS if row[f"rivalry_{k}"] == True)  # noqa: E712
    first = _year(desk, "first year of rivalry", int(known.year.min()), "tss_rivalries")
    recorded = known[known.rivalry_flag != "carried"]
    told = int(recorded.year.max()) if len(recorded) else int(row.year)
    last = _year(desk, "last year of rivalry", told, "tss_rivalries")
    ended = ", ended" if int(row.year) < int(record.year.max()) else ""
    ended = ended or (", carried on since" if told < int(row.year) else "")
    return Line(f"{kinds or 'of no stated kind'}, {{a}} to {{b}}{ended}", {"a": first, "b": last})


def _disputes(desk: Desk, record: pd.DataFrame) -> Line:
    known = record[(record.year >= SINCE) & record.mid_onset.notna()]
    if known.empty:
        return words("not on record")
    onsets = known[known.mid_onset == 1]
    until = _year(desk, "end of the record of disputes", int(known.year.max()), "cow_mid")
    count = _number(desk, "years in which a dispute began", len(onsets), "years", "cow_mid", int(known.year.max()))
    if onsets.empty:
        return Line("none from {s} to {u}", {"s": _year(desk, "start of the count", SINCE, "cow_mid"), "u": until})
    forced = int((np.fmax(onsets.mid_hostility_ab.fillna(0), onsets.mid_hostility_ba.fillna(0)) >= 4).sum())
    rate = of_pair(desk.panel, desk.state, desk.rival or "", desk.year)
    numbers = {
        "n": count,
        "f": _number(desk, "of these, with force used", forced, "years", "cow_mid", int(known.year.max())),
        "l": _year(desk, "last onset", int(onsets.year.max()), "cow_mid"),
        "s": _year(desk, "start of the count", max(SINCE, int(known.year.min())), "cow_mid"),
        "u": until,
    }
    unit = "year" if len(onsets) == 1 else "years"
    text = f"new ones in {{n}} {unit} from {{s}} to {{u}}, force used in {{f}}, the last in {{l}}"
    if rate is None:
        return Line(text, numbers)
    numbers |= as_share(desk, rate, f"pair: share of years since {SINCE_FITTED} in which a dispute began", "pab")
    numbers["m"] = _year(desk, "start of the base rate", rate.first, rate.source)
    return Line(text + "; since {m} in {p} of the years ({a} to {b} by so short a record)", numbers)


def _years(desk: Desk, record: pd.DataFrame, column: str, source: str) -> Line:
    known = record[(record.year >= SINCE) & record[column].notna()]
    if known.empty:
        return words("not on record")
    label = column.replace("_", " ")
    some = known[known[column] > 0]
    bounds = {"s": _year(desk, f"first of {label}", int(known.year.min()), source)}
    bounds |= {"u": _year(desk, f"last of {label}", int(known.year.max()), source)}
    if some.empty:
        return Line("none from {s} to {u}", bounds)
    n = _number(desk, f"years with {label}", len(some), "years", source, int(known.year.max()))
    last = _year(desk, f"latest {label}", int(some.year.max()), source)
    if len(some) == 1:
        return Line("in {n} year from {s} to {u}, {l}", bounds | {"n": n, "l": last})
    return Line("in {n} years from {s} to {u}, the last in {l}", bounds | {"n": n, "l": last})
