"""What a formula promises beside its equation: a checked domain, arrays, and a bare kernel."""

from math import inf, nan

import numpy as np
import pytest

from counterpoise.theory.declare import Arg, DomainError, Relation, count, formula, nonnegative, positive, share


@formula(
    Relation("low < high", lambda low, high: low < high),
    low=share("lower end"),
    high=nonnegative("upper end"),
    weight=positive("weight"),
)
def width(low, high, weight=3.0):
    """Weighted width of an interval."""
    return weight * (high - low)


def test_numbers_give_a_number_and_arrays_an_array():
    assert width(0.25, 1.0) == 2.25
    assert type(width(0, 1)) is float
    np.testing.assert_array_equal(width([[0.0], [0.5]], [1.0, 2.0], weight=2.0), [[2.0, 4.0], [1.0, 3.0]])
    assert width.kernel(1.0, 0.0) == -3.0  # the kernel does not check
    assert width.__name__ == "width"
    assert width.__doc__ == "Weighted width of an interval."


def test_one_bad_element_is_enough():
    with pytest.raises(DomainError, match=r"^width: low = 1\.5 lies outside \[0, 1\]$"):
        width([0.5, 1.5], 3.0)
    with pytest.raises(DomainError, match=r"^width: needs low < high$"):
        width([0.5, 0.5], [1.0, 0.25], [1.0, 1.0])
    with pytest.raises(DomainError, match=r"^width: needs low < high \(given low = 0\.5, high = 0\.5, weight = 3\)$"):
        width(0.5, 0.5)
    with pytest.raises(DomainError, match=r"given low = 0\.5, weight = 3\)"):
        width(0.5, [0.25, 1.0])  # only single numbers are told


@pytest.mark.parametrize(
    ("arg", "inside", "outside", "text"),
    [
        (share("s"), (0, 0.5, 1), (-0.01, 1.01, nan, inf), "[0, 1]"),
        (share("s", low_open=True, high_open=True), (0.01, 0.99), (0, 1, nan), "(0, 1)"),
        (positive("p"), (1e-300, 1e300), (0, -1, nan), "(0, inf)"),
        (nonnegative("n"), (0, 1e300), (-1e-300, nan), "[0, inf)"),
        (count("c"), (0, 1, 7), (-1, 0.5, nan), "[0, inf) whole"),
        (count("c", at_least=2), (2, 3), (1, 2.5), "[2, inf) whole"),
        (Arg("a"), (-1e300, 0, 1e300), (nan,), "(-inf, inf)"),
        (Arg("a", low=-1, high=2), (-1, 2), (-1.1, 2.1), "[-1, 2]"),
    ],
)
def test_an_interval_holds_what_it_says(arg, inside, outside, text):
    assert arg.interval() == text
    assert not arg.outside(np.array(inside, float)).any()
    assert arg.outside(np.array(outside, float)).all()


def test_a_formula_must_declare_what_it_takes():
    with pytest.raises(TypeError, match=r"kernel: declared \['a'\], takes \['a', 'b'\]"):

        @formula(a=share("declared"))
        def kernel(a, b):
            return a + b
