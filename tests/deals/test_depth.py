"""The depth unlike parties keep: the published formulas where they apply, and the right direction everywhere."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deals.made import stakes, terms

from counterpoise.deals.depth import (
    CONSTRAINTS,
    ENFORCEMENT,
    GAINS,
    VERIFICATION,
    full_depth,
    needed_detection,
    party_depths,
    relaxed,
    sustainable,
)
from counterpoise.theory import arms_control, relative_gains, treaty_depth

unit = st.floats(0.0, 1.0)


def depth(s, t) -> float:
    return float(party_depths(s, t).min(axis=0)[0])


@given(b=st.floats(0.1, 5.0), k=st.floats(0.0, 3.0), d=st.floats(0.05, 0.97), alpha=st.floats(0.0, 0.3), beta=unit)
def test_alike_parties_keep_the_depth_of_the_theory(b, k, d, alpha, beta):
    """With no exposure, breakout, shared loss or agent it is the published reduced form."""
    theory = treaty_depth.sustainable_depth(b, d, alpha, max(beta, alpha), k)
    found = depth(stakes((b, b), k, discount=d), terms(max(beta, alpha), alpha))
    assert found == pytest.approx(theory, rel=1e-9, abs=1e-12)


def test_punishment_thins_out_signals():
    found = depth(stakes(discount=0.5), terms(0.8, 0.1, 0.5))
    assert found == pytest.approx(treaty_depth.sustainable_depth(1.0, 0.5, 0.05, 0.4))


def test_a_table_keeps_what_its_least_willing_party_keeps():
    s = stakes((1.0, 1.0, 1.0), (0.0, 0.2, 0.5), discount=0.4)
    kept = party_depths(s, terms())[:, 0]
    assert kept.argmin() == 2
    assert depth(s, terms()) == kept[2] < kept[1] < kept[0]


@given(share=st.floats(0.05, 0.95), d=st.floats(0.2, 0.97), alpha=st.floats(0.0, 0.3), punished=st.floats(0.2, 1.0))
def test_needed_detection_is_the_formula_of_arms_control(share, d, alpha, punished):
    """M20's least detection, at the payoffs of the depth asked for, with signals thinned by punishment."""
    x, b = share, 1.0
    t, r = b * x, b * x - x * x / 2.0
    theory = arms_control.minimum_detection(t, r, 0.0, d, punished * alpha) / punished
    found = float(needed_detection(stakes(discount=d), terms(0.5, alpha, punished), share)[0])
    if theory <= 1.0:
        assert found == pytest.approx(theory, rel=1e-9)
    else:
        assert np.isnan(found)


def test_needed_detection_of_the_paper_example():
    """5, 3, 1 at delta = .9, alpha = .05 need .21111: here at the depth whose (T - R)/(R - P) is the example's 1."""
    x = 1.0  # b x - x^2/2 = x^2/2 at x = b
    found = float(needed_detection(stakes(), terms(0.5, 0.05), x)[0])
    assert found == pytest.approx(19 / 90)


def test_patience_needed_is_that_of_relative_gains():
    """M19's delta*(k) is where full depth is just kept, all violations being seen and punished for ever."""
    b, k = 1.0, 0.4
    t, r, p, s = b * b, b * b / 2, 0.0, -b * b / 2
    needed = relative_gains.patience_needed(t, r, p, s, k)
    at = depth(stakes((b, b), k, discount=needed), terms())
    below = depth(stakes((b, b), k, discount=needed - 1e-3), terms())
    assert at == pytest.approx(b)
    assert below < b


@given(
    k=st.floats(0.0, 2.0),
    e=unit,
    d=st.floats(0.1, 0.97),
    g=st.floats(0.0, 3.0),
    alpha=st.floats(0.0, 0.4),
    beta=unit,
    punished=st.floats(0.01, 1.0),
    agent=st.booleans(),
)
def test_needed_detection_is_where_depth_is_just_kept(k, e, d, g, alpha, beta, punished, agent):
    s = stakes((1.0, 2.0), (k, k / 2), e, d, g, 0.1, 0.2)
    t = terms(beta, alpha, punished, agent)
    needed = float(needed_detection(s, t, 0.5)[0])
    grid = np.linspace(alpha, 1.0, 201)
    kept = np.array([sustainable(s, terms(b, alpha, punished, agent))[0] >= 0.5 for b in grid])
    if np.isnan(needed):
        assert not kept.any()
    else:
        assert sustainable(s, terms(needed, alpha, punished, agent))[0] == pytest.approx(0.5, abs=1e-6) or (
            needed == pytest.approx(alpha)
        )
        assert not kept[grid < needed - 1e-9].any()


@given(k=unit, e=unit, d=st.floats(0.1, 0.97), g=st.floats(0.0, 3.0), x=st.floats(0.0, 2.0), agent=st.booleans())
def test_direction(k, e, d, g, x, agent):
    """Detection, punishment, patience and a shared loss never lower depth; relative gains, breakout and exposure do."""
    base, seen = stakes((1.0, 0.7), k, 0.0, d, g, x, 2 * x), terms(0.5, 0.05, 0.6, agent)
    at = depth(base, seen)
    tiny = 1e-12
    assert depth(base, terms(0.7, 0.05, 0.6, agent)) >= at - tiny
    assert depth(base, terms(0.5, 0.02, 0.6, agent)) >= at - tiny
    assert depth(base, terms(0.5, 0.05, 0.8, agent)) >= at - tiny
    assert depth(base, terms(0.5, 0.05, 0.6, True)) >= at - tiny
    assert depth(replace(base, discount=base.discount + 0.02), seen) >= at - tiny
    assert depth(stakes((1.0, 0.7), k, 0.0, d, g, x + 0.5, 2 * x + 1.0), seen) >= at - tiny
    assert depth(stakes((1.0, 0.7), k + 0.3, 0.0, d, g, x, 2 * x), seen) <= at + tiny
    assert depth(stakes((1.0, 0.7), k, 0.0, d, g + 0.5, x, 2 * x), seen) <= at + tiny
    assert depth(stakes((1.0, 0.7), k, e, d, g, x, 2 * x), seen) <= at + tiny


# covers: F35, C28
def test_a_large_enough_shared_loss_recovers_a_deal_that_relative_gains_forbid():
    """M20: the dilemma ends once X > (T - R) / dh; here even where k alone leaves no depth at all."""
    seen, losses = terms(0.5, 0.05), (0.0, 0.5, 2.0, 8.0, 32.0)
    kept = [sustainable(stakes(weight=4.0, discount=0.8, restraint=x, future=1.5 * x), seen)[0] for x in losses]
    assert kept[0] == 0.0
    assert kept == sorted(kept)
    assert kept[-1] > 0.5


def test_exposure_can_make_more_inspection_worse():
    """Coe and Vaynman (2020): beyond some detection transparency costs more than it secures."""
    s = stakes(exposure=0.9, discount=0.95)
    curve = [depth(s, terms(b, 0.01)) for b in np.linspace(0.05, 1.0, 40)]
    assert max(curve) > curve[-1] + 0.1
    assert np.argmax(curve) not in (0, len(curve) - 1)


@given(k=st.floats(0.0, 50.0), e=unit, d=st.floats(0.5, 0.99), g=st.floats(0.0, 50.0), alpha=unit, beta=unit)
def test_without_all_three_constraints_full_depth_is_kept(k, e, d, g, alpha, beta):
    s, t = relaxed(stakes((1.0, 3.0), k, e, d, g), terms(beta, alpha, 0.3), CONSTRAINTS)
    assert depth(s, t) == pytest.approx(1.0)


def test_eyes_and_a_sword_make_relative_gains_harmless():
    """If every violation is seen and undone, nobody ends up ahead by one, whatever the weight on it."""
    s, t = relaxed(stakes(weight=10.0), terms(0.1, 0.05), {VERIFICATION, ENFORCEMENT})
    assert sustainable(s, t)[0] == pytest.approx(1.0)
    for alone in (VERIFICATION, ENFORCEMENT):
        assert sustainable(*relaxed(stakes(weight=10.0), terms(0.1, 0.05), {alone}))[0] < 1.0


def test_signals_that_say_nothing_sustain_nothing():
    blind = terms(0.2, 0.2)
    assert sustainable(stakes(), blind)[0] == 0.0
    assert sustainable(*relaxed(stakes(), blind, {GAINS}))[0] == 0.0
    assert sustainable(*relaxed(stakes(), blind, {ENFORCEMENT}))[0] == 0.0


def test_full_depth_is_what_the_least_keen_wants():
    assert full_depth(stakes((3.0, 1.0, 2.0), future=0.5))[0] == 1.5
