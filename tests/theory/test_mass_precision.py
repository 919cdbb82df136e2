"""Mass against precision: the crossover by brute force over salvos, and the campaign period by period."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import mass_precision as mp
from counterpoise.theory.declare import DomainError

shares = st.floats(0.01, 0.99)


def best_by_brute_force(merit, kill, channels, salvos):
    """Whether mass destroys more per dollar, from damages and costs at v_m = c_d = c_p = 1, h_p v_p = rho."""
    return mp.mass_return(salvos, channels, kill, 1, 1) > mp.precision_return(1, merit, 1)


# covers: T15, T16, F30
def test_known_result_and_first_whole_salvo():
    assert mp.crossover_salvo(0.315, 0.87, 60) == pytest.approx(76.2, abs=0.05)
    salvos = np.arange(1, 500)
    assert salvos[best_by_brute_force(0.315, 0.87, 60, salvos)][0] == 77


@given(st.floats(0, 1.5), st.floats(0, 1), st.integers(0, 80))
def test_closed_form_is_the_first_salvo_by_brute_force(merit, kill, channels):
    salvos = np.arange(1, 2000)
    better = best_by_brute_force(merit, kill, channels, salvos)
    crossover = mp.crossover_salvo(merit, kill, channels)
    clear = np.abs(1 - kill * np.minimum(1, channels / salvos) - merit) > 1e-9  # ties belong to neither
    assert np.array_equal((salvos > crossover)[clear], better[clear])
    assert np.array_equal((mp.mass_advantage(salvos, merit, kill, channels) > 0)[clear], better[clear])


@given(shares, shares, st.floats(1, 200))
def test_a_finite_crossover_lies_past_saturation_and_grows_with_merit(merit, kill, channels):
    crossover = mp.crossover_salvo(merit, kill, channels)
    assume(1 - kill <= merit)
    assert crossover >= channels * (1 - 1e-9)
    assert mp.crossover_salvo(merit, kill, channels + 1) > crossover
    assert mp.crossover_salvo(min(0.999, merit + 0.01), kill, channels) >= crossover


def test_the_ends_of_the_interval():
    assert mp.crossover_salvo(0.25, 0.75, 60) == pytest.approx(60)
    assert mp.crossover_salvo(0.2499, 0.75, 60) == 0
    assert mp.crossover_salvo(1.0, 0.75, 60) == np.inf
    assert mp.crossover_salvo(0.9999, 0.75, 60) == pytest.approx(450_000)


def test_the_advantage_is_the_gap_in_returns_in_units_of_undefended_mass():
    hit, v_p, c_p, v_m, c_d = 0.17, 100e6, 2e6, 1e6, 35e3
    rho = mp.precision_merit(hit, v_p, c_p, v_m, c_d)
    assert rho == pytest.approx(0.17 * 100 * 35e3 / 2e6)
    gap = mp.mass_return(90, 60, 0.87, v_m, c_d) - mp.precision_return(hit, v_p, c_p)
    assert mp.mass_advantage(90, rho, 0.87, 60) == pytest.approx(gap / (v_m / c_d))


def test_the_range_of_claims_spans_a_crossover_and_none():
    """.09 to .35 hits a drone, 100 to 171 million dollars a hit; a shot and a leaker at a million each (assumed)."""
    rho = mp.precision_merit(np.array([0.09, 0.35]), np.array([100e6, 171e6]), 1e6, 1e6, 35e3)
    assert rho == pytest.approx([0.315, 2.095], rel=1e-3)
    assert mp.crossover_salvo(rho, 0.87, 60) == pytest.approx([76.2, np.inf], rel=1e-3)


def test_expected_damage_against_monte_carlo():
    random = np.random.default_rng(2)
    leakers = 90 - random.binomial(60, 0.87, 200_000)
    assert mp.mass_return(90, 60, 0.87, 5.0, 2.0) == pytest.approx((leakers * 5.0).mean() / (90 * 2.0), rel=2e-3)
    hits = random.binomial(117, 0.35, 200_000)
    assert mp.precision_return(0.35, 7.0, 2.0) == pytest.approx((hits * 7.0).mean() / (117 * 2.0), rel=2e-3)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 12))
def test_adaptation_period_by_period(hit, adaptation, periods):
    chance = hit
    for _ in range(periods):
        chance = chance * (1 - adaptation)
    assert mp.adapted_hit(hit, adaptation, periods) == pytest.approx(chance, abs=1e-12)


def test_channels_grow_with_investment():
    assert mp.adapted_channels(60, 10e6, 2e6, 0) == 60
    assert mp.adapted_channels(60, 10e6, 2e6, 3) == pytest.approx(75)


@given(st.floats(0.1, 20), st.floats(0.01, 1), st.floats(0.05, 0.95))
def test_surprise_lasts_as_long_as_it_does_period_by_period(merit, leak, adaptation):
    assume(merit > leak)
    lasts = mp.surprise_lasts(merit, leak, adaptation)
    assert lasts >= 0
    assert merit * (1 - adaptation) ** lasts == pytest.approx(leak)
    whole = 0
    while merit * (1 - adaptation) ** (whole + 1) >= leak * (1 + 1e-9):
        whole += 1
    assert whole <= lasts * (1 + 1e-9) < whole + 1 + 1e-6


def test_full_adaptation_ends_surprise_at_once():
    assert mp.surprise_lasts(2, 0.5, 1) == 0


@given(st.floats(0, 1), st.floats(0, 50), st.floats(0, 1), st.integers(0, 15), st.floats(1, 100))
def test_asset_losses_are_the_sum_over_periods(hit, shots, adaptation, periods, assets):
    hits = sum(shots * mp.adapted_hit(hit, adaptation, t) for t in range(periods))
    loss = mp.asset_loss_share(hit, shots, adaptation, periods, assets)
    assert loss == pytest.approx(min(1, hits / assets), abs=1e-9)


def test_surprise_is_spent_however_long_the_campaign():
    assert mp.asset_loss_share(0.35, 117, 0.5, 1000, 1000) == pytest.approx(117 * 0.35 / 0.5 / 1000)
    assert mp.asset_loss_share(0.35, 117, 0.5, 1, 117) == pytest.approx(0.35)
    assert mp.asset_loss_share(0.35, 117, 1.0, 9, 117) == pytest.approx(0.35)
    assert mp.asset_loss_share(0.5, 10, 0.0, 10**7, 100) == 1.0


def test_sustainability_by_hand():
    assert mp.sustainable_periods(1000, 50, 100) == pytest.approx(20)
    assert mp.sustainable_periods(1000, 100, 100) == np.inf
    assert mp.sustainable_periods(1000, 99, 100) == pytest.approx(1000)
    assert mp.sustainable_periods(0, 0, 5) == 0


def test_meaning_says_when_there_is_no_crossover():
    assert "no salvo" in mp.MODEL.meaning(np.inf)
    assert "76.2" in mp.MODEL.meaning(76.2)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="mass_value = 0"):
        mp.precision_merit(0.1, 1, 1, 0, 1)
    with pytest.raises(DomainError, match="salvo = 0"):
        mp.mass_advantage(0, 0.5, 0.5, 1)
    with pytest.raises(DomainError, match="merit > leak"):
        mp.surprise_lasts(0.5, 0.5, 0.5)
    with pytest.raises(DomainError, match="leak = 1.1"):
        mp.surprise_lasts(2, 1.1, 0.5)
    with pytest.raises(DomainError, match="adaptation = 0"):
        mp.surprise_lasts(2, 0.5, 0)
    with pytest.raises(DomainError, match="periods = 0.5"):
        mp.adapted_hit(0.5, 0.5, 0.5)
    with pytest.raises(DomainError, match="channel_cost = 0"):
        mp.adapted_channels(1, 1, 0, 1)
    with pytest.raises(DomainError, match="assets = 0"):
        mp.asset_loss_share(0.5, 1, 0.5, 1, 0)
    with pytest.raises(DomainError, match="salvo = 0"):
        mp.sustainable_periods(1, 1, 0)
