"""Who is party to which arms-control agreement, as far as the registers know; silence is never read as refusal."""

from dataclasses import dataclass
from functools import cache

from counterpoise.core import InputError

from .registers import codes_in, register

SILENT = "not in our register"
CONTESTED = "contested"
LEFT, UNRATIFIED = "left", "unratified"
DECLARED = " (suspension declared)"


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
    China). ``year`` decides whether the agreement had ended and whether a state had left it, declared its part
    suspended or taken back its ratification by the end of the year; who had not yet left is a party. Raises InputError
    for an unknown agreement.
    """
    principals, year_ended = _agreement(agreement)
    ended = year_ended is not None and year_ended <= year
    acts = _exits(agreement).get(iso3, {})
    if acts.get(LEFT, year + 1) <= year:
        return "left or ended it"
    if acts.get(UNRATIFIED, year + 1) <= year:
        return "left, its ratification withdrawn"
    known = _known(agreement, iso3)
    if LEFT in acts or UNRATIFIED in acts:  # later than the year asked for, while the lists of members are of today
        known = None if iso3 in principals else "party"
    if known:
        return "was a " + known if ended and known.startswith("party") else known + _suspended(acts, year)
    if iso3 in principals:
        return "was a party" if ended else "principal party" + _suspended(acts, year)
    return SILENT


def _suspended(acts: dict[str, int], year: int) -> str:
    """What is added where a state had declared its part suspended."""
    return DECLARED if acts.get("suspended", year + 1) <= year else ""


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
def _exits(agreement: str) -> dict[str, dict[str, int]]:
    """For each state that left an agreement or suspended its part: the act and the year it took effect."""
    table = register("treaty_exits")
    found: dict[str, dict[str, int]] = {}
    for row in table[table["id"] == agreement].itertuples():
        found.setdefault(str(row.iso3), {})[str(row.act)] = int(str(row.effective)[:4])
    return found


@cache
def _agreement(agreement: str) -> tuple[frozenset[str], int | None]:
    """Principal parties, and the year it ended."""
    agreements = register("arms_control_agreements").set_index("id")
    if agreement not in agreements.index:
        raise InputError(f"no arms-control agreement {agreement!r} in the register")
    row = agreements.loc[agreement]
    ended = int(float(row.year_ended)) if row.year_ended == row.year_ended else None
    return frozenset(codes_in(row.principal_parties_iso3)), ended
