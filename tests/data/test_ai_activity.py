"""AI research, patents and investment: pooled shares that must add up, and lists that must not be misread."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import ai_activity

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return ai_activity.load(raw, codes).set_index(["variable", "iso3", "year"])


@pytest.fixture(scope="module")
def articles(raw: Path) -> pd.DataFrame:
    frame = pd.read_csv(raw / "eto_cat/publications_yearly_articles.csv.gz", keep_default_na=False)
    return frame[frame.field == "All"]


def test_shares_of_the_world_add_to_one(rows: pd.DataFrame) -> None:
    for name in ("ai_research", "ai_patents"):
        assert rows.loc[name].groupby("year").value.sum().to_numpy() == pytest.approx(1.0, abs=0.002)


def test_only_aggregates_and_territories_go_unnamed(articles: pd.DataFrame, codes: Codes) -> None:
    unnamed = set(articles.country[codes.from_name(articles.country).isna()])
    assert unnamed == {
        "ASEAN", "Africa", "Asia", "EU", "Europe", "Five Eyes", "Global Partnership on Artificial Intelligence", "NATO",
        "North America and the Caribbean", "OECD", "Oceania", "Quad", "South and Central America",
    }  # fmt: skip


def test_mainland_china_is_china_and_leads_in_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> None:
    years = articles.year.isin([2022, 2023, 2024])
    china = articles[years & (articles.country == "China (mainland)")].num_articles.sum()
    usa = articles[years & (articles.country == "United States")].num_articles.sum()
    ratio = rows.value["ai_research", "CHN", 2024] / rows.value["ai_research", "USA", 2024]
    assert 1 < ratio < china / usa  # citations favor the United States, so the mean of shares lies below


def test_the_two_congos_cannot_be_told_apart_and_are_left_out(rows: pd.DataFrame, articles: pd.DataFrame) -> None:
    assert articles[(articles.country == "Congo") & (articles.year == 2024)].num_articles.tolist() == [36, 5]
    assert not {"COD", "COG"} & set(rows.index.get_level_values("iso3"))


def test_absence_from_the_list_of_articles_is_a_flagged_zero(rows: pd.DataFrame, articles: pd.DataFrame) -> None:
    zeros = rows.loc["ai_research"][lambda d: d.flag == "zero"]
    assert len(zeros) > 0
    assert (zeros.value == 0).all()
    assert "Tuvalu" not in set(articles.country)
    assert ("TUV", 2024) in zeros.index
    assert not (rows.loc["ai_patents"].value == 0).any()  # offices outside the list are missing


def test_lapsed_patent_series_end(rows: pd.DataFrame) -> None:
    patents = rows.loc["ai_patents"].reset_index().groupby("iso3").year.max()
    assert patents["IND"] == 2018  # 270 families in 2018, 11 in 2019
    assert patents["SGP"] <= 2019
    assert patents["USA"] == 2021
    assert rows.loc["ai_research"].index.get_level_values("year").max() == 2024  # 2025 is not complete


# covers: P14
def test_investment_lies_between_disclosed_and_estimated(rows: pd.DataFrame, raw: Path) -> None:
    low, high = (
        pd.read_csv(raw / f"eto_cat/companies_yearly_{kind}.csv.gz")
        .query("field == 'All' and country == 'United States' and 2022 <= year <= 2024")
        .iloc[:, 3]
        .mean()
        for kind in ("disclosed", "estimated")
    )
    value, error = rows.loc[("ai_investment", "USA", 2024), ["value", "error"]]
    assert low < value < high
    assert 0.2 <= error < 0.4
    assert rows.error["ai_investment", "SWE", 2024] > 2 * error  # mostly undisclosed


def test_the_optional_counts_are_the_published_ones(raw: Path, codes: Codes) -> None:
    counts = ai_activity.load_optional(raw, codes).set_index(["variable", "iso3", "year"]).value
    assert counts["ai_articles", "IND", 2024] == 51951
    assert counts["ai_investment_disclosed", "NOR", 2020] == 372
    assert counts["ai_patent_applications", "TWN", 2021] == 670
    embedded = {v.name for v in ai_activity.VARIABLES}
    assert not embedded & {v.name for v in ai_activity.OPTIONAL}
    assert set(counts.index.get_level_values("variable")) == {v.name for v in ai_activity.OPTIONAL}


def test_errors_are_finite(rows: pd.DataFrame) -> None:
    assert np.isfinite(rows.error).all()
