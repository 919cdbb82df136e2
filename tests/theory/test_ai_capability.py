"""AI capability: doubling times, stocks that decay, followers that catch up, and where compute stands."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.ai_capability import (
    ALGORITHM_DOUBLING,
    COMPUTE_SHARES,
    TRAINING_GROWTH,
    adoption_after_pulse,
    capability,
    compute_shares,
    doubling_time,
    frontier_compute,
    growth_factor,
    next_algorithms,
    next_compute,
)
from counterpoise.theory.declare import DomainError

quick = settings(max_examples=40, deadline=None)


def test_published_rates_and_doubling_times_agree():
    assert 12 * doubling_time(TRAINING_GROWTH) == pytest.approx(5.45, abs=0.005)
    assert growth_factor(9 / 12) == pytest.approx(2.52, abs=0.005)
    assert growth_factor(ALGORITHM_DOUBLING) == pytest.approx(2.83, abs=0.005)
    assert 12 * doubling_time(2.3) == pytest.approx(10, abs=0.05)
    assert TRAINING_GROWTH == 4.6
    assert pytest.approx(8) == ALGORITHM_DOUBLING * 12


@quick
@given(st.floats(0.05, 20))
def test_growing_for_a_doubling_time_doubles(years):
    factor = growth_factor(years)
    assert doubling_time(factor) == pytest.approx(years)
    assert factor**years == pytest.approx(2)


class TestCompute:
    def test_accumulation(self):
        assert next_compute(100, 0.3, 5, 8, 0.25) == pytest.approx(70 + 30)

    def test_without_investment_the_stock_decays_at_its_rate(self):
        stock = 1.0
        for _ in range(10):
            stock = next_compute(stock, 0.2, 7.0, 0.0, 0.5)
        assert stock == pytest.approx(0.8**10)

    def test_a_complete_embargo_is_as_good_as_no_investment(self):
        assert next_compute(10, 0.2, 7, 100, 1) == next_compute(10, 0.2, 7, 0, 0)

    def test_the_stock_settles_where_purchases_replace_what_is_retired(self):
        stock = 0.0
        for _ in range(200):
            stock = next_compute(stock, 0.25, 2.0, 3.0, 0.5)
        assert stock == pytest.approx(2 * 3 * 0.5 / 0.25)


class TestAlgorithms:
    def test_the_frontier_doubles_in_its_doubling_time(self):
        level = 1.0
        for _ in range(2):
            level = next_algorithms(level, 2.0, 0.3, level)
        assert level == pytest.approx(2)

    def test_what_leaks(self):
        assert next_algorithms(1.0, 1.0, 0.25, 5.0) == pytest.approx(2 + 1)

    @quick
    @given(st.floats(0.01, 0.99), st.floats(0.2, 5), st.floats(0.01, 1))
    def test_a_follower_closes_the_relative_distance_at_a_known_rate(self, level, doubling, spillover):
        follower = next_algorithms(level, doubling, spillover, 1.0)
        frontier = next_algorithms(1.0, doubling, spillover, 1.0)
        assert 1 - follower / frontier == pytest.approx((1 - level) * (1 - spillover * 2 ** (-1 / doubling)))
        assert level < follower / frontier <= 1

    def test_without_spillover_the_distance_stays(self):
        assert next_algorithms(0.5, 0.7, 0, 1) / next_algorithms(1, 0.7, 0, 1) == pytest.approx(0.5)


class TestCapability:
    # covers: P25, T01
    def test_it_is_the_logarithm_of_the_product(self):
        value = capability(1e20, 100.0, 1e3, 10.0, 1.0, 0.5, 0.3, 0.2)
        assert value == pytest.approx(20 + 1 + 0.9 + 0.2)
        assert value == pytest.approx(log(1e20 * 100**0.5 * 1e3**0.3 * 10**0.2) / log(10))

    def test_an_exponent_of_zero_switches_an_input_off(self):
        assert capability(1e9, 5, 7, 9, 1, 0, 0, 0) == pytest.approx(9)

    @quick
    @given(st.tuples(*[st.floats(0.1, 1e6)] * 4), st.tuples(*[st.floats(0.01, 2)] * 4))
    def test_tenfold_inputs_add_their_exponents(self, inputs, exponents):
        gain = capability(*[10 * x for x in inputs], *exponents) - capability(*inputs, *exponents)
        assert gain == pytest.approx(sum(exponents))


class TestFrontier:
    def test_exponential_until_the_slowdown(self):
        assert frontier_compute(3, 4.6, 5, 2) == pytest.approx(4.6**3)
        assert frontier_compute(0, 4.6, 5, 2) == 1
        assert frontier_compute(3, 4.6, 0, 1) == pytest.approx(4.6**3)

    def test_afterwards_the_doubling_time_is_longer_by_the_divisor(self):
        late = frontier_compute(10 + 2 * doubling_time(4.6), 4.6, 5, 2) / frontier_compute(10, 4.6, 5, 2)
        assert late == pytest.approx(2)

    @quick
    @given(st.floats(0, 20), st.floats(1.01, 6), st.floats(0, 15), st.floats(1, 4))
    def test_it_never_declines_and_never_beats_unbroken_growth(self, years, growth, slowdown, divisor):
        value = frontier_compute(years, growth, slowdown, divisor)
        assert 1 <= value <= growth**years * (1 + 1e-9)
        assert frontier_compute(years + 1, growth, slowdown, divisor) > value


def test_the_pandemic_pulse_cannot_lift_adoption_above_all():
    assert adoption_after_pulse(0.4, 0.25) == pytest.approx(0.5)
    assert adoption_after_pulse(0.9, 0.3) == 1
    assert adoption_after_pulse(0.9, 0.0) == 0.9


def test_the_known_shares_are_reproduced_at_the_start():
    assert COMPUTE_SHARES == {"USA": 0.75, "CHN": 0.15}
    rest = 1 - sum(COMPUTE_SHARES.values())
    stocks = 3e21 * np.array([*COMPUTE_SHARES.values(), rest])
    assert compute_shares(stocks) == pytest.approx([0.75, 0.15, 0.10])


def test_shares_over_leading_axes_and_gaps():
    stocks = np.random.default_rng(10).uniform(0, 5, (3, 4, 6))
    shares = compute_shares(stocks)
    assert shares.shape == stocks.shape
    np.testing.assert_allclose(shares.sum(-1), 1)
    np.testing.assert_array_equal(shares[1, 2], compute_shares(stocks[1, 2]))
    np.testing.assert_allclose(compute_shares([0.3, np.nan, 0.1]), [0.75, np.nan, 0.25])


def test_faults_are_named():
    with pytest.raises(DomainError, match="growth = 1"):
        doubling_time(1.0)
    with pytest.raises(DomainError, match="years = 0"):
        growth_factor(0)
    with pytest.raises(DomainError, match="depreciation = 1.1"):
        next_compute(1, 1.1, 1, 1, 0)
    with pytest.raises(DomainError, match="restriction = -0.1"):
        next_compute(1, 0.1, 1, 1, -0.1)
    with pytest.raises(DomainError, match="stock = -1"):
        next_compute(-1, 0.1, 1, 1, 0)
    with pytest.raises(DomainError, match="investment = -1"):
        next_compute(1, 0.1, 1, -1, 0)
    with pytest.raises(DomainError, match="algorithms <= frontier"):
        next_algorithms(2, 1, 0.1, 1)
    with pytest.raises(DomainError, match="doubling = 0"):
        next_algorithms(1, 0, 0.1, 1)
    with pytest.raises(DomainError, match="spillover = 2"):
        next_algorithms(1, 1, 2, 1)
    with pytest.raises(DomainError, match="talent = 0"):
        capability(1, 1, 1, 0, 1, 1, 1, 1)
    with pytest.raises(DomainError, match="a_data = -1"):
        capability(1, 1, 1, 1, 1, 1, -1, 1)
    with pytest.raises(DomainError, match="divisor = 0.5"):
        frontier_compute(1, 2, 1, 0.5)
    with pytest.raises(DomainError, match="adoption = 1.5"):
        adoption_after_pulse(1.5, 0)
    with pytest.raises(DomainError, match="pulse = -0.5"):
        adoption_after_pulse(0.5, -0.5)
    with pytest.raises(DomainError, match="stocks = -1"):
        compute_shares([1.0, -1.0])
    with pytest.raises(DomainError, match="positive total"):
        compute_shares([[0.0, np.nan], [1.0, 1.0]])
