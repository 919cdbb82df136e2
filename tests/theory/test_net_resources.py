"""Net resources: GDP times GDP per head, and shares of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.declare import DomainError
from counterpoise.theory.net_resources import dyadic_share, net_resource_shares, net_resources

quick = settings(max_examples=40, deadline=None)

amounts = st.floats(1e-3, 1e6)


def test_it_is_gdp_times_gdp_per_head():
    assert net_resources(20, 4) == 20 * (20 / 4)
    assert net_resources(0, 4) == 0


def test_populous_poor_states_are_counted_down():
    """The same GDP from four times the people leaves a quarter as much, a fifth of the pair's."""
    assert dyadic_share(1, 4, 1, 1) == pytest.approx(0.2)
    assert dyadic_share(2, 2, 1, 1) == pytest.approx(2 / 3)


@quick
@given(amounts, amounts, amounts, amounts)
def test_the_shares_of_a_pair_sum_to_one_and_are_those_of_a_set_of_two(y1, l1, y2, l2):
    mine, theirs = dyadic_share(y1, l1, y2, l2), dyadic_share(y2, l2, y1, l1)
    assert 0 <= mine <= 1
    assert mine + theirs == pytest.approx(1)
    assert net_resource_shares([y1, y2], [l1, l2]) == pytest.approx([mine, theirs])
    assert mine == pytest.approx(net_resources(y1, l1) / (net_resources(y1, l1) + net_resources(y2, l2)))


@quick
@given(arrays(float, 5, elements=amounts), arrays(float, 5, elements=amounts), amounts, amounts)
def test_units_do_not_matter(gdp, people, dollars, thousands):
    shares = net_resource_shares(gdp, people)
    assert shares.sum() == pytest.approx(1)
    assert net_resource_shares(gdp * dollars, people * thousands) == pytest.approx(shares)


@quick
@given(amounts, amounts, amounts, amounts)
def test_more_gdp_adds_and_more_people_with_the_same_gdp_take_away(y1, l1, y2, l2):
    base = dyadic_share(y1, l1, y2, l2)
    assert dyadic_share(2 * y1, l1, y2, l2) >= base
    assert dyadic_share(y1, 2 * l1, y2, l2) <= base


def test_a_state_with_a_missing_value_is_outside_the_set():
    shares = net_resource_shares([2.0, np.nan, 1.0, 5.0], [1.0, 1.0, 1.0, np.nan])
    np.testing.assert_allclose(shares, [0.8, np.nan, 0.2, np.nan])


def test_leading_axes():
    rng = np.random.default_rng(5)
    gdp, people = rng.uniform(1, 9, (3, 4, 5)), rng.uniform(1, 9, 5)
    shares = net_resource_shares(gdp, people)
    assert shares.shape == (3, 4, 5)
    np.testing.assert_array_equal(shares[1, 2], net_resource_shares(gdp[1, 2], people))


def test_faults_are_named():
    with pytest.raises(DomainError, match="gdp = -1"):
        net_resource_shares([1.0, -1.0], [1.0, 1.0])
    with pytest.raises(DomainError, match="population = 0"):
        net_resource_shares([1.0, 1.0], [1.0, 0.0])
    with pytest.raises(DomainError, match="gdp needs a positive value"):
        net_resource_shares([[0.0, np.nan], [1.0, 1.0]], [1.0, 1.0])
    with pytest.raises(DomainError, match="gdp = -1"):
        net_resources(-1, 1)
    with pytest.raises(DomainError, match="population = 0"):
        net_resources(1, 0)
    with pytest.raises(DomainError, match="gdp_a \\+ gdp_b > 0"):
        dyadic_share(0, 1, 0, 1)
    with pytest.raises(DomainError, match="population_b = 0"):
        dyadic_share(1, 1, 1, 0)
    assert dyadic_share(0, 1, 1, 1) == 0
