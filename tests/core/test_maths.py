"""Elementary functions in single precision: close to the exact value, right at the ends."""

import math

import numpy as np
import pytest

from counterpoise.core import maths

RANGES = {  # function, exact, low, high, error allowed in units of the last place
    "exp": (maths.exp, math.exp, -87.0, 88.0, 2),
    "log": (maths.log, math.log, 1e-30, 1e30, 2),
    "log near 1": (maths.log, math.log, 0.5, 2.0, 2),
    "expm1": (maths.expm1, math.expm1, -3.0, 3.0, 3),
    "expm1 near 0": (maths.expm1, math.expm1, -1e-3, 1e-3, 2),
    "log1p": (maths.log1p, math.log1p, -0.9, 3.0, 4),
    "log1p near 0": (maths.log1p, math.log1p, -1e-4, 1e-4, 4),
    "log10": (maths.log10, math.log10, 1e-9, 1e9, 4),
    "tanh": (maths.tanh, math.tanh, -12.0, 12.0, 4),
    "atanh": (maths.atanh, math.atanh, -0.99, 0.99, 4),
    "erfc": (maths.erfc, math.erfc, -5.0, 4.0, 40),
    "logistic": (maths.logistic, lambda x: 1 / (1 + math.exp(-x)), -30.0, 30.0, 4),
    "sine": (maths.sine_half_turn, lambda x: math.sin(math.pi * x), -0.5, 0.5, 4),
}


@pytest.mark.parametrize("name", RANGES)
def test_the_error_is_a_few_units_in_the_last_place(name):
    function, exact, low, high, allowed = RANGES[name]
    rng = np.random.default_rng(1)
    wide = low > 0 and high / low > 1e3
    xs = np.exp(rng.uniform(np.log(low), np.log(high), 2000)) if wide else rng.uniform(low, high, 2000)
    for x in xs.astype(np.float32):
        value, truth = function(x), exact(float(x))
        assert isinstance(value, np.float32)
        assert abs(float(value) - truth) <= allowed * np.spacing(np.float32(abs(truth)))


@pytest.mark.parametrize("base", [0.1, 0.9, 1.0, 2.5, 40.0])
@pytest.mark.parametrize("exponent", [-3.0, -0.5, 0.3, 1.0, 2.5, 7.0])
def test_power(base, exponent):
    assert float(maths.power(base, exponent)) == pytest.approx(base**exponent, rel=4e-6)


def test_ends_and_forbidden_arguments():
    with np.errstate(all="ignore"):
        assert maths.exp(-np.inf) == 0
        assert maths.exp(np.inf) == np.inf
        assert np.isnan(maths.exp(np.nan))
        assert maths.log(0.0) == -np.inf
        assert maths.log(np.inf) == np.inf
        assert np.isnan(maths.log(-1.0))
        assert np.isnan(maths.log(np.nan))
        assert maths.log(1.0) == 0
        assert maths.log1p(-1.0) == -np.inf
        assert maths.log1p(np.inf) == np.inf
        assert maths.log1p(0.0) == 0
        assert maths.expm1(0.0) == 0
        assert maths.expm1(-np.inf) == -1
        assert maths.power(0.0, 0.0) == 1
        assert maths.power(0.0, 2.0) == 0
        assert maths.power(0.0, -1.0) == np.inf
        assert maths.power(-2.0, 3.0) == pytest.approx(-8, rel=1e-6)
        assert np.isnan(maths.power(-2.0, 0.5))
        assert np.isnan(maths.sqrt(-1.0))
        assert maths.atanh(1.0) == np.inf
        assert maths.erfc(np.inf) == 0
        assert maths.erfc(-np.inf) == 2
    assert float(maths.log(np.float32(1e-40))) == pytest.approx(math.log(float(np.float32(1e-40))), rel=1e-6)


def test_the_lesser_and_the_greater_are_pythons_own_also_of_what_is_no_number():
    values = (-1.5, -0.0, 0.0, 2.0, float("inf"), float("nan"))
    for a in values:
        for b in values:
            assert repr(maths.lesser(a, b)) == repr(min(a, b))
            assert repr(maths.greater(a, b)) == repr(max(a, b))


@pytest.mark.parametrize(("low", "high"), [(88.7, 88.75), (-87.35, -87.3)])
def test_the_exponential_is_a_number_up_to_its_last_bit(low, high):
    xs = [np.float32(low)]
    while xs[-1] < high:
        xs.append(np.nextafter(xs[-1], np.float32(np.inf)))
    with np.errstate(all="ignore"):
        values = np.array([maths.exp(x) for x in xs])
    exact = np.exp(np.array(xs, float))
    beyond = exact > np.finfo(np.float32).max
    assert np.all(values[beyond] == np.inf)
    none = np.array(xs) < np.float32(-87.33)
    assert np.all(values[none] == 0.0)
    np.testing.assert_allclose(values[~beyond & ~none], exact[~beyond & ~none], rtol=3e-7)
