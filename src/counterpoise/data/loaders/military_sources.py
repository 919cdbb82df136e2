"""The measures of military expenditure, each turned into constant 2023 dollars with the scale of its error."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .assembly import wide
from .dollars import IMPLAUSIBLE, deflators, logarithm, us_deflator
from .sipri_workbook import CONSTANT, CURRENT, ESTIMATE, SHARE, UNCERTAIN, read_sheets
from .splicing import offsets

PRIOR_YEARS = 10  # weight of all states' disagreement against a state's own, in years
# Assumed: error of figures SIPRI itself marks, over that of its plain ones. It concerns the level of a run of years, so
# it widens the error given and does not loosen the hold of the figures on one another.
DOUBTED = {ESTIMATE: 1.5, UNCERTAIN: 2.5}
LEAST_SHARE = 1e-4  # of GDP: below a hundredth of a percent an amount is a slip of units (Tajikistan 1992, Cuba 1994)
CONVERTED = 2.0  # assumed: the same for figures that had to be converted or rebuilt from a share of GDP
NO_FORCES_YEARS = {"sipri_milex": 10, "nmc": 3}  # a shorter run of recorded zeros is a gap (a new state, a coup)
MAD = 1.4826  # median absolute deviation to standard deviation of a normal


@dataclass(frozen=True)
class Measures:
    """Logarithms of million constant 2023 USD, year by state, and the scale of each one's error."""

    sipri: pd.DataFrame
    rebuilt: pd.DataFrame  # SIPRI's amounts in current dollars or shares of GDP where it has no constant figure
    nmc: pd.DataFrame
    nmc_scale: pd.DataFrame
    common: pd.DataFrame  # standard deviation of what is wrong with a run of years alike: conversion, or SIPRI's doubt
    gdp: pd.DataFrame  # logarithm of GDP in million constant 2023 USD
    none: dict[str, pd.DataFrame]  # where a source records that there was no military expenditure
    pooled: float  # robust standard deviation of NMC against SIPRI, all states and years


def read_measures(raw: Path, codes: Codes, gdp_market: pd.DataFrame) -> Measures:
    """Read and convert; ``gdp_market`` is the logarithm of GDP in million constant 2015 USD."""
    sheets = read_sheets(raw, codes)
    constant, current, share = (logarithm(sheets[name], "value", codes) for name in (CONSTANT, CURRENT, SHARE))
    america = us_deflator(raw, codes, constant, current)
    fiction = _fictions(constant, current.add(america, axis=0), share, gdp_market)
    constant, current = constant.mask(fiction), current.mask(fiction)
    to_2023, spread = deflators(constant, current, america)
    nmc_rows = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz")
    nmc_rows = nmc_rows.assign(iso3=nmc_rows.ccode.map(codes.cow))
    none = {
        "sipri_milex": _lasting(wide(sheets[CONSTANT], "value", codes) == 0.0, NO_FORCES_YEARS["sipri_milex"]),
        "nmc": _lasting(wide(nmc_rows, "milex", codes) == 0.0, NO_FORCES_YEARS["nmc"]) & constant.isna(),
    }
    spends = ~(none["sipri_milex"] | none["nmc"])
    nmc = (logarithm(nmc_rows, "milex", codes) - np.log(1e3) + to_2023).where(spends)
    gdp = gdp_in_2023_dollars(constant - share, gdp_market)
    rebuilt = (current + to_2023).fillna(share + gdp).fillna(_world_bank_share(raw, codes) + gdp)
    nmc, rebuilt = (series.where(series - gdp > np.log(LEAST_SHARE)) for series in (nmc, rebuilt))
    pooled = _robust(nmc - constant)
    doubted = wide(sheets[CONSTANT], "color", codes).replace(DOUBTED).clip(lower=1.0)
    return Measures(
        sipri=constant,
        rebuilt=rebuilt.where(constant.isna() & spends),
        nmc=nmc,
        nmc_scale=_own_scale(nmc - constant, pooled),
        common=spread.where(constant.isna(), np.sqrt(doubted**2 - 1.0) * pooled / 2.0),
        gdp=gdp,
        none=none,
        pooled=pooled,
    )


def _fictions(
    constant: pd.DataFrame, converted: pd.DataFrame, share: pd.DataFrame, gdp_market: pd.DataFrame
) -> pd.DataFrame:
    """Where an amount rests on an exchange rate or price index that was a fiction (Venezuela, Iraq, Cuba).

    An amount and its share of GDP imply a GDP; the amount is a fiction where that, in constant dollars or in current
    ones at American prices, is more than a factor of 4.5 from the World Bank's, or where the two amounts are as far
    apart. A year without a share is judged as the nearest year with one. The share itself stays good.
    """
    far = (constant - converted).abs() > IMPLAUSIBLE
    for amount in (constant, converted):
        gap = amount - share - gdp_market
        judged = ((gap - _median(gap)).abs() > IMPLAUSIBLE).astype(float).where(gap.notna())
        far |= judged.ffill().bfill() > 0.5
    return far


def gdp_in_2023_dollars(implied: pd.DataFrame, gdp_market: pd.DataFrame) -> pd.DataFrame:
    """Logarithm of GDP at the prices and exchange rates of 2023.

    The GDP that SIPRI's amounts and shares imply, moved by our own series where there is none; states SIPRI does not
    cover take the median ratio of the two.
    """
    gap = implied - gdp_market
    typical = pd.Series(_median(gap), index=gap.columns)
    return implied.fillna(gdp_market + offsets(implied, gdp_market, default=typical))


def _world_bank_share(raw: Path, codes: Codes) -> pd.DataFrame:
    path = raw / "gapminder_sg/military_expenditure_percent_of_gdp.csv.gz"
    rows = pd.read_csv(path, keep_default_na=False, na_values=[""])
    rows = rows.rename(columns={"time": "year", "military_expenditure_percent_of_gdp": "percent"})
    rows["iso3"] = rows.geo.str.upper().replace({"KOS": "XKX"})
    return logarithm(rows[rows.iso3.isin(set(codes.system.iso3))], "percent", codes) - np.log(100.0)


def _lasting(none: pd.DataFrame, least: int) -> pd.DataFrame:
    """Runs of at least so many years."""
    ends = none.astype(int).rolling(least).sum() == least
    return ends[::-1].astype(int).rolling(least, min_periods=1).max()[::-1].astype(bool)


def _own_scale(gap: pd.DataFrame, pooled: float) -> pd.DataFrame:
    """A state's own disagreement with SIPRI, drawn towards that of all states where there are few years."""
    years = gap.notna().sum()
    own = (MAD * gap.abs().median()).fillna(pooled)
    scale = np.sqrt((PRIOR_YEARS * pooled**2 + years * own**2) / (PRIOR_YEARS + years))
    return pd.DataFrame({i: scale[i] for i in gap.columns}, index=gap.index)


def _median(gap: pd.DataFrame) -> float:
    """The ratio of 2023 to 2015 dollars, as the typical state of recent years has it."""
    return float(np.nanmedian(gap.loc[2015:].to_numpy()))


def _robust(gap: pd.DataFrame) -> float:
    return float(MAD * np.nanmedian(np.abs(gap.to_numpy())))
