"""Effects over worlds: the mean and its error, what weights do, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.claims.propositions.estimate import NORMAL_95, estimate, share_interval, weighted_quantiles


def test_the_interval_is_that_of_the_mean():
    luck = np.random.default_rng(0)
    one, other = luck.normal(0, 1, 400), luck.normal(0.5, 2, 400)
    found = estimate(one, other, 1, 0.1)
    difference = other - one
    error = difference.std(ddof=1) / 20.0
    assert found.effect == pytest.approx(difference.mean())
    assert (found.low, found.high) == pytest.approx(
        (found.effect - NORMAL_95 * error, found.effect + NORMAL_95 * error)
    )
    assert found.treatment - found.control == pytest.approx(found.effect)
    assert found.agree == (difference > 0).mean()
    assert found.world_low < found.low < found.high < found.world_high


def test_equal_weights_are_no_weights_and_zero_weights_drop_members():
    luck = np.random.default_rng(1)
    one, other = luck.normal(size=50), luck.normal(1, 1, 50)
    plain, weighed = estimate(one, other, 1, 0.1), estimate(one, other, 1, 0.1, weights=np.full(50, 7.0))
    assert weighed.effect == pytest.approx(plain.effect)
    assert weighed.effective == pytest.approx(50)
    half = estimate(one, other, 1, 0.1, weights=np.repeat([1.0, 0.0], 25))
    assert half.effect == pytest.approx((other - one)[:25].mean())
    assert half.effective == pytest.approx(25)
    assert half.low == pytest.approx(estimate(one[:25], other[:25], 1, 0.1).low)


def test_weights_move_the_answer_towards_the_members_they_favor():
    effect = np.array([1.0] * 9 + [-1.0] * 91)
    prior = estimate(np.zeros(100), effect, 1, 0.1)
    posterior = estimate(np.zeros(100), effect, 1, 0.1, weights=np.where(effect > 0, 100.0, 0.1))
    assert prior.agree == pytest.approx(0.09)
    assert posterior.agree > 0.95
    assert posterior.effective < 20


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 100.0))
def test_swapping_treatment_and_control_flips_the_sign(seed, scale):
    luck = np.random.default_rng(seed)
    one, other = scale * luck.normal(size=40), scale * luck.normal(size=40)
    there, back = estimate(one, other, 1, 0.1), estimate(other, one, 1, 0.1)
    assert back.effect == pytest.approx(-there.effect)
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
    assert (back.world_low, back.world_high) == pytest.approx((-there.world_high, -there.world_low))
    assert back.agree == pytest.approx(1.0 - there.agree - there.none)


def test_the_least_effect_may_be_a_share_of_the_control():
    assert estimate(np.full(5, 40.0), np.full(5, 41.0), 1, 0.05, relative=True).least == pytest.approx(2.0)


def test_members_without_a_value_are_left_out_and_nonsense_is_refused():
    found = estimate(np.array([0.0, np.nan, 0.0]), np.array([1.0, 1.0, 3.0]), 1, 0.1)
    assert (found.members, found.effect) == (2, 2.0)
    with pytest.raises(ValueError, match="no member"):
        estimate(np.array([np.nan]), np.array([1.0]), 1, 0.1)
    with pytest.raises(ValueError, match="weights"):
        estimate(np.zeros(3), np.ones(3), 1, 0.1, weights=np.ones(2))
    with pytest.raises(ValueError, match="weight"):
        estimate(np.zeros(3), np.ones(3), 1, 0.1, weights=np.zeros(3))
    assert np.isnan(estimate(np.zeros(1), np.ones(1), 1, 0.1).low)


def test_weighted_quantiles_are_quantiles():
    values = np.random.default_rng(2).normal(size=4001)
    found = weighted_quantiles(values, np.full(4001, 1 / 4001), (0.05, 0.5, 0.95))
    assert found == pytest.approx(np.quantile(values, [0.05, 0.5, 0.95]), abs=5e-3)


def test_the_interval_of_a_share_is_wilson_s():
    # 15 of 20: .5313 to .8881 by the formula of 1927, worked by hand; none of 20: 0 to z^2 / (n + z^2)
    assert share_interval(0.75, 20.0) == pytest.approx((0.5313, 0.8881), abs=1e-4)
    assert share_interval(0.0, 20.0) == pytest.approx((0.0, NORMAL_95**2 / (20.0 + NORMAL_95**2)))


def test_wilson_s_interval_holds_the_truth_about_19_times_in_20():
    luck = np.random.default_rng(5)
    for truth in (0.9, 0.5):
        found = luck.binomial(200, truth, 4000) / 200
        inside = [low <= truth <= high for low, high in (share_interval(p, 200.0) for p in found)]
        assert 0.93 < np.mean(inside) < 0.97
