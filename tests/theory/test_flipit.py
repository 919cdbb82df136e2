"""FlipIt: rates as mutual best answers on a grid, control as simulated time, deterrence and its irrelevance."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import flipit
from counterpoise.theory.declare import DomainError

costs = st.floats(0.05, 20)
shares = st.floats(0, 1)


# covers: F46
@pytest.mark.parametrize(("attack", "defend"), [(0.3, 1.0), (1.0, 0.3), (0.7, 0.7), (2.0, 1.9)])
def test_control_against_simulated_play(attack, defend):
    """Both flip periodically from a random phase; whoever flipped last holds the system."""
    random = np.random.default_rng(9)
    moments = random.random(200_000) * 1000 + 100
    last_attack = (moments + random.random(200_000) / attack) % (1 / attack)
    last_defense = (moments + random.random(200_000) / defend) % (1 / defend)
    held = np.mean(last_attack < last_defense)
    assert flipit.attacker_control(attack, defend) == pytest.approx(held, abs=0.005)


def test_control_at_its_ends():
    assert flipit.attacker_control(0, 0) == 0
    assert flipit.attacker_control(0, 2) == 0
    assert flipit.attacker_control(2, 0) == 1
    assert flipit.attacker_control(1, 2) == pytest.approx(0.25)
    assert flipit.attacker_control(2, 1) == pytest.approx(0.75)


@given(st.floats(0.01, 10), st.floats(0.01, 10))
def test_control_is_shared_out_and_rises_with_own_moves(attack, defend):
    control = flipit.attacker_control(attack, defend)
    assert 0 < control < 1
    assert control + flipit.attacker_control(defend, attack) == pytest.approx(1)
    assert flipit.attacker_control(1.1 * attack, defend) > control
    assert flipit.attacker_control(attack, 1.1 * defend) < control


def test_known_results():
    assert flipit.equilibrium_control(1, 0.5) == pytest.approx(0.25)
    assert flipit.equilibrium_rate(1, 0.5) == pytest.approx(0.25)  # attacker: k_D / (2 k_A^2)
    assert flipit.equilibrium_rate(0.5, 1) == pytest.approx(0.5)  # defender: 1 / (2 k_A)
    assert flipit.equilibrium_rate(2, 2) == pytest.approx(0.25)
    assert flipit.equilibrium_control(0.5, 1) == pytest.approx(0.75)
    assert flipit.equilibrium_rate(2, 0.5) == pytest.approx(0.0625)


@pytest.mark.parametrize(("k_a", "k_d"), [(1, 0.5), (0.5, 1), (0.8, 0.8), (3, 0.2), (0.4, 2.5)])
def test_rates_are_mutual_best_answers_on_a_grid(k_a, k_d):
    attack, defend = flipit.equilibrium_rate(k_a, k_d), flipit.equilibrium_rate(k_d, k_a)
    rates = np.concatenate([np.linspace(0, 3 / min(k_a, k_d), 6001), [attack, defend]])
    attacker = flipit.attacker_control(rates, defend) - k_a * rates
    defender = 1 - flipit.attacker_control(attack, rates) - k_d * rates
    assert attacker.max() == pytest.approx(attacker[-2], abs=1e-9)
    assert defender.max() == pytest.approx(defender[-1], abs=1e-9)
    assert flipit.equilibrium_benefit(k_a, k_d) == pytest.approx(attacker[-2])
    assert flipit.equilibrium_benefit(k_d, k_a) == pytest.approx(defender[-1])


@given(costs, costs, st.floats(0.1, 10))
def test_equilibrium_control_follows_from_the_rates_and_from_the_ratio_of_costs_alone(k_a, k_d, scale):
    control = flipit.equilibrium_control(k_a, k_d)
    rates = flipit.equilibrium_rate(k_a, k_d), flipit.equilibrium_rate(k_d, k_a)
    assert control == pytest.approx(flipit.attacker_control(*rates))
    assert flipit.equilibrium_control(scale * k_a, scale * k_d) == pytest.approx(control)
    assert flipit.equilibrium_rate(scale * k_a, scale * k_d) == pytest.approx(rates[0] / scale)
    assert control + flipit.equilibrium_control(k_d, k_a) == pytest.approx(1)
    assert flipit.equilibrium_control(1.1 * k_a, k_d) < control


@given(costs, costs, st.floats(0, 1e6), shares)
def test_without_attribution_retaliation_has_no_effect(k_a, k_d, retaliation, credibility):
    cost = flipit.cost_under_retaliation(k_a, 0, retaliation, credibility)
    assert cost == k_a
    assert flipit.equilibrium_rate(cost, k_d) == flipit.equilibrium_rate(k_a, k_d)
    assert flipit.equilibrium_control(cost, k_d) == flipit.equilibrium_control(k_a, k_d)


def test_expected_retaliation_by_hand():
    assert flipit.cost_under_retaliation(1, 0.5, 3, 0.4) == pytest.approx(1.6)


@given(costs, costs, st.floats(0.1, 50), st.floats(0.05, 1))
def test_up_to_the_attribution_threshold_threats_do_not_change_the_rate_of_attack(k_a, k_d, retaliation, credibility):
    assume(k_a < 0.99 * k_d)
    threshold = flipit.attribution_threshold(k_a, k_d, retaliation, credibility)
    rate = flipit.equilibrium_rate(k_a, k_d)
    for attribution in np.linspace(0, min(1, 0.999 * threshold), 5):
        cost = flipit.cost_under_retaliation(k_a, attribution, retaliation, credibility)
        assert flipit.equilibrium_rate(cost, k_d) == rate
    if threshold < 0.99:
        cost = flipit.cost_under_retaliation(k_a, min(1, 1.01 * threshold), retaliation, credibility)
        assert flipit.equilibrium_rate(cost, k_d) < rate
    # what the threat does change below the threshold: the defender moves more and loses less
    cost = flipit.cost_under_retaliation(k_a, min(1, 0.9 * threshold), retaliation, credibility)
    assert flipit.equilibrium_rate(k_d, cost) > flipit.equilibrium_rate(k_d, k_a)
    assert flipit.equilibrium_control(cost, k_d) < flipit.equilibrium_control(k_a, k_d)


def test_the_attribution_threshold_at_its_ends():
    assert flipit.attribution_threshold(1, 1.5, 2, 0.5) == pytest.approx(0.5)
    assert flipit.attribution_threshold(2, 1, 5, 1) == 0
    assert flipit.attribution_threshold(1, 1, 5, 0) == 0
    assert flipit.attribution_threshold(0.5, 1, 0, 1) == np.inf
    assert flipit.attribution_threshold(0.5, 1, 1, 0) == np.inf


def test_effective_power():
    assert flipit.effective_power(10, 0.5, 0.4) == pytest.approx(8)
    assert flipit.effective_power(10, 0, 1) == 10
    assert flipit.effective_power(10, 1, 1) == 0


@given(st.floats(0.01, 5), shares)
def test_best_dependence_on_a_grid(gain, control):
    dependence = np.linspace(0, 1, 401)
    power = flipit.effective_power(1 + gain * dependence, dependence, control)
    best = flipit.best_dependence(gain, control)
    assert 0 <= best <= 1
    assert flipit.effective_power(1 + gain * best, best, control) == pytest.approx(power.max(), abs=1e-4)


def test_the_capability_vulnerability_paradox():
    """More networked capability makes a state weaker once dependence passes its peak."""
    best = flipit.best_dependence(1.0, 0.6)
    assert best == pytest.approx(0.4 / 1.2)
    at_peak = flipit.effective_power(1 + best, best, 0.6)
    assert flipit.effective_power(2.0, 1.0, 0.6) < at_peak
    assert flipit.best_dependence(0.5, 0.6) == 0
    assert flipit.best_dependence(1.0, 0.0) == 1
    assert flipit.best_dependence(1.0, 1 / 3) == pytest.approx(1)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="attack_rate = -1"):
        flipit.attacker_control(-1, 1)
    with pytest.raises(DomainError, match="own_cost = 0"):
        flipit.equilibrium_rate(0, 1)
    with pytest.raises(DomainError, match="defend_cost = 0"):
        flipit.equilibrium_control(1, 0)
    with pytest.raises(DomainError, match="rival_cost = 0"):
        flipit.equilibrium_benefit(1, 0)
    with pytest.raises(DomainError, match="attribution = 1.1"):
        flipit.cost_under_retaliation(1, 1.1, 1, 1)
    with pytest.raises(DomainError, match="credibility = -1"):
        flipit.attribution_threshold(1, 1, 1, -1)
    with pytest.raises(DomainError, match="dependence = 2"):
        flipit.effective_power(1, 2, 0)
    with pytest.raises(DomainError, match="gain = 0"):
        flipit.best_dependence(0, 0.5)
