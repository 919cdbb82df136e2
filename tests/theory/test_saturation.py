"""Saturation: expectation and layers against Monte Carlo; the costs of both sides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import saturation
from counterpoise.theory.declare import DomainError

counts = st.integers(0, 25)
kills = st.floats(0, 1)


# covers: F44
def test_known_result():
    assert saturation.expected_leakers(100, 60, 0.9) == pytest.approx(46)


def test_the_case_of_september_2025_as_claimed():
    """5,638 launched and 87 % stopped leave about 733; a leaker costs the unit price over .13."""
    assert saturation.expected_leakers(5638, 5638, 0.87) == pytest.approx(733, abs=0.1)
    assert saturation.cost_per_leaker(5638, 5638, 0.87, 20e3) == pytest.approx(0.154e6, rel=2e-3)
    assert saturation.cost_per_leaker(5638, 5638, 0.87, 70e3) == pytest.approx(0.538e6, rel=2e-3)


def test_the_kink_stands_where_channels_run_out():
    leakers = saturation.expected_leakers(np.arange(0, 121), 60, 0.9)
    slope = np.diff(leakers)
    assert slope[:60] == pytest.approx(0.1)
    assert slope[60:] == pytest.approx(1)


@pytest.mark.parametrize(("incoming", "channels", "kill"), [(100, 60, 0.9), (40, 60, 0.7), (30, 0, 0.9)])
def test_one_layer_against_monte_carlo(incoming, channels, kill):
    random = np.random.default_rng(11)
    leakers = incoming - random.binomial(min(incoming, channels), kill, 200_000)
    assert saturation.expected_leakers(incoming, channels, kill) == pytest.approx(leakers.mean(), abs=0.03)
    pmf = saturation.leaker_distribution(incoming, [(channels, kill)])
    seen = np.bincount(leakers, minlength=incoming + 1) / 200_000
    assert pmf == pytest.approx(seen, abs=0.005)


def test_layers_in_turn_against_monte_carlo():
    layers = [(40, 0.7), (20, 0.8), (10, 0.5)]
    random = np.random.default_rng(5)
    left = np.full(200_000, 60)
    for channels, kill in layers:
        left = left - random.binomial(np.minimum(left, channels), kill)
    assert saturation.expected_layered_leakers(60, layers) == pytest.approx(left.mean(), abs=0.03)
    spread = np.arange(61) - left.mean()
    assert saturation.leaker_distribution(60, layers) @ spread**2 == pytest.approx(left.var(), rel=0.02)


@given(counts, st.lists(st.tuples(st.integers(0, 12), kills), max_size=3))
def test_layers_give_a_distribution_and_another_layer_never_leaks_more(incoming, layers):
    pmf = saturation.leaker_distribution(incoming, layers)
    assert pmf.shape == (incoming + 1,)
    assert pmf.min() >= 0
    assert pmf.sum() == pytest.approx(1)
    more = saturation.expected_layered_leakers(incoming, [*layers, (5, 0.5)])
    assert more <= saturation.expected_layered_leakers(incoming, layers) + 1e-9


@given(counts, st.integers(0, 12), kills)
def test_one_layer_is_the_closed_form_and_none_stops_nothing(incoming, channels, kill):
    exact = saturation.expected_layered_leakers(incoming, [(channels, kill)])
    assert exact == pytest.approx(saturation.expected_leakers(incoming, channels, kill))
    assert saturation.expected_layered_leakers(incoming, []) == incoming


def test_averages_understate_what_passes_two_layers():
    first = saturation.expected_leakers(30, 30, 0.5)
    by_averages = saturation.expected_leakers(first, 15, 0.9)
    assert saturation.expected_layered_leakers(30, [(30, 0.5), (15, 0.9)]) > by_averages + 0.5


@given(st.floats(0.1, 500), st.floats(0, 500), st.floats(0, 1))
def test_leakers_move_the_right_way(incoming, channels, kill):
    leakers = saturation.expected_leakers(incoming, channels, kill)
    assert -1e-9 <= leakers <= incoming
    assert saturation.expected_leakers(incoming + 1, channels, kill) >= leakers
    assert saturation.expected_leakers(incoming, channels + 1, kill) <= leakers
    assert saturation.expected_leakers(incoming, channels, min(1, kill + 0.1)) <= leakers


def test_cost_per_leaker_falls_past_saturation_towards_the_unit_cost():
    costs = saturation.cost_per_leaker(np.array([30, 60, 100, 1e6]), 60, 0.9, 100)
    assert costs[0] == pytest.approx(costs[1]) == pytest.approx(1000)
    assert costs[2] == pytest.approx(100 * 100 / 46)
    assert costs[3] == pytest.approx(100, rel=1e-3)


def test_defense_cost_ratio_by_hand():
    """One 3 million dollar missile on each 35,000 dollar drone, then with half the drones unanswered."""
    assert saturation.defense_cost_ratio(50, 60, 1, 3e6, 35e3) == pytest.approx(85.714, rel=1e-4)
    assert saturation.defense_cost_ratio(120, 60, 2, 3e6, 35e3) == pytest.approx(85.714, rel=1e-4)
    assert saturation.defense_cost_ratio(10, 60, 1, 5e3, 35e3) == pytest.approx(1 / 7)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="kill = 1.1"):
        saturation.expected_leakers(10, 5, 1.1)
    with pytest.raises(DomainError, match="some of the raid gets through"):
        saturation.cost_per_leaker(10, 10, 1, 5)
    assert saturation.cost_per_leaker(11, 10, 1, 5) == 55
    with pytest.raises(DomainError, match="unit_cost = 0"):
        saturation.defense_cost_ratio(10, 10, 1, 1, 0)
    with pytest.raises(DomainError, match="incoming = -1"):
        saturation.leaker_distribution(-1, [])
    with pytest.raises(DomainError, match="incoming = 1.5"):
        saturation.leaker_distribution(1.5, [])
    with pytest.raises(DomainError, match="channels = 2.5"):
        saturation.leaker_distribution(3, [(1, 0.5), (2.5, 0.5)])
    with pytest.raises(DomainError, match="channels = -1"):
        saturation.leaker_distribution(3, [(-1, 0.5)])
    for kill in (-0.1, 1.1, float("nan")):
        with pytest.raises(DomainError, match="kill = "):
            saturation.leaker_distribution(3, [(1, kill)])
    assert saturation.leaker_distribution(0, [(0, 0.0), (0, 1.0)]) == pytest.approx([1.0])
