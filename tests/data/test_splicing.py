import numpy as np
import pandas as pd
import pytest

from counterpoise.data.loaders.splicing import distance, offsets

YEARS = pd.RangeIndex(1900, 2001, name="year")


def frame(values):
    return pd.DataFrame({"AAA": pd.Series(values, index=YEARS, dtype=float)})


@pytest.fixture
def truth():
    return np.cumsum(np.random.default_rng(1).normal(0.02, 0.05, len(YEARS)))


def test_a_series_cut_short_is_recovered_from_a_twin_in_other_units(truth):
    base = frame(np.where((YEARS >= 1950) & (YEARS <= 1980), truth, np.nan))
    twin = frame(truth + np.log(7.0))
    assert np.allclose(twin + offsets(base, twin), frame(truth))


def test_the_unit_of_the_second_series_does_not_matter(truth):
    base = frame(np.where(YEARS >= 1960, truth, np.nan))
    other = frame(truth * 0.9)
    assert np.allclose(other + offsets(base, other), (other + 3.0) + offsets(base, other + 3.0))


def test_a_gap_between_price_levels_halves_with_every_half_life():
    base, other = frame(np.where(YEARS >= 1950, 1.0, np.nan)), frame(0.0)
    gap = offsets(base, other, half_life=10.0).AAA
    assert gap[1940] == pytest.approx(0.5)
    assert gap[1920] == pytest.approx(0.125)
    assert gap[1990] == pytest.approx(1.0)


def test_between_two_overlaps_the_gap_runs_straight():
    base = frame(np.nan)
    base.loc[1950], base.loc[1960] = 1.0, 3.0
    assert offsets(base, frame(0.0)).AAA[1955] == pytest.approx(2.0)


def test_no_overlap_gives_nothing_unless_a_default_is_named():
    base, other = frame(np.nan), frame(1.0)
    assert offsets(base, other).AAA.isna().all()
    assert (offsets(base, other, default=pd.Series({"AAA": 0.25})).AAA == 0.25).all()


def test_distance_counts_years_to_the_nearest_value():
    base = frame(np.where((YEARS == 1950) | (YEARS == 1960), 1.0, np.nan))
    assert distance(base).AAA[[1940, 1950, 1954, 1956, 2000]].tolist() == [10, 0, 4, 4, 40]
