"""Income per head since 1816: the World Bank's, chained to other series where it has none."""

import numpy as np
import pandas as pd

from ..variable import Flag
from .assembly import Assembly
from .borders import SUCCESSOR
from .economy_sources import GAPMINDER_OBSERVED_TO, Sources
from .splicing import WINDOW, distance, offsets

MARKET_ERROR = 0.05  # growth over five years differs by so much between the World Bank and the simulated series
PPP_ERROR = 0.08  # robust spread between the 2017 and the 2021 round of price comparisons, 185 states
LEVEL_ERROR = 0.13  # the same, not robust: for states without any price comparison
CHAIN_DRIFT = 0.035  # per root of a year: chained simulated against World Bank growth over spans of 5 to 50 years
FORECAST_DRIFT = 0.04  # the same: forecasts of 2021 missed by 0.023, 0.039 and 0.050 after one, two and three years
PRICE_LEVEL_YEARS = slice(2015, 2019)
NO_MARKET_RATE = ["PRK"]


def income_ppp(sources: Sources) -> Assembly:
    """Logarithm of income per head in constant 2021 international dollars."""
    bank, simulated, gapminder = sources.bank_ppp, sources.simulated_income, sources.gapminder_income
    seen = gapminder.where(gapminder.index.to_series().le(GAPMINDER_OBSERVED_TO), axis=0)
    ahead = gapminder.where(gapminder.index.to_series().ge(GAPMINDER_OBSERVED_TO), axis=0)
    income = Assembly.like(bank)
    income.fill(bank, PPP_ERROR, Flag.OBSERVED, "wdi")
    level = (seen.loc[1990:, bank.isna().all()] + _typical(bank - gapminder)).reindex_like(bank)
    income.fill(level, LEVEL_ERROR, Flag.FALLBACK, "gapminder_gdp")
    income.fill(_continued(income, sources.bank_market), _drifted(income, 0.0), Flag.FALLBACK, "wdi")
    joins = offsets(income.value, simulated, default=_inherited(income.value - simulated, _typical(bank - simulated)))
    income.fill(simulated + joins, _chained(income, sources.simulated_error), Flag.MODELLED, "isard_gdp")
    income.fill(_continued(income, seen), _drifted(income, CHAIN_DRIFT), Flag.FALLBACK, "gapminder_gdp")
    income.fill(_continued(income, ahead), _drifted(income, FORECAST_DRIFT), Flag.FORECAST, "gapminder_gdp")
    return income


def income_market(sources: Sources, ppp: Assembly, implied: pd.DataFrame) -> Assembly:
    """Logarithm of income per head in constant 2015 USD.

    ``implied`` is the logarithm of income per head in current USD that a published amount and its published share of
    GDP imply; in the base year 2015 current and constant dollars are the same.
    """
    income = Assembly.like(ppp.value)
    income.fill(sources.bank_market, MARKET_ERROR, Flag.OBSERVED, "wdi")
    level = implied.loc[[2015], income.value.isna().all()].reindex_like(implied)
    income.fill(level, MARKET_ERROR, Flag.FALLBACK, "sipri_milex")
    joins = offsets(income.value, ppp.value, default=_inherited(income.value - ppp.value, np.nan))
    moved = (ppp.value + joins).drop(columns=NO_MARKET_RATE).reindex_like(ppp.value)
    income.fill_from(ppp, moved, ppp.error)
    guess, spread = price_level(income.value, ppp.value, NO_MARKET_RATE)
    guessed = (ppp.value[NO_MARKET_RATE] + guess).reindex_like(ppp.value)
    income.fill(guessed, np.hypot(ppp.error, spread), Flag.ASSUMED, "gapminder_gdp")
    return income


def price_level(market: pd.DataFrame, ppp: pd.DataFrame, states: list[str]) -> tuple[pd.Series, float]:
    """Logarithm of the price level (market over purchasing power) that income predicts, and the spread around it.

    A straight line through all states' means of 2015-19: prices are higher where incomes are.
    """
    income = ppp.loc[PRICE_LEVEL_YEARS].mean()
    level = (market - ppp).loc[PRICE_LEVEL_YEARS].mean()
    known = income.notna() & level.notna() & ~income.index.isin(states)
    slope, start = np.polyfit(income[known], level[known], 1)
    spread = (level - (start + slope * income))[known].std()
    return start + slope * income[states], float(spread)


def _continued(income: Assembly, other: pd.DataFrame) -> pd.DataFrame:
    return other + offsets(income.value, other)


def _typical(gap: pd.DataFrame) -> float:
    """The unit that lies between two series: their median difference over all states, 2000-19."""
    return float(np.nanmedian(gap.loc[2000:2019]))


def _inherited(gap: pd.DataFrame, otherwise: float) -> pd.Series:
    """For states that ended, the gap of their successor in its first years; for the rest ``otherwise``."""
    first = gap.apply(lambda column: column.dropna().iloc[:WINDOW].mean())
    inherited = pd.Series({old: first[new] for old, new in SUCCESSOR.items()})
    return inherited.reindex(gap.columns).fillna(otherwise)


def _drifted(income: Assembly, drift: float) -> pd.DataFrame:
    """Error of a chain: the nearest level's error, and a drift that grows with the root of the span."""
    nearest = income.error.ffill().fillna(income.error.bfill())
    return np.sqrt(nearest**2 + drift**2 * distance(income.value))


def _chained(income: Assembly, posterior: pd.DataFrame) -> pd.DataFrame:
    """Error of the simulated series once chained: no larger than its own posterior spread, which has the level too."""
    chained = _drifted(income, CHAIN_DRIFT)
    return posterior.where(chained.isna(), np.minimum(chained, posterior))
