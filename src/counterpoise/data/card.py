"""A card says what a source is: who made it, under which terms, when, and what its error is like."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from counterpoise.core import DataIntegrityError

if TYPE_CHECKING:
    import pandas as pd

TERMS = ("open", "attribution", "facts", "restricted")
TERMS_BASIS = ("seen", "none-found", "memory")


@dataclass(frozen=True)
class Card:
    """One source.

    ``terms`` is what may be done with it: *open* (an open licence), *attribution* (free with citation), *facts* (no
    terms that allow or forbid were found; single figures are given as facts with citation), *restricted* (no
    redistribution, non-commercial or share-alike). ``terms_basis`` says whether the terms were seen, looked for and not
    found, or only remembered; what is remembered or restricted is never embedded column for column. ``files`` are paths
    below the raw folder.
    """

    id: str
    title: str
    producer: str
    upstream_owner: str
    version: str
    date: str
    licence: str
    terms: str
    terms_basis: str
    terms_source: str
    citation: str
    units: str
    missing: str
    error: str
    files: tuple[str, ...] = ()
    traps: str = ""

    @property
    def embeddable(self) -> bool:
        """Whether its figures may stand in the embedded panel as they are."""
        return self.terms != "restricted" and self.terms_basis != "memory"


def _read(name: str, text: str) -> Card:
    entry: dict[str, Any] = tomllib.loads(text)
    entry["files"] = tuple(entry.get("files", ()))
    card = Card(id=name.removesuffix(".toml"), **entry)
    if card.terms not in TERMS or card.terms_basis not in TERMS_BASIS:
        raise DataIntegrityError(f"card {card.id}: terms must be one of {TERMS}, terms_basis one of {TERMS_BASIS}")
    return card


@cache
def cards() -> dict[str, Card]:
    """Every card by id."""
    folder = files(__package__).joinpath("cards")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return {card.id: card for card in (_read(n, folder.joinpath(n).read_text(encoding="utf-8")) for n in names)}


def cards_behind(*tables: "pd.DataFrame") -> list[str]:
    """Ids of the cards that the ``source`` of some row names, alone or among others behind semicolons; sorted."""
    known = cards()
    cells = {cell for table in tables for cell in table["source"].dropna().astype(str)}
    return sorted({card for cell in cells for card in cell.split("; ") if card in known})
