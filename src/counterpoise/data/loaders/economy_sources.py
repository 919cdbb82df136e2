"""Population and income per head in the sources that have them, as logarithms, year by state."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .assembly import wide

GAPMINDER_OBSERVED_TO = 2021  # later years are forecasts made before mid-2022
# World Bank figures set aside: Tanzania's series halves between 1969 and 1970, and no other source's does.
SET_ASIDE = {"TZA": (1960, 1969)}


@dataclass(frozen=True)
class Sources:
    """Logarithms, year by state: people (millions) and income per head in each source's own unit."""

    bank_people: pd.DataFrame
    bank_market: pd.DataFrame  # constant 2015 USD
    bank_ppp: pd.DataFrame  # constant 2021 international dollars
    nmc_people: pd.DataFrame
    simulated_people: pd.DataFrame
    simulated_income: pd.DataFrame  # international dollars on the scale of the Penn World Table 10.0
    simulated_error: pd.DataFrame  # posterior standard deviation of the logarithm of simulated GDP
    gapminder_people: pd.DataFrame
    gapminder_income: pd.DataFrame  # constant 2017 international dollars


def read_sources(raw: Path, codes: Codes) -> Sources:
    """Read them from the folder of raw files."""
    market, bank_people = _world_bank(raw, codes)
    ppp = _indicator(raw, "gapminder_sg/alternative_gdp_per_capita_ppp_wb", codes)
    nmc = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz")
    nmc = nmc.assign(iso3=nmc.ccode.map(codes.cow), people=nmc.tpop.where(nmc.tpop > 0) / 1e3)
    simulated = pd.read_csv(raw / "isard/cw_gdppop.csv.gz")
    simulated = simulated.assign(
        iso3=simulated.ccode.map(codes.cow),
        income=simulated.pwtrgdp / simulated.pwtpop,
        spread=np.sqrt(np.log1p((simulated.sd_pwtrgdp / simulated.pwtrgdp) ** 2)),
    )
    income = _indicator(raw, "gapminder_gdp_ppp/gdp_per_capita_ppp_const", codes)
    total = _indicator(raw, "gapminder_gdp_ppp/gdp_total_ppp_const", codes)
    return Sources(
        bank_people=bank_people,
        bank_market=market,
        bank_ppp=ppp,
        nmc_people=np.log(wide(nmc, "people", codes)),
        simulated_people=np.log(wide(simulated, "pwtpop", codes)),
        simulated_income=np.log(wide(simulated, "income", codes)),
        simulated_error=wide(simulated, "spread", codes),
        gapminder_people=total - income - np.log(1e6),
        gapminder_income=income,
    )


def _world_bank(raw: Path, codes: Codes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Income per head, and the population implied by it and total GDP."""
    income = _indicator(raw, "gapminder_sg/gdppercapita_us_inflation_adjusted", codes)
    total = _indicator(raw, "gapminder_sg/total_gdp_us_inflation_adjusted", codes)
    people = total - income - np.log(1e6)
    for iso3, (first, last) in SET_ASIDE.items():
        income.loc[first:last, iso3] = np.nan
    return income, people


def _indicator(raw: Path, path: str, codes: Codes) -> pd.DataFrame:
    """A Gapminder file (geo, time, value) as logarithms; geo is lower-case ISO3, Kosovo is kos."""
    table = pd.read_csv(raw / f"{path}.csv.gz", keep_default_na=False, na_values=[""])
    table.columns = pd.Index(["geo", "year", "value"])
    table["iso3"] = table.geo.str.upper().replace({"KOS": "XKX"})
    known = table[table.iso3.isin(set(codes.system.iso3))]
    return np.log(wide(known, "value", codes))
