"""What the parties have voted, signed and joined on an issue, and which states outside stand near the adopters."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from counterpoise.data.memberships import SILENT, party_status
from counterpoise.data.regimes import NOT_UN_MEMBERS, UNIVERSAL, Regime, regimes
from counterpoise.data.registers import codes_in, register
from counterpoise.start.base import Base

from .issues import Issue

LATEST = 2100
"""Acts are shown up to the day the registers were made, each with its date."""
NEAR = 6


def acts(issue: Issue, parties: Sequence[str]) -> pd.DataFrame:
    """Acts on record, oldest first: date, act, kind, one column a party, source, status.

    Not listed never means refused: lists of votes name noes and abstentions only, and some lists are partial. A vote is
    an act, not a preference.
    """
    rows = [*_votes(issue, parties), *_texts(issue, parties), *_positions(issue, parties)]
    columns = ["date", "act", "kind", *parties, "source", "status"]
    return pd.DataFrame(rows, columns=columns).sort_values("date", kind="stable", ignore_index=True)


def vote(row: pd.Series, iso3: str) -> str:
    """What a roll call shows of a state; the record lists noes and abstentions only."""
    if iso3 in NOT_UN_MEMBERS:
        return "not a UN member"
    if iso3 in codes_in(row.against):
        return "against"
    if iso3 in codes_in(row.abstaining):
        return "abstained" if row.status == "checked" else "abstained (list in part unverified)"
    return "not listed (yes or absent)"


def membership(row: pd.Series, iso3: str) -> str:
    """What the list of an instrument shows of a state; a partial list never means refused."""
    listed = codes_in(row.parties_iso3)
    unsure = "" if row.status == "checked" else " (unverified)"
    if iso3 in listed:
        return f"endorsed{unsure}"
    if iso3 in codes_in(row.known_outside_iso3):
        return "known outside"
    if row.binding == "yes" and UNION in codes_in(row.other_parties) and iso3 in union():
        return f"signed by the European Union{unsure}"
    if any(mark in listed for mark in UNIVERSAL):
        return "not a UN member" if iso3 in NOT_UN_MEMBERS else f"endorsed, with all members{unsure}"
    if not listed:
        return "no list of names"
    complete = str(row.list_completeness).startswith("complete")
    return "not on the list" if complete else "not on our partial list"


UNION = "EU"


@lru_cache(maxsize=1)
def union() -> frozenset[str]:
    """Members of the European Union: what binds and the Union has signed reaches them through it."""
    groups = register("country_groups").set_index("group")
    return frozenset(codes_in(groups.at["outside the EU", "iso3"]))


def _votes(issue: Issue, parties: Sequence[str]) -> list[list[str]]:
    table = register("ai_governance_votes")
    rows = table[table.issue.isin([*issue.votes, *issue.related])]
    return [
        [
            row.date,
            f"{row.document} on {row.issue}: {row.yes}-{row.no}-{row.abstain}",
            "vote",
            *(vote(row, p) for p in parties),
            str(row.source),
            row.status,
        ]
        for _, row in rows.iterrows()
    ]


def _texts(issue: Issue, parties: Sequence[str]) -> list[list[str]]:
    table, rows = register("regimes").set_index("id"), []
    instruments = register("ai_governance_instruments").set_index("id")
    agreements = register("arms_control_agreements").set_index("id")
    for name in issue.registers:
        for key in codes_in(table.at[name, "instruments"]):
            row = instruments.loc[key]
            shown = [membership(row, p) for p in parties]
            rows.append([row.date, row.instrument, _kind(row.binding), *shown, str(row.source), row.status])
        for key in codes_in(table.at[name, "agreements"]):
            row = agreements.loc[key]
            shown = [_joined(key, p) for p in parties]
            rows.append([row.year_opened, row["name"], row.form, *shown, str(row.source), row.status])
        for day in codes_in(table.at[name, "controls"]):
            senders, row = controllers(day), table.loc[name]
            shown = ["in it" if p in senders else "not in it" for p in parties]
            rows.append([row.adopted, f"{row['name']} (informal)", "controls", *shown, row.source, row.status])
        if isinstance(table.at[name, "also_iso3"], str):
            also, row = codes_in(table.at[name, "also_iso3"]), table.loc[name]
            shown = ["pledged on its own" if p in also else "no such pledge known" for p in parties]
            if any(p in also for p in parties):
                rows.append([row.adopted, "Pledges outside any common text", "pledge", *shown, row.source, "part"])
    return rows


def controllers(day: str) -> list[str]:
    """Who imposed the export control of a day."""
    rows = register("export_controls")
    return [s for cell in rows.sender_iso3[rows.date == day] for s in codes_in(cell)]


def _kind(binding: str) -> str:
    return "binding text" if binding == "yes" else "text, not binding"


def _joined(agreement: str, iso3: str) -> str:
    status = party_status(agreement, iso3, LATEST)
    return "not in our register" if status == SILENT else status


def _positions(issue: Issue, parties: Sequence[str]) -> list[list[str]]:
    """Positions on a treaty about autonomous weapons, where that is the issue."""
    if "autonomous weapons" not in issue.votes:
        return []
    table = register("laws_positions").drop_duplicates("iso3", keep="last").set_index("iso3")
    shown = [_position(table.loc[p]) if p in table.index else "on no list" for p in parties]
    if all(s == "on no list" for s in shown):
        return []
    when = str(table.as_of.max())
    return [[when, "Position on a treaty", "position", *shown, str(table.source.iloc[0]), str(table.status.iloc[0])]]


def _position(row: pd.Series) -> str:
    scope = f"{row.scope}; " if isinstance(row.scope, str) else ""
    return f"{row.position} ({scope}list of {row.as_of})"


def adopters(issue: Issue, states: Sequence[str]) -> tuple[list[str], str]:
    """States known to be in the issue's first regime that has any, or that asked for it; and what they are."""
    for name in issue.registers:
        found = _regimes(tuple(states))[name]
        if found.members:
            return sorted(found.members), f"the {len(found.members)} known members of '{found.name}'"
        if found.proponents:
            return list(found.proponents), f"the {len(found.proponents)} states on lists that ask for it"
    return [], "nobody"


@lru_cache(maxsize=2)
def _regimes(states: tuple[str, ...]) -> dict[str, Regime]:
    return {r.id: r for r in regimes(states, LATEST)}


def hesitant(issue: Issue, states: Sequence[str]) -> dict[str, str]:
    """States that held back: abstained in the latest roll call, or without one are known to stand outside a text.

    Who pledged the same outside the text did not hold back.
    """
    table = register("ai_governance_votes")
    rows = table[table.issue.isin(issue.votes)].sort_values("date")
    if len(rows):
        latest = rows.iloc[-1]
        return {
            s: f"abstained on {latest.document} ({latest.date})" for s in codes_in(latest.abstaining) if s in states
        }
    instruments, found = register("ai_governance_instruments").set_index("id"), dict[str, str]()
    regimes = register("regimes").set_index("id")
    agreements = register("arms_control_agreements").set_index("id")
    for name in issue.registers:
        pledged = codes_in(regimes.at[name, "also_iso3"])
        for key in codes_in(regimes.at[name, "instruments"]):
            row = instruments.loc[key]
            for state in codes_in(row.known_outside_iso3):
                if state in states and state not in pledged:
                    body = any(mark in codes_in(row.parties_iso3) for mark in UNIVERSAL)
                    where = f"no member of {row.issuer} when it adopted it" if body else "known outside"
                    found.setdefault(state, f"{where}: {row.instrument}")
        for key in codes_in(regimes.at[name, "agreements"]):
            label = agreements.at[key, "name"]
            found |= {s: f"outside: {label}" for s in states if party_status(key, s, LATEST).startswith("outside")}
    return found


def nearest_outside(issue: Issue, parties: Sequence[str], base: Base) -> tuple[pd.DataFrame, str]:
    """States outside the parties that held back, nearest first to the adopters' median; and who the adopters are.

    Columns: state, act, ideal_point, error, gap, adopter (held back though an adopter itself). Ideal points are places
    on the main line of conflict in the General Assembly (Bailey, Strezhnev and Voeten 2017), from all votes of a year:
    near does not mean willing. States without one (not UN members) are left out.
    """
    inside, words = adopters(issue, base.states)
    point = base.read("ideal_point")
    value = dict(zip(base.states, point.value, strict=True))
    error = dict(zip(base.states, point.error, strict=True))
    known = [value[s] for s in inside if not np.isnan(value[s])]
    middle = float(np.median(known)) if known else np.nan
    rows = [
        {
            "state": s,
            "act": act,
            "ideal_point": value[s],
            "error": error[s],
            "gap": abs(value[s] - middle),
            "adopter": s in inside,
        }
        for s, act in hesitant(issue, base.states).items()
        if s not in parties and not np.isnan(value[s])
    ]
    frame = pd.DataFrame(rows, columns=["state", "act", "ideal_point", "error", "gap", "adopter"])
    return frame.sort_values("gap", kind="stable", ignore_index=True).head(NEAR), words
