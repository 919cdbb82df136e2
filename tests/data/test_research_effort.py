"""The smoothed share of research and development: near the published figures, never a copy of them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import research_effort

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return research_effort.load(raw, codes).set_index(["variable", "iso3", "year"])


@pytest.fixture(scope="module")
def surveyed(raw: Path, published: pd.Series) -> pd.Index:
    """State-years with a survey in either vintage."""
    older = pd.read_csv(raw / "wdi2021/science-and-technology.csv.gz").set_index(["Country Code", "Year"])
    share = older["average_value_Research and development expenditure (% of GDP)"].dropna()
    return published.index.union(share.index)


@pytest.fixture(scope="module")
def published(raw: Path) -> pd.Series:
    frame = pd.read_csv(raw / "innovation/owid_research_spending_gdp.csv.gz")
    return frame.dropna().set_index(["Code", "Year"]).iloc[:, -1].rename_axis(["iso3", "year"])


# covers: P22
def test_the_smoothed_share_stays_near_the_published_one(rows: pd.DataFrame, published: pd.Series) -> None:
    gap = np.log(rows.loc["rd_share"].value / published).dropna()
    assert len(gap) > 1800
    assert gap.abs().median() < 0.03
    assert gap.abs().quantile(0.99) < 0.5


def test_it_is_not_the_published_column(rows: pd.DataFrame, published: pd.Series) -> None:
    years = published.groupby("iso3").transform("size")
    both = pd.concat({"ours": rows.loc["rd_share"].value, "theirs": published[years > 3]}, axis=1).dropna()
    assert np.isclose(both.ours, both.theirs, rtol=1e-6).mean() < 0.05


def test_disputed_vintages_carry_their_gap_as_error(rows: pd.DataFrame) -> None:
    # 2.70 % in the newer vintage, 1.72 % in the older
    assert rows.error["rd_share", "GBR", 2018] == pytest.approx(np.log(2.70482 / 1.72412) / 2, abs=1e-3)
    assert rows.error["rd_share", "JPN", 2018] < 0.1


def test_long_gaps_stay_open_and_short_ones_are_flagged(rows: pd.DataFrame, surveyed: pd.Index) -> None:
    bridged = rows.loc["rd_share"][lambda d: d.flag == "interpolated"]
    assert len(bridged) > 0
    assert not bridged.index.isin(surveyed).any()
    surveys = surveyed.to_frame(index=False, name=["iso3", "year"]).groupby("iso3").year.apply(np.array)
    for iso3, year in bridged.index:
        around = surveys[iso3]
        assert around[around > year].min() - around[around < year].max() <= research_effort.LONGEST_GAP


def test_orders_of_magnitude(rows: pd.DataFrame) -> None:
    assert rows.loc["rd_share"].value.between(0.001, 7).all()
    assert rows.loc["researchers"].value.between(1, 10_000).all()
    assert {"NOR", "NAM"} <= set(rows.loc["rd_share"].index.get_level_values("iso3"))
