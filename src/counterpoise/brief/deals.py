"""Section 4, Deals: what agreement the state could keep, and what it has voted for, joined and signed."""

from collections.abc import Sequence

import pandas as pd

from counterpoise.core import Grade
from counterpoise.data.memberships import SILENT, party_status
from counterpoise.data.panel import BASE_YEAR
from counterpoise.data.registers import codes_in, register
from counterpoise.deals.record import LATEST, membership, vote
from counterpoise.deals.words import listed, the
from counterpoise.power.country_groups import reached, status_of, unresolved_targets

from . import bargains
from .entries import Desk
from .page import Chart, Line, Section, Table, literal, words

QUESTION = "What agreement could it keep, what holds it back, and what has it voted for, joined and signed?"


def write(desk: Desk) -> Section:
    """The section: what could be kept, then the record: roll calls, instruments, agreements, export controls."""
    actors = [desk.state] + ([desk.rival] if desk.rival else [])
    absent = f"What could be kept is worked out for the base year only; for {desk.year} nothing is claimed."
    blocks: list[Line | Table | Chart] = [*bargains.write(desk)] if desk.year == BASE_YEAR else [words(absent)]
    blocks += [
        _or_none(desk, _votes(desk, actors)),
        _positions(desk, actors),
        _or_none(desk, _instruments(desk, actors)),
        _or_none(desk, _agreements(desk, actors)),
        _or_none(desk, _controls(desk)),
    ]
    return Section(4, "Deals", QUESTION, blocks)


def horizon(desk: Desk) -> int:
    """The last year whose acts are shown: all on record for the panel's last year, else the brief's own."""
    return LATEST if desk.year == BASE_YEAR else desk.year


def _or_none(desk: Desk, table: Table) -> Line | Table:
    """The table, or a line that says that the registers hold nothing for it."""
    until = "" if horizon(desk) == LATEST else f" up to {desk.year}"
    return table if table.rows else words(f"{table.title}: none in our registers{until}.")


def _votes(desk: Desk, actors: list[str]) -> Table:
    rows = []
    table = register("ai_governance_votes")
    for _, row in table[table.date.str[:4].astype(int) <= horizon(desk)].iterrows():
        label = f"{row.document}, {row.issue}"
        tally = {
            k: desk.recorded(
                f"{label}: {what}", int(row[k]), str(row[k]), "votes", row.source, row.date[:4], Grade.OBSERVED
            )
            for k, what in (("yes", "yes"), ("no", "no"), ("abstain", "abstentions"))
        }
        cells = [_labelled(desk, f"{row.issue} ({row.forum}, ", row.date, f"; {row.document})", row.source)]
        rows.append([*cells, Line("{yes}-{no}-{abstain}", tally), *(words(vote(row, a)) for a in actors)])
    columns = ["Roll call", "Yes-no-abstain", *(desk.name(a) for a in actors)]
    return Table(
        "Votes on military AI and autonomous weapons",
        columns,
        rows,
        "Acts after the year of the brief stand with their date.",
    )


def _labelled(desk: Desk, before: str, date: str, after: str, source: str) -> Line:
    number = desk.recorded("date", date, date, "date", source, date[:4], Grade.OBSERVED)
    return Line(literal(before) + "{d}" + literal(after), {"d": number})


def _positions(desk: Desk, actors: list[str]) -> Line:
    table = register("laws_positions").set_index("iso3")
    known = table[table.as_of.astype(int) <= horizon(desk)]
    if known.empty:
        return words(f"On a treaty about autonomous weapons: no list of positions up to {desk.year}.")
    parts, numbers = [], {}
    for iso3 in actors:
        if iso3 not in known.index:
            parts.append(f"{desk.said(iso3)} is on neither list of positions")
            continue
        row = known.loc[iso3]
        unsure = "" if row.status == "checked" else ", unverified"
        position = str(row.position).replace("calls for ban", "calls for a ban")
        parts.append(f"{desk.said(iso3)} {literal(position)} (list of {{{iso3}}}{unsure})")
        numbers[iso3] = desk.recorded(
            f"year of the list of positions, {desk.name(iso3)}",
            row.as_of,
            row.as_of,
            "year",
            row.source,
            row.as_of,
            Grade.OBSERVED,
        )
    return Line("On a treaty about autonomous weapons: " + "; ".join(parts) + ".", numbers)


def _instruments(desk: Desk, actors: list[str]) -> Table:
    table = register("ai_governance_instruments")
    table = table[table.date.str[:4].astype(int) <= horizon(desk)]
    rows = [
        [
            _labelled(
                desk,
                f"{row.instrument} (",
                row.date,
                f"; {'binding' if row.binding == 'yes' else 'not binding'})",
                str(row.source),
            ),
            *(words(membership(row, a)) for a in actors),
        ]
        for _, row in table.iterrows()
    ]
    note = "Not listed never means refused: several lists are partial."
    columns = ["Instrument", *(desk.name(a) for a in actors)]
    return Table("AI governance instruments", columns, rows, note, folded=True)


def _agreements(desk: Desk, actors: list[str]) -> Table:
    table = register("arms_control_agreements")
    rows = []
    for _, row in table[table.year_opened.astype(float) <= horizon(desk)].iterrows():
        found = [party_status(row["id"], a, horizon(desk)) for a in actors]
        if row.year_ended != row.year_ended:  # it lives on without those who left
            found = [f.replace("left or ended it", "left it") for f in found]
        elsewhere = "Europe" in str(row.subject) and all(f.startswith("outside") for f in found)
        if elsewhere or all(f == SILENT for f in found):
            continue
        when, source = row.year_opened, str(row.source)
        opened = desk.recorded(f"{row['name']}: opened", when, when, "year", source, when, Grade.OBSERVED)
        level = row.verification_grade
        label = f"{row['name']}: verification grade"
        grade = desk.recorded(label, level, level, "grade, none to intrusive", source, when, Grade.ASSUMED)
        name = Line(literal(str(row["name"])) + " ({y})", {"y": opened})
        rows.append([name, Line("{g}", {"g": grade}), words(str(row.outcome)), *(words(f) for f in found)])
    columns = ["Agreement", "Verification", "Fate to date", *(desk.name(a) for a in actors)]
    note = "Verification none to intrusive on a scale of five: our judgment. Where the register is silent, no row."
    return Table("Arms-control agreements", columns, rows, note)


def _controls(desk: Desk) -> Table:
    table = register("export_controls")
    table = table[table.date.str[:4].astype(int) <= horizon(desk)]
    states = desk.panel.system.members(desk.year)
    reaching = table.assign(how=[reach_of(row, desk.state, states) for _, row in table.iterrows()])
    chosen = reaching[reaching.how != ""].sort_values("date", kind="stable").drop_duplicates(["date", "technology"])
    rows = [
        [
            _labelled(desk, "", row.date, "", str(row.source)),
            words(f"{_named(desk, row.sender_iso3)} to {_named(desk, row.target_iso3)}"),
            words(row.how),
            words(f"{row.technology}: {row.measure}"),
            words(f"{row.later if isinstance(row.later, str) else 'nothing later in our register'} ({row.status})"),
        ]
        for _, row in chosen.iterrows()
    ]
    note = "A license is not a ban. Groups of states are resolved by a register of their members"
    left = unresolved_targets(reaching[reaching.how == ""], states)
    note += f"; not resolved, and so left out: {', '.join(left)}." if left else "."
    return Table(CONTROLS, ["Date", "From, to", "How it reaches the state", "Measure", "Later"], rows, note)


def _named(desk: Desk, cell: object) -> str:
    """States of a cell by name; words for groups as they are."""
    return listed([GROUPS.get(code) or the(desk.name(code)) for code in codes_in(cell)])


GROUPS = {"all": "every state", "country neutral": "every state", "all, extraterritorial": "every state, also abroad"}


CONTROLS = "Export controls that reach the state or come from it"


def reach_of(row: pd.Series, iso3: str, states: Sequence[str]) -> str:
    """How a control reaches a state: as sender, by name, or as one of a group; empty where it does not."""
    if iso3 in codes_in(row.sender_iso3):
        return "its own measure"
    if iso3 in codes_in(row.target_iso3):
        return "by name"
    for group in codes_in(row.target_iso3):
        if group not in states and iso3 in reached(group, row.sender_iso3, states)[0]:
            if status_of(group) == "computed":
                return "as every state"
            return f"as one of: {group}" + ("" if status_of(group) == "checked" else " (list unverified)")
    return ""
