"""A pair is both directions of a dyad; and a step's local arrays are its own."""

import numpy as np
import pytest

from counterpoise.core.maths import zeros
from counterpoise.engine import Actors
from counterpoise.engine.compile import Mode, finisher
from counterpoise.engine.rebuild import Rebuilder


@pytest.fixture(scope="module")
def index():
    src, dst = np.nonzero(~np.eye(5, dtype=bool))
    return Actors("ABCDE", src, dst).index


def test_a_pair_holds_a_dyad_and_its_reverse(index):
    assert index.n_pairs == 10
    np.testing.assert_array_equal(index.second_of, index.rev[index.first_of])
    np.testing.assert_array_equal(index.pair, index.pair[index.rev])
    for dyads in (index.first_of, index.second_of):
        np.testing.assert_array_equal(index.pair[dyads], np.arange(10))


def test_the_states_of_a_pair_are_those_of_its_first_dyad(index):
    np.testing.assert_array_equal(index.one_of, index.src[index.first_of])
    np.testing.assert_array_equal(index.other_of, index.dst[index.first_of])
    assert np.all(index.one_of < index.other_of)


def test_the_identity_of_a_pair_does_not_depend_on_the_order_of_states():
    ids = [dict(zip(map(frozenset, _pairs(a)), a.index.pair_id, strict=True)) for a in (_actors("AB"), _actors("BA"))]
    assert ids[0] == ids[1]


def test_triads_are_every_third_state_that_both_have_a_dyad_with():
    rng = np.random.default_rng(2)
    tied = np.triu(rng.random((9, 9)) < 0.5, 1)
    src, dst = np.nonzero(tied | tied.T)
    index = Actors("ABCDEFGHI", src, dst).index
    ties = set(zip(src.tolist(), dst.tolist(), strict=True))
    for k, (i, j) in enumerate(zip(index.one_of.tolist(), index.other_of.tolist(), strict=True)):
        legs = slice(index.triad[k], index.triad[k + 1])
        ours, theirs = index.leg_one[legs], index.leg_other[legs]
        assert np.all(index.src[ours] == i)
        assert np.all(index.src[theirs] == j)
        np.testing.assert_array_equal(index.dst[ours], index.dst[theirs])
        assert index.dst[ours].tolist() == [third for third in range(9) if {(i, third), (j, third)} <= ties]
    assert index.triad[-1] == len(index.leg_one) == len(index.leg_other) > 0


def test_the_lower_dyad_of_a_pair_has_the_pairs_identity(index):
    np.testing.assert_array_equal(index.dyad_id[index.lower_of], index.pair_id)
    np.testing.assert_array_equal(index.upper_of, index.rev[index.lower_of])


def _actors(states):
    return Actors(states, [0, 1], [1, 0])


def _pairs(actors):
    return [actors.dyads[e] for e in actors.index.first_of]


def step(world, change, p, draw):
    sums, factor, again = zeros(world.n_states), 2.0, zeros(world.n_dyads)
    again = zeros(3)
    for i in range(world.n_states):
        sums[i] += factor
        change.field[i] += sums[i] + again[0]


def test_local_arrays_become_arguments_but_those_made_twice_or_of_another_length():
    rebuilt = Rebuilder(finisher(Mode.PLAIN)).rebuild(step, outermost=True)
    assert rebuilt.locals == ("n_states",)
    assert rebuilt.function.__code__.co_varnames[:5] == ("world", "change", "p", "draw", "sums")
