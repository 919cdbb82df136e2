"""Supplier shares of critical technologies: who supplies each importer, from evidence only.

One row a technology, supplier and importer. The importer ``*`` stands for every importer without rows of its own: the
supplier's share of the world, which is an assumption about any one of them. Shares of a technology and importer add to
one at most; the rest is other or unknown suppliers. Each row has a range, a grade, and a source (a card, a key of the
bibliography, or ``unverified``).
"""

# covers: P20, T05, T06, T08

from pathlib import Path

import pandas as pd

from counterpoise.core import DataIntegrityError, Grade, InputError, bibliography, nearest

from .card import cards
from .codes import Codes
from .supply import COLUMNS, EVERYONE, accelerators, cited, clouds, clusters, mines, models, seabed, transfers
from .supply.shares import UNVERIFIED

TECHNOLOGIES = {
    "models": "AI models, by who made them",
    "compute": "AI clusters, by home of the owner",
    "cloud": "rented computing, by provider",
    "accelerators": "AI chips, by designer",
    "chip_design": "design of chips of all kinds, by head office",
    "chip_fabrication": "contract manufacture of chips",
    "lithography": "machines that print chips",
    "telecom_5g": "radio access networks",
    "robots": "industrial robots, by where they are made; installations are demand and are not here",
    "drones": "armed drones and loitering munitions",
    "drones_civil": "civil drones",
    "arms": "major arms",
    "media": "platforms people read and watch on, by users",
    "cables": "submarine cables, by builder",
    "rare_earths": "rare earths mined",
    "rare_earths_refined": "rare earths refined",
}
EVIDENCE = (models, clusters, clouds, accelerators, transfers, seabed, mines, cited)
KINDS = ("state", "firm")
TOLERANCE = 1e-9


def build_suppliers(raw: Path, codes: Codes) -> pd.DataFrame:
    """Every kind of evidence in one table, sorted. Raises DataIntegrityError where a row breaks the schema."""
    table = pd.concat([evidence.rows(raw, codes) for evidence in EVIDENCE], ignore_index=True)
    table = table.sort_values(["technology", "importer", "supplier"], ignore_index=True)
    check_suppliers(table, codes.members(int(codes.system.year.max())))
    return table.astype({"year": "int16"})


def check_suppliers(table: pd.DataFrame, states: list[str]) -> None:
    """Raise DataIntegrityError at the first thing that must not be."""
    if list(table.columns) != list(COLUMNS):
        raise DataIntegrityError(f"suppliers: columns are {list(table.columns)}")
    _refuse(table, ~table.technology.isin(TECHNOLOGIES), "unknown technology")
    _refuse(table, ~table.supplier_kind.isin(KINDS), "supplier_kind must be state or firm")
    _refuse(table, ~table.home_iso3.isin(states), "home is no member of the state system")
    _refuse(table, ~table.importer.isin([EVERYONE, *states]), "importer is no member of the state system")
    _refuse(table, ~table.grade.isin([g.value for g in Grade]), "unknown grade")
    _refuse(table, ~table.source.isin([*cards(), *bibliography(), UNVERIFIED]), "unknown source")
    inside = (table.share_low >= 0) & (table.share_low <= table.share) & (table.share <= table.share_high)
    _refuse(
        table, ~(inside & (table.share_high <= 1)), "share is not within its range, or the range not within 0 and 1"
    )
    _refuse(table, table.duplicated(["technology", "supplier", "importer"]), "stands twice")
    _refuse(table, (table.importer == EVERYONE) & (table.grade != Grade.ASSUMED), "a world share is assumed of each")
    sums = table.groupby(["technology", "importer"]).share.transform("sum")
    _refuse(table, sums > 1 + TOLERANCE, "shares add to more than one")


def _refuse(table: pd.DataFrame, wrong: pd.Series, message: str) -> None:
    if wrong.any():
        row = table[wrong].iloc[0]
        raise DataIntegrityError(f"suppliers: {row.technology}, {row.supplier} to {row.importer}: {message}")


def shares_for(table: pd.DataFrame, technology: str, importer: str) -> pd.DataFrame:
    """An importer's suppliers of one technology: its own rows where there is evidence, or else the world's, assumed.

    Raises InputError for an unknown technology.
    """
    if technology not in TECHNOLOGIES:
        near = nearest(technology, TECHNOLOGIES)
        raise InputError(f"no technology {technology!r}" + (f"; did you mean {near!r}?" if near else ""))
    rows = table[table.technology == technology]
    own = rows[rows.importer == importer]
    chosen = own if len(own) else rows[rows.importer == EVERYONE].assign(importer=importer)
    return chosen.sort_values("share", ascending=False, ignore_index=True)
