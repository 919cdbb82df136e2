"""Drezner's conflict expectations with Grieco's utility: every formula against the game played out on a grid."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import sanctions

cost = st.floats(0.01, 1)
conflict = st.floats(0, 20)


def play(target_cost, sender_cost, k, steps=6_001):
    """The greatest demand on a grid that the target meets, and whether the sender would carry out its threat."""
    demand = np.linspace(0, 3, steps)
    concede = sanctions.utility(-demand, demand, k)
    resist = sanctions.utility(-target_cost, -sender_cost, k)
    met = demand[concede >= resist - 1e-12]
    credible = sanctions.utility(-sender_cost, -target_cost, k) >= sanctions.utility(0.0, 0.0, k)
    return (met.max() if met.size else 0.0), credible


@pytest.mark.parametrize(("k", "concession", "credible"), [(0.0, 1.0, False), (1.0, 0.5333, True), (1e9, 0.3, True)])
def test_known_results(k, concession, credible):
    assert sanctions.greatest_concession(1.0, 0.4, k) == pytest.approx(concession, abs=5e-5)
    assert (sanctions.threat_margin(1.0, 0.4, k) >= 0) is credible


@given(cost, cost, conflict)
def test_formulas_are_the_game(target_cost, sender_cost, k):
    best, credible = play(target_cost, sender_cost, k)
    assert sanctions.greatest_concession(target_cost, sender_cost, k) == pytest.approx(best, abs=1e-3)
    margin = sanctions.threat_margin(target_cost, sender_cost, k)
    assume(abs(margin) > 1e-9)
    assert (margin > 0) == credible
    assert sanctions.extracted(target_cost, sender_cost, k) == pytest.approx(best if credible else 0.0, abs=1e-3)


def test_utility_is_griecos():
    assert sanctions.utility(2.0, 3.0, 0.5) == 1.5
    assert sanctions.utility(2.0, 3.0, 0.0) == 2.0


@given(cost, cost, conflict)
def test_adversaries_threaten_more_and_extract_less(target_cost, sender_cost, k):
    """The paradox: conflict expectations make the threat credible and shrink what it yields."""
    assume(sender_cost < target_cost)
    more = k + 0.5
    assert sanctions.threat_margin(target_cost, sender_cost, more) > sanctions.threat_margin(
        target_cost, sender_cost, k
    )
    now = sanctions.greatest_concession(target_cost, sender_cost, k)
    assert sanctions.greatest_concession(target_cost, sender_cost, more) < now


@given(cost, cost)
def test_the_most_a_sender_ever_extracts(target_cost, sender_cost):
    """At the least conflict expectations that make it credible; then the difference of the costs."""
    assume(sender_cost < 0.95 * target_cost)
    k = sanctions.least_conflict(target_cost, sender_cost)
    assert sanctions.threat_margin(target_cost, sender_cost, k) == pytest.approx(0, abs=1e-9)
    assert sanctions.extracted(target_cost, sender_cost, k * 1.0001 + 1e-6) == pytest.approx(
        target_cost - sender_cost, rel=1e-2
    )
    grid = np.linspace(0, 3 * k + 1, 400)
    got = sanctions.extracted(target_cost, sender_cost, grid)
    assert got.max() <= target_cost - sender_cost + 1e-9
    assert np.all(got[grid < 0.999 * k] == 0)


def test_edges():
    assert sanctions.least_conflict(1.0, 0.4) == pytest.approx(2 / 3)
    assert sanctions.least_conflict(0.4, 0.4) == np.inf
    assert sanctions.least_conflict(0.3, 0.4) == np.inf
    assert sanctions.least_conflict(0.0, 0.0) == 0
    assert sanctions.extracted(1.0, 0.0, 0.0) == 1.0  # a threat that costs nothing is believed
    assert sanctions.extracted(1.0, 0.5, 1.0) == pytest.approx(0.5)  # indifferent: carried out
    assert sanctions.greatest_concession(0.1, 1.0, 5.0) == 0  # a sender that hurts itself more gets nothing
    assert sanctions.extracted(0.1, 1.0, 5.0) == 0
