"""Population of every state since 1816, from four sources, with their disagreement as error."""

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from .assembly import Assembly
from .borders import TODAYS_BORDERS_SINCE, with_todays_borders
from .economy_sources import GAPMINDER_OBSERVED_TO, Sources, read_sources
from .splicing import offsets

HALF_LIFE = 10.0  # years over which a join between two counts fades: a revised count says little of far years
SAME = 0.01  # a join smaller than this leaves a count as its source has it
# Least error by first year of an era: the median absolute disagreement of NMC with the World Bank (since 1960: 0.03)
# and with the simulated series (1900-59: 0.04; 1860-99: 0.07; before, 0.35-0.7 with the borders confounded).
LEAST = {1816: 0.15, 1860: 0.07, 1900: 0.04, 1960: 0.03}
MOST = 0.25
OTHER_TERRITORY = 0.5  # sources this far apart (a factor of 1.6) count different territories: no error of either
ALONE = 0.10  # assumed, where no other source counts the same territory
# NMC figures set aside: a fifth of France under Vichy; Eritrea at twice the World Bank's figure, halved in 2017.
SET_ASIDE = {"FRA": (1941, 1942), "ERI": (1993, 2022)}

VARIABLES = (
    Variable(
        name="population",
        label="population",
        unit="million persons",
        doc="World Bank (implied by GDP and GDP per head) where borders are today's; else NMC, then simulated, "
        "then Gapminder; joined at the overlap",
        group="economy",
        cards=("wdi", "nmc", "isard_gdp", "gapminder_gdp"),
        scale=Scale.LOG,
        error=0.05,
        error_basis="estimated: smallest disagreement with another source, at least the median one of its era",
        carry=3,
        max_step=6.0,
        derived=True,
        error_grade=Grade.ESTIMATED,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Population of the members of the system."""
    return assemble(read_sources(raw, codes)).rows("population", codes)


def assemble(sources: Sources) -> Assembly:
    """Logarithm of millions of persons, year by state."""
    bank = with_todays_borders(sources.bank_people)
    people = Assembly.like(bank)
    people.fill(bank, np.nan, Flag.OBSERVED, "wdi")
    nmc = _set_aside(sources.nmc_people)
    joins = _joins(bank, nmc)
    people.fill(nmc.where(joins.abs() < SAME) + joins, np.nan, Flag.OBSERVED, "nmc")
    people.fill(nmc + joins, np.nan, Flag.FALLBACK, "nmc")
    simulated = sources.simulated_people + _joins(people.value, sources.simulated_people)
    people.fill(simulated, np.nan, Flag.MODELLED, "isard_gdp")
    later = sources.gapminder_people + _joins(people.value, sources.gapminder_people)
    known = later.index <= GAPMINDER_OBSERVED_TO
    people.fill(later[known].reindex(later.index), np.nan, Flag.FALLBACK, "gapminder_gdp")
    people.fill(later[~known].reindex(later.index), np.nan, Flag.FORECAST, "gapminder_gdp")
    people.error = _disagreement(people.value, sources).where(people.value.notna())
    return people


def _set_aside(nmc: pd.DataFrame) -> pd.DataFrame:
    kept = nmc.copy()
    for iso3, (first, last) in SET_ASIDE.items():
        kept.loc[first:last, iso3] = np.nan
    return kept


def _joins(base: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Fading joins; none for states whose borders changed, where a gap is territory and not error."""
    joins = offsets(base, other, half_life=HALF_LIFE).fillna(0.0)
    changed = [i for i in TODAYS_BORDERS_SINCE if i in joins.columns]
    joins[changed] = 0.0
    return joins


def _disagreement(value: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Distance to the nearest other source, within the bounds of the era."""
    others = (sources.bank_people, sources.nmc_people, sources.simulated_people, sources.gapminder_people)
    gaps = [(other - value).abs() for other in others]
    # A source that agrees to the digit is the one the value was taken from.
    nearest = np.fmin.reduce([gap.where((gap > 1e-9) & (gap < OTHER_TERRITORY)).to_numpy() for gap in gaps])
    starts = np.array(sorted(LEAST))
    least = np.array([LEAST[int(s)] for s in starts])[np.searchsorted(starts, value.index, side="right") - 1]
    bounded = np.clip(np.nan_to_num(nearest, nan=ALONE), least[:, None], MOST)
    return pd.DataFrame(bounded, index=value.index, columns=value.columns)
