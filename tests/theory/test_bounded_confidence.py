"""Bounded confidence: consensus or camps by seeded simulation, and what every meeting preserves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import bounded_confidence as bc
from counterpoise.theory.declare import DomainError

shares = st.floats(0, 1)


def public(seed, people=1000):
    return np.random.default_rng(seed).random(people)


@pytest.mark.parametrize("seed", range(4))
def test_a_wide_ear_ends_in_consensus(seed):
    held = bc.simulate(public(seed), 0.5, 0.5, 200, seed)
    assert np.ptp(held) < 1e-6
    assert bc.camps(held, 0.01) == 1 == bc.expected_camps(0.5)


@pytest.mark.parametrize(("confidence", "camps"), [(0.1, {4, 5, 6}), (0.15, {3, 4}), (0.2, {2, 3}), (0.07, {6, 7, 8})])
def test_a_narrow_ear_ends_in_about_one_camp_per_two_confidences(confidence, camps):
    seen = [
        bc.camps(bc.simulate(public(seed), confidence, 0.5, 400, seed), confidence / 2, at_least=0.02)
        for seed in range(4)
    ]
    assert set(seen) <= camps
    assert np.mean(seen) == pytest.approx(bc.expected_camps(confidence), abs=1)


def test_more_tolerance_never_makes_more_camps():
    seen = [bc.camps(bc.simulate(public(1), c, 0.5, 400, 1), c / 2, 0.02) for c in (0.05, 0.1, 0.2, 0.5)]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > seen[-1] == 1


@given(st.integers(0, 1000), shares, st.floats(0, 0.5), st.integers(0, 20))
def test_meetings_keep_the_mean_and_never_widen_the_range(seed, confidence, convergence, rounds):
    start = public(seed, 21)
    end = bc.simulate(start, confidence, convergence, rounds, seed)
    assert end.mean() == pytest.approx(start.mean())
    assert start.min() - 1e-12 <= end.min() <= end.max() <= start.max() + 1e-12
    assert end.std() <= start.std() + 1e-12


def test_a_run_repeats_and_leaves_its_input_alone():
    start = public(3)
    copy = start.copy()
    first, again = bc.simulate(start, 0.2, 0.3, 10, 5), bc.simulate(start, 0.2, 0.3, 10, 5)
    assert np.array_equal(first, again)
    assert np.array_equal(start, copy)
    assert not np.array_equal(first, bc.simulate(start, 0.2, 0.3, 10, 6))


def test_one_meeting_of_two():
    assert bc.simulate([0.2, 0.4], 0.3, 0.25, 1, 0) == pytest.approx([0.25, 0.35])
    assert bc.simulate([0.2, 0.4], 0.2, 0.25, 1, 0) == pytest.approx([0.2, 0.4])  # at epsilon one does not listen
    assert bc.simulate([0.2, 0.4, 0.9], 0.3, 0.5, 50, 0)[2] == 0.9
    assert bc.simulate([0.2, 0.4], 0.3, 0.25, 0, 0) == pytest.approx([0.2, 0.4])
    assert bc.simulate([0.7], 0.3, 0.25, 9, 0) == pytest.approx([0.7])


def test_all_but_the_odd_one_meet_in_every_round():
    moved = bc.simulate(np.linspace(0, 1, 11), 1.0, 0.5, 1, 2) != np.linspace(0, 1, 11)
    assert moved.sum() == 10


@given(shares, shares, shares, st.floats(0, 0.5))
def test_heeding_is_what_the_simulation_does_to_a_pair(own, other, confidence, convergence):
    pair = bc.simulate([own, other], confidence, convergence, 1, 0)
    assert pair[0] == pytest.approx(bc.heed(own, other, confidence, convergence))
    assert pair[1] == pytest.approx(bc.heed(other, own, confidence, convergence))


def test_heed_by_hand():
    assert bc.heed(0.2, 0.6, 0.5, 0.25) == pytest.approx(0.3)
    assert bc.heed(0.6, 0.2, 0.5, 0.25) == pytest.approx(0.5)
    assert bc.heed(0.25, 0.75, 0.5, 0.25) == 0.25


def test_expected_camps_by_hand():
    assert bc.expected_camps(0.1) == pytest.approx(5)
    assert bc.expected_camps(0.25) == pytest.approx(2)
    assert bc.expected_camps(1) == 1


def test_counting_camps():
    held = [0.1, 0.11, 0.5, 0.9, 0.92, 0.91]
    assert bc.camps(held, 0.05) == 3
    assert bc.camps(held, 0.05, at_least=0.2) == 2
    assert bc.camps(held, 0.05, at_least=1 / 3) == 2
    assert bc.camps(held, 0.05, at_least=0.5) == 1
    assert bc.camps([0.1, 0.5, 0.51, 0.52, 0.53], 0.05, at_least=0.7) == 1
    assert bc.camps(held, 0.5) == 1
    assert bc.camps([0.0, 0.5, 1.0], 0.5) == 1
    assert bc.camps([0.3], 0.1) == 1


def test_meaning_speaks_of_consensus_or_of_camps():
    assert "converges" in bc.MODEL.meaning(1.0)
    assert "5" in bc.MODEL.meaning(5.0)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="confidence = 0"):
        bc.expected_camps(0)
    with pytest.raises(DomainError, match="convergence = 0.6"):
        bc.heed(0.1, 0.2, 0.3, 0.6)
    good = {"opinions": [0.0, 1.0], "confidence": 1.0, "convergence": 0.5, "rounds": 0, "seed": 0}
    assert bc.simulate(**good) == pytest.approx([0, 1])
    for name, value in [
        ("opinions", [0.1, 1.1]),
        ("opinions", [-0.1, 0.5]),
        ("opinions", [[0.1, 0.2]]),
        ("opinions", [float("nan")]),
        ("confidence", -0.1),
        ("confidence", 1.1),
        ("convergence", 0.51),
        ("convergence", -0.1),
        ("rounds", -1),
    ]:
        with pytest.raises(DomainError, match=name):
            bc.simulate(**{**good, name: value})
    for empty in ([], [[0.5]]):
        with pytest.raises(DomainError, match="at least one opinion"):
            bc.camps(empty, 0.1)
