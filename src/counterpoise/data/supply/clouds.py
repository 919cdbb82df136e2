"""Cloud: who rents out computing, by sales in the world and by regions that stand in the importer's territory."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..loaders.cloud import provider_regions
from .shares import EVERYONE, shrink, table

TECHNOLOGY = "cloud"
YEAR = 2026
# Share of sales of cloud infrastructure in the third quarter of 2024 (Synergy Research Group); 22 % are others'.
SALES = {
    "Amazon": 0.31,
    "Microsoft": 0.20,
    "Alphabet": 0.12,
    "Alibaba": 0.04,
    "Oracle": 0.03,
    "IBM": 0.02,
    "Tencent": 0.02,
    "Huawei": 0.02,
}
# Regions of a state that outweigh the world's shares: below three, most cloud is rented from abroad (assumed).
WEIGHT = 3.0
MAPPED = (*SALES, "OVHcloud")
WORLD_NOTE = (
    "share of sales, 2024; the other bound is the share of regions; Salesforce has 2 % and the rest, 20 %, is others'"
)
OWN_NOTE = (
    "regions in service in the state (January 2026), drawn towards the world's sales with a weight of three regions "
    "(bounds: one and nine); a region is not a size, and what is rented across the border is not seen"
)


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares, and those of each state where a region of the nine large providers stands."""
    regions = provider_regions(raw, codes)
    regions = regions[regions.firm.isin(MAPPED)]
    homes = regions.drop_duplicates("firm").set_index("firm").home_iso3
    sales = pd.Series(SALES)
    placed = regions.groupby("firm").regions.sum() / regions.regions.sum()
    world = pd.DataFrame({"share": sales, "share_low": sales, "share_high": sales})
    world["share_low"] = pd.concat([sales, placed.reindex(sales.index)], axis=1).min(axis=1)
    world["share_high"] = pd.concat([sales, placed.reindex(sales.index)], axis=1).max(axis=1)
    world = world.rename_axis("supplier").reset_index().assign(importer=EVERYONE)
    counts = regions.groupby(["iso3", "firm"]).regions.sum()
    own = shrink(counts, counts.groupby(level=0).sum(), sales, WEIGHT)
    parts = [
        table(_firms(world, homes), TECHNOLOGY, 2024, "assumed", "synergy2024", WORLD_NOTE),
        table(_firms(own, homes), TECHNOLOGY, YEAR, "estimated", "cloud_map", OWN_NOTE),
    ]
    return pd.concat(parts, ignore_index=True)


def _firms(rows: pd.DataFrame, homes: pd.Series) -> pd.DataFrame:
    return rows.assign(supplier_kind="firm", home_iso3=rows.supplier.map(homes))
