"""Powell (2004, 2006): the inequality against the game it comes from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import commitment

probability = st.floats(0, 1)
patience = st.floats(0.05, 0.98)
waste = st.floats(0, 0.9)


@pytest.mark.parametrize(("p_next", "fights"), [(0.3, True), (0.6, False)])
def test_known_examples(p_next, fights):
    assert (commitment.shift_margin(0.7, p_next, 0.9, 0.2) > 0) is fights


def test_known_margins():
    assert commitment.shift_margin(0.7, 0.3, 0.9, 0.2) == pytest.approx(0.064)
    assert commitment.shift_margin(0.7, 0.6, 0.9, 0.2) == pytest.approx(-0.152)


@given(probability, probability, patience, waste)
def test_margin_is_the_value_inequality(p, p_next, beta, d):
    """beta M_R(t+1) - M_R(t) - (B - [M_D(t) + M_R(t)]), times 1 - beta."""
    pie = 1 / (1 - beta)
    decliner, riser = p * (1 - d) * pie, (1 - p) * (1 - d) * pie
    riser_next = (1 - p_next) * (1 - d) * pie
    gap = beta * riser_next - riser - (pie - decliner - riser)
    assert commitment.shift_margin(p, p_next, beta, d) == pytest.approx((1 - beta) * gap, abs=1e-9)


@given(probability, probability, patience, waste)
def test_margin_is_war_less_the_best_peace(p, p_next, beta, d):
    war = commitment.war_value(p, beta, d)
    peace = commitment.best_peace(p_next, beta, d)
    assert commitment.shift_margin(p, p_next, beta, d) == pytest.approx((1 - beta) * (war - peace), abs=1e-9)


@pytest.mark.parametrize(("p", "p_next"), [(0.7, 0.3), (0.7, 0.6), (0.9, 0.1), (0.4, 0.4)])
def test_no_offer_on_a_grid_beats_the_best_peace(p, p_next):
    """Offers: x of today's flow and y of every later one, the riser being kept from fighting tomorrow."""
    beta, d = 0.9, 0.2
    today, later = np.meshgrid(np.linspace(0, 1, 101), np.linspace(0, 1, 2001))
    riser_later = (1 - later) / (1 - beta)
    kept = riser_later >= commitment.war_value(1 - p_next, beta, d) - 1e-9
    value = np.where(kept, today + beta * later / (1 - beta), -np.inf)
    best = value.max()
    assert commitment.best_peace(p_next, beta, d) == pytest.approx(best, abs=0.01)
    assert (commitment.shift_margin(p, p_next, beta, d) > 0) == (commitment.war_value(p, beta, d) > best + 1e-6)


def test_war_value_sums_the_flow():
    flow = 0.6 * 0.75 * 0.9 ** np.arange(2000)
    assert commitment.war_value(0.6, 0.9, 0.25) == pytest.approx(flow.sum())


@given(probability, patience, waste)
def test_threshold_divides_war_from_peace(p, beta, d):
    edge = commitment.war_threshold(p, beta, d)
    assert 0 <= edge <= 1
    if edge > 1e-6:
        assert commitment.shift_margin(p, edge - 1e-7, beta, d) > 0
        assert commitment.shift_margin(p, min(1.0, edge + 1e-7), beta, d) < 1e-12
    else:
        assert commitment.shift_margin(p, 0.0, beta, d) <= 1e-6


def test_no_shift_of_power_no_war():
    p = np.linspace(0, 1, 21)
    assert np.all(commitment.shift_margin(p, p, 0.9, 0.05) < 0)


def test_the_same_shift_spread_over_time_keeps_the_peace():
    """From .7 to .3 at once is war; in eight steps each step stays below."""
    path = np.linspace(0.7, 0.3, 9)
    assert np.all(commitment.shift_margin(path[:-1], path[1:], 0.9, 0.2) < 0)
    assert commitment.shift_margin(path[0], path[-1], 0.9, 0.2) > 0


@given(probability, probability, patience, st.floats(0, 0.8))
def test_costlier_war_is_likelier_avoided(p, p_next, beta, d):
    """Where the shift favors war at all, destruction works against it; below -1 it could not."""
    if commitment.shift_margin(p, p_next, beta, d) > 0:
        assert commitment.shift_margin(p, p_next, beta, d + 0.1) < commitment.shift_margin(p, p_next, beta, d)
