"""Draws by address: Philox against its published vectors, uniform and independent along every part of it."""

from functools import partial

import numpy as np
import pytest
from scipy import stats

from counterpoise.core.random import (
    Draw,
    exponential,
    normal,
    normals,
    philox,
    stable_id,
    two_normals,
    two_uniform,
    uniform,
    uniform_for_members,
    uniforms,
    unit_interval,
)

ONES = 2**32 - 1
KNOWN = [  # Random123 1.09, kat_vectors, philox 4x32 7
    ((0, 0, 0, 0), (0, 0), "5f6fb709 0d893f64 4f121f81 4f730a48"),
    ((ONES, ONES, ONES, ONES), (ONES, ONES), "5207ddc2 45165e59 4d8ee751 8c52f662"),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        "4dfccaba 190a87f0 c47362ba b6b5242a",
    ),
]
AXES = ("identity", "year", "stream", "channel", "seed", "member")


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_its_published_words(counter, key, words):
    assert " ".join(f"{int(word):08x}" for word in philox(*counter, *key)) == words


@pytest.mark.parametrize(("one", "other"), [((7, 0), (8, 0)), ((7, 0), (7, 2)), ((0, 0), (ONES, 3))])
def test_two_draws_at_once_are_the_two_draws(one, other):
    draw = Draw(*(np.uint32(n) for n in (5, ONES, 2031, 77)))
    (i, a), (j, b) = (tuple(map(np.uint32, address)) for address in (one, other))
    assert two_uniform(draw, i, a, j, b) == (uniform(draw, i, a), uniform(draw, j, b))
    assert two_normals(draw, i, a, j, b) == (*normals(draw, i, a), *normals(draw, j, b))


def along(axis, count=20_000, word=0, base=2024):
    """Words at addresses that differ along one axis only."""
    address = {name: np.uint32(base + n) for n, name in enumerate(AXES)} | {axis: np.arange(count, dtype=np.uint32)}
    return philox(*(np.broadcast_to(address[name], count) for name in AXES))[word] / 2.0**32


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("word", [0, 1])
def test_words_are_uniform_along_every_axis(axis, word):
    assert stats.kstest(along(axis, word=word), "uniform").pvalue > 1e-4


@pytest.mark.parametrize("axis", AXES)
def test_neighbours_along_every_axis_are_independent(axis):
    u = along(axis)
    for lag in (1, 2, 64):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 4 / np.sqrt(len(u))
    pairs = np.histogram2d(u[:-1:2], u[1::2], bins=8)[0]
    assert stats.chisquare(pairs.ravel()).pvalue > 1e-4


@pytest.mark.parametrize("axis", AXES)
def test_streams_that_differ_in_one_part_are_independent(axis):
    rest = "identity" if axis != "identity" else "member"
    address = {name: np.uint32(7) for name in AXES} | {rest: np.arange(20_000, dtype=np.uint32)}
    first, second = (
        philox(*(np.broadcast_to((address | {axis: np.uint32(value)})[name], 20_000) for name in AXES))[0] / 2.0**32
        for value in (7, 8)
    )
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(20_000)


DRAW = Draw(np.uint32(1), np.uint32(2), np.uint32(3), np.uint32(4))


def sample(kind, count=4000):
    return np.array([kind(DRAW, np.uint32(i)) for i in range(count)])


@pytest.mark.parametrize(
    ("kind", "distribution"), [(uniform, stats.uniform), (normal, stats.norm), (exponential, stats.expon)]
)
def test_draws_follow_their_distribution(kind, distribution):
    drawn = sample(kind)
    assert drawn.dtype == np.float32
    assert stats.kstest(drawn, distribution.cdf).pvalue > 1e-4


def test_a_uniform_is_never_0_or_1():
    ends = [unit_interval(np.uint32(word)) for word in (0, 1, ONES - 200, ONES)]
    assert 0 < ends[0] <= 2.0**-32
    assert all(0 < u < 1 for u in ends)


def test_a_second_draw_needs_another_channel_and_gets_another_number():
    assert DRAW.uniform(np.uint32(5)) == DRAW.uniform(np.uint32(5))
    assert DRAW.uniform(np.uint32(5)) != DRAW.uniform(np.uint32(5), 1)


def test_identities_belong_to_names():
    assert stable_id("PAK") == stable_id("PAK") != stable_id("IND")
    assert 0 <= stable_id("PAK") < 2**32


def test_parameter_draws_depend_on_seed_member_and_name_only():
    draw = partial(uniform_for_members, "ArmsRace.reaction", 5)
    np.testing.assert_array_equal(draw(np.arange(10))[3:], draw(np.arange(3, 10)))
    others = [uniform_for_members("ArmsRace.reaction", 6, np.arange(10)), uniform_for_members("A.b", 5, np.arange(10))]
    assert all(np.all(draw(np.arange(10)) != other) for other in others)
    assert stats.kstest(draw(np.arange(20_000)), "uniform").pvalue > 1e-4


def test_numbers_of_one_draw_begin_with_the_single_one_and_are_independent():
    four, two = sample(uniforms), sample(normals)
    np.testing.assert_array_equal(four[:, 0], sample(uniform))
    np.testing.assert_array_equal(two[:, 0], sample(normal))
    for column, name in [*((c, "uniform") for c in four.T), *((c, "norm") for c in two.T)]:
        assert stats.kstest(column, name).pvalue > 1e-4
    for numbers in (four, two, two**2):
        apart = np.corrcoef(numbers.T)[np.triu_indices(numbers.shape[1], 1)]
        assert np.abs(apart).max() < 4 / np.sqrt(len(numbers))


def test_two_normals_are_the_two_sides_of_one_point_on_a_circle():
    for identity in range(300):
        first, turn, *_ = map(float, uniforms(DRAW, np.uint32(identity)))
        radius, angle = np.sqrt(-2.0 * np.log(first)), np.pi * (2.0 * turn - 1.0)
        expected = radius * np.cos(angle), radius * np.sin(angle)
        np.testing.assert_allclose(normals(DRAW, np.uint32(identity)), expected, atol=3e-6)
