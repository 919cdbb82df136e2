"""Arms control: closed forms against value iteration of the repeated game with noisy signals."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import arms_control as ac
from counterpoise.theory.declare import DomainError

GAME = (5, 3, 1, 0.9, 0.05)  # T, R, P, delta, alpha
inside = st.floats(0.05, 0.95)
payoffs = st.tuples(st.floats(-3, 3), st.floats(0.1, 4), st.floats(0.1, 4)).map(
    lambda x: (x[0] + x[1] + x[2], x[0] + x[1], x[0])
)


def iterate(temptation, reward, punishment, discount, alpha, beta, length):
    """Value of the agreement when complying and when choosing best, by value iteration; punishment for ``length``.

    State 0 is the agreement, states 1, 2, ... the periods of punishment still to come (0 for ever if length is None).
    """
    periods = 1 if length is None else length
    comply, best = np.zeros(periods + 1), np.zeros(periods + 1)
    for _ in range(int(np.log(1e-13) / np.log(discount)) + 2):
        for value, choose in ((comply, False), (best, True)):
            keep = reward + discount * ((1 - alpha) * value[0] + alpha * value[periods])
            cheat = temptation + discount * ((1 - beta) * value[0] + beta * value[periods])
            after = value[1:] if length is None else np.concatenate([value[:1], value[1:-1]])
            value[:] = np.concatenate([[max(keep, cheat) if choose else keep], punishment + discount * after])
    return comply, best


# covers: F42, F47
def test_known_minimum_detection():
    assert ac.minimum_detection(*GAME) == pytest.approx(0.21111, abs=5e-6)


@pytest.mark.parametrize(("length", "slack"), [(1, -1.0526), (3, 0.3913), (10, 2.9866)])
def test_known_slack_of_finite_punishment(length, slack):
    assert ac.finite_slack(*GAME, 0.6, length) == pytest.approx(slack, abs=5e-5)


def test_known_slack_of_punishment_for_ever():
    assert ac.grim_slack(*GAME, 0.6) == pytest.approx(4.8276, abs=5e-5)
    assert ac.finite_slack(*GAME, 0.6, 500) == pytest.approx(4.8276, abs=5e-5)


@pytest.mark.parametrize("length", [None, 1, 3, 10])
@pytest.mark.parametrize("beta", [0.1, 0.2, 0.22, 0.6])
def test_complying_is_optimal_by_value_iteration_exactly_where_slack_is_not_negative(length, beta):
    comply, best = iterate(*GAME, beta, length)
    slack = ac.grim_slack(*GAME, beta) if length is None else ac.finite_slack(*GAME, beta, length)
    assert (best[0] <= comply[0] + 1e-6) == (slack >= 0)
    if length is not None:
        assert ac.agreement_value(3, 1, 0.9, 0.05, length) == pytest.approx(comply[0], abs=1e-6)


@given(payoffs, inside, inside, inside, st.integers(1, 12))
def test_slack_is_the_one_period_deviation_counted_out(game, discount, alpha, beta, length):
    """T - R now against delta (beta - alpha) (V - V_p), with V and V_p solved as a linear system."""
    temptation, reward, punishment = game
    system = np.eye(length + 1)
    system[0, 0] -= discount * (1 - alpha)
    system[0, length] -= discount * alpha
    for left in range(1, length + 1):
        system[left, left - 1] -= discount
    value = np.linalg.solve(system, np.array([reward] + [punishment] * length))
    expected = discount * (beta - alpha) * (value[0] - value[length]) - (temptation - reward)
    slack = ac.finite_slack(temptation, reward, punishment, discount, alpha, beta, length)
    assert slack == pytest.approx(expected, abs=1e-8)
    assert ac.agreement_value(reward, punishment, discount, alpha, length) == pytest.approx(value[0])


@given(payoffs, inside, inside, inside)
def test_longer_punishment_deters_more_and_is_worth_less(game, discount, alpha, beta):
    assume(beta > alpha)
    lengths = np.arange(1, 15)
    slack = ac.finite_slack(*game, discount, alpha, beta, lengths)
    assert np.all(np.diff(slack) > -1e-12)
    assert np.all(slack <= ac.grim_slack(*game, discount, alpha, beta) + 1e-12)
    assert np.all(np.diff(ac.agreement_value(game[1], game[2], discount, alpha, lengths)) < 1e-12)


@given(payoffs, inside, inside)
def test_minimum_detection_is_where_grim_slack_is_zero(game, discount, alpha):
    beta = ac.minimum_detection(*game, discount, alpha)
    assert beta > alpha
    if beta > 1:  # no verification suffices
        assert ac.grim_slack(*game, discount, alpha, 1) < 0
    else:
        assert ac.grim_slack(*game, discount, alpha, beta) == pytest.approx(0, abs=1e-9)
        assert ac.grim_slack(*game, discount, alpha, 0.99 * beta) < 0


@given(payoffs, inside, inside, inside)
def test_enforcement_power_is_what_multiplies_the_gain(game, discount, alpha, beta):
    temptation, reward, punishment = game
    power = ac.enforcement_power(discount, alpha, beta)
    slack = ac.grim_slack(*game, discount, alpha, beta)
    assert power * (reward - punishment) - (temptation - reward) == pytest.approx(slack)
    assert (power > 0) == (beta > alpha)
    assert ac.enforcement_power(discount, alpha, min(1, beta + 0.01)) > power


def test_enforcement_power_by_hand():
    assert ac.enforcement_power(0.9, 0.05, 0.6) == pytest.approx(0.495 / 0.145)
    assert ac.enforcement_power(0.5, 0, 1) == pytest.approx(1)
    assert ac.enforcement_power(0.9, 0.3, 0.3) == 0


@given(st.floats(0.1, 2), st.floats(0.5, 6), st.floats(0.3, 0.98), st.floats(0, 0.4), inside)
def test_shortest_punishment_by_counting_up(gain, worth, discount, alpha, beta):
    game = (gain + worth, worth, 0.0)
    shortest = ac.shortest_punishment(*game, discount, alpha, beta)
    assert (shortest < np.inf) == (ac.grim_slack(*game, discount, alpha, beta) > 0)
    if shortest < 60:
        assert ac.finite_slack(*game, discount, alpha, beta, shortest) >= -1e-7
        assert shortest == 1 or ac.finite_slack(*game, discount, alpha, beta, shortest - 1) < 1e-7


def test_shortest_punishment_at_the_pages_numbers():
    """One and two periods are too short, three deter."""
    assert ac.shortest_punishment(*GAME, 0.6) == 3
    assert ac.finite_slack(*GAME, 0.6, 2) < 0 < ac.finite_slack(*GAME, 0.6, 3)
    assert ac.shortest_punishment(*GAME, 0.2) == np.inf
    # one period deters exactly: delta (R - P) = T - R without noise
    assert ac.shortest_punishment(4, 3, 1, 0.5, 0, 1) == 1
    # punishment for ever only just deters: nothing shorter does
    assert ac.shortest_punishment(4, 3, 2, 0.5, 0, 1) == np.inf


def test_relative_gains_are_inserted_by_replacing_payoffs():
    assert ac.relative_temptation(5, 0, 0) == 5
    assert ac.relative_temptation(5, 1, 0.5) == pytest.approx(7)
    assert ac.relative_sucker(5, 1, 0.5) == pytest.approx(-1)
    assert ac.relative_sucker(5, 1, 0) == 1


def test_relative_gains_raise_the_detection_needed_until_none_suffices():
    """At 5,3,1,0 each unit of k adds 5 to the temptation."""
    needed = [ac.minimum_detection(ac.relative_temptation(5, 0, k), *GAME[1:]) for k in (0, 0.5, 1, 3)]
    assert needed[0] == pytest.approx(19 / 90)
    assert np.diff(needed) == pytest.approx(np.array([0.5, 0.5, 2]) * 5 * 0.145 / 1.8)
    assert needed[-1] > 1


def test_breakout():
    assert ac.breakout_temptation(5, 3, 0) == 5
    assert ac.breakout_temptation(5, 3, 0.5) == pytest.approx(6)
    assert ac.minimum_detection(ac.breakout_temptation(5, 3, 1), *GAME[1:]) > ac.minimum_detection(*GAME)


def test_collapse_by_violation_or_by_false_alarm():
    assert ac.collapse_hazard(-0.01, 0.05, 2) == 1
    assert ac.collapse_hazard(0, 0.05, 2) == pytest.approx(1 - 0.95**2)
    assert ac.collapse_hazard(1, 0, 30) == 0
    alarms = np.random.default_rng(5).random((100_000, 3)) < 0.1
    assert ac.collapse_hazard(1, 0.1, 3) == pytest.approx(alarms.any(axis=1).mean(), abs=0.005)


@given(payoffs, inside, st.floats(0, 0.5), st.floats(0.5, 1), st.floats(0, 10))
def test_exposure_costs_complier_and_violator_alike(game, discount, alpha, beta, exposure):
    """The violator is inspected too, so T falls with R; with no exposure nothing changes."""
    temptation, reward, punishment = game
    if reward - exposure * beta > punishment:
        lower = temptation - exposure * beta, reward - exposure * beta, punishment
        slack = ac.exposed_slack(*game, discount, alpha, beta, exposure)
        assert slack == pytest.approx(ac.grim_slack(*lower, discount, alpha, beta))
    assert ac.exposed_slack(*game, discount, alpha, beta, 0) == ac.grim_slack(*game, discount, alpha, beta)


@given(payoffs, inside, st.floats(0, 0.5), st.floats(0, 10))
def test_best_detection_on_a_grid(game, discount, alpha, exposure):
    values = ac.exposed_slack(*game, discount, alpha, np.linspace(0, 1, 201), exposure)
    best = ac.best_detection(game[1], game[2], alpha, exposure)
    assert alpha <= best <= 1
    assert ac.exposed_slack(*game, discount, alpha, best, exposure) >= values.max() - 1e-9


def test_more_verification_can_undo_an_agreement():
    """The correction: slack is hump-shaped in detection once inspection exposes."""
    slack = ac.exposed_slack(*GAME, np.array([0.1, 0.5, 1.0]), 2.5)
    assert slack[0] < 0 < slack[1]
    assert slack[2] < 0


def test_best_detection_by_hand():
    assert ac.best_detection(3, 1, 0.05, 0) == 1
    assert ac.best_detection(3, 1, 0.0, 4) == pytest.approx(0.25)
    assert ac.best_detection(3, 1, 0.1, 4) == pytest.approx(0.3)
    assert ac.best_detection(3, 1, 0.0, 1) == 1
    assert ac.best_detection(3, 1, 0.4, 10) == 0.4
    # below the rate of false alarms signals tell nothing, and an agreement that costs its members is not kept
    assert ac.exposed_slack(*GAME[:4], 0.4, 0.3, 50) == pytest.approx(-2)


def test_meaning_says_when_no_verification_suffices():
    assert "no verification" in ac.MODEL.meaning(1.01)
    assert "0.2111" in ac.MODEL.meaning(19 / 90)
    assert "or more" in ac.MODEL.meaning(1.0)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="punishment < reward"):
        ac.minimum_detection(5, 1, 1, 0.9, 0.05)
    with pytest.raises(DomainError, match="discount = 0"):
        ac.minimum_detection(5, 3, 1, 0, 0.05)
    for function, more in ((ac.grim_slack, ()), (ac.finite_slack, (1,)), (ac.exposed_slack, (1,))):
        with pytest.raises(DomainError, match="punishment < reward"):
            function(5, 1, 1, 0.9, 0.05, 0.6, *more)
    with pytest.raises(DomainError, match="discount = 1"):
        ac.grim_slack(5, 3, 1, 1, 0.05, 0.6)
    with pytest.raises(DomainError, match="detection = 1.1"):
        ac.enforcement_power(0.9, 0.05, 1.1)
    with pytest.raises(DomainError, match="length = 0"):
        ac.finite_slack(*GAME, 0.6, 0)
    with pytest.raises(DomainError, match="length = 0"):
        ac.agreement_value(3, 1, 0.9, 0.05, 0)
    with pytest.raises(DomainError, match="reward < temptation"):
        ac.shortest_punishment(3, 3, 1, 0.9, 0.05, 0.6)
    with pytest.raises(DomainError, match="punishment < reward"):
        ac.shortest_punishment(5, 3, 3, 0.9, 0.05, 0.6)
    with pytest.raises(DomainError, match="weight = -1"):
        ac.relative_temptation(5, 0, -1)
    with pytest.raises(DomainError, match="speed = -1"):
        ac.breakout_temptation(5, 3, -1)
    with pytest.raises(DomainError, match="members = 0"):
        ac.collapse_hazard(1, 0.1, 0)
    with pytest.raises(DomainError, match="exposure = -1"):
        ac.exposed_slack(*GAME, 0.6, -1)
    with pytest.raises(DomainError, match="punishment < reward"):
        ac.best_detection(1, 1, 0.1, 1)
