"""AI compute: upgrades replace what they build on, and nothing about a single cluster gets out."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import ai_compute
from counterpoise.data.loaders.owner_homes import FIRMS, home

FILE = "epoch/gpu_clusters_2026-08copy.csv.gz"


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return ai_compute.load(raw, codes)


def test_owners_have_the_home_the_rules_give_them() -> None:
    assert home("Nebius AI", "Private", "FIN") == "NLD"
    assert home("EuroHPC JU", "Public", "DEU") is None
    assert home("University of Somewhere", "Public", "POL") == "POL"
    assert home("Unheard-of Startup", "Private", "USA") is None


@pytest.mark.raw
def test_homes_are_states(codes: Codes) -> None:
    assert set(FIRMS.values()) <= set(codes.members(2024))


@pytest.mark.raw
def test_superseded_clusters_leave_the_stock(rows: pd.DataFrame, raw: Path) -> None:
    frame = pd.read_csv(raw / FILE, low_memory=False)
    frame = frame[frame["Include in Standard Analysis"].notna() & (frame.Country == "United States of America")]
    begin = pd.to_datetime(frame["First Operational Date"], errors="coerce")
    naive = frame.loc[begin <= "2024-12-31", "H100 equivalents"].sum()
    old = frame[frame["Superseded by"].isin(frame.Name[begin <= "2024-12-31"]) & (begin <= "2024-12-31")]
    mine = rows.query("variable == 'compute_home' and iso3 == 'USA' and year == 2024").value.item()
    assert mine == pytest.approx(naive - old["H100 equivalents"].sum())
    assert mine < naive


@pytest.mark.raw
def test_a_state_without_a_listed_cluster_is_missing_not_zero(rows: pd.DataFrame) -> None:
    assert (rows.value > 0).all()
    assert "PAK" not in set(rows.iso3)
    assert {"NOR", "TWN"} <= set(rows.iso3)


@pytest.mark.raw
def test_concealed_chinese_owners_are_assumed_and_say_so(rows: pd.DataFrame) -> None:
    china = rows[(rows.iso3 == "CHN") & (rows.variable == "compute_owned")]
    assert set(china.flag) == {"assumed"}
    assert set(rows[rows.iso3 != "CHN"].flag) == {"modelled"}


@pytest.mark.raw
def test_little_of_the_stock_is_left_unassigned(raw: Path, codes: Codes) -> None:
    left = ai_compute.unassigned(raw, codes, 2024)
    assert 0 < left["place"] < 0.05
    assert 0 < left["owner"] < 0.05


@pytest.mark.raw
def test_owned_and_hosted_stocks_differ_where_firms_compute_abroad(rows: pd.DataFrame) -> None:
    stock = rows[rows.year == 2024].pivot(index="iso3", columns="variable", values="value")
    assert stock.compute_owned["NLD"] > 5 * stock.compute_home["NLD"]
    assert pd.isna(stock.compute_owned["NOR"]) or stock.compute_owned["NOR"] < stock.compute_home["NOR"] / 10


@pytest.mark.raw
def test_no_name_or_place_of_a_cluster_is_shipped(rows: pd.DataFrame, raw: Path) -> None:
    frame = pd.read_csv(raw / FILE, low_memory=False)
    names = set(frame.Name) - set(FIRMS)
    places = set(frame.Location.dropna())
    shipped = {str(cell) for column in rows.select_dtypes(exclude="number") for cell in rows[column].unique()}
    shipped |= set(FIRMS)
    assert not shipped & (names | places)
