"""Each member's own chance of a dispute: known answers, what widens its range, and what it must agree with."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.results.dataset import open_dataset
from counterpoise.runs import chances
from counterpoise.runs.chances import Lived

MEMBERS, YEARS = 200, 12
PAIR = np.array([0, 0])


def steady(hazard, years=YEARS):
    """Members whose hazard never moves, ``[member]``; nothing is begun or joined."""
    held = np.tile(np.asarray(hazard, float)[:, None, None], (1, years, 1))
    never = np.zeros(held.shape, bool)
    return held, never, never


def as_lived(hazard, begun, joined):
    return Lived(np.arange(len(hazard)), hazard.astype(np.float32), begun, joined, PAIR)


def width(values):
    found = dict(zip(chances.BOUNDS, chances.bounds(values)[:, 0], strict=True))
    return found["high"] - found["low"]


@given(st.floats(0.0, 0.9), st.integers(1, YEARS))
@settings(max_examples=30, deadline=None)
def test_a_hazard_that_never_moves_has_the_closed_form(hazard, horizon):
    held, begun, joined = steady([hazard] * 5)
    np.testing.assert_allclose(chances.in_a_year(held, joined), hazard)
    np.testing.assert_allclose(
        chances.within_years(held, begun, joined, horizon), 1 - (1 - hazard) ** horizon, atol=1e-12
    )


def test_members_that_agree_leave_no_range_and_those_that_differ_more_a_wider_one():
    luck = np.random.default_rng(1).normal(size=MEMBERS)
    for chance in (
        lambda held, begun, joined: chances.in_a_year(held, joined),
        lambda held, begun, joined: chances.within_years(held, begun, joined),
    ):
        widths = [width(chance(*steady(0.1 * np.exp(spread * luck)))) for spread in (0.0, 0.2, 0.6)]
        assert widths[0] == pytest.approx(0.0, abs=1e-12)
        assert widths[0] < widths[1] < widths[2]


@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=30))
def test_the_range_holds_the_mean_and_stays_among_chances(values):
    mean, low, high, error = chances.bounds(np.array(values)[:, None])[:, 0]
    assert 0.0 <= low <= mean + 1e-12
    assert mean <= high + 1e-12 <= 1.0 + 2e-12
    assert error >= 0.0


def test_error_of_the_mean_shrinks_with_members_and_the_range_does_not():
    rng = np.random.default_rng(2)
    few, many = (chances.bounds(rng.beta(2, 8, (n, 1)))[:, 0] for n in (400, 40_000))
    assert few[3] == pytest.approx(10 * many[3], rel=0.15)
    assert few[2] - few[1] == pytest.approx(many[2] - many[1], rel=0.15)


def foretelling(rng, hazard, factor, fading):
    """Disputes that multiply the odds of the next, hazards fading in peace, as ``[member, year, 1]``."""
    hazards, begun = np.empty((len(hazard), YEARS, 1)), np.zeros((len(hazard), YEARS, 1), bool)
    now = np.array(hazard, float)
    for t in range(YEARS):
        hazards[:, t, 0] = now
        begun[:, t, 0] = rng.random(len(now)) < now
        now = np.where(begun[:, t, 0], np.minimum(factor * now, 0.9), fading * now)
    return hazards, begun


def test_what_a_dispute_foretells_is_not_counted_as_foretold():
    """The chance of one within years is that of never having had any: known here, as peace alone moves the hazard."""
    rng = np.random.default_rng(3)
    usual = rng.uniform(0.02, 0.2, 20_000)
    hazards, begun = foretelling(rng, usual, factor=6.0, fading=0.9)
    found = chances.within_years(hazards, begun, np.zeros(begun.shape, bool), horizon=10)[:, 0]
    known = 1 - np.prod(1 - usual[:, None] * 0.9 ** np.arange(10), axis=1)
    np.testing.assert_allclose(found, known, atol=0.015)
    assert found.mean() == pytest.approx(begun[:, :10].any(axis=1).mean(), abs=0.01)
    naive = 1 - np.prod(1 - hazards[:, :10, 0], axis=1)
    assert naive.mean() > found.mean() + 0.05


def test_a_chance_in_a_year_is_the_frequency_of_disputes():
    """Disputes foretell others, and still each year's hazard is the chance of that year's."""
    rng = np.random.default_rng(4)
    hazards, begun = foretelling(rng, rng.uniform(0.02, 0.2, 20_000), factor=6.0, fading=0.9)
    joined = ~begun & (rng.random(begun.shape) < 0.05)
    assert chances.in_a_year(hazards, joined).mean() == pytest.approx((begun | joined).mean(), abs=0.005)


@pytest.mark.parametrize("spread", [0.0, 0.1])
def test_luck_of_yes_and_no_is_taken_out(spread):
    rng = np.random.default_rng(5)
    own = 0.2 + spread * rng.choice([-1.0, 1.0], 5000)
    joined = rng.random((5000, YEARS, 1)) < own[:, None, None]
    found = chances.steadied(joined)[:, 0]
    assert found.mean() == pytest.approx(joined.mean())
    assert found.std() == pytest.approx(spread, abs=0.02)
    assert found.min() >= 0.0


def test_differences_are_paired():
    held, never, _ = steady(np.random.default_rng(6).uniform(0.1, 0.5, MEMBERS))
    found = chances.chances(as_lived(held + 0.05, never, never), as_lived(held, never, never))
    assert found.chance.dims == ("kind", "bound", "dyad")
    np.testing.assert_allclose(found.chance[2, :3], 0.05, atol=1e-6)
    np.testing.assert_allclose(found.chance[2, 3], 0.0, atol=1e-6)
    assert float(found.chance[0, 2, 0] - found.chance[0, 1, 0]) > 0.3
    assert found.attrs["horizon"] == chances.HORIZON


def test_a_member_that_failed_in_one_run_is_left_out_of_both():
    held, never, _ = steady([0.1, 0.2, 0.3, 0.4])
    run, other = as_lived(held + 0.1, never, never), as_lived(held, never, never)
    some = Lived(np.array([0, 2, 3]), *(part[[0, 2, 3]] for part in (other.hazard, never, never)), PAIR)
    found = chances.chances(run, some)
    np.testing.assert_allclose(found.chance[2, :3], 0.1, atol=1e-6)
    assert float(found.chance[1, 0, 0]) == pytest.approx((0.1 + 0.3 + 0.4) / 3)


def test_members_lived_once_more_are_those_of_the_run(plan, finished):
    """Disputes of each dyad and year sum to what the run keeps of them; hazards expect as many of the pairs' own."""
    again, kept = chances.lived(plan), open_dataset(finished.folder)
    disputes = (again.begun | again.joined).mean(axis=0)[:, again.pair]
    np.testing.assert_allclose(disputes, kept["onset_mean"].to_numpy()[1:], atol=1e-6)
    begun, expected = again.begun.sum(axis=(1, 2)), again.hazard.sum(axis=(1, 2))
    off = begun - expected
    assert abs(off.mean()) < 4 * np.sqrt(expected.mean() / plan.members)
