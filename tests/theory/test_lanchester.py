"""Lanchester: survivors, duration and path against the differential equations stepped numerically."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import lanchester
from counterpoise.theory.declare import DomainError

units = st.floats(1, 1000)
rates = st.floats(0.01, 5)


def step_until(own, rival, change, until, steps=1500):
    """Runge-Kutta for d(own, rival)/dt = change, up to a time or to the end of one side."""
    state, dt = np.array([own, rival], float), until / steps
    for step in range(steps):
        k1 = change(state)
        k2 = change(state + dt / 2 * k1)
        k3 = change(state + dt / 2 * k2)
        k4 = change(state + dt * k3)
        state = state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        if state.min() <= 0:
            return np.maximum(state, 0), (step + 1) * dt
    return state, until


def square(own_rate, rival_rate):
    return lambda s: np.array([-rival_rate * s[1], -own_rate * s[0]])


def test_known_results():
    assert lanchester.square_survivors(100, 80, 1, 1) == pytest.approx(60)
    assert lanchester.square_survivors(80, 100, 1, 1) == 0
    assert lanchester.linear_survivors(100, 80, 1, 1) == pytest.approx(20)
    assert lanchester.linear_survivors(80, 100, 1, 1) == 0
    assert lanchester.square_margin(100, 80, 1, 1) == pytest.approx(3600)
    assert lanchester.square_margin(10, 20, 3, 1) == pytest.approx(-100)


@pytest.mark.parametrize("case", [(100, 80, 1, 1), (100, 80, 0.5, 1), (30, 50, 2, 0.3), (80, 100, 1, 1)])
def test_square_law_against_the_equations(case):
    own, rival, own_rate, rival_rate = case
    end = lanchester.square_duration(*case)
    state, time = step_until(own, rival, square(own_rate, rival_rate), 1.2 * end)
    assert time == pytest.approx(end, rel=1e-3)
    assert state[0] == pytest.approx(lanchester.square_survivors(*case), abs=0.05)
    for part in (0.2, 0.7, 0.95):
        state, _ = step_until(own, rival, square(own_rate, rival_rate), part * end)
        assert state[0] == pytest.approx(lanchester.square_strength(*case, part * end), rel=1e-8)


@pytest.mark.parametrize("case", [(100, 80, 0.01, 0.01), (100, 80, 0.01, 0.005), (40, 100, 0.02, 0.005)])
def test_linear_law_against_the_equations(case):
    own, rival, own_rate, rival_rate = case
    state, _ = step_until(own, rival, lambda s: -s[0] * s[1] * np.array([rival_rate, own_rate]), 60, 4_000)
    assert state[0] == pytest.approx(lanchester.linear_survivors(*case), abs=0.05)
    assert own_rate * state[0] - rival_rate * state[1] == pytest.approx(own_rate * own - rival_rate * rival)


@given(units, units, rates, rates, st.floats(0, 1))
def test_the_square_margin_is_conserved_along_the_path(own, rival, a, b, part):
    margin = lanchester.square_margin(own, rival, a, b)
    assume(abs(margin) > 1e-6 * a * own * own)
    time = part * lanchester.square_duration(own, rival, a, b)
    mine = lanchester.square_strength(own, rival, a, b, time)
    theirs = lanchester.square_strength(rival, own, b, a, time)
    assert 0 <= mine <= own * (1 + 1e-9)
    size = a * own * own + b * rival * rival
    assert lanchester.square_margin(mine, max(0, theirs), a, b) == pytest.approx(margin, abs=1e-7 * size)


@given(units, units, rates, rates)
def test_exactly_the_side_with_the_margin_survives(own, rival, a, b):
    mine = lanchester.square_survivors(own, rival, a, b)
    theirs = lanchester.square_survivors(rival, own, b, a)
    margin = lanchester.square_margin(own, rival, a, b)
    assert min(mine, theirs) == 0
    if abs(margin) > 1e-9 * a * own * own:
        assert (mine > 0) == (margin > 0)
    assert lanchester.square_survivors(own, rival, 2 * a, b) >= mine
    assert lanchester.linear_survivors(own, rival, 2 * a, b) >= lanchester.linear_survivors(own, rival, a, b)


def test_after_the_end_the_winner_stays_and_the_loser_is_gone():
    end = lanchester.square_duration(100, 80, 1, 1)
    assert end == pytest.approx(np.arctanh(0.8))
    assert lanchester.square_strength(100, 80, 1, 1, end + 5) == pytest.approx(60)
    assert lanchester.square_strength(80, 100, 1, 1, end + 5) == 0
    assert lanchester.square_strength(100, 80, 1, 1, 0) == pytest.approx(100)
    assert lanchester.square_duration(100, 80, 4, 4) == pytest.approx(end / 4)


def test_equal_strength_never_ends():
    assert lanchester.square_duration(100, 100, 2, 2) == np.inf
    assert lanchester.square_duration(50, 100, 4, 1) == np.inf
    assert lanchester.square_survivors(50, 100, 4, 1) == 0
    assert lanchester.square_strength(50, 100, 4, 1, 1) == pytest.approx(50 * np.exp(-2))


def test_nobody_to_fight():
    assert lanchester.square_duration(0, 0, 1, 1) == 0
    assert lanchester.square_duration(10, 0, 1, 1) == 0
    assert lanchester.square_strength(10, 0, 1, 1, 3) == 10
    assert lanchester.square_strength(0, 10, 1, 1, 3) == 0
    assert lanchester.square_survivors(10, 0, 1, 1) == 10


@given(st.floats(1.1, 10))
def test_quality_must_grow_with_the_square_of_the_odds(odds):
    quality = lanchester.quality_to_match(odds, 2)
    assert quality == pytest.approx(odds**2)
    assert lanchester.square_margin(1, odds, quality, 1) == pytest.approx(0, abs=1e-9)
    assert lanchester.quality_to_match(odds, 1) == pytest.approx(odds)
    assert lanchester.linear_survivors(1, odds, 1.001 * odds, 1) > 0
    assert lanchester.linear_survivors(1, odds, 0.999 * odds, 1) == 0


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="own_rate = 0"):
        lanchester.square_survivors(1, 1, 0, 1)
    with pytest.raises(DomainError, match="rival_rate = -1"):
        lanchester.linear_survivors(1, 1, 1, -1)
    with pytest.raises(DomainError, match="own = -1"):
        lanchester.square_margin(-1, 1, 1, 1)
    with pytest.raises(DomainError, match="time = -1"):
        lanchester.square_strength(1, 1, 1, 1, -1)
    with pytest.raises(DomainError, match="exponent = 0"):
        lanchester.quality_to_match(2, 0)
