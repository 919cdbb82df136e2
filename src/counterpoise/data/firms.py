"""The firms that own frontier compute, models, chips, clouds and 5G: home, hosts, roles, compute and models."""

# covers: A04, A12

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import DataIntegrityError, bibliography

from .card import cards
from .codes import Codes
from .loaders.ai_compute import read_clusters
from .loaders.cloud import provider_regions
from .registers import register
from .supply.accelerators import UNNAMED, owned_chips, unnamed_chips
from .supply.models import LARGE, NOTABLE, makers
from .supply.shares import UNVERIFIED

YEAR = 2024
STATUS = {"checked": "observed", "verify": UNVERIFIED}
# Owners whose compute is known from listed clusters only, under their name in that list.
CLUSTER_OWNERS = {"xAI": "xAI", "CoreWeave": "CoreWeave", "G42": "G42"}


def build_firms(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row a firm, sorted by name.

    Columns: firm, home_iso3, roles, host_iso3 (states where a cloud region of the firm stands, its home among them;
    empty where it rents out none), cloud_regions, compute_low, compute, compute_high (H100 equivalents owned at the end
    of 2024: 5th, 50th and 95th percentile, or what its listed clusters add up to as the low end and the best guess;
    NaN where no source has them, which is not zero), compute_source,
    compute_year, notable_models, large_models (made in 2024 and 2025, in parts), status (how the home is known:
    observed or unverified), source, note.
    """
    firms = register("firms").fillna({"note": "", "aliases": ""}).set_index("firm")
    table = firms[["home_iso3", "roles"]].copy()
    table = table.join(_hosts(raw, codes)).join(_compute(raw, codes, firms.chip_owner))
    for column, name in (("notable_models", NOTABLE), ("large_models", LARGE)):
        rows = makers(raw, codes, name)
        table[column] = rows.groupby("firm").part.sum().reindex(table.index, fill_value=0.0).round(2)
    table["compute_year"] = YEAR
    table["host_iso3"] = table.host_iso3.fillna("")
    table["cloud_regions"] = table.cloud_regions.fillna(0).astype(int)
    table["compute_source"] = table.compute_source.fillna("")
    table["status"] = firms.status.map(STATUS)
    table[["source", "note"]] = firms[["source", "note"]]
    table = table.reset_index().sort_values("firm", ignore_index=True)
    check_firms(table, codes.members(int(codes.system.year.max())))
    return table


def _hosts(raw: Path, codes: Codes) -> pd.DataFrame:
    regions = provider_regions(raw, codes).groupby("firm")
    return pd.DataFrame(
        {
            "host_iso3": regions.iso3.agg(lambda hosts: ";".join(sorted(set(hosts)))),
            "cloud_regions": regions.regions.sum(),
        }
    )


def _compute(raw: Path, codes: Codes, chip_owner: pd.Series) -> pd.DataFrame:
    """Bought chips where the source has the firm; elsewhere its listed clusters, up to what it leaves unnamed."""
    chips = owned_chips(raw)
    chips = chips[chips.year == YEAR].set_index("owner")
    known = chip_owner.dropna()
    table = chips.reindex(known.to_numpy())[["low", "median", "high"]].set_axis(known.index)
    table = table.rename(columns={"low": "compute_low", "median": "compute", "high": "compute_high"})
    table = table.assign(compute_source="epoch_chips")
    clusters = read_clusters(raw, codes)
    last = pd.Timestamp(YEAR, 12, 31)
    running = clusters[(clusters.begin <= last) & ~(clusters.end <= last)]
    listed = running.groupby("owner").h100.sum()
    rest = unnamed_chips(raw, YEAR)
    for firm, owner in CLUSTER_OWNERS.items():
        if owner in listed:
            high = rest if firm in UNNAMED else np.nan
            table.loc[firm] = [listed[owner], listed[owner], high, "epoch_clusters"]
    return table.round({"compute_low": 0, "compute": 0, "compute_high": 0})


def check_firms(table: pd.DataFrame, states: list[str]) -> None:
    """Raise DataIntegrityError at the first thing that must not be."""
    for row in table.itertuples():
        hosts = [h for h in row.host_iso3.split(";") if h]
        wrong = [s for s in (row.home_iso3, *hosts) if s not in states]
        if wrong:
            raise DataIntegrityError(f"firms: {row.firm}: {wrong[0]} is no member of the state system")
        if row.source not in {*cards(), *bibliography(), UNVERIFIED}:
            raise DataIntegrityError(f"firms: {row.firm}: unknown source {row.source!r}")
        if row.status not in STATUS.values():
            raise DataIntegrityError(f"firms: {row.firm}: unknown status {row.status!r}")
    known = table.dropna(subset=["compute_low", "compute_high"])
    if not ((known.compute_low <= known.compute) & (known.compute <= known.compute_high)).all():
        raise DataIntegrityError("firms: compute is outside its percentiles")
    if table.firm.duplicated().any():
        raise DataIntegrityError("firms: a firm stands twice")
