"""Patents, articles, high-technology exports, charges for intellectual property, human capital."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import innovation
from counterpoise.data.loaders.gapminder import read_series

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def values(raw: Path, codes: Codes) -> pd.Series:
    return innovation.load(raw, codes).set_index(["variable", "iso3", "year"]).value


# covers: P22
def test_values_read_by_hand_in_the_files(values: pd.Series) -> None:
    assert values["patent_applications", "CHN", 2024] == 1_796_730
    assert values["patents_granted", "JPN", 2024] == 267_957
    assert values["hightech_exports", "CHN", 2020] == 757_723_684_192
    assert values["scientific_articles", "USA", 2018] == pytest.approx(422_807.71)
    assert values["human_capital", "ISR", 2023] == pytest.approx(3.98602294921875)


def test_norway_and_namibia_survive_and_taiwan_stands_where_its_source_has_it(values: pd.Series) -> None:
    for name in ("patent_applications", "scientific_articles", "human_capital", "hightech_share"):
        assert {"NOR", "NAM"} <= set(values[name].index.get_level_values("iso3"))
    assert ("TWN", 2023) in values["human_capital"].index


def test_no_aggregate_of_the_world_bank_passes_as_a_state(values: pd.Series, codes: Codes) -> None:
    for name in ("scientific_articles", "hightech_exports", "ip_receipts", "ip_payments"):
        assert set(values[name].index.get_level_values("iso3")) <= set(codes.system.iso3)


def test_former_states_end_with_their_last_full_year(raw: Path) -> None:
    grants = read_series(raw, "patents_granted_total").set_index(["iso3", "year"]).value
    assert grants["RUS", 1990] > 1000
    assert ("RUS", 1991) not in grants.index  # four grants under the code of the Soviet Union
    assert "XKX" in set(read_series(raw, "internet_users").iso3)


def test_missing_is_never_zero(values: pd.Series) -> None:
    for name in ("patent_applications", "patents_granted", "hightech_exports", "ip_receipts", "ip_payments"):
        assert (values[name] > 0).all()
