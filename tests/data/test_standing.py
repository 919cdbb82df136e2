"""Standing: what a percentile and a fusion of readings must do, whatever the index."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.data.loaders.standing import fuse, standing

SCORES = st.lists(st.floats(0, 100, allow_nan=False), min_size=2, max_size=40)


@given(SCORES)
def test_standing_lies_strictly_inside_and_averages_one_half(scores: list[float]) -> None:
    ranks = standing(pd.Series(scores))
    assert ranks.between(0, 1, inclusive="neither").all()
    assert ranks.mean() == pytest.approx(0.5)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_standing_ignores_the_scale_of_the_index(scores: list[int]) -> None:
    score = pd.Series(scores, dtype=float)
    pd.testing.assert_series_equal(standing(score), standing(3.0 + 0.01 * score))
    pd.testing.assert_series_equal(standing(score), standing(np.exp(score / 50.0)))


def test_ties_at_the_ceiling_share_a_standing_and_missing_states_have_none() -> None:
    assert standing(pd.Series([100.0, 100.0, 50.0, np.nan])).tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 6])


def readings(*rows: tuple[str, int, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["iso3", "year", "index", "value"])


def test_a_single_reading_is_returned_for_its_own_year_only() -> None:
    fused = fuse(readings(("NOR", 2018, "a", 0.9)), range(2015, 2022), 0.12)
    assert fused[["iso3", "year"]].values.tolist() == [["NOR", 2018]]
    assert fused.value.item() == pytest.approx(0.9)
    assert fused.error.item() == pytest.approx(0.12)


def test_two_indices_of_one_year_are_averaged_and_agreement_narrows_the_error() -> None:
    fused = fuse(readings(("NOR", 2020, "a", 0.6), ("NOR", 2020, "b", 0.6)), range(2020, 2021), 0.12)
    assert fused.value.item() == pytest.approx(0.6)
    assert fused.error.item() == pytest.approx(0.12 / np.sqrt(2))
    apart = fuse(readings(("NOR", 2020, "a", 0.4), ("NOR", 2020, "b", 0.8)), range(2020, 2021), 0.12)
    assert apart.value.item() == pytest.approx(0.6)
    assert apart.error.item() == pytest.approx(0.2)


def test_editions_of_one_index_do_not_narrow_the_error() -> None:
    fused = fuse(readings(("NOR", 2020, "a", 0.6), ("NOR", 2020, "a", 0.6)), range(2020, 2021), 0.12)
    assert fused.error.item() == pytest.approx(0.12)


def test_the_error_is_widest_midway_between_readings_and_the_nearer_weighs_more() -> None:
    fused = fuse(readings(("NOR", 2010, "a", 0.5), ("NOR", 2018, "a", 0.7)), range(2010, 2019), 0.12).set_index("year")
    assert fused.value.is_monotonic_increasing
    assert fused.value[2014] == pytest.approx(0.6)
    assert fused.error.idxmax() == 2014
