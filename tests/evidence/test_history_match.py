"""Weights find members that made the record, tell nothing where patterns tell nothing, and come out calibrated."""

import numpy as np
import pytest
from scipy.stats import kstest

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.evidence.history_match import (
    DISCREPANCY,
    LEAST,
    ORIGIN,
    PATTERNS,
    SEED,
    effective,
    implausibility,
    match,
    shipped_weights,
)
from counterpoise.evidence.history_match import MEMBERS as SHIPPED
from counterpoise.evidence.past import past
from counterpoise.evidence.plausibility import TUNED_ON, outcomes
from counterpoise.evidence.record_error import blocks, by_states, by_years, record_errors
from counterpoise.start.initial import gather

MEMBERS = 2000
NAMES = ("a", "b", "c")


def prior(seed, noise=0.3):
    """One parameter that two patterns show with luck, one that none shows, and a pattern that shows nothing."""
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=(MEMBERS, 2))
    shown = np.column_stack([theta[:, 0], 2.0 * theta[:, 0], np.zeros(MEMBERS)])
    return theta, shown + noise * rng.normal(size=shown.shape) * [1.0, 2.0, 1.0], rng


def variance(noise=0.3):
    """Of a member's luck and the record's, which is as large."""
    return 2.0 * (noise * np.array([1.0, 2.0, 1.0])) ** 2


def test_members_like_the_record_weigh_more_and_the_rest_is_untouched():
    theta, seen, _ = prior(1)
    found = match(seen, np.array([1.0, 2.0, 0.0]), variance(), NAMES)
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights @ theta[:, 0] == pytest.approx(1.0, abs=0.25)
    assert abs(found.weights @ theta[:, 1]) < 3.0 / np.sqrt(LEAST)


def test_the_effective_sample_is_what_was_asked():
    _, seen, _ = prior(2)
    found = match(seen, np.array([0.5, 1.0, 0.0]), variance(), NAMES)
    assert found.effective == pytest.approx(LEAST, rel=0.01)
    assert effective(np.full(10, 0.1)) == pytest.approx(10.0)
    assert effective(np.array([1.0, 0.0, 0.0])) == pytest.approx(1.0)


def test_ranks_of_known_truths_are_uniform():
    """Simulation-based calibration: take members as the record; a narrow kernel must rank their parameter evenly."""
    theta, seen, rng = prior(3, noise=0.6)
    ranks = []
    for one in rng.choice(MEMBERS, 120, replace=False):
        others = np.delete(np.arange(MEMBERS), one)
        weights = match(seen[others], seen[one], variance(0.6), NAMES, least=100).weights
        ranks.append(float(weights[theta[others, 0] < theta[one, 0]].sum()))
    assert kstest(ranks, "uniform").pvalue > 0.01
    assert kstest(np.square(ranks), "uniform").pvalue < 0.01


def test_a_record_far_from_every_member_is_said_to_be():
    _, seen, _ = prior(4)
    near, far = (match(seen, np.array([a, 2 * a, 0.0]), variance(), NAMES).plausible for a in (0.0, 9.0))
    assert far == 0.0
    assert near == pytest.approx(np.mean(np.abs(seen[:, 0]) < 1.27), abs=0.1)


def test_a_pattern_that_never_differs_is_refused():
    with pytest.raises(InputError, match="cannot be matched"):
        match(np.ones((50, 1)), np.array([1.0]), np.ones(1), ("same",))
    with pytest.raises(InputError, match="no tolerance"):
        match(np.arange(50.0)[:, None], np.array([1.0]), np.zeros(1), ("sure",))


def test_patterns_are_named_once():
    assert len(set(PATTERNS)) == len(PATTERNS)
    assert set(DISCREPANCY) == set(PATTERNS)


def test_a_pattern_off_by_three_tolerances_rules_a_member_out_and_says_so():
    _, seen, _ = prior(5)
    record = np.array([0.0, 0.0, 3.1 * np.sqrt(variance()[2])])
    far = implausibility(np.zeros((1, 3)), record, variance())
    np.testing.assert_allclose(far, [[0.0, 0.0, 3.1]])
    found = match(seen, record, variance(), NAMES)
    assert found.patterns.out.tolist() == pytest.approx((implausibility(seen, record, variance()) > 3.0).mean(axis=0))
    assert found.patterns.out[2] > 0.4
    assert found.plausible + found.patterns.alone.sum() <= 1.0
    wide = match(seen, record, 9.0 * variance(), NAMES)
    assert wide.plausible > found.plausible


def test_a_member_without_the_pattern_is_ruled_out():
    assert implausibility(np.array([[np.nan]]), np.zeros(1), np.ones(1)) == np.inf


class TestRecordError:
    """The record drawn again."""

    def test_blocks_keep_neighboring_years_together_and_every_year_comes_as_often(self):
        drawn = np.array([blocks(15, np.random.default_rng(k)) for k in range(3000)])
        assert drawn.shape == (3000, 15)
        assert np.all((drawn[:, 1] - drawn[:, 0]) % 15 == 1)
        assert np.bincount(drawn.ravel()).std() / 3000 < 0.05

    def test_years_that_go_together_say_less(self):
        """The same counts in runs of bad years: the mean's error grows by nearly the root of three."""
        errors = []
        for order in (np.tile([1, 5, 9], 5), np.sort(np.tile([1, 5, 9], 5))):
            rng = np.random.default_rng(1)
            errors.append(np.std([order[blocks(15, rng)].mean() for _ in range(4000)]))
        assert errors[1] > 1.5 * errors[0]

    def test_each_pattern_has_an_error_that_is_neither_nothing_nor_all(self):
        world = gather(load_panel(), ORIGIN)
        record = past(load_panel(), world, *TUNED_ON)
        known, errors = outcomes(record, world), record_errors(record, world, 60)
        for name in PATTERNS:
            assert 0.0 < errors[name] < abs(known[name].item()), name
        # a mean over states of what varies between them: about the spread over the root of their number
        assert errors["burdens, spread of yearly changes"] < 0.1 * known["burdens, spread of yearly changes"].item()

    def test_draws_by_years_and_states_have_the_records_own_middle(self):
        world = gather(load_panel(), ORIGIN)
        record = past(load_panel(), world, *TUNED_ON)
        known, rng = outcomes(record, world), np.random.default_rng(0)
        draws = [by_years(record, world)(rng) | by_states(record, world)(rng) for _ in range(60)]
        for name in PATTERNS:
            values = [draw[name] for draw in draws]
            if "variance over mean" not in name:
                assert abs(np.mean(values) - known[name].item()) < 1.5 * np.std(values), name


def test_what_ships_is_of_the_model_as_it_is():
    weights = shipped_weights(SHIPPED, SEED)
    assert weights is not None, "run python -m counterpoise.evidence.history_match"
    assert weights.sum() == pytest.approx(1.0)
    assert effective(weights) == pytest.approx(LEAST, rel=0.01)
    assert shipped_weights(SHIPPED, SEED + 1) is None
