"""Smart power: a CES mean over fields, its limits, its floor, and CINC as a special case."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.composite_index import composite_index, world_shares
from counterpoise.theory.declare import DomainError
from counterpoise.theory.smart_power import (
    HARD_FIELDS,
    SMART_FIELDS,
    SOFT_FIELDS,
    combine,
    floor_zeros,
    smart_power,
)

quick = settings(max_examples=40, deadline=None)

nan = np.nan
scores = arrays(float, 4, elements=st.floats(1e-6, 1e3))
weights = arrays(float, 4, elements=st.floats(0.01, 1)).map(lambda w: w / w.sum())
rhos = st.floats(-5, 1)
THIRDS = (1 / 3, 1 / 3, 1 / 3)


def naive(fields, w, rho):
    """The formula as it stands, without care for rounding."""
    return sum(a * s**rho for a, s in zip(w, fields, strict=True)) ** (1 / rho)


# covers: P03
def test_the_fields_are_those_of_the_first_paper():
    assert SMART_FIELDS == ("science", "economy", "military")
    assert HARD_FIELDS == ("military", "economy")
    assert SOFT_FIELDS == ("education", "culture", "science", "diplomacy")


def test_known_means():
    assert smart_power(0.2, 0.1, 0.4, 1) == pytest.approx(0.7 / 3)
    assert smart_power(0.2, 0.1, 0.4, 0) == pytest.approx(0.2)
    assert smart_power(0.2, 0.1, 0.4, -1) == pytest.approx(3 / (5 + 10 + 2.5))
    assert smart_power(0.2, 0.1, 0.4, 1, 0.5, 0.3) == pytest.approx(0.5 * 0.2 + 0.3 * 0.1 + 0.2 * 0.4)
    assert smart_power(0.2, 0.1, 0.4, 0, 0.5, 0.3) == pytest.approx(0.2**0.5 * 0.1**0.3 * 0.4**0.2)


@quick
@given(scores, weights, rhos.filter(lambda r: abs(r) > 0.05))
def test_away_from_zero_it_is_the_formula(fields, w, rho):
    assert combine(fields, w, rho) == pytest.approx(naive(fields, w, rho), rel=1e-9)


@quick
@given(arrays(float, 3, elements=st.floats(1e-6, 1e3)), st.floats(0.01, 0.6), st.floats(0.01, 0.39), rhos)
def test_the_scalar_formula_is_the_array_function(fields, a, b, rho):
    expected = combine(fields, [a, b, 1 - a - b], rho)
    assert smart_power(*fields, rho, a, b) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("rho", [0.0, 1e-3, -1e-3, 1e-9, -1e-9, 1e-16, -1e-16, 1e-300, -1e-300, 5e-324, -5e-324])
def test_the_geometric_limit_is_reached_without_a_jump(rho):
    fields, w = np.array([1e-8, 0.3, 0.9]), np.array([0.2, 0.3, 0.5])
    logs = np.log(fields)
    mean = w @ logs
    second_order = mean + rho / 2 * (w @ (logs - mean) ** 2)
    assert np.log(combine(fields, w, rho)) == pytest.approx(second_order, abs=1e-12 + 100 * rho**2)
    assert log(smart_power(*fields, rho, 0.2, 0.3)) == pytest.approx(second_order, abs=1e-12 + 100 * rho**2)


@quick
@given(scores, weights, rhos, st.floats(1e-3, 1e3))
def test_homogeneous_of_degree_one(fields, w, rho, factor):
    assert combine(factor * fields, w, rho) == pytest.approx(factor * combine(fields, w, rho), rel=1e-9)


@quick
@given(scores, weights, rhos, rhos)
def test_a_mean_between_the_weakest_and_the_strongest_that_rises_with_rho(fields, w, one, other):
    low, high = sorted([one, other])
    below, above = combine(fields, w, low), combine(fields, w, high)
    assert fields.min() * (1 - 1e-9) <= below <= above * (1 + 1e-9) <= fields.max() * (1 + 2e-9)


@quick
@given(scores, weights, rhos, st.integers(0, 3))
def test_more_of_any_field_is_more_power(fields, w, rho, which):
    more = fields.copy()
    more[which] *= 2
    assert combine(more, w, rho) >= combine(fields, w, rho) * (1 - 1e-12)


@quick
@given(scores, weights, rhos, st.permutations(range(4)))
def test_the_order_of_fields_does_not_matter(fields, w, rho, order):
    order = list(order)
    assert combine(fields[order], w[order], rho) == pytest.approx(combine(fields, w, rho), rel=1e-12)


def test_extreme_scales_neither_overflow_nor_vanish():
    assert combine([1e-300, 1e300], [0.5, 0.5], 0.0) == pytest.approx(1, rel=1e-9)
    assert combine([1e-300, 1e300], [0.5, 0.5], -50.0) == pytest.approx(1e-300 * 2 ** (1 / 50))
    assert combine([1e-300, 1e300], [0.5, 0.5], 1.0) == pytest.approx(0.5e300)
    assert smart_power(1e-300, 1e300, 1.0, -50.0) == pytest.approx(1e-300 * 3 ** (1 / 50))
    assert smart_power(1e-300, 1e300, 1.0, 1.0) == pytest.approx(1e300 / 3)
    assert smart_power(1e300, 1e-300, 1e-300, 1.0) == pytest.approx(1e300 / 3)


def test_a_true_zero_makes_complements_worthless_but_not_substitutes():
    fields = [0.0, 0.5, 0.5]
    for rho in (0.0, -0.5):
        assert combine(fields, THIRDS, rho) == 0
    assert combine(fields, THIRDS, 1.0) == pytest.approx(1 / 3)
    assert combine(fields, THIRDS, 0.5) == pytest.approx((2 / 3 * 0.5**0.5) ** 2)
    assert combine([0.0, 0.0, 0.0], THIRDS, 0.5) == 0
    assert combine(fields, [0.0, 0.5, 0.5], -1.0) == pytest.approx(0.5)


def test_a_missing_field_is_missing_unless_it_is_to_be_skipped():
    fields = [0.2, nan, 0.4]
    assert np.isnan(combine(fields, THIRDS, 0.0))
    assert combine(fields, THIRDS, 0.0, skip_missing=True) == pytest.approx(exp((log(0.2) + log(0.4)) / 2))
    assert combine(fields, [0.5, 0.25, 0.25], 1.0, skip_missing=True) == pytest.approx((2 * 0.2 + 0.4) / 3)
    assert combine(fields, [0.5, 0.0, 0.5], 1.0) == pytest.approx(0.3)
    for rho in (-1.0, 0.0, 1.0):
        assert np.isnan(combine([nan, nan, nan], THIRDS, rho, skip_missing=True))
        assert np.isnan(combine([nan, nan, 0.5], [0.5, 0.5, 0.0], rho, skip_missing=True))


@quick
@given(arrays(float, (5, 6), elements=st.one_of(st.just(nan), st.floats(0.1, 1e6))))
def test_with_six_components_equal_weights_and_rho_one_it_is_cinc(world):
    shares = world_shares(world)
    index = combine(shares, np.full(6, 1 / 6), 1.0, skip_missing=True)
    np.testing.assert_allclose(index, composite_index(world), rtol=1e-12)


def test_a_thousand_analysts_are_one_call():
    rng = np.random.default_rng(6)
    fields, w, rho = rng.uniform(0, 1, (195, 3)), rng.dirichlet([5, 5, 5], (1000, 1)), rng.uniform(-1, 1, (1000, 1))
    index = combine(fields, w, rho)
    assert index.shape == (1000, 195)
    assert index[17, 3] == pytest.approx(smart_power(*fields[3], rho[17, 0], *w[17, 0, :2]), rel=1e-12)
    assert combine(fields, THIRDS, 0.5).shape == (195,)
    assert combine(rng.uniform(size=(4, 195, 3)), w[:4], rho[:4]).shape == (4, 195)


class TestFloor:
    def test_zeros_rise_to_half_the_smallest_positive_value(self):
        np.testing.assert_array_equal(floor_zeros([0.0, 4.0, 2.0, nan]), [1.0, 4.0, 2.0, nan])
        np.testing.assert_array_equal(floor_zeros([0.0, 4.0, 2.0], fraction=0.1), [0.2, 4.0, 2.0])
        np.testing.assert_array_equal(floor_zeros([0.0, 4.0, 2.0], fraction=1.0), [2.0, 4.0, 2.0])

    def test_each_field_has_its_own_floor(self):
        fields = [[0.0, 1.0], [4.0, 0.0], [2.0, 3.0]]
        np.testing.assert_array_equal(floor_zeros(fields, axis=-2), [[1.0, 1.0], [4.0, 0.5], [2.0, 3.0]])
        np.testing.assert_array_equal(floor_zeros(fields), [[0.5, 1.0], [4.0, 2.0], [2.0, 3.0]])

    @quick
    @given(arrays(float, 6, elements=st.floats(0, 1e3)), st.floats(0.01, 1))
    def test_it_only_lifts_zeros_and_keeps_the_order(self, values, fraction):
        if not (values > 0).any():
            return
        lifted = floor_zeros(values, fraction)
        assert (lifted[values > 0] == values[values > 0]).all()
        assert (lifted > 0).all() or values[values > 0].min() * fraction == 0
        assert (lifted[values == 0] <= values[values > 0].min()).all()

    def test_nothing_to_lift_changes_nothing(self):
        np.testing.assert_array_equal(floor_zeros([nan, nan]), [nan, nan])
        np.testing.assert_array_equal(floor_zeros([3.0, 2.0]), [3.0, 2.0])

    def test_faults_are_named(self):
        for fraction in (0.0, 1.1):
            with pytest.raises(DomainError, match="fraction"):
                floor_zeros([0.0, 1.0], fraction)
        with pytest.raises(DomainError, match="values = -1"):
            floor_zeros([-1.0, 1.0])
        with pytest.raises(DomainError, match="positive one"):
            floor_zeros([0.0, nan])
        with pytest.raises(DomainError, match="positive one"):
            floor_zeros([[0.0, 1.0], [0.0, 1.0]], axis=-2)


def test_faults_are_named():
    with pytest.raises(DomainError, match="fields = -1"):
        combine([-1.0, 1.0], [0.5, 0.5], 1.0)
    with pytest.raises(DomainError, match="weights"):
        combine([1.0, 1.0], [0.5, 0.4], 1.0)
    with pytest.raises(DomainError, match="weights"):
        combine([1.0, 1.0], [[0.5, 0.5], [0.5, 0.6]], 1.0)
    with pytest.raises(DomainError, match="weights"):
        combine([1.0, 1.0], [1.5, -0.5], 1.0)
    with pytest.raises(DomainError, match="weights"):
        combine([1.0, 1.0], [nan, 0.5], 1.0)
    with pytest.raises(DomainError, match="rho = 1.5"):
        combine([1.0, 1.0], [0.5, 0.5], [0.5, 1.5])
    with pytest.raises(DomainError, match="rho = nan"):
        combine([1.0, 1.0], [0.5, 0.5], nan)
    with pytest.raises(DomainError, match="science = 0"):
        smart_power(0.0, 1, 1, 0.5)
    with pytest.raises(DomainError, match="rho = 2"):
        smart_power(1, 1, 1, 2)
    with pytest.raises(DomainError, match="w_science \\+ w_economy < 1"):
        smart_power(1, 1, 1, 0.5, 0.6, 0.4)
    with pytest.raises(DomainError, match="w_economy = 0"):
        smart_power(1, 1, 1, 0.5, 0.6, 0.0)
    assert combine([1.0, 1.0], [0.5, 0.5 + 9e-7], 1.0) == pytest.approx(1, abs=1e-6)
    with pytest.raises(DomainError, match="weights"):
        combine([1.0, 1.0], [0.5, 0.5 + 2e-6], 1.0)
