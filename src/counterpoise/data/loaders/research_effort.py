"""Research effort: research and development as a share of GDP, and researchers, as our smoothed estimate.

The figures are UNESCO's, whose terms were not found and are remembered as share-alike; two vintages of them are held.
What stands here is a moving average of the newer vintage (the older where the newer has none), bridged over short gaps.
"""

# covers: P22

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from .innovation import read_wdi

CARD = "uis_research"
SHARE = "Research and development expenditure (% of GDP)"
RESEARCHERS = "Researchers in R&D (per million people)"
LONGEST_GAP = 4  # years bridged between two surveys
VINTAGES = 0.05  # standard deviation of the log ratio of two vintages over 1,887 state-years


def _variable(name: str, label: str, unit: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit=unit,
        doc=doc,
        group="innovation",
        cards=(CARD,),
        scale=Scale.LOG,
        error=VINTAGES,
        error_basis="estimated: half the gap between two vintages of a state-year, at least their overall scatter",
        error_grade=Grade.ESTIMATED,
        carry=6,
        max_step=6.0,
        total=False,
        derived=True,
    )


VARIABLES = (
    _variable(
        "rd_share",
        "research and development",
        "percent of GDP",
        "smoothed over three years in logarithms; surveys are sparse outside the OECD",
    ),
    _variable(
        "researchers",
        "researchers",
        "per million people",
        "full-time equivalents, smoothed over three years in logarithms; ends in 2018",
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Smoothed estimates with the gap between vintages as error; bridged years are flagged interpolated."""
    wide = read_wdi(raw, codes).set_index(["iso3", "year"])
    newer = _newer(raw, codes)
    older = wide[SHARE].dropna()
    parts = [_estimate(newer.combine_first(older), "rd_share", _gap(newer, older))]
    parts.append(_estimate(wide[RESEARCHERS].dropna(), "researchers", pd.Series(dtype=float)))
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values(["variable", "iso3", "year"], ignore_index=True)


def _newer(raw: Path, codes: Codes) -> pd.Series:
    path = raw / "innovation/owid_research_spending_gdp.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    frame.columns = ["name", "iso3", "year", "value"]
    states = frame[frame.iso3.isin(codes.system.iso3.unique())]
    return states.set_index(["iso3", "year"]).value


def _gap(newer: pd.Series, older: pd.Series) -> pd.Series:
    return (np.log(newer / older).abs() / 2.0).dropna()


def _estimate(values: pd.Series, name: str, gap: pd.Series) -> pd.DataFrame:
    wide = np.log(values).unstack("iso3").sort_index()
    wide = wide.reindex(range(wide.index.min(), wide.index.max() + 1))
    bridged = wide.interpolate(limit_area="inside").where(_near(wide))
    weights = {-1: 0.25, 0: 0.5, 1: 0.25}
    total = sum(w * bridged.shift(k).fillna(0.0) for k, w in weights.items())
    mass = sum(w * bridged.shift(k).notna() for k, w in weights.items())
    smooth = np.exp(total / mass).where(bridged.notna())
    rows = smooth.rename_axis("year").stack().rename("value").dropna().reset_index()
    keys = pd.MultiIndex.from_frame(rows[["iso3", "year"]])
    seen = keys.isin(values.index)
    error = np.maximum(gap.reindex(keys).fillna(VINTAGES).to_numpy(), VINTAGES)
    flags = np.where(seen, Flag.FUSED, Flag.INTERPOLATED)
    return rows.assign(variable=name, source=CARD, error=np.where(seen, error, 2 * error), flag=flags)


def _near(wide: pd.DataFrame) -> pd.DataFrame:
    """Where a survey stands in the year itself, or both before and after it within the longest gap."""
    known = wide.notna()
    year = pd.DataFrame({c: wide.index.to_series() for c in wide}, index=wide.index).astype(float)
    before, after = year.where(known).ffill(), year.where(known).bfill()
    return known | (after - before <= LONGEST_GAP)
