"""Jones (1995): the balanced path, and that every economy converges to it."""

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.declare import DomainError
from counterpoise.theory.semi_endogenous_growth import (
    balanced_growth,
    idea_growth,
    research_growth_for,
    technology_after,
)

quick = settings(max_examples=40, deadline=None)


def march(years, technology, theta, researchers, lam, n, beta, steps=20_000):
    """The law of motion in small steps (midpoint rule)."""
    dt = years / steps
    for k in range(steps):
        here = theta * (researchers * exp(n * k * dt)) ** lam * technology ** (1 - beta)
        middle = technology + here * dt / 2
        technology += theta * (researchers * exp(n * (k + 0.5) * dt)) ** lam * middle ** (1 - beta) * dt
    return technology


def test_balanced_growth():
    assert balanced_growth(1, 0.031, 3.1) == pytest.approx(0.01)
    assert balanced_growth(0.5, 0.04, 2) == pytest.approx(0.01)
    assert balanced_growth(1, -0.01, 2) == pytest.approx(-0.005)


def test_the_growth_rate_today():
    assert idea_growth(0.02, 16.0, 0.5, 2.0, 3.0) == pytest.approx(0.02 * 4 / 8)


@pytest.mark.parametrize("n", [0.03, 0.0, -0.02])
def test_the_closed_form_is_the_law_of_motion_in_small_steps(n):
    start = (1.5, 0.02, 3.0, 0.7, n, 2.5)
    assert technology_after(40, *start) == pytest.approx(march(40, *start), rel=1e-6)
    assert technology_after(0, *start) == pytest.approx(1.5)


@pytest.mark.parametrize("start", [0.2, 1.0, 5.0])
@pytest.mark.parametrize("theta", [0.005, 0.05])
def test_every_economy_ends_on_the_balanced_path(start, theta):
    """Level and productivity of research shift the level of technology and leave its growth alone."""
    late, later = (technology_after(t, start, theta, 1.0, 0.8, 0.03, 2.0) for t in (2000, 2001))
    assert np.log(later / late) == pytest.approx(balanced_growth(0.8, 0.03, 2.0), rel=1e-3)


def test_on_the_balanced_path_the_law_of_motion_gives_the_balanced_rate():
    lam, n, beta, theta, researchers = 0.8, 0.03, 2.0, 0.02, 5.0
    technology = (theta * researchers**lam / balanced_growth(lam, n, beta)) ** (1 / beta)
    assert idea_growth(theta, researchers, lam, technology, beta) == pytest.approx(balanced_growth(lam, n, beta))
    assert technology_after(10, technology, theta, researchers, lam, n, beta) == pytest.approx(technology * exp(0.12))


@quick
@given(st.floats(0.01, 0.1), st.floats(0.1, 1), st.floats(0.2, 5))
def test_the_research_needed_for_a_growth_rate_gives_that_rate(g, lam, beta):
    assert balanced_growth(lam, research_growth_for(g, lam, beta), beta) == pytest.approx(g)


def test_ideas_get_harder_to_find():
    levels = np.linspace(1, 10, 20)
    assert np.all(np.diff(idea_growth(0.02, 10.0, 1.0, levels, 3.1)) < 0)


def test_faults_are_named():
    with pytest.raises(DomainError, match="lam = 0"):
        balanced_growth(0, 0.01, 3)
    with pytest.raises(DomainError, match="lam = 1.1"):
        research_growth_for(0.01, 1.1, 3)
    with pytest.raises(DomainError, match="beta = 0"):
        balanced_growth(1, 0.01, 0)
    with pytest.raises(DomainError, match="technology = 0"):
        idea_growth(0.02, 1, 1, 0, 3)
    with pytest.raises(DomainError, match="researchers = 0"):
        idea_growth(0.02, 0, 1, 1, 3)
    with pytest.raises(DomainError, match="theta = 0"):
        idea_growth(0, 1, 1, 1, 3)
    with pytest.raises(DomainError, match="years = -1"):
        technology_after(-1, 1, 0.02, 1, 1, 0.01, 3)
