"""AI compute: whose clusters stand in the importer's territory (Epoch AI)."""

from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from ..loaders.ai_compute import ERROR, read_clusters
from ..loaders.owner_homes import home
from .shares import EVERYONE, shrink, table

TECHNOLOGY = "compute"
YEAR = 2024
CONCEALED = "CHN"
# The makers of the list put the United States at about 75 % and China at 15 % of its performance (March 2025).
PUBLISHED = {"USA": 0.75, "CHN": 0.15}
# Clusters of a state that outweigh the world's shares (assumed; the list holds 10-20 % of the world's compute).
WEIGHT = 3.0
WORLD_NOTE = (
    "by home of the owner, over clusters in service at the end of 2024; 10-20 % of the world's compute is listed"
)
OWN_NOTE = (
    "clusters in service in the state by home of the owner, drawn towards the world's shares with a weight of three "
    "clusters (bounds: one and nine); owners of Chinese clusters are concealed at the source and taken to be Chinese"
)


def owned(raw: Path, codes: Codes, year: int) -> pd.DataFrame:
    """Clusters in service at the end of ``year``, one row an owner: host, home (None: unknown), part (H100e), weight.

    Joint owners share evenly. No name or place of a cluster is returned.
    """
    clusters = read_clusters(raw, codes)
    last = pd.Timestamp(year, 12, 31)
    running = clusters[(clusters.begin <= last) & ~(clusters.end <= last)]
    owners = running.owner.fillna("").str.split(",")
    rows = running.assign(owner=owners, weight=1.0 / owners.str.len()).explode("owner")
    return pd.DataFrame(
        {
            "host": rows.host,
            "home": [_home(o.strip(), s, h) for o, s, h in zip(rows.owner, rows.sector, rows.host, strict=True)],
            "part": rows.h100 * rows.weight,
            "weight": rows.weight,
        }
    ).reset_index(drop=True)


def _home(owner: str, sector: object, host: object) -> str | None:
    where = host if isinstance(host, str) else None
    if not owner:
        return CONCEALED if where == CONCEALED else None
    return home(owner, sector if isinstance(sector, str) else None, where)


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares by home of the owner, and those of each state where a listed cluster stands."""
    known = owned(raw, codes, YEAR).dropna(subset="home")
    known = known[known.part > 0]
    world = known.groupby("home").part.sum() / known.part.sum()
    everyone = pd.DataFrame({"supplier": world.index, "share": world.to_numpy(), "importer": EVERYONE})
    published = everyone.supplier.map(PUBLISHED)
    everyone["share_low"] = np.fmin(published, everyone.share).where(published.notna(), everyone.share / np.exp(ERROR))
    everyone["share_high"] = np.fmax(published, everyone.share).where(published.notna(), everyone.share * np.exp(ERROR))
    placed = known.dropna(subset="host")
    own = shrink(placed.groupby(["host", "home"]).part.sum(), placed.groupby("host").weight.sum(), world, WEIGHT)
    parts = [
        table(_states(everyone), TECHNOLOGY, YEAR, "assumed", "epoch_clusters", WORLD_NOTE),
        table(_states(own), TECHNOLOGY, YEAR, "estimated", "epoch_clusters", OWN_NOTE),
    ]
    return pd.concat(parts, ignore_index=True)


def _states(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(supplier_kind="state", home_iso3=rows.supplier)
