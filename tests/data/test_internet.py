"""Internet users, broadband and mobile subscriptions."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import internet

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def values(raw: Path, codes: Codes) -> pd.Series:
    return internet.load(raw, codes).set_index(["variable", "iso3", "year"]).value


def test_values_read_by_hand(values: pd.Series) -> None:
    assert values["internet_users", "NOR", 2023] == pytest.approx(99.0)
    assert values["broadband", "CHN", 2023] == pytest.approx(44.7289)
    assert values["mobile_subscriptions", "RUS", 2023] == pytest.approx(180.842)


def test_shares_are_percent_and_subscriptions_can_pass_a_hundred(values: pd.Series) -> None:
    assert values["internet_users"].between(0, 100).all()
    assert values["internet_users"].max() > 90
    assert values["mobile_subscriptions"].max() > 150


def test_norway_namibia_and_kosovo_are_there(values: pd.Series) -> None:
    assert {"NOR", "NAM", "XKX"} <= set(values["internet_users"].index.get_level_values("iso3"))
