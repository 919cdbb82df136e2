"""Bass (1969): the closed form against its own differential equation and against a population of adopters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import bass

rate = st.floats(0.005, 1.0)


def test_known_peak():
    assert bass.peak_time(0.03, 0.38) == pytest.approx(6.1926, abs=5e-5)


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.1, 0.1), (0.2, 0.0), (0.001, 1.0)])
def test_closed_form_solves_the_equation(p, q):
    """Fourth-order Runge-Kutta on F' = (p + qF)(1 - F), F(0) = 0."""
    step, share = 0.01, 0.0

    def slope(f):
        return (p + q * f) * (1 - f)

    for _ in range(1000):
        a = slope(share)
        b = slope(share + step * a / 2)
        c = slope(share + step * b / 2)
        share += step * (a + 2 * b + 2 * c + slope(share + step * c)) / 6
    assert bass.adopted_share(10.0, p, q) == pytest.approx(share, abs=1e-9)


def test_rate_is_the_slope_of_the_share():
    t = np.linspace(0.0, 30.0, 61)
    slope = (bass.adopted_share(t + 1e-5, 0.03, 0.38) - bass.adopted_share(t, 0.03, 0.38)) / 1e-5
    assert bass.adoption_rate(t, 0.03, 0.38) == pytest.approx(slope, abs=1e-6)


@given(rate, rate)
def test_the_peak_is_the_fastest_moment(p, q):
    best, top = bass.peak_time(p, q), bass.peak_rate(p, q)
    assert bass.adoption_rate(best, p, q) == pytest.approx(top)
    assert np.all(bass.adoption_rate(np.linspace(0, 3 * best + 10, 200), p, q) <= top + 1e-9)
    assert (best == 0) == (q <= p)


@given(rate, rate, st.floats(0, 50))
def test_share_is_a_rising_share(p, q, t):
    now = bass.adopted_share(t, p, q)
    assert 0 <= now <= 1
    assert bass.adopted_share(t + 1, p, q) >= now
    assert bass.adopted_share(t, p, q + 0.1) >= now - 1e-12
    assert bass.adopted_share(t, p + 0.1, q) >= now - 1e-12


def test_limits():
    assert bass.adopted_share(0.0, 0.03, 0.38) == 0
    assert bass.adopted_share(4.0, 0.25, 0.0) == pytest.approx(1 - np.exp(-1))  # innovation alone
    assert bass.adopted_share(1e4, 0.03, 0.38) == pytest.approx(1)
    assert bass.adoption_rate(0.0, 0.03, 0.38) == pytest.approx(0.03)
    assert (bass.peak_time(0.2, 0.1), bass.peak_rate(0.2, 0.1)) == (0, 0.2)
    assert bass.adopted_share(bass.peak_time(0.03, 0.38), 0.03, 0.38) == pytest.approx(0.5 - 0.03 / 0.76)


def test_a_population_of_adopters_follows_it():
    """Each adopts in a short step with chance (p + q * adopted share) * step."""
    rng, n, step = np.random.default_rng(3), 20_000, 0.05
    adopted = np.zeros(n, bool)
    for _ in range(int(6 / step)):
        adopted |= rng.uniform(size=n) < (0.03 + 0.38 * adopted.mean()) * step
    assert adopted.mean() == pytest.approx(bass.adopted_share(6.0, 0.03, 0.38), abs=0.02)
