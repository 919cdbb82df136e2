"""Norm cascades: Granovetter's crowds exactly, the tipping point by iteration, three models by attraction."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import norm_cascade as norms
from counterpoise.theory.declare import DomainError


def adopters(*args, **kwargs):
    return int(np.isfinite(norms.cascade(*args, **kwargs)).sum())


def test_granovetters_hundred():
    assert adopters(np.arange(100) / 100) == 100
    changed = np.arange(100) / 100
    changed[1] = 2 / 100
    assert adopters(changed) == 1


def test_the_chain_runs_one_a_round():
    assert norms.cascade(np.arange(100) / 100).tolist() == list(range(100))
    assert norms.cascade([0.0, 0.5, 0.5, 1.1]).tolist() == [0, np.inf, np.inf, np.inf]
    assert norms.cascade([0.0, 0.25, 0.25, 1.1]).tolist() == [0, 1, 1, np.inf]


def test_entrepreneurs_can_start_what_would_not_start():
    stuck = np.r_[0, 2, np.arange(2, 100)] / 100
    push = np.zeros(100, bool)
    push[50] = True
    when = norms.cascade(stuck, entrepreneurs=push)
    assert np.isfinite(when).all()
    assert when[[50, 0, 1, 2, 3]].tolist() == [0, 0, 1, 1, 2]


def test_critical_states_count_for_more():
    """The same lone adopter moves the others if a quarter of all status is its own."""
    thresholds = [0.0, 0.2, 0.3, 0.4, 0.5]
    assert adopters(thresholds, status=[1, 4, 4, 4, 4]) == 1
    assert adopters(thresholds, status=[4, 4, 4, 4, 4]) == 5
    assert adopters(thresholds, status=[8, 6, 6, 6, 6]) == 5


@given(st.integers(0, 1000), st.integers(1, 30))
def test_cascade_is_the_least_fixed_point(seed, n):
    rng = np.random.default_rng(seed)
    thresholds, status = rng.uniform(-0.1, 1.0, n), rng.uniform(0.5, 2.0, n)
    when = norms.cascade(thresholds, status)
    held = np.isfinite(when)
    reached = status[held].sum() / status.sum()
    assert (held == (thresholds <= reached)).all()
    lower = np.zeros(n, bool)  # iterate from nobody, by the definition alone
    for _ in range(n + 1):
        lower = thresholds <= status[lower].sum() / status.sum() + 1e-12
    assert (lower == held).all()


@given(st.integers(0, 1000))
def test_one_more_entrepreneur_never_hurts(seed):
    rng = np.random.default_rng(seed)
    thresholds = rng.uniform(0, 1, 20)
    push = rng.uniform(size=20) < 0.1
    more = push.copy()
    more[rng.integers(20)] = True
    assert adopters(thresholds, entrepreneurs=more) >= adopters(thresholds, entrepreneurs=push)


def test_next_share_is_the_normal_distribution():
    assert norms.next_share(0.33, 0.33, 0.15) == 0.5
    assert norms.next_share(0.48, 0.33, 0.15) == pytest.approx(0.841345, abs=1e-6)
    assert norms.next_share(0.18, 0.33, 0.15) == pytest.approx(0.158655, abs=1e-6)


def test_next_share_is_what_many_states_do():
    thresholds = np.random.default_rng(0).normal(0.4, 0.2, 200_000)
    assert norms.next_share(0.3, 0.4, 0.2) == pytest.approx((thresholds <= 0.3).mean(), abs=0.005)


def settle(share, mean, sd):
    for _ in range(3000):
        share = norms.next_share.kernel(share, mean, sd)
    return share


@pytest.mark.parametrize(("mean", "sd"), [(0.33, 0.15), (0.4, 0.2), (0.6, 0.1), (0.5, 0.3)])
def test_tipping_point_divides_retreat_from_cascade(mean, sd):
    tip = norms.tipping_point(mean, sd)
    assert norms.next_share(tip, mean, sd) == pytest.approx(tip)
    assert settle(tip + 1e-3, mean, sd) > 0.5
    assert settle(tip - 1e-3, mean, sd) < 0.5


@pytest.mark.parametrize(
    ("mean", "sd", "tip"),
    [(0.3, 0.25, 0.0), (0.1, 0.1, 0.0), (0.33, 0.5, 0.0), (0.7, 0.25, np.inf), (0.7, 0.5, np.inf)],
)
def test_where_nothing_tips(mean, sd, tip):
    assert norms.tipping_point(mean, sd) == tip
    ends = {round(settle(start, mean, sd), 6) for start in (0.0, 0.3, 0.6, 1.0)}
    assert len(ends) == 1
    assert (ends.pop() > 0.5) == (tip == 0.0)


@given(st.floats(1e-3, 0.38), st.floats(0.05, 0.6))
def test_tipping_mirrors(distance, sd):
    """A norm and its opposite: the tipping points of means m and 1 - m add up to one."""
    low, high = norms.tipping_point(0.5 - distance, sd), norms.tipping_point(0.5 + distance, sd)
    if low > 0 and np.isfinite(high):
        assert low + high == pytest.approx(1, abs=1e-9)
    else:
        assert (low, high) == (0.0, np.inf)


@given(st.floats(0.05, 0.49), st.floats(0.05, 0.5))
def test_tipping_point_against_a_grid(mean, sd):
    """Below one half, the last point at which fewer follow than have adopted; if there is none, the norm spreads."""
    x = np.linspace(0, 0.5, 2001)
    surplus = norms.next_share(x, mean, sd) - x
    assume(np.abs(surplus.min()) > 1e-4)  # clear of the tangent case
    tip = norms.tipping_point(mean, sd)
    if surplus.min() > 0:
        assert tip == 0
    else:
        assert tip == pytest.approx(x[surplus < 0].max(), abs=1e-3)
    mirrored = norms.tipping_point(1 - mean, sd)
    assert mirrored == (np.inf if tip == 0 else pytest.approx(1 - tip))


def test_tipping_point_is_not_the_mean_threshold():
    """Mean .33 and spread .15 tip at about .21; to tip at one third the mean must be about .4."""
    assert norms.tipping_point(0.33, 0.15) == pytest.approx(0.208, abs=1e-3)
    assert norms.tipping_point(0.398, 0.15) == pytest.approx(1 / 3, abs=1e-3)


def test_a_crowd_tips_where_the_curve_says():
    thresholds = np.random.default_rng(1).normal(0.33, 0.15, 4000)
    order = np.argsort(thresholds)
    for seed_share, cascades in ((0.15, False), (0.28, True)):
        push = np.zeros(4000, bool)
        push[order[: int(seed_share * 4000)]] = True  # the most willing first
        assert (adopters(thresholds, entrepreneurs=push) > 2000) is cascades


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5), st.floats(0.05, 5))
def test_models_share_the_world(u, v, w, noise):
    chances = [norms.pole_probability(*pulls, noise) for pulls in ((u, v, w), (v, w, u), (w, u, v))]
    assert sum(chances) == pytest.approx(1)
    assert all(0 <= c <= 1 for c in chances)
    assert norms.pole_probability(u, w, v, noise) == pytest.approx(chances[0])
    assert norms.next_pole_shares([1, 0, 0], [u, v, w], 0.0, noise) == pytest.approx(chances, abs=1e-12)


def test_pull_and_noise():
    assert norms.pole_probability(1.0, 1.0, 1.0, 0.3) == pytest.approx(1 / 3)
    assert norms.pole_probability(1.0, 0.0, 0.0, 1.0) == pytest.approx(np.e / (np.e + 2))
    assert norms.pole_probability(1.0, 0.9, 0.0, 1e-4) == 1
    assert norms.pole_probability(0.9, 1.0, 0.0, 1e-4) == 0
    assert norms.pole_probability(0.9, 0.0, 1.0, 1e-4) == 0
    assert norms.pole_probability(9.0, 0.0, 0.0, 1e9) == pytest.approx(1 / 3)
    assert norms.next_pole_shares([0, 0, 1], [2000.0, 0, 0], 0.0, 1.0).tolist() == [1, 0, 0]
    assert norms.pole_probability(2000.0, 0.0, 0.0, 1.0) == 1
    assert norms.POLES == ("market", "rights", "state")


def resting_leaders(imitation):
    """Which models end up leading, from starts near each corner."""
    ends = []
    for k in range(3):
        shares = np.full(3, 0.02)
        shares[k] = 0.96
        for _ in range(500):
            shares = norms.next_pole_shares(shares, [0.0, 0.0, 0.0], imitation, 1.0)
        ends.append(shares)
    return ends


def test_imitation_makes_three_attractors():
    weak, strong = resting_leaders(2.0), resting_leaders(4.0)
    assert all(shares == pytest.approx([1 / 3] * 3, abs=1e-6) for shares in weak)
    assert [int(shares.argmax()) for shares in strong] == [0, 1, 2]
    assert all(shares.max() > 0.8 for shares in strong)


@pytest.mark.parametrize(("imitation", "grows"), [(2.9, False), (3.1, True)])
def test_the_even_mixture_breaks_at_three_times_the_noise(imitation, grows):
    nudged = np.array([1 / 3 + 1e-6, 1 / 3 - 5e-7, 1 / 3 - 5e-7])
    after = norms.next_pole_shares(nudged, [0, 0, 0], imitation, 1.0)
    assert (after[0] - 1 / 3 > 1e-6) == grows


def test_pacing_gap():
    years, adoption = [2010, 2015, 2020, 2025], [0.1, 0.25, 0.4, 0.6]
    assert norms.pacing_gap(years, adoption, 2024) == 4
    assert norms.pacing_gap(years, adoption, 2018) == -2
    assert norms.pacing_gap(years, adoption, None) == np.inf
    assert np.isnan(norms.pacing_gap(years, [0.1, 0.1, 0.2, 0.25], 2024))
    assert norms.pacing_gap(years, adoption, 2024, available=0.2) == 9
    assert norms.pacing_gap(years, adoption, 2024, available=0.0) == 14
    assert norms.pacing_gap([2020, 2021], [0.0, 1.0], 2024) == 3


def test_bad_input_is_refused():
    for years, adoption, threshold in (
        ([2020, 2010], [0.1, 0.2], 0.25),
        ([2010, 2010], [0.1, 0.2], 0.25),
        ([2010], [0.1, 0.2], 0.25),
        ([2010, 2020], [0.1, 1.2], 0.25),
        ([2010, 2020], [-0.1, 0.2], 0.25),
        ([2010, 2020], [0.1, 0.2], 1.0),
        ([2010, 2020], [0.1, 0.2], -0.1),
    ):
        with pytest.raises(DomainError, match="pacing_gap"):
            norms.pacing_gap(years, adoption, 2024, threshold)
    for thresholds, status, push in (
        ([[0.1]], None, None),
        ([0.1, 0.2], [1.0], None),
        ([0.1, 0.2], [1.0, 0.0], None),
        ([0.1, 0.2], None, [True]),
    ):
        with pytest.raises(DomainError, match="cascade"):
            norms.cascade(thresholds, status, push)
    for shares, pull, imitation, noise in (
        ([0.5, 0.5], [0, 0, 0], 1.0, 1.0),
        ([0.5, 0.3, 0.2], [0, 0], 1.0, 1.0),
        ([0.5, 0.3, 0.1], [0, 0, 0], 1.0, 1.0),
        ([1.2, -0.1, -0.1], [0, 0, 0], 1.0, 1.0),
        ([0.5, 0.3, 0.2], [0, 0, 0], -0.1, 1.0),
        ([0.5, 0.3, 0.2], [0, 0, 0], 1.0, 0.0),
    ):
        with pytest.raises(DomainError, match="next_pole_shares"):
            norms.next_pole_shares(shares, pull, imitation, noise)
