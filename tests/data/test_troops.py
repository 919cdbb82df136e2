"""United States troops by host."""

import pytest

from counterpoise.data.loaders import troops

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return troops.load(raw, codes)


@pytest.fixture(scope="module")
def value(rows):
    return rows.set_index(["iso3", "year"]).value


def test_known_hosts(value):
    assert value["JPN", 2024] == 55154
    assert value["DEU", 2024] == 36541
    assert value["NOR", 2024] == 1439
    assert value["NAM", 2024] == 10
    assert value["TWN", 1960] == 4147
    assert value["XKX", 2024] == 16


def test_the_united_states_hosts_no_foreign_base_of_its_own(value):
    assert "USA" not in value.index.get_level_values("iso3")


def test_silence_of_the_records_is_not_zero(value):
    assert ("IRQ", 2022) not in value.index
    assert ("SYR", 2024) not in value.index
    assert value["AFG", 2022] == 0  # withdrawn in 2021: a true zero


def test_hosts_of_rotating_forces_are_wide_after_2017(rows):
    error = rows.set_index(["iso3", "year"]).error
    assert error["QAT", 2018] == troops.ROTATIONAL_ERROR
    assert error.isna()["QAT", 2017]
    assert error.isna()["DEU", 2018]


def test_the_wide_error_is_the_fall_of_the_records(value):
    import numpy as np

    falls = [np.log(value[i, 2017] / value[i, 2018]) for i in troops.ROTATIONAL]
    assert np.median(falls) == pytest.approx(troops.ROTATIONAL_ERROR, abs=0.2)


def test_a_host_under_two_spellings_is_one(value, rows):
    assert not rows.duplicated(["iso3", "year"]).any()
    assert value["COD", 2024] == 17
