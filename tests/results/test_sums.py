"""Sums over members are exact integers: the same in any order, and they refuse what they cannot hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.core import DataIntegrityError
from counterpoise.results.sums import LIMIT, fixed_sum, fixed_sums, mean

SINGLE = st.floats(-(2.0**20), 2.0**20, width=32)


@given(arrays(np.float32, (5, 2, 3), elements=SINGLE))
def test_sum_is_the_exact_sum_of_rounded_values(values):
    expected = np.zeros((2, 3), object)
    for member in values:
        for place, value in np.ndenumerate(member):
            expected[place] += round(Fraction(float(value)) * 2**30)
    assert np.array_equal(fixed_sum(values), expected.astype(np.int64))


@given(arrays(np.float32, (6, 2, 3), elements=SINGLE), st.permutations(range(6)), st.integers(1, 5))
def test_sum_does_not_depend_on_order_or_blocks(values, order, cut):
    shuffled = values[list(order)]
    assert np.array_equal(fixed_sum(shuffled[:cut]) + fixed_sum(shuffled[cut:]), fixed_sum(values))


def test_probabilities_come_back_as_counted():
    onset = np.zeros((1000, 1, 2), np.float32)
    onset[:137, 0, 1] = 1
    assert mean(fixed_sum(onset), np.array([1000])).tolist() == [[0.0, 0.137]]


def test_a_small_chance_is_not_lost():
    values = np.full((1000, 1, 1), 1e-6, np.float32)
    assert mean(fixed_sum(values), np.array([1000]))[0, 0] == pytest.approx(1e-6, rel=1e-3)


def test_members_that_failed_are_left_out_from_that_year_on():
    values = np.array([[[1.0, 3.0], [2.0, 4.0]], [[5.0, 5.0], [np.nan, np.nan]]], np.float32)
    assert mean(fixed_sum(values), np.array([2, 1])).tolist() == [[3.0, 4.0], [2.0, 4.0]]
    assert np.isnan(mean(fixed_sum(values), np.array([2, 0]))[1]).all()


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, LIMIT, -LIMIT])
def test_what_cannot_be_summed_is_refused(wrong):
    values = np.zeros((3, 2, 4), np.float32)
    values[2, 1, 3] = wrong
    with pytest.raises(DataIntegrityError, match="member 2 of the block, year 1, dyad 3"):
        fixed_sum(values)


def test_no_members_and_no_dyads_sum_to_nothing():
    assert fixed_sum(np.empty((0, 2, 3), np.float32)).tolist() == [[0] * 3] * 2
    assert fixed_sum(np.empty((4, 2, 0), np.float32)).shape == (2, 0)


def test_many_members_do_not_overflow_the_shift():
    values = np.full((5000, 1, 1), -1.5, np.float32)
    assert fixed_sum(values)[0, 0] == -7500 * 2**30


def summed(values, rows):
    """What ``fixed_sums`` adds to nothing."""
    totals = np.zeros((len(rows), values.shape[1], values.shape[3]), np.int64)
    fixed_sums(values, rows, totals)
    return totals


@given(arrays(np.float32, (5, 2, 4, 3), elements=SINGLE), st.lists(st.integers(0, 3), max_size=4, unique=True))
def test_several_rows_at_once_are_each_row_alone(values, rows):
    expected = [fixed_sum(values[:, :, row]) for row in rows]
    assert np.array_equal(summed(values, rows), np.array(expected).reshape(len(rows), 2, 3))


def test_several_rows_at_once_leave_out_what_a_fault_lost():
    values = np.ones((3, 2, 2, 4), np.float32)
    values[1, 1] = np.nan
    before = np.full((1, 2, 4), 7)
    fixed_sums(values, [1], before)
    assert np.array_equal(before, 7 + summed(values, [1]))
    assert summed(values, [1])[0].tolist() == [[3 * 2**30] * 4, [2 * 2**30] * 4]


@pytest.mark.parametrize("wrong", [np.nan, np.inf, LIMIT])
def test_several_rows_at_once_refuse_what_cannot_be_summed(wrong):
    values = np.zeros((3, 2, 2, 4), np.float32)
    values[2, 1, 1, 3] = wrong
    assert not summed(values, [0]).any()
    with pytest.raises(DataIntegrityError, match="member 2 of the block, year 1, dyad 3"):
        summed(values, [0, 1])
