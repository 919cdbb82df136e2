"""Baliga and Sjöström: the cut-off solves its equation, is a best reply, and is where the spiral ends."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import spiral
from counterpoise.theory.declare import DomainError

amounts = st.floats(0.01, 5)


def payoff(build, other_builds, cost, temptation, harm):
    """(B,B) -c; (B,N) mu - c; (N,B) -d; (N,N) 0."""
    if build:
        return -cost + (0 if other_builds else temptation)
    return -harm if other_builds else 0


# covers: F37
@pytest.mark.parametrize(
    ("temptation", "harm", "ceiling", "expected"),
    [
        (0.1, 0.5, 1.0, 1 / 6),
        (0.2, 0.5, 1.0, 0.2 / 0.7),
        (0.1, 0.9, 1.0, 0.5),
        (0.1, 1.0, 1.0, 1.0),
        (0.1, 1.5, 1.0, 1.0),
        (1e-9, 1.0, 1.0, 1.0),
    ],
)
def test_arming_probability(temptation, harm, ceiling, expected):
    assert spiral.arming_probability(temptation, harm, ceiling) == pytest.approx(expected)
    assert spiral.arming_cutoff(temptation, harm, ceiling) == pytest.approx(expected * ceiling)


def test_a_vanishing_temptation_is_harmless_only_below_the_multiplier_condition():
    assert spiral.arming_probability(1e-12, 0.999, 1.0) < 1e-8
    assert spiral.arming_probability(1e-12, 1.0, 1.0) == 1.0


@given(amounts, amounts, amounts)
def test_the_cutoff_solves_its_equation(temptation, harm, ceiling):
    cutoff = spiral.arming_cutoff(temptation, harm, ceiling)
    armed = cutoff / ceiling
    assert 0 < armed <= 1
    assert spiral.arming_probability(temptation, harm, ceiling) == pytest.approx(armed)
    if ceiling > harm:
        assert cutoff == pytest.approx(armed * harm + (1 - armed) * temptation)
        assert spiral.cost_worth_bearing(armed, temptation, harm) == pytest.approx(cutoff)
    assert spiral.answering_probability(armed, temptation, harm, ceiling) == pytest.approx(armed)


@given(amounts, amounts, st.floats(0, 1))
def test_cost_worth_bearing_makes_arming_and_not_arming_pay_the_same(temptation, harm, expected):
    cost = spiral.cost_worth_bearing(expected, temptation, harm)
    pay = {
        build: expected * payoff(build, True, cost, temptation, harm)
        + (1 - expected) * payoff(build, False, cost, temptation, harm)
        for build in (True, False)
    }
    assert pay[True] == pytest.approx(pay[False], abs=1e-12)


@pytest.mark.parametrize(("temptation", "harm", "ceiling"), [(0.1, 0.5, 1.0), (0.3, 0.7, 2.0), (0.2, 1.2, 1.0)])
def test_arming_below_the_cutoff_is_the_best_reply_of_every_cost_to_itself(temptation, harm, ceiling):
    costs = np.linspace(0, ceiling, 2001)
    cutoff = spiral.arming_cutoff(temptation, harm, ceiling)
    armed = cutoff / ceiling
    build = armed * -costs + (1 - armed) * (temptation - costs)
    hold = -armed * harm
    clear = np.abs(build - hold) > 1e-9
    assert np.array_equal((build > hold)[clear], (costs <= cutoff)[clear])


@given(amounts, amounts, amounts)
def test_the_spiral_rises_to_the_equilibrium(temptation, harm, ceiling):
    assume(temptation <= harm)
    assume(abs(harm - ceiling) > 0.1 * ceiling)
    shares = spiral.spiral(spiral.uniform(ceiling), temptation, harm, 400)
    assert shares[0] == 0
    assert shares[1] == pytest.approx(min(1, temptation / ceiling))
    assert np.all(np.diff(shares) >= -1e-15)
    assert shares[-1] == pytest.approx(spiral.arming_probability(temptation, harm, ceiling), rel=1e-6)


def test_a_round_of_the_spiral_is_the_answer_to_the_last():
    shares = spiral.spiral(spiral.uniform(1.0), 0.1, 0.5, 3)
    assert shares.shape == (4,)
    assert shares == pytest.approx([0, 0.1, 0.14, 0.156])
    assert spiral.answering_probability(shares[:-1], 0.1, 0.5, 1.0) == pytest.approx(shares[1:])
    assert spiral.answering_probability(1.0, 0.1, 3.0, 1.0) == 1.0


def test_a_uniform_cost_has_its_distribution():
    below = spiral.uniform(2.0)
    assert [below(c) for c in (-1.0, 0.0, 0.5, 2.0, 3.0)] == [0, 0, 0.25, 1, 1]


def test_the_multiplier_condition_decides_whether_little_fear_becomes_everybodys():
    concave = lambda c: min(1.0, max(0.0, c)) ** 0.5  # many cheap armers  # noqa: E731
    convex = lambda c: min(1.0, max(0.0, c)) ** 2.0  # few cheap armers  # noqa: E731
    assert spiral.multiplier_condition(concave, 1.0, 1.0)
    assert not spiral.multiplier_condition(concave, 0.9, 1.0)
    assert not spiral.multiplier_condition(convex, 1.0, 1.0)
    assert spiral.spiral(concave, 1e-6, 1.0, 5000)[-1] == pytest.approx(1.0, abs=1e-3)
    # with c = F(c) d + (1 - F(c)) mu and F(c) = c^2, d = 1 the least root is mu / (1 - mu)
    assert spiral.spiral(convex, 0.1, 1.0, 5000)[-1] == pytest.approx((0.1 / 0.9) ** 2)


@pytest.mark.parametrize(("harm", "holds"), [(0.99, False), (1.0, True), (1.5, True)])
def test_with_uniform_costs_the_multiplier_condition_is_harm_above_every_cost(harm, holds):
    assert spiral.multiplier_condition(spiral.uniform(1.0), harm, 1.0) is holds
    assert spiral.multiplier_condition(spiral.uniform(1.0), harm, 1.0, points=2) is holds


@given(amounts, amounts, amounts, amounts)
def test_arming_rises_with_temptation_and_harm_and_falls_with_its_cost(temptation, harm, ceiling, more):
    base = spiral.arming_probability(temptation, harm, ceiling)
    assert 0 < base <= 1
    assert spiral.arming_probability(temptation + more, harm, ceiling) >= base - 1e-12
    assert spiral.arming_probability(temptation, harm + more, ceiling) >= base - 1e-12
    assert spiral.arming_probability(temptation, harm, ceiling + more) <= base + 1e-12


def test_arguments_outside_the_domain_are_refused_by_name():
    for name in ("temptation", "harm", "ceiling"):
        arguments = {"temptation": 0.1, "harm": 0.5, "ceiling": 1.0, name: 0.0}
        with pytest.raises(DomainError, match=f"{name} = 0"):
            spiral.arming_probability(**arguments)
        with pytest.raises(DomainError, match=f"{name} = 0"):
            spiral.arming_cutoff(**arguments)
    with pytest.raises(DomainError, match="expected = 1.1"):
        spiral.cost_worth_bearing(1.1, 0.1, 0.5)
    with pytest.raises(DomainError, match="harm = 0.05 below temptation = 0.1"):
        spiral.spiral(spiral.uniform(1.0), 0.1, 0.05, 10)
    with pytest.raises(DomainError, match="temptation = -1"):
        spiral.spiral(spiral.uniform(1.0), -1, 0.5, 10)
    with pytest.raises(DomainError, match="rounds = 0"):
        spiral.spiral(spiral.uniform(1.0), 0.1, 0.5, 0)
    with pytest.raises(DomainError, match="points = 1"):
        spiral.multiplier_condition(spiral.uniform(1.0), 1.0, 1.0, points=1)
    assert len(spiral.spiral(spiral.uniform(1.0), 0.1, 0.1, 1)) == 2
