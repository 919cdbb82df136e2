"""GDP of every state since 1816 at market rates and in purchasing power, each one chain in one unit.

Income per head is chained and multiplied by :mod:`population`, so that a state of other borders (the Soviet Union,
Sardinia as Italy) has the income of today's territory and the people of its own.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import population
from .assembly import Assembly
from .borders import had_other_borders
from .economy_sources import read_sources
from .income import MARKET_ERROR, PPP_ERROR, income_market, income_ppp
from .sipri_workbook import implied_gdp

BORDER_ERROR = 0.15  # assumed: income per head in the territory lost may differ from that in the rest

VARIABLES = (
    Variable(
        name="gdp_market",
        label="GDP at market exchange rates",
        unit="million constant 2015 USD",
        doc="World Bank since 1960 or later; before, and for states it lacks, moved by gdp_ppp from the level at the "
        "overlap; Taiwan's level is the GDP that its military expenditure and the share of GDP it takes imply for "
        "2015, North Korea's follows from an assumed price level",
        group="economy",
        cards=("wdi", "isard_gdp", "gapminder_gdp", "nmc", "sipri_milex"),
        scale=Scale.LOG,
        error=MARKET_ERROR,
        error_basis="estimated: five-year growth in the World Bank's and the simulated series differs by this much",
        carry=5,
        max_step=10.0,
        derived=True,
        error_grade=Grade.ESTIMATED,
    ),
    Variable(
        name="gdp_ppp",
        label="GDP in purchasing power",
        unit="million constant 2021 international dollars",
        doc="World Bank since 1990; before, and for states it lacks, chained at the overlap to the World Bank's growth "
        "(1960 on), the simulated series of Fariss et al. (1816 on) and Gapminder",
        group="economy",
        cards=("wdi", "isard_gdp", "gapminder_gdp", "nmc"),
        scale=Scale.LOG,
        error=PPP_ERROR,
        error_basis="estimated: spread between the 2017 and 2021 rounds of the price comparison",
        carry=5,
        max_step=10.0,
        derived=True,
        error_grade=Grade.ESTIMATED,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Both variables for the members of the system."""
    market, ppp = assemble(raw, codes)
    return pd.concat([market.rows("gdp_market", codes), ppp.rows("gdp_ppp", codes)], ignore_index=True)


def assemble(raw: Path, codes: Codes) -> tuple[Assembly, Assembly]:
    """Logarithms of GDP in millions, year by state: at market rates, in purchasing power."""
    sources = read_sources(raw, codes)
    people = population.assemble(sources)
    ppp = income_ppp(sources)
    market = income_market(sources, ppp, implied_gdp(raw, codes) - people.value)
    return _times(people, market), _times(people, ppp)


def _times(people: Assembly, income: Assembly) -> Assembly:
    """GDP from people and income per head: an observation only where the World Bank has both for these borders."""
    changed = had_other_borders(income.value)
    guessed = people.flag.isin([Flag.MODELLED.value, Flag.FORECAST.value])
    weaker = income.flag.isin([Flag.OBSERVED.value, Flag.FALLBACK.value])
    flag = income.flag.mask(guessed & weaker, people.flag).mask(changed & weaker, Flag.MODELLED.value)
    # People and income of one account are two halves of one total; elsewhere their errors add.
    apart = people.error.where(people.source != "wdi", 0.0)
    error = np.sqrt(income.error**2 + apart**2 + np.where(changed, BORDER_ERROR, 0.0) ** 2)
    return replace(income, value=income.value + people.value, flag=flag, error=error)
