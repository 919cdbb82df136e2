"""Who is party to which arms-control agreement, as far as the registers know; silence is never read as refusal."""

from dataclasses import dataclass
from functools import cache

from counterpoise.core import InputError

from .registers import codes_in, register

SILENT = "not in our register"
CONTESTED = "contested"


@dataclass(frozen=True)
class _Row:
    """One list of the table of memberships."""

    rule: str
    complete: bool
    unsure: str
    states: frozenset[str]


def party_status(agreement: str, iso3: str, year: int) -> str:
    """What the registers show of a state and an agreement: *party*, *outside*, *left*, or that they are silent.

    *Contested* is the ratification of a government that most states do not recognize (Taiwan, as the Republic of
    China). ``year`` decides whether the agreement had ended. Raises InputError for an unknown agreement.
    """
    principals, ended_by, year_ended = _agreement(agreement)
    ended = year_ended is not None and year_ended <= year
    if iso3 in ended_by:
        return "left or ended it"
    known = _known(agreement, iso3)
    if known:
        return "was a " + known if ended and known.startswith("party") else known
    if iso3 in principals:
        return "was a party" if ended else "principal party"
    return SILENT


def _known(agreement: str, iso3: str) -> str | None:
    """Membership from the table of memberships: parties, outsiders or contested; the first row that knows decides."""
    for row in _rows(agreement):
        listed = iso3 in row.states
        if row.rule == "contested" and listed:
            return CONTESTED + row.unsure
        if row.rule == "parties" and (listed or row.complete):
            return ("party" if listed else "outside") + row.unsure
        if row.rule == "outsiders" and (listed or row.complete):
            return ("outside" if listed else "party") + row.unsure
    return None


@cache
def _rows(agreement: str) -> tuple[_Row, ...]:
    table = register("treaty_memberships")
    return tuple(
        _Row(
            row.rule,
            row.completeness == "complete",
            "" if row.status == "checked" else " (unverified)",
            frozenset(codes_in(row.iso3)),
        )
        for _, row in table[table["id"] == agreement].iterrows()
    )


@cache
def _agreement(agreement: str) -> tuple[frozenset[str], frozenset[str], int | None]:
    """Principal parties, those who left or ended it, and the year it ended."""
    agreements = register("arms_control_agreements").set_index("id")
    if agreement not in agreements.index:
        raise InputError(f"no arms-control agreement {agreement!r} in the register")
    row = agreements.loc[agreement]
    ended = int(float(row.year_ended)) if row.year_ended == row.year_ended else None
    return frozenset(codes_in(row.principal_parties_iso3)), frozenset(codes_in(row.ended_by_iso3)), ended
