"""Scaling of offense and defense: the peak found by search, the breach by simulation."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import offense_defense_scaling as scaling
from counterpoise.theory.declare import DomainError

rates = st.floats(0.05, 5)


def test_known_results():
    assert scaling.peak_effort(1, 1) == pytest.approx(np.log(2))
    assert scaling.peak_breach(1, 1, 1) == pytest.approx(0.25)
    assert scaling.open_hole_probability(np.log(2), 1, 1) == pytest.approx(0.25)
    assert scaling.peak_breach(1, 1, 3) == pytest.approx(1 - 0.75**3)


# covers: F44
@pytest.mark.parametrize(("attack", "defense", "bugs"), [(1, 1, 1), (2, 0.5, 1), (0.3, 1.7, 4), (1, 1, 30)])
def test_the_peak_is_where_a_search_finds_it(attack, defense, bugs):
    effort = np.linspace(0, 10, 200_001)
    breach = scaling.breach_probability(effort, attack, defense, bugs)
    best = breach.argmax()
    assert scaling.peak_effort(attack, defense) == pytest.approx(effort[best], abs=1e-4)
    assert scaling.peak_breach(attack, defense, bugs) == pytest.approx(breach[best], abs=1e-8)


def test_a_breach_in_simulation():
    rng = np.random.default_rng(1)
    effort, attack, defense, bugs, runs = 0.8, 1.3, 0.6, 5, 200_000
    found = rng.exponential(1 / attack, (runs, bugs)) < effort
    closed = rng.exponential(1 / defense, (runs, bugs)) < effort
    breached = (found & ~closed).any(axis=1).mean()
    assert scaling.breach_probability(effort, attack, defense, bugs) == pytest.approx(breached, abs=0.004)
    assert scaling.open_hole_probability(effort, attack, defense) == pytest.approx((found & ~closed).mean(), abs=0.002)


@given(st.floats(0, 50), rates, rates, st.integers(1, 200))
def test_it_is_a_probability_that_more_holes_raise(effort, attack, defense, bugs):
    breach = scaling.breach_probability(effort, attack, defense, bugs)
    assert 0 <= breach <= 1
    assert scaling.breach_probability(effort, attack, defense, bugs + 1) >= breach
    assert breach <= scaling.peak_breach(attack, defense, bugs) + 1e-12


@given(rates, rates, st.integers(1, 50), st.floats(0, 1), st.floats(0, 1))
def test_offense_gains_before_the_peak_and_loses_after_it(attack, defense, bugs, one, two):
    """Neither 'AI favors the offense' nor 'AI favors the defense': the sign depends on where one stands."""
    low, high = sorted((one, two))
    assume(high - low > 1e-3)
    peak = scaling.peak_effort(attack, defense)
    breach = scaling.breach_probability(np.array([low, high]) * peak, attack, defense, bugs)
    assert breach[1] >= breach[0] - 1e-12
    breach = scaling.breach_probability(peak * (1 + 5 * np.array([low, high])), attack, defense, bugs)
    assert breach[1] <= breach[0] + 1e-12


def test_no_effort_and_boundless_effort_leave_no_breach():
    assert scaling.breach_probability(0, 1, 1, 100) == 0
    assert scaling.breach_probability(1e4, 1, 1, 100) == 0


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_offense_ease_is_logistic_in_lean_less_barrier(lean, barrier):
    ease = scaling.offense_ease(lean, barrier)
    assert 0 < ease <= 1
    assert ease == pytest.approx(1 / (1 + np.exp(barrier - lean)))
    assert ease + scaling.offense_ease(barrier, lean) == pytest.approx(1)


def test_offense_ease_at_its_ends():
    assert scaling.offense_ease(0, 0) == 0.5
    assert scaling.offense_ease(np.log(3), 0) == pytest.approx(0.75)
    assert scaling.offense_ease(0, np.log(3)) == pytest.approx(0.25)
    assert scaling.offense_ease(1e4, 0) == 1
    assert scaling.offense_ease(-1e4, 0) == 0


def test_lean_of_a_mix_adds_each_technology_in_proportion_to_its_use():
    assert scaling.technology_lean(0.5, [1.0, -2.0], [0.3, 0.1]) == pytest.approx(0.5 + 0.3 - 0.2)
    assert scaling.technology_lean(-1, [], []) == -1
    assert scaling.technology_lean(0, [3.0], [0.0]) == 0


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((0.0, [1.0], [1.0, 2.0]), "equally long"),
        ((0.0, [[1.0]], [[1.0]]), "equally long"),
        ((0.0, [1.0], [-0.1]), "use must be zero"),
        ((np.nan, [1.0], [1.0]), "finite"),
        ((0.0, [np.inf], [1.0]), "finite"),
    ],
)
def test_lean_refuses_what_does_not_fit(arguments, what):
    with pytest.raises(DomainError, match=f"technology_lean: .*{what}"):
        scaling.technology_lean(*arguments)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="effort = -1"):
        scaling.breach_probability(-1, 1, 1, 1)
    with pytest.raises(DomainError, match="attack = 0"):
        scaling.peak_effort(0, 1)
    with pytest.raises(DomainError, match="defense = 0"):
        scaling.open_hole_probability(1, 1, 0)
    with pytest.raises(DomainError, match="bugs = 0"):
        scaling.breach_probability(1, 1, 1, 0)
    with pytest.raises(DomainError, match="bugs = 1.5"):
        scaling.peak_breach(1, 1, 1.5)
