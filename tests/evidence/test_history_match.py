"""Weights find members that made the record, tell nothing where patterns tell nothing, and come out calibrated."""

import numpy as np
import pytest
from scipy.stats import kstest

from counterpoise.core import InputError
from counterpoise.evidence.history_match import LEAST, PATTERNS, SEED, effective, match, shipped_weights
from counterpoise.evidence.history_match import MEMBERS as SHIPPED

MEMBERS = 2000


def prior(seed, noise=0.3):
    """One parameter that two patterns show with luck, one that none shows, and a pattern that shows nothing."""
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=(MEMBERS, 2))
    shown = np.column_stack([theta[:, 0], 2.0 * theta[:, 0], np.zeros(MEMBERS)])
    return theta, shown + noise * rng.normal(size=shown.shape) * [1.0, 2.0, 1.0], rng


def test_members_like_the_record_weigh_more_and_the_rest_is_untouched():
    theta, seen, _ = prior(1)
    found = match(seen, np.array([1.0, 2.0, 0.0]), ("a", "b", "c"))
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights @ theta[:, 0] == pytest.approx(1.0, abs=0.25)
    assert abs(found.weights @ theta[:, 1]) < 3.0 / np.sqrt(LEAST)


def test_the_effective_sample_is_what_was_asked():
    _, seen, _ = prior(2)
    found = match(seen, np.array([0.5, 1.0, 0.0]), ("a", "b", "c"))
    assert found.effective == pytest.approx(LEAST, rel=0.01)
    assert effective(np.full(10, 0.1)) == pytest.approx(10.0)
    assert effective(np.array([1.0, 0.0, 0.0])) == pytest.approx(1.0)


def test_ranks_of_known_truths_are_uniform():
    """Simulation-based calibration: take members as the record; a narrow kernel must rank their parameter evenly."""
    theta, seen, rng = prior(3, noise=0.6)
    ranks = []
    for one in rng.choice(MEMBERS, 120, replace=False):
        others = np.delete(np.arange(MEMBERS), one)
        weights = match(seen[others], seen[one], ("a", "b", "c"), least=100).weights
        ranks.append(float(weights[theta[others, 0] < theta[one, 0]].sum()))
    assert kstest(ranks, "uniform").pvalue > 0.01
    assert kstest(np.square(ranks), "uniform").pvalue < 0.01


def test_a_record_far_from_every_member_is_said_to_be():
    _, seen, _ = prior(4)
    near, far = (match(seen, np.array([a, 2 * a, 0.0]), ("a", "b", "c")).plausible for a in (0.0, 9.0))
    assert near > 0.9
    assert far == 0.0


def test_a_pattern_that_never_differs_is_refused():
    with pytest.raises(InputError, match="cannot be matched"):
        match(np.ones((50, 1)), np.array([1.0]), ("same",))


def test_patterns_are_named_once():
    assert len(set(PATTERNS)) == len(PATTERNS)


def test_what_ships_is_of_the_model_as_it_is():
    weights = shipped_weights(SHIPPED, SEED)
    assert weights is not None, "run python -m counterpoise.evidence.history_match"
    assert weights.sum() == pytest.approx(1.0)
    assert effective(weights) == pytest.approx(LEAST, rel=0.01)
    assert shipped_weights(SHIPPED, SEED + 1) is None
