"""Tiers: noise makes one, agreement makes ranks, and nothing but the order of the scores matters."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.power.sovereignty import measure_sovereignty
from counterpoise.power.tiers import TOLD_APART, tiers

RNG = np.random.default_rng(4)


def test_pure_noise_is_one_tier_and_full_agreement_is_ranks():
    assert set(tiers(RNG.normal(0, 1, (500, 30)))) == {1}
    agreed = np.tile(np.array([3.0, 1.0, 2.0]), (50, 1))
    assert tiers(agreed).tolist() == [1, 3, 2]


def test_two_clusters_apart_are_two_tiers():
    scores = RNG.normal(0, 0.1, (400, 10)) + np.r_[np.ones(4), np.zeros(6)]
    assert tiers(scores).tolist() == [1] * 4 + [2] * 6


def test_ties_in_every_measure_are_one_tier():
    assert set(tiers(np.ones((20, 5)))) == {1}


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 12))
def test_the_definition_holds_for_any_scores(seed, states):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, (101, states)) + rng.normal(0, 1, states)
    found = tiers(scores)
    order = np.argsort(-np.median(scores, axis=0), kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert set(found) == set(range(1, found.max() + 1))
    firsts = [order[found[order] == t][0] for t in range(1, found.max() + 1)]
    for state in range(states):
        first = firsts[found[state] - 1]
        assert state == first or (scores[:, first] > scores[:, state]).mean() < TOLD_APART
    for above, below in pairwise(firsts):
        assert (scores[:, above] > scores[:, below]).mean() >= TOLD_APART


def test_renaming_permutes_and_a_monotone_change_of_scale_changes_nothing():
    scores = RNG.normal(0, 1, (301, 12)) + np.linspace(0, 3, 12)
    order = RNG.permutation(12)
    assert np.array_equal(tiers(scores[:, order]), tiers(scores)[order])
    assert np.array_equal(tiers(np.exp(scores)), tiers(scores))


def test_asking_for_more_certainty_never_makes_more_tiers():
    scores = RNG.normal(0, 1, (301, 40)) + np.linspace(0, 4, 40)
    counts = [tiers(scores, p).max() for p in (0.6, 0.8, 0.9, 0.99)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


@pytest.mark.parametrize("friends", [True, False])
def test_real_tiers_are_fewer_than_ranks_and_in_their_order(panel, friends):
    result = measure_sovereignty(panel, 2024)
    found, (value, _) = result.tiers(friends), result.standing(friends)
    order = np.argsort(-value, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    assert 3 <= found.max() < 40


def test_variants_split_the_measures_they_name(panel):
    result = measure_sovereignty(panel, 2024)
    parts = {name: len(scores) for name, _, scores in result.variants()}
    whole = parts["every foreign supplier counts"]
    assert whole + parts["friendly suppliers count less"] == len(result.scores)
    assert parts["suppliers are states"] + parts["suppliers are firms"] == whole
    assert sum(n for name, n in parts.items() if name.startswith("the unknown rest")) == whole
    medians = {name: np.median(scores) for name, _, scores in result.variants()}
    assert medians["the unknown rest is one supplier"] < medians["the unknown rest is many suppliers"]
    assert medians["a returned dependence counts all the same"] < medians["a returned dependence counts less"]
    assert medians["suppliers are states"] < medians["suppliers are firms"]
