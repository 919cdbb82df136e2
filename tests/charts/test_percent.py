"""A share is written in one way everywhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.charts.percent import percent, portion


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"), (0.00005, "under 0.01 %"), (0.00017, "0.017 %"), (0.0042, "0.42 %"), (0.00996, "1.0 %"),
        (0.018, "1.8 %"), (0.05, "5.0 %"), (0.0996, "10 %"), (0.095, "9.5 %"), (0.37, "37 %"), (0.994, "99 %"),
        (0.9975, "over 99 %"),
        (1.0, "100 %"), (1.234, "123 %"), (-0.055, "−5.5 %"), (math.nan, "missing"), (math.inf, "missing"),
    ],
)  # fmt: skip
def test_two_digits_and_nearly_none_is_not_none_nor_nearly_all_all(share, text):
    assert percent(share) == text


def test_all_and_none_in_a_sentence():
    assert [portion(s) for s in (0.0, 0.2, 0.999, 1.0)] == ["none", "20 %", "over 99 %", "all"]


@given(st.floats(1e-4, 0.994))
def test_what_is_written_is_within_half_a_last_digit(share):
    text = percent(share).removesuffix(" %")
    unit = 10.0 ** -len(text.partition(".")[2])
    assert abs(float(text) - 100.0 * share) <= 0.5000001 * unit
    assert float(text) >= 10.0 or len(text.replace(".", "").lstrip("0")) == 2
