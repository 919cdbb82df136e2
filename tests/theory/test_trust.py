"""Trust: Bayes' rule by counting worlds, drift by simulation, separation by listing every strategy."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import trust
from counterpoise.theory.declare import DomainError

beliefs = st.floats(0, 1)
inner = st.floats(0.01, 0.99)
telling = st.tuples(inner, inner).map(lambda pair: (max(pair), min(pair)))


def test_known_results():
    assert trust.updated_trust(0.3, 1.0) == pytest.approx(0.3)
    assert trust.updated_trust(0.5, 3.0) == pytest.approx(0.75)
    assert trust.updated_trust(0.2, 0.5) == pytest.approx(0.1 / 0.9)


@given(st.floats(0.001, 0.999), st.floats(0.01, 100))
def test_the_update_adds_the_log_likelihood_ratio_to_the_log_odds(belief, ratio):
    after = trust.updated_trust(belief, ratio)
    assert np.log(after / (1 - after)) == pytest.approx(np.log(belief / (1 - belief)) + np.log(ratio), abs=1e-6)


@given(st.floats(0.01, 100))
def test_certainty_never_moves(ratio):
    assert trust.updated_trust(0.0, ratio) == 0
    assert trust.updated_trust(1.0, ratio) == 1


@given(beliefs, st.floats(0.01, 100), st.floats(0.01, 100))
def test_two_signals_weigh_as_their_product_in_either_order(belief, one, two):
    together = trust.updated_trust(belief, one * two)
    assert trust.updated_trust(trust.updated_trust(belief, one), two) == pytest.approx(together, abs=1e-9)
    assert trust.updated_trust(trust.updated_trust(belief, two), one) == pytest.approx(together, abs=1e-9)


# covers: F37
@given(inner, telling)
def test_bayes_rule_by_the_joint_probabilities(belief, likely):
    seeker, greedy = likely
    reassured = belief * seeker / (belief * seeker + (1 - belief) * greedy)
    threatened = belief * (1 - seeker) / (belief * (1 - seeker) + (1 - belief) * (1 - greedy))
    assert trust.trust_after_reassurance(belief, seeker, greedy) == pytest.approx(reassured)
    assert trust.trust_after_threat(belief, seeker, greedy, 0.0) == pytest.approx(threatened)
    assert reassured >= belief - 1e-12 >= threatened - 2e-12


@given(beliefs, telling)
def test_unbiased_beliefs_are_a_martingale(belief, likely):
    assert trust.expected_trust(belief, *likely, 0.0) == pytest.approx(belief, abs=1e-12)


@given(st.floats(0.05, 0.95), st.floats(0.1, 0.4), st.floats(0.05, 0.5), st.floats(0.05, 2), st.floats(0.05, 2))
def test_weighing_threats_too_heavily_drags_trust_down(belief, greedy, gap, bias, more):
    seeker = greedy + gap
    drifted = trust.expected_trust(belief, seeker, greedy, bias)
    assert drifted < belief
    assert trust.expected_trust(belief, seeker, greedy, bias + more) < drifted
    unbiased = trust.trust_after_threat(belief, seeker, greedy, 0.0)
    assert trust.trust_after_threat(belief, seeker, greedy, bias) < unbiased


@pytest.mark.parametrize("bias", [0.0, 1.0])
def test_expected_trust_by_simulation(bias):
    rng = np.random.default_rng(7)
    belief, seeker, greedy, runs = 0.4, 0.8, 0.3, 400_000
    is_seeker = rng.random(runs) < belief
    reassures = rng.random(runs) < np.where(is_seeker, seeker, greedy)
    after = np.where(
        reassures,
        trust.trust_after_reassurance(belief, seeker, greedy),
        trust.trust_after_threat(belief, seeker, greedy, bias),
    )
    assert trust.expected_trust(belief, seeker, greedy, bias) == pytest.approx(after.mean(), abs=0.002)


def test_a_biased_threat_counts_its_evidence_more_than_once():
    twice = trust.trust_after_threat(trust.trust_after_threat(0.6, 0.8, 0.3, 0.0), 0.8, 0.3, 0.0)
    assert trust.trust_after_threat(0.6, 0.8, 0.3, 1.0) == pytest.approx(twice)


def test_a_gesture_either_type_would_make_does_not_reassure():
    assert trust.trust_after_reassurance(0.3, 0.6, 0.6) == pytest.approx(0.3)
    assert trust.trust_after_threat(0.3, 0.6, 0.6, 2.0) == pytest.approx(0.3)


def test_perception_variance():
    assert trust.perception_variance(0.04, 0.5, 0.8, 0.5, 2.0, 0.25) == pytest.approx(0.04 * 0.6 * 2.0 * 0.75)
    assert trust.perception_variance(0.04, 0, 0.8, 0, 2, 0) == pytest.approx(0.04)
    assert trust.perception_variance(0.04, 1, 1, 3, 2, 0) == 0
    assert trust.perception_variance(0.04, 0, 1, 3, 2, 1) == 0


@given(*[beliefs] * 6, beliefs)
def test_reconnaissance_and_diplomacy_clear_perception_and_disinformation_clouds_it(base, isr, clear, lies, z, dip, up):
    variance = trust.perception_variance(base, isr, clear, lies, z, dip)
    assert variance >= 0
    assert trust.perception_variance(base, max(isr, up), clear, lies, z, dip) <= variance
    assert trust.perception_variance(base, isr, clear, lies + up, z, dip) >= variance
    assert trust.perception_variance(base, isr, clear, lies, z, max(dip, up)) <= variance


def test_perceived_arms_are_right_in_the_median_and_too_high_in_the_mean():
    draws = np.random.default_rng(3).standard_normal(400_000)
    seen = trust.perceived_arms(2.0, 0.09, draws)
    assert np.median(seen) == pytest.approx(2.0, rel=0.005)
    assert seen.mean() == pytest.approx(2.0 * np.exp(0.045), rel=0.005)
    assert np.log(seen).std() == pytest.approx(0.3, rel=0.01)
    assert trust.perceived_arms(2.0, 0.09, 1.0) == pytest.approx(2.0 * np.exp(0.3))
    assert trust.perceived_arms(2.0, 0.0, 5.0) == 2.0


def separating_equilibrium_exists(cost, greedy_prize, seeker_prize, threshold=0.5):
    """Search all pure strategies of the signaling game for one where only the security seeker signals.

    The receiver believes 1 after the signal and 0 without it, and restrains iff belief reaches the threshold.
    """
    for seeker_signals, greedy_signals in product((True, False), repeat=2):
        if not seeker_signals or greedy_signals:
            continue
        believed = {True: 1.0, False: 0.0}
        restrains = {sent: belief >= threshold for sent, belief in believed.items()}
        pay = {
            kind: {sent: prize * restrains[sent] - cost * sent for sent in (True, False)}
            for kind, prize in (("seeker", seeker_prize), ("greedy", greedy_prize))
        }
        if pay["seeker"][True] > pay["seeker"][False] and pay["greedy"][False] > pay["greedy"][True]:
            return True
    return False


@given(st.floats(0, 2), st.floats(0, 2), st.floats(0, 2))
def test_a_signal_separates_iff_only_the_seeker_gains_by_sending_it(cost, greedy_prize, seeker_prize):
    margin = trust.separation_margin(cost, greedy_prize, seeker_prize)
    if abs(margin) > 1e-9:
        assert (margin > 0) == separating_equilibrium_exists(cost, greedy_prize, seeker_prize)


def test_too_cheap_and_too_costly_signals_do_not_separate():
    assert trust.separation_margin(0.3, 0.2, 0.5) == pytest.approx(0.1)
    assert trust.separation_margin(0.45, 0.2, 0.5) == pytest.approx(0.05)
    assert trust.separation_margin(0.1, 0.2, 0.5) == pytest.approx(-0.1)
    assert trust.separation_margin(0.6, 0.2, 0.5) == pytest.approx(-0.1)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="trust = 1.1"):
        trust.updated_trust(1.1, 1)
    with pytest.raises(DomainError, match="likelihood_ratio = 0"):
        trust.updated_trust(0.5, 0)
    for end in (0, 1):
        with pytest.raises(DomainError, match=f"seeker_reassures = {end} lies outside"):
            trust.trust_after_reassurance(0.5, end, 0.5)
        with pytest.raises(DomainError, match=f"greedy_reassures = {end} lies outside"):
            trust.trust_after_reassurance(0.5, 0.5, end)
    for function in (trust.trust_after_threat, trust.expected_trust):
        with pytest.raises(DomainError, match="greedy_reassures <= seeker_reassures"):
            function(0.5, 0.3, 0.4, 0.0)
        with pytest.raises(DomainError, match=r"bias = -0.1"):
            function(0.5, 0.4, 0.3, -0.1)
    with pytest.raises(DomainError, match="greedy_reassures <= seeker_reassures"):
        trust.trust_after_reassurance(0.5, 0.3, 0.4)
    names = ("base_variance", "reconnaissance", "clearing", "disinformation", "clouding", "diplomacy")
    for name in names:
        with pytest.raises(DomainError, match=f"{name} = -0.1"):
            trust.perception_variance(**{**dict.fromkeys(names, 0.5), name: -0.1})
    for name in ("reconnaissance", "clearing", "diplomacy"):
        with pytest.raises(DomainError, match=f"{name} = 1.1"):
            trust.perception_variance(**{**dict.fromkeys(names, 0.5), name: 1.1})
    for name in ("signal_cost", "greedy_prize", "seeker_prize"):
        with pytest.raises(DomainError, match=f"{name} = -1"):
            trust.separation_margin(**{**dict.fromkeys(("signal_cost", "greedy_prize", "seeker_prize"), 1), name: -1})
    with pytest.raises(DomainError, match="arms = -1"):
        trust.perceived_arms(-1, 0.1, 0)
    with pytest.raises(DomainError, match="variance = -1"):
        trust.perceived_arms(1, -1, 0)
    for draw in (-41, 41):
        with pytest.raises(DomainError, match=f"draw = {draw}"):
            trust.perceived_arms(1, 1, draw)
