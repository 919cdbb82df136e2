"""Escalation: gambler's ruin against the absorbing chain's fundamental matrix and against simulated crises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import escalation_ladder as ladder
from counterpoise.theory.declare import DomainError

rates = st.floats(0.05, 10)
shares = st.floats(0, 1)


@pytest.mark.parametrize(("tempo", "risk"), [(1, 0.0323), (2, 0.2000), (4, 0.5161)])
def test_known_results(tempo, risk):
    assert ladder.top_probability(tempo, 1, 2, 5) == pytest.approx(risk, abs=5e-5)


@given(rates, rates, rates, st.integers(1, 9))
def test_gamblers_ruin_is_absorption_of_the_chain(tempo, up, down, rungs):
    step = ladder.step_up(tempo, up, down)
    if rungs == 1:
        assert ladder.top_probability(tempo, up, down, rungs) == 1
        return
    ends = ladder.absorption([step] * (rungs - 1))
    assert ladder.top_probability(tempo, up, down, rungs) == pytest.approx(ends[0, 1], rel=1e-6, abs=1e-12)
    ratio = down / (tempo * up)
    if abs(ratio - 1) > 1e-3:
        assert ends[0, 1] == pytest.approx((1 - ratio) / (1 - ratio**rungs), rel=1e-6, abs=1e-12)


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6))
def test_every_crisis_ends_and_risk_rises_with_the_rung(up):
    ends = ladder.absorption(up)
    assert ends.shape == (len(up), 2)
    assert ends.sum(axis=1) == pytest.approx(1)
    assert np.all(np.diff(ends[:, 1]) > 0)


def test_absorption_and_visits_against_simulated_crises():
    up = np.array([0.4, 0.7, 0.3, 0.6])
    random = np.random.default_rng(8)
    rung = np.full(40_000, 2)
    visits = np.zeros(4)
    while np.any(alive := (rung > 0) & (rung < 5)):
        visits += np.bincount(rung[alive] - 1, minlength=4)
        rung[alive] += np.where(random.random(alive.sum()) < up[rung[alive] - 1], 1, -1)
    assert ladder.absorption(up)[1] == pytest.approx([np.mean(rung == 0), np.mean(rung == 5)], abs=0.01)
    assert ladder.fundamental_matrix(up)[1] == pytest.approx(visits / 40_000, rel=0.02)


def test_tempo_is_s_shaped_at_the_pages_numbers():
    """Convex below v = 2 and concave above with five rungs; not in general, as two rungs show."""
    h = 1e-3

    def curvature(v, rungs):
        risk = ladder.top_probability(np.array([v - h, v, v + h]), 1, 2, rungs)
        return (risk[0] - 2 * risk[1] + risk[2]) / h**2

    assert all(curvature(v, 5) > 1e-3 for v in np.arange(0.2, 1.96, 0.05))
    assert all(curvature(v, 5) < -1e-4 for v in np.arange(2.05, 9, 0.25))
    assert curvature(2, 5) == pytest.approx(0, abs=1e-4)
    assert all(curvature(v, 2) < 0 for v in np.arange(0.2, 9, 0.2))


@given(rates, rates, rates, st.integers(2, 8))
def test_speed_raises_the_risk_and_diplomacy_and_rungs_lower_it(tempo, up, down, rungs):
    risk = ladder.top_probability(tempo, up, down, rungs)
    assert 0 < risk < 1
    assert ladder.top_probability(1.1 * tempo, up, down, rungs) > risk
    assert ladder.top_probability(tempo, up, 1.1 * down, rungs) < risk
    assert ladder.top_probability(tempo, up, down, rungs + 1) <= risk
    assert ladder.top_probability(tempo, 3 * up, 3 * down, rungs) == pytest.approx(risk)


def test_at_equal_rates_the_risk_is_one_in_n_and_long_ladders_are_no_trouble():
    assert ladder.step_up(2, 1, 2) == 0.5
    assert ladder.step_up(1, 1, 3) == 0.25
    assert ladder.top_probability(2, 1, 2, 7) == pytest.approx(1 / 7)
    assert ladder.top_probability(2, 1, 2, 8) == pytest.approx(1 / 8)
    assert ladder.top_probability(1e-3, 1, 2, 1000) == 0
    assert ladder.top_probability(1e9, 1, 2, 1000) == pytest.approx(1)


# covers: F45
@given(rates, rates, rates, st.integers(2, 8), shares, st.integers(1, 7))
def test_a_firebreak_is_the_same_break_in_the_chain(tempo, up, down, rungs, strength, at):
    at = min(at, rungs - 1)
    step = ladder.step_up(tempo, up, down)
    breaks = np.zeros(rungs - 1)
    breaks[at - 1] = strength
    chain = ladder.absorption(ladder.with_firebreaks([step] * (rungs - 1), breaks))[0, 1]
    risk = ladder.top_probability_with_firebreak(tempo, up, down, rungs, strength, at)
    assert risk == pytest.approx(chain, rel=1e-6, abs=1e-12)
    assert risk <= ladder.top_probability(tempo, up, down, rungs) * (1 + 1e-9)


def test_firebreaks_at_their_ends():
    assert ladder.top_probability_with_firebreak(2, 1, 2, 5, 0, 3) == pytest.approx(0.2)
    assert ladder.top_probability_with_firebreak(2, 1, 2, 5, 1, 3) == 0
    # one rung, up with chance .25 behind a firebreak of .5
    assert ladder.top_probability_with_firebreak(2, 1, 2, 2, 0.5, 1) == pytest.approx(0.25)
    assert ladder.with_firebreaks([0.5, 0.8], [0, 0.25]) == pytest.approx([0.5, 0.6])


def test_a_firebreak_on_the_first_rung_does_most():
    risks = [ladder.top_probability_with_firebreak(2, 1, 2, 5, 0.5, at) for at in range(1, 5)]
    assert risks == sorted(risks)
    assert risks[0] < risks[-1]


def test_accidents_add_to_escalation_only_with_autonomy_and_without_safety():
    assert ladder.rate_with_accidents(1, 2, 0.5, 0.25) == pytest.approx(1.75)
    assert ladder.rate_with_accidents(1, 2, 0, 0.25) == 1
    assert ladder.rate_with_accidents(1, 2, 0.5, 1) == 1


@given(shares, st.floats(0, 5), st.floats(0, 5))
def test_inferiority_wears_the_nuclear_firebreak_down(strength, gap, sensitivity):
    weaker = ladder.firebreak_under_inferiority(strength, gap, sensitivity)
    assert 0 <= weaker <= strength
    assert weaker == pytest.approx(strength * np.exp(-gap * sensitivity))
    assert ladder.firebreak_under_inferiority(strength, 0, sensitivity) == strength


def test_certain_steps():
    assert ladder.absorption([1.0, 1.0]) == pytest.approx(np.array([[0, 1], [0, 1]]))
    assert ladder.absorption([0.0, 0.0]) == pytest.approx(np.array([[1, 0], [1, 0]]))
    assert ladder.absorption([0.0, 1.0]) == pytest.approx(np.array([[1, 0], [0, 1]]))
    assert ladder.absorption([0.0, 0.5, 1.0]) == pytest.approx(np.array([[1, 0], [0.5, 0.5], [0, 1]]))


@pytest.mark.parametrize("up", [[1.0, 0.0], [1.0, 0.5, 0.0], [0.3, 1.0, 0.0, 0.4], [1.0, 1.0, 0.0, 0.0]])
def test_a_crisis_that_cannot_end_is_refused(up):
    with pytest.raises(DomainError, match="for ever"):
        ladder.absorption(up)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="tempo = 0"):
        ladder.step_up(0, 1, 1)
    with pytest.raises(DomainError, match="rungs = 0"):
        ladder.top_probability(1, 1, 1, 0)
    with pytest.raises(DomainError, match="at < rungs"):
        ladder.top_probability_with_firebreak(1, 1, 1, 3, 0.5, 3)
    with pytest.raises(DomainError, match="at = 0"):
        ladder.top_probability_with_firebreak(1, 1, 1, 3, 0.5, 0)
    with pytest.raises(DomainError, match="rungs = 1"):
        ladder.top_probability_with_firebreak(1, 1, 1, 1, 0.5, 1)
    with pytest.raises(DomainError, match="safety = 2"):
        ladder.rate_with_accidents(1, 1, 1, 2)
    with pytest.raises(DomainError, match="inferiority = -1"):
        ladder.firebreak_under_inferiority(0.5, -1, 1)
    for bad in ([0.5, 1.1], [-0.1], [float("nan")]):
        with pytest.raises(DomainError, match="up lies outside"):
            ladder.absorption(bad)
        with pytest.raises(DomainError, match="firebreaks lies outside"):
            ladder.with_firebreaks([0.5] * len(bad), bad)
    for bad in ([], 0.5, [[0.5, 0.5]]):
        with pytest.raises(DomainError, match="one chance for each rung"):
            ladder.fundamental_matrix(bad)
    with pytest.raises(DomainError, match="firebreaks has shape"):
        ladder.with_firebreaks([0.5, 0.5], [0.5])
    assert ladder.absorption([0.5]) == pytest.approx(np.array([[0.5, 0.5]]))
