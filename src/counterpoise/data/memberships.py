"""Who is party to which arms-control agreement, as far as the registers know; silence is never read as refusal."""

from counterpoise.core import InputError

from .registers import codes_in, register

SILENT = "not in our register"
CONTESTED = "contested"


def party_status(agreement: str, iso3: str, year: int) -> str:
    """What the registers show of a state and an agreement: *party*, *outside*, *left*, or that they are silent.

    *Contested* is the ratification of a government that most states do not recognize (Taiwan, as the Republic of
    China). ``year`` decides whether the agreement had ended. Raises InputError for an unknown agreement.
    """
    agreements = register("arms_control_agreements").set_index("id")
    if agreement not in agreements.index:
        raise InputError(f"no arms-control agreement {agreement!r} in the register")
    row = agreements.loc[agreement]
    ended = row.year_ended == row.year_ended and int(float(row.year_ended)) <= year
    if iso3 in codes_in(row.ended_by_iso3):
        return "left or ended it"
    known = _known(agreement, iso3)
    if known:
        return "was a " + known if ended and known.startswith("party") else known
    if iso3 in codes_in(row.principal_parties_iso3):
        return "was a party" if ended else "principal party"
    return SILENT


def _known(agreement: str, iso3: str) -> str | None:
    """Membership from the table of memberships: parties, outsiders or contested; the first row that knows decides."""
    table = register("treaty_memberships")
    rows = table[table["id"] == agreement]
    for _, row in rows.iterrows():
        listed = iso3 in codes_in(row.iso3)
        unsure = "" if row.status == "checked" else " (unverified)"
        if row.rule == "contested" and listed:
            return CONTESTED + unsure
        if row.rule == "parties" and (listed or row.completeness == "complete"):
            return ("party" if listed else "outside") + unsure
        if row.rule == "outsiders" and row.completeness == "complete":
            return ("outside" if listed else "party") + unsure
        if row.rule == "outsiders" and listed:
            return "outside" + unsure
    return None
