"""AI models by the firm that made them, and the rest by state (Epoch AI's lists of notable and large-scale models)."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from ..registers import register
from .shares import EVERYONE, table

TECHNOLOGY = "models"
FIRST, LAST = 2024, 2025
NOTABLE, LARGE = "notable_ai_models_2025-12", "large_scale_ai_models_2025-12"
COUNTRY = "Country (of organization)"
HONG_KONG = {"HKG": "CHN"}
CHINA = "CHN"
WORLD_NOTE = (
    "share of notable models of 2024 and 2025, each split over its makers; the other bound from the large-scale list; "
    "a count of models made, not of use"
)
CHINA_NOTE = (
    "Chinese makers' shares among themselves: the large services of the United States are not offered in China; how "
    "much is used in spite of it is not known"
)


def makers(raw: Path, codes: Codes, name: str) -> pd.DataFrame:
    """One row a model and maker since 2024: organization, firm (missing: none of ours), iso3, part.

    Parts of a model add to one. An organization's state is the country in the same place of the list; where one
    organization has two countries, its firm's home, or else both in halves.
    """
    frame = pd.read_csv(raw / f"epoch/{name}.csv.gz", keep_default_na=False, na_values=[""], low_memory=False)
    year = frame["Publication date"].str[:4].astype(float)
    frame = frame[year.between(FIRST, LAST) & frame.Organization.notna() & frame[COUNTRY].notna()]
    firms = register("firms")
    aliases = {
        a.strip(): f for f, cell in zip(firms.firm, firms.aliases.fillna(""), strict=True) for a in cell.split(";")
    }
    homes = dict(zip(firms.firm, firms.home_iso3, strict=True))
    rows = [
        (organization, aliases.get(organization), home, part)
        for cell, countries in zip(frame.Organization, frame[COUNTRY], strict=True)
        for organization, home, part in _split(cell, countries, aliases, homes)
    ]
    table = pd.DataFrame(rows, columns=["organization", "firm", "country", "part"])
    iso3 = table.country.where(table.country.isin(set(homes.values())), codes.from_name(table.country))
    return table.assign(iso3=iso3.replace(HONG_KONG)).drop(columns="country")


def _split(
    cell: str, countries: str, aliases: Mapping[str, str], homes: Mapping[str, str]
) -> list[tuple[str, str, float]]:
    names = [n.strip() for n in cell.split(",")]
    places = [c.strip() for c in countries.split(",")]
    if len(names) == len(places):
        return [(n, homes.get(aliases.get(n, ""), p), 1.0 / len(names)) for n, p in zip(names, places, strict=True)]
    found: list[tuple[str, str, float]] = []
    for n in names:
        known = [homes[aliases[n]]] if n in aliases else sorted(set(places))
        found += [(n, p, 1.0 / len(names) / len(known)) for p in known]
    return found


def shares(rows: pd.DataFrame) -> "pd.Series[float]":
    """Share of models by supplier and home: a firm of the register, or the others of a state."""
    rows = rows.dropna(subset="iso3")
    supplier = rows.firm.fillna("others, " + rows.iso3)
    return rows.groupby([supplier.rename("supplier"), rows.iso3.rename("home_iso3")]).part.sum() / rows.part.sum()


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares, and China's, where only its own makers' services are offered."""
    notable, large = makers(raw, codes, NOTABLE), makers(raw, codes, LARGE)
    wide = pd.concat([shares(notable), shares(large)], axis=1, keys=["notable", "large"]).fillna(0.0)
    world = pd.DataFrame({"share": wide.notable, "share_low": wide.min(axis=1), "share_high": wide.max(axis=1)})
    world = world.reset_index()
    world["supplier_kind"] = np.where(world.supplier.str.startswith("others, "), "state", "firm")
    home = world[world.home_iso3 == CHINA]
    own = home.assign(
        share=home.share / home.share.sum(),
        share_low=home.share_low / home.share_low.sum(),
        share_high=home.share_high / home.share_high.sum(),
        importer=CHINA,
    )
    parts = [
        table(world.assign(importer=EVERYONE), TECHNOLOGY, LAST, "assumed", "epoch_models", WORLD_NOTE),
        table(own, TECHNOLOGY, LAST, "assumed", "openai_china2024", CHINA_NOTE),
    ]
    return pd.concat(parts, ignore_index=True)
