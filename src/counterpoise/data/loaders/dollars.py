"""From current to constant 2023 US dollars, with deflators found in the sources themselves.

Two sources divided by one another show their deflator: the long series of Our World in Data is NMC's figure times one
number a year (current dollars, pounds before 1914, to constant 2020 dollars: consumer prices and the exchange rate),
and SIPRI's constant over current figures show a state's own prices and exchange rate.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .assembly import YEARS, wide
from .splicing import distance, offsets

# Estimated by hiding SIPRI before 1990, 1995 and 2000 and converting NMC without it. The robust error 1-5, 6-15 and
# 16-40 years away is 0.39, 0.53, 0.56 with a half-life of 10 years and 0.38, 0.49, 0.51 with 50; less NMC's own 0.17
# that is 0.34 to 0.48, reached within a few years.
HALF_LIFE = 30.0
SPREAD, SPREAD_HALF_LIFE = 0.47, 5.0
IMPLAUSIBLE = 1.5  # beyond a factor of 4.5 an official exchange rate was a fiction (Venezuela, Iraq, Nicaragua)
LAST_SHARED_YEAR = 2016  # later, the long series is no longer NMC's figure deflated


def us_deflator(raw: Path, codes: Codes, constant: pd.DataFrame, current: pd.DataFrame) -> pd.Series:
    """Logarithm of 2023 dollars for a current dollar (a current pound before 1914), by year 1816-2024."""
    recent = (constant["USA"] - current["USA"]).reindex(YEARS)
    old = _long_series_deflator(raw, codes)
    both = recent.notna() & old.notna()
    return recent.fillna(old + (recent - old)[both].median())


def _long_series_deflator(raw: Path, codes: Codes) -> pd.Series:
    """Logarithm of 2020 dollars for a current dollar: the same for every state in a year, or not used."""
    long = pd.read_csv(
        raw / "owid_notebooks/milex_owid_cow_sipri_1816_2020.csv.gz", keep_default_na=False, na_values=[""]
    )
    nmc = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz")
    long = long.assign(iso3=codes.from_name(long.country)).dropna(subset=["iso3", "military_expenditure"])
    both = long.merge(nmc.assign(iso3=nmc.ccode.map(codes.cow)), on=["iso3", "year"])
    both = both[(both.milex > 0) & (both.military_expenditure > 0) & (both.year <= LAST_SHARED_YEAR)]
    return np.log(both.military_expenditure / (both.milex * 1e3)).groupby(both.year).median().reindex(YEARS)


def deflators(constant: pd.DataFrame, current: pd.DataFrame, america: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Logarithm of 2023 dollars for a current dollar spent by each state, and its standard deviation.

    A state's own where SIPRI shows it; elsewhere America's, joined at the nearest years shown by a gap that fades, as
    real exchange rates do. The standard deviation is zero where shown and grows with the years from there.
    """
    real = (constant - current).sub(america, axis=0)
    own = real.add(america, axis=0)
    common = pd.DataFrame(dict.fromkeys(own.columns, america))
    joined = own.fillna(common + offsets(own, common, half_life=HALF_LIFE).fillna(0.0))
    remembered = 0.5 ** (distance(own).fillna(np.inf) / SPREAD_HALF_LIFE)
    return joined, SPREAD * np.sqrt(1.0 - remembered**2)


def logarithm(rows: pd.DataFrame, value: str, codes: Codes) -> pd.DataFrame:
    """Year by state, logarithm of what is above zero."""
    table = wide(rows, value, codes)
    return np.log(table.where(table > 0))
