"""Armed-drone deals: delivered ones, once each, by both sides."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import drones

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def register(raw: Path) -> pd.DataFrame:
    path = raw / "sipri/trade-register_2025-03.csv.gz"
    return pd.read_csv(path, encoding="latin-1", skiprows=drones.HEADER, keep_default_na=False)


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return drones.load(raw, codes).set_index(["variable", "iso3", "year"])


# covers: T03
def test_the_register_has_the_deals_known_of_it(register: pd.DataFrame) -> None:
    armed = register[register["Weapon description"].isin(drones.KINDS["armed_drones"])]
    assert len(armed) == 118
    assert armed.Supplier.value_counts()[["Turkiye", "China", "Iran"]].tolist() == [54, 31, 8]


def test_undelivered_deals_do_not_count(rows: pd.DataFrame, register: pd.DataFrame) -> None:
    armed = register[register["Weapon description"].isin(drones.KINDS["armed_drones"])]
    turkish = armed[armed.Supplier == "Turkiye"]
    delivered = (turkish["Year(s) of delivery"] != "").sum()
    assert rows.value["armed_drones_supplied", "TUR", 2024] == delivered < len(turkish)


def test_what_is_supplied_is_received_but_by_groups_and_unknowns(raw: Path, codes: Codes) -> None:
    deals = drones.read_deals(raw, codes)
    assert deals.supplied.isna().mean() < 0.05
    assert deals.received.isna().mean() < 0.1
    assert "XKX" in set(deals.received)


def test_stocks_never_fall_and_zeros_are_flagged(rows: pd.DataFrame, codes: Codes) -> None:
    for variable in drones.VARIABLES:
        table = rows.loc[variable.name]
        assert ((table.value == 0) == (table.flag == "zero")).all()
        assert (table.value.unstack("year").diff(axis=1).min().dropna() >= 0).all()
        assert sorted(table.xs(2024, level="year").index) == codes.members(2024)


def test_a_deal_delivered_over_years_counts_from_the_first(rows: pd.DataFrame) -> None:
    received = rows.value["armed_drones_received"]
    assert received["AZE", 2019] == 0
    assert received["AZE", 2020] >= 1  # Bayraktar TB2
    assert received["NAM", 2024] == 0
