"""The loss-of-strength gradient: its numbers, its eras, and its oddity near home."""

from math import e, exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.declare import DomainError
from counterpoise.theory.loss_of_strength import exponential_capability, miles_per_day, projected_capability

quick = settings(max_examples=40, deadline=None)


def test_known_numbers():
    assert projected_capability(0.1, 0, 500) == pytest.approx(0.13733, abs=5e-6)
    assert projected_capability(0.1, 5000, 500) == pytest.approx(0.057865, abs=5e-7)


@pytest.mark.parametrize(
    ("year", "miles"), [(1816, 250), (1918, 250), (1919, 375), (1945, 375), (1946, 500), (2024, 500)]
)
def test_armies_speed_up_with_the_era(year, miles):
    assert miles_per_day(year) == miles


@quick
@given(st.floats(0, 1), st.floats(0, 12_000), st.floats(50, 1000))
def test_it_stays_a_share_and_falls_with_distance(capability, distance, mpd):
    value = projected_capability(capability, distance, mpd)
    assert 0 <= value <= 1
    assert projected_capability(capability, distance + 100, mpd) <= value
    assert projected_capability(capability, distance, mpd + 100) >= value


@quick
@given(st.floats(0.001, 0.999), st.floats(50, 1000))
def test_a_state_is_itself_e_days_from_home_and_more_than_itself_nearer(capability, mpd):
    assert projected_capability(capability, e * mpd, mpd) == pytest.approx(capability)
    assert projected_capability(capability, 0, mpd) > capability
    assert projected_capability(capability, 4 * mpd, mpd) < capability


def test_the_weak_lose_relatively_more():
    """The exponent is common, so that distance widens the ratio between strong and weak."""
    near = projected_capability(0.3, 500, 500) / projected_capability(0.1, 500, 500)
    far = projected_capability(0.3, 8000, 500) / projected_capability(0.1, 8000, 500)
    assert far > near


def test_the_exponential_alternative_falls_to_one_e_th_over_its_decay_distance():
    assert exponential_capability(0.4, 5000, 5000) == pytest.approx(0.4 / e)
    assert exponential_capability(8.0, 0, 5000) == 8.0
    assert exponential_capability(1.0, 3000, 5000) == pytest.approx(exp(-0.6))
    distances = np.linspace(0, 20_000, 30)
    assert np.all(np.diff(exponential_capability(1.0, distances, 5000)) < 0)


def test_faults_are_named():
    with pytest.raises(DomainError, match="year = 1815"):
        miles_per_day(1815)
    with pytest.raises(DomainError, match="year = 1900.5"):
        miles_per_day(1900.5)
    with pytest.raises(DomainError, match="capability = 1.5"):
        projected_capability(1.5, 100, 500)
    with pytest.raises(DomainError, match="distance = -1"):
        projected_capability(0.5, -1, 500)
    with pytest.raises(DomainError, match="mpd = 0"):
        projected_capability(0.5, 1, 0)
    with pytest.raises(DomainError, match="capability = -1"):
        exponential_capability(-1, 1, 1)
    with pytest.raises(DomainError, match="distance = -1"):
        exponential_capability(1, -1, 1)
    with pytest.raises(DomainError, match="decay = 0"):
        exponential_capability(1, 1, 0)
