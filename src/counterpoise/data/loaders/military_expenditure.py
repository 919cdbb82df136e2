"""Military expenditure of every state since 1816, fused from all series; and the share of GDP it takes.

No source is copied: each is a measure with an error (:mod:`military_sources`), and :mod:`robust_smoother` finds the
path that all support. What decides is how far the sources disagree, which is also most of the error given.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from .assembly import members
from .borders import TODAYS_BORDERS_SINCE
from .economy import assemble
from .military_sources import CONVERTED, Measures, read_measures
from .robust_smoother import smooth

# Scale of yearly changes (Student t with 3 degrees of freedom). Estimated 0.09 in SIPRI's constant series; assumed
# wider, so that a jump in the last year (Russia 2024) is not smoothed away for want of the year after.
STEP = 0.15
NEW_BORDERS_STEP = 1.0  # a state that lost or won territory starts afresh
LONGEST_GAP, LONGEST_AHEAD = 15, 8  # years without any measure that are bridged, or run on after the last
LEAST_ERROR = 0.05
MOST_SHARE = 1.5  # Kuwait in 1991 is above 1; beyond this the amount and GDP are not at one price level: no share
DISAGREEMENT_YEARS = 9  # a window over which the sources' disagreement is taken

CARDS = ("nmc", "sipri_milex", "wdi_milex_share", "owid_milex", "wdi", "isard_gdp", "gapminder_gdp")
_BASIS = (
    "estimated: posterior spread of the smoother, half the median disagreement of NMC and SIPRI in nearby years, "
    "the error of conversion where the state's own deflator is not known (found by hiding SIPRI), and SIPRI's doubts"
)
VARIABLES = (
    Variable(
        name="milex",
        label="military expenditure",
        unit="million constant 2023 USD",
        doc="our fusion of NMC, SIPRI and the World Bank's share of GDP by a smoother with heavy tails",
        group="military",
        cards=CARDS,
        scale=Scale.LOG,
        error=0.25,
        error_basis=_BASIS,
        carry=5,
        max_step=None,
        derived=True,
        error_grade=Grade.ESTIMATED,
    ),
    Variable(
        name="milex_share",
        label="military expenditure as a share of GDP",
        unit="share of GDP",
        doc="milex over GDP in constant 2023 USD; missing where it would be above 1.5; too high for command economies "
        "before 1989, whose forces NMC values at American prices",
        group="military",
        cards=CARDS,
        scale=Scale.LOG,
        error=0.3,
        error_basis=_BASIS + "; and the error of GDP",
        high=1.5,
        carry=5,
        max_step=None,
        total=False,
        derived=True,
        error_grade=Grade.ESTIMATED,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Both variables for the members of the system."""
    market, _ = assemble(raw, codes)
    measures = read_measures(raw, codes, market.value)
    level = fuse(measures)
    share = level.assign(value=level.value / np.exp(_at(measures.gdp, level)))
    # An amount and the share a source gives it have one error; elsewhere GDP adds its own.
    elsewhere = _at(measures.sipri, level).isna()
    share["error"] = np.hypot(level.error, _at(market.error, level).where(elsewhere, 0.0))
    share = share[share.value <= MOST_SHARE]
    rows = pd.concat([level.assign(variable="milex"), share.assign(variable="milex_share")])
    member = _at(members(market.value, codes), rows).to_numpy(bool)
    return rows[member].sort_values(["variable", "iso3", "year"], ignore_index=True)


def fuse(measures: Measures) -> pd.DataFrame:
    """Rows of iso3, year, value (million constant 2023 USD), error, flag, source and origin_year."""
    stack = [measures.sipri, measures.rebuilt, measures.nmc]
    half = measures.pooled / 2.0  # neither NMC nor SIPRI is known to be the better in general
    scales = [measures.sipri * 0.0 + half, measures.rebuilt * 0.0 + CONVERTED * half, measures.nmc_scale]
    start = _bridge(stack[0].fillna(stack[1]).fillna(stack[2]))
    found = smooth(np.stack(stack), np.stack(scales), _steps(start), start.to_numpy())
    like = measures.sipri
    mean = pd.DataFrame(found.mean, index=like.index, columns=like.columns)
    variance = pd.DataFrame(found.variance, index=like.index, columns=like.columns)
    error = np.sqrt(variance + measures.common**2 + _disagreement(measures) ** 2).clip(lower=LEAST_ERROR)
    seen = pd.DataFrame(np.isfinite(np.stack(stack)).any(axis=0), index=like.index, columns=like.columns)
    flag, origin = _standing(seen)
    for none in measures.none.values():
        flag = flag.mask(none, "")
    table = pd.DataFrame(
        {
            "value": np.exp(mean).where(flag != "").stack(),
            "error": error.stack(),
            "flag": flag.stack(),
            "origin_year": origin.stack(),
        }
    )
    rows = table[table.value.notna()].rename_axis(["year", "iso3"]).reset_index().assign(source="milex_fusion")
    return pd.concat([rows, _none(measures)], ignore_index=True)


def _none(measures: Measures) -> pd.DataFrame:
    """Recorded zeros: states without armed forces."""
    sipri, nmc = measures.none["sipri_milex"], measures.none["nmc"]
    cells = (sipri | nmc).stack()
    rows = cells[cells].rename_axis(["year", "iso3"]).reset_index()[["year", "iso3"]]
    source = np.where(_at(nmc, rows).to_numpy(bool), "nmc", "sipri_milex")
    return rows.assign(value=0.0, error=np.nan, flag=Flag.OBSERVED.value, source=source, origin_year=rows.year)


def _bridge(series: pd.DataFrame) -> pd.DataFrame:
    """A first guess without gaps: straight lines between, level beyond."""
    return series.interpolate(limit_area="inside").ffill().bfill().fillna(0.0)


def _steps(like: pd.DataFrame) -> np.ndarray:
    steps = pd.DataFrame(STEP, index=like.index, columns=like.columns)
    for iso3, year in TODAYS_BORDERS_SINCE.items():
        steps.loc[year, iso3] = NEW_BORDERS_STEP
    return steps.to_numpy()


def _disagreement(measures: Measures) -> pd.DataFrame:
    """Half the median distance between NMC and SIPRI in nearby years that have both; far from any, half the usual."""
    gap = (measures.nmc - measures.sipri).abs() / 2.0
    local = gap.rolling(DISAGREEMENT_YEARS, center=True, min_periods=1).median()
    return local.ffill(limit=DISAGREEMENT_YEARS).bfill(limit=DISAGREEMENT_YEARS).fillna(measures.pooled / 2.0)


def _standing(seen: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Flag of each cell ("" where nothing may be said) and the last year with a measure."""
    years = pd.DataFrame({i: pd.Series(seen.index, index=seen.index, dtype=float) for i in seen.columns})
    last, following = years.where(seen).ffill(), years.where(seen).bfill()
    between = (following - last) <= LONGEST_GAP
    ahead = following.isna() & ((years - last) <= LONGEST_AHEAD)
    flag = pd.DataFrame("", index=seen.index, columns=seen.columns, dtype=object)
    flag = flag.mask(ahead, Flag.FORECAST.value).mask(between, Flag.INTERPOLATED.value).mask(seen, Flag.FUSED.value)
    return flag, years.where(~ahead, last)


def _at(table: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """The cells of a year by state table that rows name."""
    return pd.Series(
        table.to_numpy()[table.index.get_indexer(rows.year), table.columns.get_indexer(rows.iso3)], index=rows.index
    )
