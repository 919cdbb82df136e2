"""Wright (1936): the price falls by a constant share at each doubling; non-state acquisition answers to price."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import learning_curve as learning
from counterpoise.theory.declare import DomainError


def test_twenty_percent_learning():
    assert learning.learning_exponent(0.2) == pytest.approx(0.322, abs=5e-4)
    assert learning.unit_cost(100.0, 2.0, learning.learning_exponent(0.2)) == pytest.approx(80)
    assert learning.unit_cost(100.0, 8.0, learning.learning_exponent(0.2)) == pytest.approx(51.2)


@given(st.floats(0, 0.9), st.floats(1, 1e4))
def test_each_doubling_cuts_the_same_share(rate, output):
    b = learning.learning_exponent(rate)
    assert learning.learning_rate(b) == pytest.approx(rate, abs=1e-12)
    cost, later = learning.unit_cost(7.0, output, b), learning.unit_cost(7.0, 2 * output, b)
    assert later == pytest.approx(cost * (1 - rate))


def test_first_unit_costs_the_first_cost():
    assert learning.unit_cost(7.0, 1.0, 0.4) == 7.0
    assert learning.unit_cost(7.0, 50.0, 0.0) == 7.0
    with pytest.raises(DomainError, match="cumulative"):
        learning.unit_cost(7.0, 0.5, 0.4)


@given(st.floats(1.01, 1e4), st.floats(0.1, 1.0), st.floats(0.1, 10))
def test_output_until_affordable_brings_the_price_there(times, exponent, affordable):
    output = learning.output_until_affordable(times * affordable, affordable, exponent)
    assert learning.unit_cost(times * affordable, output, exponent) == pytest.approx(affordable)


def test_output_until_affordable_at_the_edges():
    assert learning.output_until_affordable(5.0, 5.0, 0.3) == 1.0
    assert learning.output_until_affordable(5.0, 9.0, 0.0) == 1.0
    assert learning.output_until_affordable(5.0, 4.0, 0.0) == np.inf
    assert learning.output_until_affordable(5.0, 4.0, 1e-6) == np.inf
    assert learning.output_until_affordable(8.0, 1.0, 1.0) == pytest.approx(8.0)
    # e^690 units is a number, e^720 more than a float holds
    assert learning.output_until_affordable(np.e, 1.0, 1 / 690) == pytest.approx(np.exp(690))
    assert learning.output_until_affordable(np.e, 1.0, 1 / 720) == np.inf
    assert learning.output_until_affordable(np.e, 1.0, 1 / 1300) == np.inf


def test_nonstate_hazard_rises_as_price_falls_and_with_leaks():
    assert learning.nonstate_hazard(0.1, 50.0, 100.0, 2.0, 0.5) == pytest.approx(0.1 * 0.25 * 0.5)
    price = np.geomspace(1e3, 1e6, 30)[::-1]
    assert np.all(np.diff(learning.nonstate_hazard(0.01, 1e4, price, 1.5, 0.3)) > 0)
    assert learning.nonstate_hazard(0.1, 50.0, 100.0, 2.0, 0.0) == 0
    assert learning.nonstate_hazard(0.1, 50.0, 100.0, 0.0, 1.0) == 0.1


def test_steeper_learning_brings_nonstate_acquisition_forward():
    """Output doubling every year: the expected year of acquisition falls with the learning exponent."""
    years = np.arange(0, 60)

    def expected_year(exponent):
        price = learning.unit_cost(1e6, 2.0**years, exponent)
        survival = np.cumprod(1 - learning.acquired_within(learning.nonstate_hazard(0.2, 1e4, price, 1.0, 1.0), 1.0))
        return survival.sum()

    assert expected_year(0.45) < expected_year(0.322) < expected_year(0.15)


def test_acquired_within():
    assert learning.acquired_within(0.2, 0.0) == 0
    assert learning.acquired_within(0.2, 5.0) == pytest.approx(1 - np.exp(-1))
    once, twice = learning.acquired_within(0.3, 2.0), learning.acquired_within(0.3, 4.0)
    assert twice == pytest.approx(1 - (1 - once) ** 2)
