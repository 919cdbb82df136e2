"""Students from abroad and abroad."""

import pandas as pd
import pytest

from counterpoise.data.loaders import students


@pytest.fixture(scope="module")
def rows(raw, codes):
    return students.load(raw, codes)


@pytest.fixture(scope="module")
def keyed(rows):
    return rows.set_index(["variable", "iso3", "year"])


# covers: P23
@pytest.mark.raw
def test_values_of_the_source_to_three_digits(keyed):
    assert keyed.value["students_inbound", "GBR", 2022] == 675000  # 674,931
    assert keyed.value["students_inbound", "NOR", 2023] == 14100  # 14,141
    assert keyed.value["students_inbound", "NAM", 2022] == 2130  # 2,132
    assert keyed.value["students_outbound", "CHN", 2022] == 1050000  # 210,903 + 841,380


@pytest.mark.raw
def test_second_source_and_interpolation_are_flagged(keyed):
    assert keyed.flag["students_inbound", "USA", 2019] == "fallback"
    assert keyed.value["students_inbound", "USA", 2019] == pytest.approx(956700, rel=0.01)
    assert keyed.flag["students_inbound", "USA", 2022] == "interpolated"
    assert keyed.value["students_inbound", "USA", 2022] == pytest.approx((833204 + 956923) / 2, rel=0.005)


@pytest.mark.raw
def test_no_region_is_a_state(rows, codes):
    assert set(rows.iso3) <= set(codes.system.iso3)
    assert rows.value.max() < 1.5e6


@pytest.mark.raw
def test_half_the_oecd_table_meets_the_other_source(raw, codes, keyed):
    oecd = students._oecd(raw, codes)
    assert oecd["GBR", 2019] == pytest.approx(489019, rel=0.01)
    assert oecd["JPN", 2018] == pytest.approx(182748, rel=0.01)


def test_long_gaps_stay_missing_and_ends_are_not_extended():
    row = pd.Series([None, 1.0, None, None, 4.0, None, None, None, 8.0, None])
    filled = students._interpolate(row)
    assert filled.iloc[1:5].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert filled.iloc[5:8].isna().all()
    assert filled.iloc[[0, -1]].isna().all()
