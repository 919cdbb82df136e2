"""Ray-Singer concentration and the effective number of powers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.concentration import (
    concentration,
    concentration_of,
    effective_number,
    effective_number_of,
    shares_within,
)
from counterpoise.theory.declare import DomainError

quick = settings(max_examples=40, deadline=None)

capabilities = arrays(float, 6, elements=st.floats(0, 1e6)).filter(lambda x: x.sum() > 1e-3)


# covers: P30
@pytest.mark.parametrize("n", [2, 3, 4, 7, 195])
def test_equal_shares_are_not_concentrated_and_a_monopoly_is(n):
    assert concentration(np.full(n, 1 / n)) == pytest.approx(0, abs=1e-7)
    assert concentration(np.eye(n)[0]) == 1
    assert effective_number(np.full(n, 1 / n)) == pytest.approx(n)
    assert effective_number(np.eye(n)[0]) == 1


def test_the_smallest_set_is_a_pair():
    assert concentration([0.75, 0.25]) == pytest.approx(0.5)
    assert concentration_of(1.6, 2) == pytest.approx(0.5)
    assert effective_number_of(0.5, 2) == pytest.approx(1.6)
    np.testing.assert_allclose(shares_within([0.3, 0.1]), [0.75, 0.25])


def test_two_equal_powers_of_four():
    assert concentration([0.5, 0.5, 0, 0]) == pytest.approx(0.57735, abs=1e-5)
    assert concentration_of(2, 4) == pytest.approx(0.57735, abs=1e-5)
    assert effective_number([0.5, 0.5, 0, 0]) == 2


def test_it_is_the_dispersion_of_shares_over_that_of_a_monopoly():
    """Ray and Singer divide the standard deviation of shares by its greatest possible value."""
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    assert concentration(shares) == pytest.approx(shares.std() / np.eye(4)[0].std())


@quick
@given(capabilities)
def test_concentration_and_effective_number_are_one_given_the_size(values):
    shares = shares_within(values)
    enp, con = float(effective_number(shares)), float(concentration(shares))
    assert 1 <= enp <= 6 + 1e-9
    assert 0 <= con <= 1 + 1e-12
    assert con**2 == pytest.approx((1 / enp - 1 / 6) / (1 - 1 / 6), abs=1e-9)
    assert concentration_of(min(enp, 6), 6) == pytest.approx(con, abs=1e-6)
    assert effective_number_of(min(con, 1), 6) == pytest.approx(enp)


@quick
@given(capabilities, st.permutations(range(6)))
def test_names_do_not_matter(values, order):
    shares = shares_within(values)
    assert concentration(shares[list(order)]) == pytest.approx(float(concentration(shares)), abs=1e-7)


@quick
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 0.9))
def test_taking_from_the_weak_and_giving_to_the_strong_concentrates(seed, taken):
    shares = np.random.default_rng(seed).dirichlet(np.ones(6))
    weak, strong = shares.argmin(), shares.argmax()
    moved = shares.copy()
    moved[strong] += taken * shares[weak]
    moved[weak] -= taken * shares[weak]
    assert concentration(moved) > concentration(shares)
    assert effective_number(moved) < effective_number(shares)


def test_the_number_of_poles_is_not_concentration():
    """Mansfield: two poles may be more or less concentrated than three."""
    assert concentration([0.4, 0.4, 0.1, 0.1]) < concentration([0.8, 0.1, 0.1, 0.0])
    assert concentration([0.45, 0.45, 0.05, 0.05]) > concentration([0.4, 0.3, 0.2, 0.1])


def test_powerless_newcomers_raise_concentration_but_not_the_effective_number():
    small, large = [0.6, 0.4], [0.6, 0.4, 0.0, 0.0]
    assert concentration(large) > concentration(small)
    assert effective_number(large) == effective_number(small)


def test_nan_stands_outside_the_set():
    assert concentration([0.6, np.nan, 0.4]) == pytest.approx(float(concentration([0.6, 0.4])))
    assert effective_number([0.6, np.nan, 0.4]) == pytest.approx(float(effective_number([0.6, 0.4])))
    np.testing.assert_allclose(shares_within([3.0, np.nan, 1.0]), [0.75, np.nan, 0.25])


def test_leading_axes():
    values = np.random.default_rng(2).dirichlet(np.ones(5), (3, 4))
    assert concentration(values).shape == effective_number(values).shape == (3, 4)
    assert concentration(values)[2, 3] == concentration(values[2, 3])
    assert effective_number(values)[1, 0] == effective_number(values[1, 0])
    np.testing.assert_allclose(shares_within(values * 7), values)


def test_faults_are_named():
    for function in (concentration, effective_number):
        with pytest.raises(DomainError, match=f"{function.__name__}: shares sum to 1.1"):
            function([0.6, 0.5])
        with pytest.raises(DomainError, match="sum to 0.9"):
            function([0.5, 0.4])
        with pytest.raises(DomainError, match="shares = -0.5"):
            function([1.5, -0.5])
    with pytest.raises(DomainError, match="at least two"):
        concentration([1.0])
    with pytest.raises(DomainError, match="at least two"):
        concentration([[0.5, 0.5], [1.0, np.nan]])
    with pytest.raises(DomainError, match="capabilities = -1"):
        shares_within([2.0, -1.0])
    with pytest.raises(DomainError, match="positive total"):
        shares_within([[0.0, 0.0], [1.0, 1.0]])
    with pytest.raises(DomainError, match="effective_number <= n"):
        concentration_of(5, 4)
    with pytest.raises(DomainError, match="n = 1"):
        concentration_of(1, 1)
    with pytest.raises(DomainError, match="effective_number = 0.5"):
        concentration_of(0.5, 3)
    with pytest.raises(DomainError, match="con = 1.5"):
        effective_number_of(1.5, 4)
    with pytest.raises(DomainError, match="n = 1"):
        effective_number_of(0.5, 1)


def test_single_precision_shares_are_accepted():
    shares = np.random.default_rng(3).dirichlet(np.ones(195)).astype(np.float32)
    assert 0 < concentration(shares) < 1
    assert concentration([0.5, 0.5 + 9e-7]) < 0.01
    with pytest.raises(DomainError, match="sum to"):
        concentration([0.5, 0.5 + 2e-6])
