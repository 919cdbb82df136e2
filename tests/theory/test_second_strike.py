"""Second strike: closed forms against simulated first strikes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import second_strike as strike
from counterpoise.theory.declare import DomainError

launchers = st.integers(1, 200)
shares = st.floats(0, 1)
inside = st.floats(0.01, 0.99)


def test_known_results():
    assert strike.survival_probability(14, 0.9) == pytest.approx(0.7712, abs=5e-5)
    assert strike.survival_probability(14, 0.95) == pytest.approx(0.5123, abs=5e-5)
    assert strike.expected_survivors(14, 0.9) == pytest.approx(1.4)


@pytest.mark.parametrize(("number", "kill"), [(14, 0.9), (14, 0.95), (3, 0.5)])
def test_against_simulated_strikes(number, kill):
    survivors = np.random.default_rng(4).binomial(number, 1 - kill, 400_000)
    assert strike.survival_probability(number, kill) == pytest.approx(np.mean(survivors > 0), abs=0.003)
    assert strike.expected_survivors(number, kill) == pytest.approx(survivors.mean(), abs=0.01)


def test_the_mean_holds_even_if_one_sensor_finds_all_or_none():
    found = np.random.default_rng(4).random(200_000) < 0.9
    survivors = np.where(found, 0, 14)
    assert strike.expected_survivors(14, 0.9) == pytest.approx(survivors.mean(), rel=0.02)
    assert strike.survival_probability(1, 0.9) == pytest.approx(np.mean(survivors > 0), abs=0.003)


@given(launchers, shares)
def test_assurance_rises_with_launchers_and_falls_with_surveillance(number, kill):
    assurance = strike.survival_probability(number, kill)
    assert 0 <= assurance <= 1
    assert strike.survival_probability(number + 1, kill) >= assurance
    assert strike.survival_probability(number, min(1, kill + 0.05)) <= assurance


def test_ends_of_the_domain():
    assert strike.survival_probability(0, 0.5) == 0
    assert strike.survival_probability(5, 1) == 0
    assert strike.survival_probability(5, 0) == 1


@given(launchers, inside)
def test_the_ceiling_gives_back_the_assurance(number, assurance):
    ceiling = strike.kill_ceiling(number, assurance)
    assert strike.survival_probability(number, ceiling) == pytest.approx(assurance, abs=1e-9)


@given(inside, inside)
def test_launchers_needed_by_counting_up(kill, assurance):
    needed = strike.launchers_needed(kill, assurance)
    number = 1
    while strike.survival_probability(number, kill) < assurance - 1e-12:
        number += 1
    assert number - 1 < needed + 1e-6
    assert needed - 1e-6 <= number


def test_a_larger_arsenal_answers_better_surveillance():
    assert strike.launchers_needed(0.9, 0.7712320754503899) == pytest.approx(14)
    assert strike.launchers_needed(0.95, 0.7712320754503899) == pytest.approx(28.75, abs=0.01)


def test_deterrence_by_expected_retaliation():
    assert strike.deterrence_margin(14, 0.9, 10, 13) == pytest.approx(1)
    assert strike.deterrence_margin(14, 0.95, 10, 13) == pytest.approx(-6)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="launchers = 1.5"):
        strike.survival_probability(1.5, 0.5)
    with pytest.raises(DomainError, match="kill = 1.1"):
        strike.expected_survivors(3, 1.1)
    with pytest.raises(DomainError, match="gain = -1"):
        strike.deterrence_margin(3, 0.5, 1, -1)
    with pytest.raises(DomainError, match="launchers = 0"):
        strike.kill_ceiling(0, 0.5)
    for kill in (0, 1):
        with pytest.raises(DomainError, match="kill = "):
            strike.launchers_needed(kill, 0.5)
        with pytest.raises(DomainError, match="assurance = "):
            strike.launchers_needed(0.5, kill)
    assert strike.kill_ceiling(3, 1) == 0
