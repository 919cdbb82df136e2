"""Organski and Lemke: parity and dissatisfaction together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import power_transition as transition
from counterpoise.theory.declare import DomainError


@pytest.mark.parametrize(
    ("ratio", "inside"), [(0.79999, 0), (0.8, 1), (1.0, 1), (1.2, 1), (1.20001, 0), (0.1, 0), (3.0, 0)]
)
def test_band_of_twenty_percent(ratio, inside):
    assert transition.at_parity(ratio) == inside
    assert transition.transition_term(ratio, 0.5, 2.0) == inside * 1.0


# covers: F39
@given(st.floats(0.01, 5), st.floats(0, 1), st.floats(0, 5))
def test_term_is_the_product(ratio, dissatisfaction, weight):
    value = transition.transition_term(ratio, dissatisfaction, weight)
    assert value == pytest.approx(weight * transition.at_parity(ratio) * dissatisfaction)
    assert transition.transition_term(ratio, 0.0, weight) == 0


def test_band_can_be_moved_and_depends_on_who_challenges():
    assert transition.at_parity(0.75, 0.7, 0.9) == 1
    assert transition.transition_term(0.75, 1.0, 3.0, 0.7, 0.9) == 3
    assert (transition.at_parity(1.22), transition.at_parity(1 / 1.22)) == (0, 1)
    for formula, start in ((transition.at_parity, (1.0,)), (transition.transition_term, (1.0, 0.5, 1.0))):
        with pytest.raises(DomainError, match="low < high"):
            formula(*start, 1.2, 0.8)
    with pytest.raises(DomainError, match="low < high"):
        transition.years_at_parity(0.1, 1.0, 1.0)


@pytest.mark.parametrize(
    ("before", "after", "passed"), [(0.9, 1.1, 1), (0.9, 1.0, 1), (0.9, 0.99, 0), (1.0, 1.1, 0), (1.1, 0.9, 0)]
)
def test_overtaking(before, after, passed):
    assert transition.overtakes(before, after) == passed


def test_time_in_the_band_by_stepping():
    """A challenger growing 3 points faster, stepped by hundredths of a year."""
    time = np.arange(0, 60, 0.01)
    inside = transition.at_parity(0.5 * np.exp(0.03 * time)).sum() * 0.01
    assert transition.years_at_parity(0.03) == pytest.approx(inside, abs=0.02)
    assert transition.years_at_parity(0.03) == pytest.approx(np.log(1.5) / 0.03)
    assert transition.years_at_parity(0.0) == np.inf
    assert transition.years_at_parity(0.06) < transition.years_at_parity(0.03)
