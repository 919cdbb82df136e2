"""Digital government and networks."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import digital_state

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return digital_state.load(raw, codes).set_index(["variable", "iso3", "year"])


def test_old_codes_of_the_world_bank_are_mapped(rows: pd.DataFrame) -> None:
    govtech = rows.value["govtech"]
    assert govtech["COD", 2020] == pytest.approx(0.2312)  # as ZAR
    assert govtech["XKX", 2020] == pytest.approx(0.4547)  # as KSV
    assert govtech["TLS", 2020] == pytest.approx(0.3055)  # as TMP
    assert govtech["NAM", 2022] == pytest.approx(0.4158)
    assert govtech["NOR", 2022] == pytest.approx(0.7950)
    assert ("TWN", 2022) in govtech.index


def test_a_score_of_zero_means_not_assessed(raw: Path, codes: Codes) -> None:
    egdi = digital_state.read_egdi(raw, codes).set_index(["iso3", "year"]).value
    assert (egdi > 0).all()
    assert ("SSD", 2004) not in egdi.index  # not yet a state, zero in the file
    assert egdi["BHS", 2022] > 0  # as BHM
    assert egdi["IRQ", 2024] == pytest.approx(0.45721)
    assert egdi.groupby("year").size().loc[2024] == 193


def test_standing_is_a_percentile_that_averages_one_half(rows: pd.DataFrame) -> None:
    standing = rows.value["digital_government"]
    assert standing.between(0, 1, inclusive="neither").all()
    assert standing.groupby("year").mean().between(0.45, 0.55).all()
    assert standing["KOR", 2022] > 0.95
    assert standing["NAM", 2022] < standing["NOR", 2022]


def test_coverage_combines_two_generations(rows: pd.DataFrame) -> None:
    coverage = rows.value["mobile_coverage"]
    assert coverage["CHN", 2023] == pytest.approx((0.99 + 0.90) / 2)
    assert coverage.between(0, 1).all()
    assert coverage.index.get_level_values("year").min() == 2021  # no figure of 5G before


def test_optional_figures_stay_apart(raw: Path, codes: Codes) -> None:
    given = digital_state.load_optional(raw, codes)
    assert set(given.variable) == {v.name for v in digital_state.OPTIONAL}
    assert not set(given.variable) & {v.name for v in digital_state.VARIABLES}
