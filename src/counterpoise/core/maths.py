r"""Elementary functions in single precision that give the same bits on every processor, compiled or not.

The C library's versions differ between machines, and NumPy's from Numba's. These are built from the operations that
IEEE 754 fixes exactly (+, -, *, /, square root) in a fixed order. Scalars only; every function returns a float32.
Errors against the exact value are a few units in the last place (1.2e-7); the tests state how many.
"""

from math import pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

F = np.float32
Real = Any
"""A single number; float32 in every run, but a mere float will do to try a function out."""

LN2_HIGH = 355.0 / 512.0  # nine bits, so that n * LN2_HIGH is exact
LN2_LOW = -2.1219444005469058e-4  # ln 2 - LN2_HIGH
LOG2_E = 1.4426950408889634
LOG10_E = 0.4342944819032518
ROUND = 12582912.0  # 1.5 * 2**23: adding and subtracting it rounds to the nearest whole number
SMALLEST_NORMAL = 1.1754943508222875e-38
LARGEST = 3.4028234663852886e38
HIGHEST = 88.72283172607422  # the last single number whose exponential is one; the next one's is just beyond LARGEST
SQRT_HALF_BITS = 0x3F3504F3
INFINITY = float("inf")
NOT_A_NUMBER = float("nan")


def real(value: Real) -> Real:
    """``value`` as a float32; what ``float(value)`` means inside a step."""
    return F(value)


def zeros(count: int) -> NDArray[np.float32]:
    """A local array of float32 zeros, for sums and scatters."""
    return np.zeros(count, np.float32)


def exp(x: Real) -> Real:
    r"""$e^x = 2^n e^r$ with $|r| \le \ln 2 / 2$; 0 below -87.33 (numbers lose digits), infinite above ``HIGHEST``.

    For $e^r$ our own fit of degree 6 (error 3e-9); $2^n$ is added to the exponent's bits, where n stands already.
    """
    x = F(x)
    near = F(min(max(x, -88.0), 89.0))
    shifted = near * LOG2_E + ROUND
    n = shifted - ROUND
    r = (near - n * LN2_HIGH) - n * LN2_LOW
    tail = 0.1666652113199234 + r * (0.04166838899254799 + r * (0.00836874544620514 + r * 0.0013814539415761828))
    series = 1.0 + (r + r * r * (0.5 + r * tail))
    grown = np.int32(F(series).view(np.int32) + np.int32(F(shifted).view(np.int32) << 23)).view(np.float32)
    return F(0.0) if x < -87.33 else (F(INFINITY) if x > HIGHEST else grown)


def log(x: Real) -> Real:
    r"""$\ln x = k \ln 2 + \ln(1 + f)$ with $1 + f$ between $\sqrt{1/2}$ and $\sqrt 2$; -inf at 0, NaN below."""
    x = F(x)
    tiny = x < SMALLEST_NORMAL
    bits = F(x * (8388608.0 if tiny else 1.0)).view(np.int32)
    exponent = (bits - np.int32(SQRT_HALF_BITS)) >> 23
    f = np.int32(bits - (exponent << 23)).view(np.float32) - 1.0
    k = F(np.int32(exponent)) - (23.0 if tiny else 0.0)
    s = f / (2.0 + f)
    z = s * s
    rest = z * (2.0 / 3.0 + z * (2.0 / 5.0 + z * (2.0 / 7.0 + z * (2.0 / 9.0))))
    value = k * LN2_HIGH + (f - (s * (f - rest) - k * LN2_LOW))
    beyond = -INFINITY if x == 0.0 else (x if x > 0.0 else NOT_A_NUMBER)
    return value if 0.0 < x <= LARGEST else beyond


def sqrt(x: Real) -> Real:
    """Square root, rounded correctly; NaN below 0."""
    return np.sqrt(F(x))


def expm1(x: Real) -> Real:
    """$e^x - 1$ without loss near 0."""
    x = F(x)
    far = 1.0 / 120.0 + x * (1.0 / 720.0 + x * (1.0 / 5040.0 + x * (1.0 / 40320.0 + x * (1.0 / 362880.0))))
    near = x + x * x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * far)))
    return near if abs(x) < 0.5 else exp(x) - 1.0


def log1p(x: Real) -> Real:
    r"""$\ln(1 + x)$ without loss near 0 (the rounding of $1 + x$ is divided out)."""
    x = F(x)
    one_more = 1.0 + x
    value = log(one_more) * (x / (one_more - 1.0))
    return x if one_more == 1.0 or x > LARGEST else (-INFINITY if x == -1.0 else value)


def log10(x: Real) -> Real:
    """Decimal logarithm."""
    return log(x) * LOG10_E


def tanh(x: Real) -> Real:
    """Hyperbolic tangent."""
    large: Real = min(abs(F(x)), 10.0)
    grown = expm1(2.0 * large)
    size = grown / (grown + 2.0)
    return -size if x < 0.0 else size


def atanh(x: Real) -> Real:
    """Inverse hyperbolic tangent; infinite at -1 and 1."""
    x = F(x)
    size = 0.5 * log1p(2.0 * abs(x) / (1.0 - abs(x)))
    return -size if x < 0.0 else size


def logistic(x: Real) -> Real:
    r"""$1 / (1 + e^{-x})$: the probability with log odds x."""
    return 1.0 / (1.0 + exp(-F(x)))


def lesser(a: Real, b: Real) -> Real:
    """The lesser of two numbers; what ``min(a, b)`` means inside a step."""
    return b if b < a else a


def greater(a: Real, b: Real) -> Real:
    """The greater of two numbers; what ``max(a, b)`` means inside a step."""
    return b if b > a else a


def square(x: Real) -> Real:
    """$x^2$; what ``x ** 2.0`` means inside a step."""
    return x * x


def power(base: Real, exponent: Real) -> Real:
    r"""$b^y = e^{y \ln |b|}$, for a negative base with its sign where y is whole, else NaN; $b^0 = 1$.

    The relative error grows with $|y \ln b|$.
    """
    base, exponent = F(base), F(exponent)
    size = exp(exponent * log(abs(base)))
    whole = np.floor(exponent) == exponent
    odd = np.floor(exponent * 0.5) != exponent * 0.5
    signed = (-size if odd else size) if whole else F(NOT_A_NUMBER)
    value = signed if base < 0.0 else size
    return F(1.0) if exponent == 0.0 or base == 1.0 else value


def sine_half_turn(x: Real) -> Real:
    r"""$\sin(\pi x)$ for x in [-1/2, 1/2], by Taylor's series."""
    t = pi * F(x)
    z = t * t
    tail = 1.0 / 120.0 + z * (-1.0 / 5040.0 + z * (1.0 / 362880.0 + z * (-1.0 / 39916800.0)))
    return t + t * z * (-1.0 / 6.0 + z * tail)


def floor(x: Real) -> Real:
    """Largest whole number not above x, as a float32."""
    return np.floor(F(x))


def ceil(x: Real) -> Real:
    """Smallest whole number not below x, as a float32."""
    return np.ceil(F(x))


def erfc(x: Real) -> Real:
    r"""Complementary error function, $t\,e^{-x^2 + Q(t)}$ with $t = 1/(1 + x/2)$.

    Q is our own Chebyshev fit of degree 9 on t in [.14, 1] (error 7e-8 in the exponent).
    """
    size: Real = min(abs(F(x)), 12.0)
    t = 1.0 / (1.0 + 0.5 * size)
    high = 0.16397578 + t * (-0.99913394 + t * (1.38932881 + t * (-0.78155657 + t * 0.16373327)))
    fit = -1.26549156 + t * (0.99956217 + t * (0.37829931 + t * (0.07604241 + t * (-0.12475962 + t * high))))
    upper = t * exp(fit - size * size)
    return 2.0 - upper if x < 0.0 else upper
