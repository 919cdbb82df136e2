"""Safety not guaranteed: the laggard's choice from the full game, and the three verbal results of the abstract."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import safety_not_guaranteed as model
from counterpoise.theory.declare import DomainError

units = st.floats(0, 1)
prizes = st.floats(0.01, 2)
risks = st.tuples(units, units).map(lambda pair: (min(pair), max(pair)))
BITTER = {"enmity": 1.0, "prize": 0.4, "floor_risk": 0.05, "raw_risk": 0.5}
MILD = {**BITTER, "enmity": 0.0}


@given(units, units, prizes, risks)
def test_the_margin_is_what_deploying_adds_in_the_game(gap, enmity, prize, risk):
    game = model.payoffs(gap, enmity, prize, *risk)
    gained = game[1, 1, 1] - game[1, 0, 1]
    assert model.deployment_margin(gap, enmity, prize, *risk) == pytest.approx(gained, abs=1e-12)


def test_the_game_in_full():
    game = model.payoffs(0.2, 0.5, 2.0, 0.1, 0.6)
    rho = 0.1 + 0.5 * 0.2
    assert game[0, 0] == pytest.approx([0, 0])
    assert game[1, 0] == pytest.approx([2 - 0.1, -1 - 0.1])
    assert game[0, 1] == pytest.approx([-1 - rho, 2 - rho])
    both = 1 - 0.9 * (1 - rho)
    assert game[1, 1] == pytest.approx([2 * (0.6 - 0.5 * 0.4) - both, 2 * (0.4 - 0.5 * 0.6) - both])


@given(units, units, prizes, risks)
def test_shared_risk_is_the_chance_that_some_deployment_fails(gap, enmity, prize, risk):
    margin = model.deployment_margin(gap, enmity, prize, *risk)
    expected = risk[0]
    if margin > 0:
        expected = 1 - (1 - risk[0]) * (1 - model.accident_risk(gap, *risk))
    assert model.shared_risk(gap, enmity, prize, *risk) == pytest.approx(expected)
    assert risk[0] - 1e-12 <= model.shared_risk(gap, enmity, prize, *risk) <= 1


def test_accident_risk_runs_from_floor_to_raw():
    assert model.accident_risk(np.array([0, 0.5, 1]), 0.1, 0.5) == pytest.approx([0.1, 0.3, 0.5])


@given(units, units, units, prizes, risks)
def test_the_laggard_is_readier_to_deploy_when_close_and_when_bitter(one, two, other, prize, risk):
    low, high = sorted((one, two))
    margin = model.deployment_margin
    assert margin(high, other, prize, *risk) <= margin(low, other, prize, *risk) + 1e-12
    assert margin(other, high, prize, *risk) >= margin(other, low, prize, *risk) - 1e-12


def test_first_result_a_moderate_or_distant_laggard_waits_until_it_catches_up():
    for case in ({**MILD, "gap": 0.3}, {**BITTER, "gap": 0.8}):
        assert model.deployment_margin(**case) < 0
        assert model.deployment_margin(**{**case, "gap": 0.0}) > 0
        assert model.shared_risk(**{**case, "gap": 0.0}) > model.shared_risk(**case)


# covers: F49
def test_second_result_a_bitter_close_laggard_gambles_and_catching_up_lowers_the_risk():
    case = {**BITTER, "gap": 0.3}
    assert model.deployment_margin(**case) > 0
    assert model.shared_risk(**{**case, "gap": 0.0}) < model.shared_risk(**case)


@given(units, units, prizes, risks)
def test_catching_up_lowers_the_shared_risk_only_of_a_laggard_that_gambles(gap, enmity, prize, risk):
    before = model.shared_risk(gap, enmity, prize, *risk)
    after = model.shared_risk(0.0, enmity, prize, *risk)
    if model.deployment_margin(gap, enmity, prize, *risk) > 1e-12:
        assert after <= before + 1e-12
    elif model.deployment_margin(gap, enmity, prize, *risk) < -1e-12:
        assert after >= before - 1e-12


def test_third_result_safer_technology_that_was_held_back_is_deployed_and_raises_the_risk():
    held = {**BITTER, "gap": 0.7}
    safer = {**held, "raw_risk": 0.1}
    assert model.deployment_margin(**held) < 0 < model.deployment_margin(**safer)
    assert model.shared_risk(**safer) > model.shared_risk(**held)


def test_third_result_risk_compensation_first_reverses_safety_then_only_attenuates_it():
    raw = np.linspace(0.05, 1, 400)
    arguments = {**BITTER, "gap": 0.7, "raw_risk": raw}
    deployed = model.deployment_probability(**arguments, noise=0.05)
    added = deployed * model.accident_risk(0.7, 0.05, raw)
    unanswered = np.gradient(model.accident_risk(0.7, 0.05, raw), raw) * deployed
    answered = np.gradient(added, raw)
    assert np.all(answered < unanswered)  # attenuated everywhere
    assert np.all(answered[deployed < 0.2] < 0)  # reversed where it is hardly deployed
    assert np.all(answered[deployed > 0.9] > 0)  # not where it is in use


@given(units, units, prizes, risks, st.floats(0.01, 1))
def test_deployment_is_the_logit_of_the_margin(gap, enmity, prize, risk, noise):
    margin = model.deployment_margin(gap, enmity, prize, *risk)
    expected = 1 / (1 + np.exp(-margin / noise))
    assert model.deployment_probability(gap, enmity, prize, *risk, noise) == pytest.approx(expected, rel=1e-9)


@given(units, units, prizes, risks)
def test_without_noise_the_margin_decides(gap, enmity, prize, risk):
    margin = model.deployment_margin(gap, enmity, prize, *risk)
    assert model.deployment_probability(gap, enmity, prize, *risk, 0.0) == float(margin > 0)
    if abs(margin) > 1e-9:
        assert model.deployment_probability(gap, enmity, prize, *risk, 1e-12) == pytest.approx(float(margin > 0))


def test_an_indifferent_laggard_holds():
    # (1 - g)/2 V (1 + e) = .5 and (1 - rho_0) rho = .5 exactly
    edge = (0.0, 0.0, 1.0, 0.5, 0.5)
    assert model.deployment_margin(0.0, 1.0, 0.25, 0.5, 0.5) == 0.0
    assert model.shared_risk(0.0, 1.0, 0.25, 0.5, 0.5) == 0.5
    assert model.deployment_probability(0.0, 1.0, 0.25, 0.5, 0.5, 0.0) == 0.0
    assert model.deployment_probability(0.0, 1.0, 0.25, 0.5, 0.5, 0.1) == 0.5
    assert model.shared_risk(*edge) == 0.75


@pytest.mark.parametrize("function", [model.deployment_margin, model.shared_risk, model.payoffs])
def test_arguments_outside_the_domain_are_refused_by_name(function):
    with pytest.raises(DomainError, match="gap = 1.1"):
        function(1.1, 0.5, 1, 0.1, 0.5)
    with pytest.raises(DomainError, match="floor_risk <= raw_risk"):
        function(0.5, 0.5, 1, 0.5, 0.1)
    with pytest.raises(DomainError, match="raw_risk = 1.1"):
        function(0.5, 0.5, 1, 0.5, 1.1)
    with pytest.raises(DomainError, match="floor_risk = -0.1"):
        function(0.5, 0.5, 1, -0.1, 0.5)
    with pytest.raises(DomainError, match="enmity = 1.5"):
        function(0.5, 1.5, 1, 0.1, 0.5)
    with pytest.raises(DomainError, match="prize = 0"):
        function(0.5, 0.5, 0, 0.1, 0.5)


def test_noise_below_zero_is_refused():
    with pytest.raises(DomainError, match="noise = -1"):
        model.deployment_probability(0.5, 0.5, 1, 0.1, 0.5, -1)
