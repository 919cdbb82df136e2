"""Relative gains: thresholds against the repeated game played out, and Powell's weight against a derivative."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import relative_gains as rg
from counterpoise.theory.declare import DomainError

weights = st.floats(0, 20)
GAME = (5, 3, 1, 0)


@st.composite
def dilemmas(draw):
    sucker = draw(st.floats(-10, 5))
    punishment = sucker + draw(st.floats(0, 5))
    reward = punishment + draw(st.floats(0.1, 5))
    return reward + draw(st.floats(0.1, 5)), reward, punishment, sucker


# covers: F41
@pytest.mark.parametrize(("weight", "patience"), [(0, 0.5), (0.5, 0.6923), (1, 0.7778), (5, 0.9310)])
def test_known_thresholds(weight, patience):
    assert rg.patience_needed(*GAME, weight) == pytest.approx(patience, abs=5e-5)


@given(dilemmas(), weights, st.floats(0.001, 0.999))
def test_the_threshold_is_where_defecting_against_grim_punishment_stops_paying(game, weight, discount):
    """Streams of Grieco utilities for both sides' payoffs, summed."""
    temptation, reward, punishment, sucker = game
    keep = rg.grieco_utility(reward, reward, weight) / (1 - discount)
    later = discount * rg.grieco_utility(punishment, punishment, weight) / (1 - discount)
    defect = rg.grieco_utility(temptation, sucker, weight) + later
    assume(abs(keep - defect) > 1e-9 * (abs(keep) + abs(defect) + 1))
    assert (discount > rg.patience_needed(*game, weight)) == (keep > defect)


@given(dilemmas(), weights)
def test_concern_for_relative_gains_demands_more_patience_but_never_all(game, weight):
    needed = rg.patience_needed(*game, weight)
    assert 0 < needed < 1
    assert rg.patience_needed(*game, weight + 1) >= needed
    assert rg.patience_needed(*game, 1e6) == pytest.approx(1, abs=1e-4)


@given(dilemmas(), weights)
def test_the_blocking_weight_is_the_same_threshold_seen_from_the_other_side(game, weight):
    patience = rg.patience_needed(*game, weight)
    assume(patience < 0.9999)
    assert rg.blocking_weight(*game, patience) == pytest.approx(weight, rel=1e-6, abs=1e-6)


def test_a_state_too_impatient_for_any_cooperation_is_blocked_at_zero():
    assert rg.blocking_weight(*GAME, 0.4) == 0
    assert rg.blocking_weight(*GAME, 0.5) == pytest.approx(0, abs=1e-12)


def test_grieco_utility_by_hand():
    assert rg.grieco_utility(5, 3, 0) == 5
    assert rg.grieco_utility(5, 3, 0.5) == pytest.approx(6)
    assert rg.grieco_utility(3, 5, 0.5) == pytest.approx(2)
    assert rg.grieco_utility(-1, -1, 9) == -1


@given(st.floats(0, 1), st.floats(0.2, 3), st.floats(-1, 1), st.floats(0, 20), st.floats(0.5, 10))
def test_powells_weight_is_the_derivative_of_what_force_will_yield(force, m, lead, stake, gain):
    """p = a x^m / (a x^m + y^m) with x = y = W: own gain is worth 1 + k, the rival's -k."""
    edge = np.exp(lead)

    def utility(own, rival):
        return own + force * stake * edge * own**m / (edge * own**m + rival**m)

    h = 1e-5 * gain
    win = edge / (1 + edge)
    weight = rg.powell_weight(force, m, win, stake, gain)
    own = (utility(gain + h, gain) - utility(gain - h, gain)) / (2 * h)
    rival = (utility(gain, gain + h) - utility(gain, gain - h)) / (2 * h)
    assert own == pytest.approx(1 + weight, rel=1e-5, abs=1e-6)
    assert rival == pytest.approx(-weight, rel=1e-5, abs=1e-6)
    # and both together are Grieco's utility of a small change
    assert rg.grieco_utility(own - weight, 0, weight) == pytest.approx(own, rel=1e-4, abs=1e-3)


def test_powells_weight_symmetric_and_absolute():
    assert rg.powell_weight(0.5, 2, 0.5, 5, 1) == pytest.approx(0.5 * 2 * 5 / 4)
    assert rg.powell_weight(1, 1, 0.2, 3, 2) == pytest.approx(0.16 * 1.5)
    assert rg.powell_weight(0, 3, 0.5, 100, 1) == 0


@given(st.floats(0, 1), st.floats(0.1, 3), st.floats(0, 1), st.floats(0.1, 10))
def test_reachable_weights_at_equal_stakes_never_block_the_standard_game(force, m, win, size):
    """With V = W and m at most 3, k is at most .75; blocking 5,3,1,0 at delta = .9 takes more than 3.2."""
    weight = rg.powell_weight(force, m, win, size, size)
    assert weight <= 0.75 + 1e-12
    assert rg.patience_needed(*GAME, weight) < 0.9
    assert rg.blocking_weight(*GAME, 0.9) == pytest.approx(3.2)
    assert rg.patience_needed(*GAME, 3.2) == pytest.approx(0.9)


def test_stakes_five_times_the_gain_can_block():
    weight = rg.powell_weight(1, 3, 0.5, 5, 1)
    assert weight == pytest.approx(3.75)
    assert rg.patience_needed(*GAME, weight) > 0.9


def test_relative_gains_thin_out_among_many():
    assert rg.snidal_weight(1, 2) == 1
    assert rg.snidal_weight(1, 5) == pytest.approx(0.25)
    assert np.all(np.diff(rg.snidal_weight(1, np.arange(2, 30))) < 0)


def test_arguments_outside_the_domain_are_refused_by_name():
    for bad, match in [
        ((3, 3, 1, 0), "punishment < reward < temptation"),
        ((5, 1, 1, 0), "punishment < reward < temptation"),
        ((5, 3, 1, 2), "sucker <= punishment"),
    ]:
        with pytest.raises(DomainError, match=match):
            rg.patience_needed(*bad, 0)
        with pytest.raises(DomainError, match=match):
            rg.blocking_weight(*bad, 0.5)
    assert rg.patience_needed(5, 3, 1, 1, 0) == pytest.approx(0.5)
    with pytest.raises(DomainError, match="weight = -1"):
        rg.grieco_utility(1, 1, -1)
    with pytest.raises(DomainError, match="discount = 1"):
        rg.blocking_weight(*GAME, 1)
    with pytest.raises(DomainError, match="win = 1.2"):
        rg.powell_weight(1, 1, 1.2, 1, 1)
    with pytest.raises(DomainError, match="gain = 0"):
        rg.powell_weight(1, 1, 0.5, 1, 0)
    with pytest.raises(DomainError, match="partners = 1"):
        rg.snidal_weight(1, 1)
