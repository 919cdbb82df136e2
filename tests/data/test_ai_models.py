"""Notable and large-scale models: every model counts once, whatever the number of its organizations."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import ai_models

pytestmark = pytest.mark.raw
LIST = "notable_ai_models_2025-12"


@pytest.fixture(scope="module")
def models(raw: Path, codes: Codes) -> pd.DataFrame:
    return ai_models.read_models(raw, codes, LIST)


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return ai_models.load(raw, codes).set_index(["variable", "iso3", "year"])


def test_parts_of_a_model_add_to_one(models: pd.DataFrame) -> None:
    assert models.part.sum() == pytest.approx(952)


def test_only_models_without_a_country_and_multinational_parts_are_unassigned(models: pd.DataFrame) -> None:
    assert len(models[models.iso3.isna()]) == 18 + 4


def test_assigned_and_unassigned_models_add_to_the_list(rows: pd.DataFrame, models: pd.DataFrame) -> None:
    until = models[models.year <= 2024]
    assigned = rows.value["notable_models"].xs(2024, level="year").sum()
    assert assigned + until[until.iso3.isna()].part.sum() == pytest.approx(until.part.sum())


def test_a_joint_model_is_shared(raw: Path, codes: Codes) -> None:
    frame = pd.read_csv(raw / f"epoch/{LIST}.csv.gz", low_memory=False)
    joint = frame.index[
        frame["Country (of organization)"] == "United States of America,United States of America,France"
    ]
    assert len(joint) > 0
    parts = ai_models.read_models(raw, codes, LIST)
    place = frame["Country (of organization)"].fillna("x").str.split(",").str.len().cumsum()[joint[0]]
    mine = parts.iloc[place - 3 : place].groupby("iso3").part.sum()
    assert mine["USA"] == pytest.approx(2 / 3)
    assert mine["FRA"] == pytest.approx(1 / 3)


def test_stocks_are_the_sums_of_flows_and_never_fall(rows: pd.DataFrame) -> None:
    new = rows.value["notable_models_new"].unstack("year").fillna(0.0)
    stock = rows.value["notable_models"].unstack("year")
    assert (stock[2024] - stock[2014]).dropna().sum() == pytest.approx(new.loc[:, 2015:2024].sum().sum(), rel=1e-3)
    for name in ("notable_models", "large_models", "training_compute"):
        assert (rows.value[name].unstack("year").diff(axis=1).min().dropna() >= 0).all()


def test_a_member_on_no_list_has_a_flagged_zero_and_taiwan_has_models(rows: pd.DataFrame) -> None:
    assert rows.flag["notable_models", "NAM", 2024] == "zero"
    assert rows.value["notable_models", "NAM", 2024] == 0
    assert rows.value["notable_models", "TWN", 2024] > 0
    assert (rows.loc["training_compute"].value > 0).all()  # unknown compute is missing


def test_hong_kong_counts_for_china(models: pd.DataFrame, rows: pd.DataFrame) -> None:
    assert "HKG" not in set(rows.index.get_level_values("iso3"))
    assert (models[models.country.str.strip() == "Hong Kong"].iso3 == "CHN").all()
