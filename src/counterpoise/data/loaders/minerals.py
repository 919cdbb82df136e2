"""Rare earths mined: each state's share of the world (US Geological Survey, Mineral Commodity Summaries 2025)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CARD = "usgs_rare_earths"
YEARS = (2023, 2024)

VARIABLES = (
    Variable(
        name="rare_earth_share",
        label="share of rare earths mined",
        unit="share of world mine production",
        doc=(
            "mine production of rare-earth oxides over the world's; mining only: refining, where China's share is "
            "larger still, is not in it; states not listed are missing, a few of them produce a little"
        ),
        group="dependence",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=0.02,
        error_basis="assumed: estimates of the survey, undocumented production in China and Myanmar not counted",
        high=1.0,
        carry=3,
        derived=True,
    ),
)


def production(raw: Path, codes: Codes) -> pd.DataFrame:
    """Tonnes of rare-earth oxide mined: iso3 (NaN for the unnamed rest), year, tonnes."""
    path = raw / "minerals/usgs_mcs2025_rare_earths.csv"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    frame = frame.assign(iso3=codes.from_name(frame.country))
    tables = [frame.assign(year=year, tonnes=frame[f"mine_production_{year}_t_reo"].astype(float)) for year in YEARS]
    return pd.concat(tables, ignore_index=True)[["iso3", "year", "tonnes"]]


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Shares of the world total, the unnamed rest included; a listed state without production is zero."""
    frame = production(raw, codes)
    frame = frame.assign(value=frame.tonnes / frame.groupby("year").tonnes.transform("sum"))
    frame = frame.assign(flag=[Flag.OBSERVED.value if v else Flag.ZERO.value for v in frame.value])
    return tidy(frame, "rare_earth_share", CARD)
