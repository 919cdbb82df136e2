"""Places: noise leaves everybody everywhere, agreement makes ranks, and another seed moves little."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.power.places import TOLD_APART, places
from counterpoise.power.sovereignty import measure_sovereignty

RNG = np.random.default_rng(4)


def test_pure_noise_leaves_every_place_open_and_full_agreement_is_the_rank():
    best, worst = places(RNG.normal(0, 1, (500, 30)))
    assert set(best) == {1}
    assert set(worst) == {30}
    for place in places(np.tile(np.array([3.0, 1.0, 2.0]), (50, 1))):
        assert place.tolist() == [1, 3, 2]


def test_two_clusters_apart_share_the_places_of_their_cluster():
    scores = RNG.normal(0, 0.1, (400, 10)) + np.r_[np.ones(4), np.zeros(6)]
    best, worst = places(scores)
    assert best.tolist() == [1] * 4 + [5] * 6
    assert worst.tolist() == [4] * 4 + [10] * 6


def test_ties_in_every_measure_are_told_apart_in_none():
    best, worst = places(np.ones((20, 5)))
    assert set(best) == {1}
    assert set(worst) == {5}


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 12))
def test_places_count_those_clearly_above_and_below(seed, states):
    rng = np.random.default_rng(seed)
    scores = rng.normal(0, 1, (101, states)) + rng.normal(0, 1, states)
    best, worst = places(scores)
    for i in range(states):
        lead = [(scores[:, i] > scores[:, j]).mean() for j in range(states) if j != i]
        assert best[i] == 1 + sum(1 - x >= TOLD_APART for x in lead)
        assert worst[i] == states - sum(x >= TOLD_APART for x in lead)
    assert (best <= worst).all()


def test_renaming_permutes_and_more_certainty_widens():
    scores = RNG.normal(0, 1, (301, 12)) + np.linspace(0, 3, 12)
    order = RNG.permutation(12)
    for moved, still in zip(places(scores[:, order]), places(scores), strict=True):
        assert np.array_equal(moved, still[order])
    (narrow, low), (wide, high) = places(scores, 0.7), places(scores, 0.95)
    assert (wide <= narrow).all()
    assert (high >= low).all()
    assert (wide < narrow).any()


@pytest.fixture(scope="module")
def real(panel):
    return measure_sovereignty(panel, 2024)


@pytest.mark.parametrize("friends", [True, False])
def test_the_rank_lies_within_the_places(real, friends):
    best, worst = real.places(friends)
    rank = real.standing(friends)[1]
    inside = (best <= rank) & (rank <= worst)
    assert inside.mean() > 0.97
    assert (worst - best).max() > 20


def test_another_seed_moves_places_little(panel, real):
    other = measure_sovereignty(panel, 2024, seed=7)
    for mine, theirs in zip(real.places(True), other.places(True), strict=True):
        assert np.median(np.abs(mine - theirs)) <= 5


def test_variants_split_the_measures_they_name(real):
    parts = {name: len(scores) for name, _, scores in real.variants()}
    whole = parts["every foreign supplier counts"]
    assert whole + parts["friendly suppliers count less"] == len(real.scores)
    assert parts["suppliers are states"] + parts["suppliers are firms"] == whole
    assert sum(n for name, n in parts.items() if name.startswith("the unknown rest")) == whole
    medians = {name: np.median(scores) for name, _, scores in real.variants()}
    assert medians["the unknown rest is one supplier"] < medians["the unknown rest is many suppliers"]
    assert medians["suppliers are states"] < medians["suppliers are firms"]
