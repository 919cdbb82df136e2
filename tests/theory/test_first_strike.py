"""First strike: best answers, risk dominance, and what slightly noisy information selects."""

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import first_strike as fs
from counterpoise.theory.declare import DomainError

payoffs = st.floats(-10, 10)
beliefs = np.linspace(0, 1, 2001)


@given(payoffs, payoffs, payoffs, payoffs)
def test_trust_needed_is_where_best_answers_change_on_a_grid(peace, first, a, b):
    struck, war = min(a, b), max(a, b)
    assume(abs(peace - first) > 1e-3 and war - struck > 1e-3)
    restrain = beliefs * peace + (1 - beliefs) * struck
    strike = beliefs * first + (1 - beliefs) * war
    best = beliefs[restrain >= strike]
    needed = fs.trust_needed(peace, first, struck, war)
    assert 0 <= needed <= 1
    assert (best[0] if len(best) else 1.0) == pytest.approx(needed, abs=1e-3)


def test_known_thresholds():
    assert fs.trust_needed(1, 0, -1, 0) == pytest.approx(0.5)
    assert fs.trust_needed(1, 0.5, -1, 0.5) == pytest.approx(0.75)
    assert fs.trust_needed(1, 1, -1, 0) == 1
    assert fs.trust_needed(0, 1, -1, 0) == 1
    assert fs.trust_needed(1, 0, -1, -1) == 0
    assert fs.trust_needed(1, 1, -1, -1) == 0
    assert fs.trust_needed(0, 1, -1, -1) == 1


@given(payoffs, payoffs, payoffs, payoffs)
def test_peace_is_an_equilibrium_iff_it_pays_better_than_surprise(peace, first, a, b):
    """The pair (restrain, restrain) by enumeration of one side's answers."""
    struck, war = min(a, b), max(a, b)
    assert (fs.predatory_margin(peace, first) >= 0) == (peace >= first)
    # where it is risk-dominant it is an equilibrium, not the other way round
    if fs.strategic_risk_margin(peace, first, struck, war) > 1e-9:
        assert fs.predatory_margin(peace, first) >= -1e-9


@given(payoffs, payoffs, st.floats(0.1, 5))
def test_the_predatory_motive_is_all_there_is_to_risk_where_being_struck_is_no_worse_than_war(peace, first, war):
    assert fs.predatory_margin(peace, first) == pytest.approx(
        fs.strategic_risk_margin(peace, first, war, war), abs=1e-9
    )
    assert fs.predatory_margin(0.5, -0.25) == 0.75


@given(payoffs, payoffs, payoffs, payoffs)
def test_risk_dominance_is_restraint_at_even_odds_and_trust_of_one_half(peace, first, a, b):
    struck, war = min(a, b), max(a, b)
    margin = fs.strategic_risk_margin(peace, first, struck, war)
    assert margin == pytest.approx(2 * ((peace + struck) / 2 - (first + war) / 2), abs=1e-9)
    assume(abs(margin) > 1e-9)
    assert (margin > 0) == (fs.trust_needed(peace, first, struck, war) < 0.5)
    needed = fs.peace_dividend_needed(first, struck, war)
    assert fs.strategic_risk_margin(needed, first, struck, war) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("start", [-20.0, 20.0])
def test_noisy_information_selects_the_risk_dominant_equilibrium(start):
    """Global game: the payoff of peace is seen with small noise; best cut-offs repeated end at F + W - S."""
    first, struck, war, noise = 0.5, -3.0, -1.0, 0.01

    def trust(seen, cutoff):
        return 0.5 * (1 + erf((seen - cutoff) / (noise * sqrt(2) * sqrt(2))))

    cutoff = start
    for _ in range(4000):
        low, high = -30.0, 30.0
        for _ in range(50):
            seen = 0.5 * (low + high)
            p = trust(seen, cutoff)
            low, high = (low, seen) if p * seen + (1 - p) * struck > p * first + (1 - p) * war else (seen, high)
        if abs(seen - cutoff) < 1e-9:
            break
        cutoff = seen
    assert cutoff == pytest.approx(fs.peace_dividend_needed(first, struck, war), abs=0.05)


def test_weapons_that_only_hurt_the_struck_undo_peace_without_touching_its_equilibrium():
    """The correction: the predatory margin stays, the strategic-risk margin goes."""
    struck = np.linspace(-0.7, -3, 20)
    assert np.all(fs.predatory_margin(0, -0.3) >= 0)
    assert np.all(np.diff(fs.strategic_risk_margin(0, -0.3, struck, -0.7)) < 0)
    assert np.all(np.diff(fs.trust_needed(0, -0.3, struck, -0.7)) > 0)


def test_deterrence_can_work_both_ways():
    """A deadlier war deters where it hurts the one who strikes back too, and not where it hurts only the struck."""
    now = fs.strategic_risk_margin(0, -0.3, -1, -0.7)
    assert fs.strategic_risk_margin(0, -0.3, -1.5, -1.2) == pytest.approx(now)
    assert fs.strategic_risk_margin(0, -0.3, -1.1, -1.0) > now
    assert fs.strategic_risk_margin(0, -0.3, -1.5, -0.7) < now


@given(payoffs, payoffs, payoffs, payoffs, st.floats(0.01, 5))
def test_speed_that_raises_first_strike_and_lowers_the_fate_of_the_struck_needs_more_trust(peace, first, a, b, step):
    struck, war = min(a, b), max(a, b)
    needed = fs.trust_needed(peace, first, struck, war)
    assert fs.trust_needed(peace, first + step, struck, war) >= needed
    assert fs.trust_needed(peace, first, struck - step, war) >= needed
    assert fs.trust_needed(peace + step, first, struck, war) <= needed


def test_arguments_outside_the_domain_are_refused_by_name():
    for function in (fs.strategic_risk_margin, fs.trust_needed):
        with pytest.raises(DomainError, match="struck <= war"):
            function(1, 0, 0.1, 0)
    with pytest.raises(DomainError, match="struck <= war"):
        fs.peace_dividend_needed(1, 0.1, 0)
    with pytest.raises(DomainError, match="peace = nan"):
        fs.predatory_margin(float("nan"), 0)
