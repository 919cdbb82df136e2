"""Salvo model: Hughes's subtraction, and its chance version against enumeration and Monte Carlo."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import salvo
from counterpoise.theory.declare import DomainError

few = st.integers(0, 8)
chances = st.floats(0, 1)


def test_known_result():
    assert salvo.salvo_losses(3, 2, 3, 1, 2) == pytest.approx(1.5)
    assert salvo.exchange(salvo.Fleet(3, 2, 1, 2), salvo.Fleet(3, 2, 1, 2)) == pytest.approx((1.5, 1.5))


def test_losses_stay_between_none_and_all():
    assert salvo.salvo_losses(1, 1, 5, 2, 1) == 0
    assert salvo.salvo_losses(10, 4, 5, 2, 1) == 5
    assert salvo.salvo_losses(4, 4, 5, 2, 2) == 3


def test_both_sides_fire_before_either_is_hit():
    strong, weak = salvo.Fleet(4, 3, 1, 2), salvo.Fleet(2, 4, 1, 1)
    left = salvo.exchange(strong, weak)
    assert left == pytest.approx((4 - (4 * 2 - 1 * 4) / 2, 0))
    assert salvo.exchange(weak, strong) == pytest.approx(left[::-1])
    # each side's own defense and staying power count, not the other's
    assert salvo.exchange(strong._replace(staying_power=4), weak)[0] == pytest.approx(3)
    assert salvo.exchange(strong._replace(defense=2), weak)[0] == pytest.approx(4)
    assert salvo.exchange(strong, weak._replace(offense=3)) == pytest.approx((3, 0))
    assert salvo.exchange(strong, salvo.Fleet(6, 0, 1, 2)) == pytest.approx((4, 3))


@given(*[st.floats(0, 20)] * 4, st.floats(0.1, 5))
def test_more_missiles_never_hurt_less_and_more_defense_never_more(attackers, offense, defenders, defense, power):
    losses = salvo.salvo_losses(attackers, offense, defenders, defense, power)
    assert 0 <= losses <= defenders
    assert salvo.salvo_losses(attackers, offense + 1, defenders, defense, power) >= losses
    assert salvo.salvo_losses(attackers, offense, defenders, defense + 1, power) <= losses
    assert salvo.salvo_losses(attackers, offense, defenders, defense, power + 1) <= losses


@given(few, few, st.floats(0, 6), st.floats(0.2, 3))
def test_certain_hits_and_kills_give_back_hughes(missiles, interceptors, defenders, power):
    certain = salvo.expected_losses(missiles, 1, interceptors, 1, defenders, power)
    each = interceptors / defenders if defenders else 0
    assert certain == pytest.approx(salvo.salvo_losses(1, missiles, defenders, each, power) if defenders else 0)


@pytest.mark.parametrize("case", [(3, 0.7, 2, 0.4, 2.0, 1.5), (4, 0.5, 3, 0.9, 1.0, 1.0), (2, 0.3, 0, 0.5, 3.0, 1.0)])
def test_the_exact_mean_is_the_mean_over_all_outcomes(case):
    missiles, hit, interceptors, intercept, defenders, power = case
    total = 0.0
    for outcome in product((0, 1), repeat=missiles + interceptors):
        hits, stops = outcome[:missiles], outcome[missiles:]
        chance = np.prod([hit if h else 1 - hit for h in hits] + [intercept if s else 1 - intercept for s in stops])
        total += chance * min(defenders, max(0, sum(hits) - sum(stops)) / power)
    assert salvo.expected_losses(*case) == pytest.approx(total)


def test_the_exact_mean_against_monte_carlo():
    random = np.random.default_rng(3)
    hits = random.binomial(24, 0.65, 400_000) - random.binomial(18, 0.7, 400_000)
    simulated = np.clip(hits / 1.5, 0, 6).mean()
    assert salvo.expected_losses(24, 0.65, 18, 0.7, 6, 1.5) == pytest.approx(simulated, abs=0.02)


def test_chance_leaks_through_a_defense_that_averages_call_tight():
    assert salvo.salvo_losses(1, 10 * 0.5, 1, 10 * 0.6, 1) == 0
    assert salvo.expected_losses(10, 0.5, 10, 0.6, 5, 1) > 0.3


@given(few, chances, few, chances, st.floats(0, 5), st.floats(0.2, 3))
def test_expected_losses_move_the_right_way(missiles, hit, interceptors, intercept, defenders, power):
    losses = salvo.expected_losses(missiles, hit, interceptors, intercept, defenders, power)
    assert -1e-12 <= losses <= defenders + 1e-12
    assert salvo.expected_losses(missiles + 1, hit, interceptors, intercept, defenders, power) >= losses - 1e-12
    assert salvo.expected_losses(missiles, hit, interceptors + 1, intercept, defenders, power) <= losses + 1e-12
    assert (
        salvo.expected_losses(missiles, min(1, hit + 0.1), interceptors, intercept, defenders, power) >= losses - 1e-12
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("missiles", -1),
        ("missiles", 1.5),
        ("hit", 1.1),
        ("hit", -0.1),
        ("interceptors", -1),
        ("interceptors", 0.5),
        ("intercept", 1.01),
        ("intercept", -0.01),
        ("defenders", -1),
        ("defenders", float("nan")),
        ("staying_power", 0),
        ("staying_power", float("nan")),
    ],
)
def test_arguments_of_the_exact_mean_outside_the_domain(name, value):
    good = {"missiles": 1, "hit": 0.5, "interceptors": 1, "intercept": 0.5, "defenders": 1.0, "staying_power": 1.0}
    assert salvo.expected_losses(**good) == pytest.approx(0.25)
    with pytest.raises(DomainError, match=f"{name} = "):
        salvo.expected_losses(**{**good, name: value})


def test_the_ends_of_the_domain_are_allowed():
    assert salvo.expected_losses(0, 0, 0, 0, 0, 1) == 0
    assert salvo.expected_losses(2, 1, 1, 1, 5, 1) == pytest.approx(1)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="staying_power = 0"):
        salvo.salvo_losses(1, 1, 1, 1, 0)
    with pytest.raises(DomainError, match="attackers = -1"):
        salvo.exchange(salvo.Fleet(1, 1, 1, 1), salvo.Fleet(-1, 1, 1, 1))
