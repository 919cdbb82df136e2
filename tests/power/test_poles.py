"""Polarity: a label only where all definitions agree, and none of them an else-branch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.power.polarity import polarity_over_measures
from counterpoise.power.poles import (
    DEFINITIONS,
    INDETERMINATE,
    LABELS,
    agreed,
    by_control,
    by_gaps,
    by_half_of_the_strongest,
    label,
)
from counterpoise.power.structure import describe, leading

ALL = (by_gaps, by_control, by_half_of_the_strongest)


# covers: P30
@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.8, 0.1, 0.1), ("unipolar", "unipolar", "unipolar")),
        ((0.5, 0.5, 0.0), ("bipolar", "bipolar", "bipolar")),
        ((0.45, 0.40, 0.15), ("bipolar", "bipolar", "bipolar")),
        ((0.2, 0.2, 0.2, 0.2, 0.2), ("multipolar", "multipolar", "multipolar")),
        # a leader without a rival but short of .45: many to one rule, one to another, nothing to ours
        ((0.40, 0.15, 0.15, 0.15, 0.15), (INDETERMINATE, "multipolar", "unipolar")),
        # close pursuit down the line: each at least half of the one before, only two within half of the first
        ((0.40, 0.24, 0.16, 0.1, 0.1), ("multipolar", "multipolar", "bipolar")),
    ],
)
def test_each_definition_says_what_it_says(shares, said):
    top = leading(np.array(shares))
    assert tuple(label(int(define(top))) for define in ALL) == said
    assert describe(np.array(shares))["polarity"] == (said[0] if len(set(said)) == 1 else INDETERMINATE)


@given(st.lists(st.floats(0.001, 1.0), min_size=3, max_size=15))
def test_a_label_is_given_only_by_all_definitions_together(values):
    top = leading(np.array(values))
    said = {int(define(top)) for define in DEFINITIONS.values()}
    assert int(agreed(top)) == (said.pop() if len(said) == 1 else 0)


@given(st.lists(st.floats(0.001, 1.0), min_size=3, max_size=12))
def test_what_meets_no_condition_of_ours_is_not_called_multipolar(values):
    top = leading(np.array(values))
    if by_gaps(top) == 3:
        assert top[1] >= 0.5 * top[0]
        assert top[2] >= 0.5 * top[1]


def test_the_shares_of_measures_add_to_one_and_order_of_states_is_nothing():
    rng = np.random.default_rng(1)
    scores = rng.dirichlet(np.full(30, 0.2), 400)
    shares = polarity_over_measures(scores)
    assert tuple(shares) == LABELS
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares[INDETERMINATE] > 0
    assert polarity_over_measures(scores[:, rng.permutation(30)]) == shares
