"""Rare earths by where they are mined (US Geological Survey)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..loaders.minerals import CARD, YEARS, production
from .shares import EVERYONE, table

TECHNOLOGY = "rare_earths"
NOTE = "share of the world's mine production in 2024, 2023 the other bound; refining is a technology of its own"


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """World shares of mining; no state's imports are known by origin."""
    frame = production(raw, codes)
    share = frame.assign(share=frame.tonnes / frame.groupby("year").tonnes.transform("sum")).dropna(subset="iso3")
    wide = share.pivot(index="iso3", columns="year", values="share")
    world = pd.DataFrame({"share": wide[YEARS[-1]], "share_low": wide.min(axis=1), "share_high": wide.max(axis=1)})
    world = world.rename_axis("supplier").reset_index()
    world = world.assign(supplier_kind="state", home_iso3=world.supplier, importer=EVERYONE)
    return table(world, TECHNOLOGY, YEARS[-1], "assumed", CARD, NOTE)
