"""Regimes and norms of AI and arms: the texts that embody each, its members, how binding and how verified it is."""

# covers: A02, A13, F47

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from counterpoise.core import InputError, nearest

from .memberships import party_status
from .registers import codes_in, register

NOT_UN_MEMBERS = ("TWN", "XKX", "VAT")
UNIVERSAL = ("*UN193", "*UNESCO193")
UNVERIFIED = " (unverified)"


@dataclass(frozen=True)
class Regime:
    """One regime or norm as the registers show it in a year.

    ``members`` maps ISO3 to whether the list that names the state was checked; it holds states known to be in, so
    unless ``complete``, a state that is missing may be in too. ``proponents`` asked for the regime and belong to
    nothing yet. ``verification_level`` runs from 0 (none) to 4 (intrusive): our judgement, as in the register of
    agreements. ``status`` grades the row itself.
    """

    id: str
    name: str
    kind: str
    issue: str
    instruments: tuple[str, ...]
    agreements: tuple[str, ...]
    members: dict[str, bool]
    proponents: tuple[str, ...]
    complete: bool
    binding: bool
    verification_grade: str
    verification_level: int
    adopted: date
    status: str
    source: str
    note: str

    @property
    def share_checked(self) -> float:
        """Share of the members whose list was checked; 0 where there are none."""
        return sum(self.members.values()) / len(self.members) if self.members else 0.0


def regimes(states: Collection[str], year: int) -> list[Regime]:
    """The regimes adopted by the end of ``year``, with their members among ``states`` (ISO3).

    Only texts adopted by then count, each with its list as the register has it, which may be later than ``year``.
    """
    return list(_regimes(tuple(states), year))


@lru_cache(maxsize=8)
def _regimes(states: tuple[str, ...], year: int) -> tuple[Regime, ...]:
    table = register("regimes")
    return tuple(_regime(row, states, year) for _, row in table.iterrows() if int(row.adopted[:4]) <= year)


def regime(name: str, states: Collection[str], year: int) -> Regime:
    """One regime by id. Raises InputError, with the nearest spelling, where there is none in that year."""
    found = {r.id: r for r in regimes(states, year)}
    if name not in found:
        near = nearest(name, found)
        raise InputError(f"no regime {name!r} in {year}" + (f"; did you mean {near!r}?" if near else ""))
    return found[name]


def _regime(row: pd.Series, states: Collection[str], year: int) -> Regime:
    instruments, agreements = codes_in(row.instruments), codes_in(row.agreements)
    lists = [
        *(_instrument_members(i, states, year) for i in instruments),
        *(_agreement_members(a, states, year) for a in agreements),
        *(_control_senders(c, states, year) for c in codes_in(row.controls)),
        ({s: row.status == "checked" for s in codes_in(row.also_iso3) if s in states}, True),
    ]
    return Regime(
        id=row["id"],
        name=row["name"],
        kind=row.kind,
        issue=row.issue,
        instruments=tuple(instruments),
        agreements=tuple(agreements),
        members=_merge(members for members, _ in lists),
        proponents=_proponents(row.proponents, states, year),
        complete=all(complete for _, complete in lists),
        binding=row.binding == "yes",
        verification_grade=row.verification_grade,
        verification_level=int(row.verification_level),
        adopted=date.fromisoformat(row.adopted),
        status=row.status,
        source=row.source,
        note=row.note,
    )


def _merge(lists: Iterable[dict[str, bool]]) -> dict[str, bool]:
    """States in any of the lists; checked where one of the lists that name them is."""
    merged: dict[str, bool] = {}
    for members in lists:
        for state, checked in members.items():
            merged[state] = merged.get(state, False) or checked
    return dict(sorted(merged.items()))


def _instrument_members(name: str, states: Collection[str], year: int) -> tuple[dict[str, bool], bool]:
    row = register("ai_governance_instruments").set_index("id").loc[name]
    if int(row.date[:4]) > year:
        return {}, True
    listed = codes_in(row.parties_iso3)
    if any(mark in listed for mark in UNIVERSAL):
        listed = [s for s in states if s not in NOT_UN_MEMBERS and s not in codes_in(row.known_outside_iso3)]
    complete = str(row.list_completeness).startswith("complete")
    return {s: row.status == "checked" for s in listed if s in states}, complete


def _agreement_members(name: str, states: Collection[str], year: int) -> tuple[dict[str, bool], bool]:
    """Parties of an agreement; complete where the register is silent about no state."""
    opened = register("arms_control_agreements").set_index("id").at[name, "year_opened"]
    if int(opened) > year:
        return {}, True
    found = {s: party_status(name, s, year) for s in states}
    parties = {s: not f.endswith(UNVERIFIED) for s, f in found.items() if f.startswith(("party", "principal"))}
    return parties, not any(f.startswith("not in") for f in found.values())


def _control_senders(day: str, states: Collection[str], year: int) -> tuple[dict[str, bool], bool]:
    table = register("export_controls")
    row = table[table.date == day].iloc[0]
    known = int(day[:4]) <= year
    return {s: row.status == "checked" for s in codes_in(row.sender_iso3) if s in states and known}, True


def _proponents(position: object, states: Collection[str], year: int) -> tuple[str, ...]:
    table = register("laws_positions")
    rows = table[(table.position == position) & (table.as_of.astype(int) <= year)]
    return tuple(sorted(s for s in rows.iso3 if s in states))
