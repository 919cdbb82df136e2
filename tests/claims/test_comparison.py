"""Ranks with error, and slips by a power of a thousand."""

from math import nan

import numpy as np
import pytest

from counterpoise.claims.comparison import Rank, power_of_thousand, ranks
from counterpoise.data.panel import CrossSection
from counterpoise.data.variable import Scale, Variable


def section(values, errors) -> CrossSection:
    value = np.array([values], dtype=float)
    known = np.isfinite(value)
    states = tuple("ABCDEFGH"[: len(values)])
    variable = Variable("x", "x", "1", "", "", (), Scale.LOG, 0.1, "")
    return CrossSection(
        2020, states, (variable,), value, np.array([errors], dtype=float), np.where(known, "observed", None),
        np.where(known, "made", None), np.where(known, 2020, 0),
    )  # fmt: skip


def test_without_error_a_rank_is_certain():
    found = ranks(section([5, 9, 1], [0, 0, 0]), ["A", "B", "C"])
    assert found == {"A": Rank(2, 2, 2), "B": Rank(1, 1, 1), "C": Rank(3, 3, 3)}


def test_error_spreads_only_the_ranks_of_near_neighbors():
    found = ranks(section([100, 10, 9.5, 1], [0.1] * 4), ["A", "B", "C", "D"])
    assert found["A"] == Rank(1, 1, 1)
    assert found["D"] == Rank(4, 4, 4)
    assert found["B"] == Rank(2, 2, 3)
    assert found["C"] == Rank(3, 2, 3)


def test_unknown_and_zero_have_no_rank_and_push_nobody_down():
    assert ranks(section([0, nan, 3], [0.1] * 3), ["A", "B", "C"]) == {"C": Rank(1, 1, 1)}


@pytest.mark.parametrize(("actual", "printed", "factor"), [
    (9e11, 778232, 1e6), (9e11, 7.8e11, 1.0), (258000, 293.2, 1e3), (1e9, 1e9 * 1.5, 1.0), (1e9, 2e9, None),
    (1e9, 3e7, None), (1e6, 1e9, None), (nan, 5, None), (5, nan, None), (5, 0, None),
])  # fmt: skip
def test_a_slip_is_a_power_of_a_thousand_downwards(actual, printed, factor):
    assert power_of_thousand(actual, printed) == factor
