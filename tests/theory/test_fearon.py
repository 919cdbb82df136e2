"""Fearon (1995): the closed form against the attacker's best offer found by brute force."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import fearon
from counterpoise.theory.declare import DomainError

costs = st.floats(0, 1)


def test_known_result():
    assert fearon.war_probability(0.05, 0.45, 0.1) == pytest.approx(0.3125)


@pytest.mark.parametrize(("low", "high", "attacker"), [(0.05, 0.45, 0.1), (0.1, 0.4, 0.05), (0.2, 0.4, 0.1)])
def test_closed_form_is_the_best_offer_on_a_grid(low, high, attacker):
    """The attacker asks for p + x; a target with cost below x refuses and the war costs the attacker c_A."""
    demand = np.linspace(low, high, 200_001)
    refusal = (demand - low) / (high - low)
    payoff = (1 - refusal) * demand - refusal * attacker
    assert fearon.war_probability(low, high, attacker) == pytest.approx(refusal[payoff.argmax()], abs=1e-4)


@given(costs, costs, costs)
def test_it_is_a_probability_and_falls_in_the_attackers_cost(low, high, attacker):
    assume(high - low > 1e-6)
    value = fearon.war_probability(low, high, attacker)
    assert 0 <= value <= 1
    assert fearon.war_probability(low, high, min(1.0, attacker + 0.1)) <= value


def test_more_uncertainty_around_the_same_mean_raises_the_risk():
    spread = np.linspace(0.01, 0.25, 50)
    risk = fearon.war_probability(0.25 - spread, 0.25 + spread, 0.1)
    assert np.all(np.diff(risk) >= 0)
    assert risk[-1] > risk[0]


def test_preventive_war_needs_a_large_fast_shift():
    assert fearon.preventive_war_margin(0.3, 0.9, 0.1, 0.95) > 0
    assert fearon.preventive_war_margin(0.3, 0.31, 0.1, 0.95) < 0
    assert fearon.preventive_war_margin(0.45, 0.5, 0.2, 0.9) == pytest.approx(0.9 * 0.5 - 0.45 - 0.2 * 0.01)


def test_the_bargaining_range_is_never_empty():
    p, a, b = np.meshgrid(*[np.linspace(0, 1, 11)] * 3)
    assert np.all(fearon.bargain_low(p, a) <= fearon.bargain_high(p, b))


@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("cost", [0.0, 0.05, 0.3, 1.0])
def test_the_bargaining_range_on_a_grid(p, cost):
    """What the attacker prefers to a war that gives it p - c, and what the target prefers to keeping 1 - p - c."""
    division = np.linspace(0, 1, 1001)
    preferred, conceded = division[division >= p - cost - 1e-12], division[1 - division >= 1 - p - cost - 1e-12]
    assert fearon.bargain_low(p, cost) == pytest.approx(preferred.min())
    assert fearon.bargain_high(p, cost) == pytest.approx(conceded.max())


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="c_attacker = -0.1"):
        fearon.war_probability(0.05, 0.45, -0.1)
    with pytest.raises(DomainError, match="c_low < c_high"):
        fearon.war_probability(0.5, 0.2, 0.1)
