"""Skill and its intervals on forecasts whose order is known."""

import numpy as np
import pytest

from counterpoise.evidence.protocol import Bootstrap
from counterpoise.evidence.scores import brier, log_loss
from counterpoise.evidence.skill import interval, resampled, resampled_states, skill, skill_interval

PLAN = Bootstrap(replicates=400, interval=0.9, seed=1)
RNG = np.random.default_rng(11)


def clustered(clusters=200, years=8):
    """Outcomes and probabilities of units whose chance is their cluster's own."""
    chance = np.repeat(RNG.beta(0.5, 4, clusters), years)
    return (RNG.uniform(size=chance.size) < chance).astype(float), chance, np.repeat(np.arange(clusters), years)


def test_skill_of_perfection_and_of_the_same_forecast():
    assert skill(np.zeros(5), np.ones(5)) == 1.0
    assert skill(np.ones(5), np.ones(5)) == 0.0
    assert np.isnan(skill(np.ones(5), np.zeros(5)))


@pytest.mark.parametrize("loss", [brier, log_loss])
def test_a_forecast_better_by_construction_wins(loss):
    outcome, chance, cluster = clustered()
    flat = np.full(outcome.size, outcome.mean())
    found = skill_interval(loss(outcome, chance), loss(outcome, flat), cluster, PLAN)
    assert found.low > 0
    assert found.low <= found.value <= found.high


def test_no_forecast_beats_itself():
    outcome, chance, cluster = clustered()
    found = skill_interval(brier(outcome, chance), brier(outcome, chance), cluster, PLAN)
    assert found == (0.0, 0.0, 0.0)


def test_clusters_that_move_together_widen_the_interval():
    effect = np.repeat(RNG.normal(size=60), 20)
    loss, other = 1.0 + 0.5 * effect, np.ones(1200)
    alone = skill_interval(loss, other, np.arange(1200), PLAN)
    together = skill_interval(loss, other, np.repeat(np.arange(60), 20), PLAN)
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_the_interval_of_independent_units_is_that_of_the_central_limit():
    loss = RNG.normal(1.0, 0.3, 2000)
    found = skill_interval(loss, np.ones(2000), np.arange(2000), PLAN)
    assert found.high - found.low == pytest.approx(2 * 1.645 * 0.3 / np.sqrt(2000), rel=0.15)


def test_states_that_move_all_their_pairs_widen_it_further():
    a, b = np.triu_indices(40, k=1)
    effect = RNG.normal(size=40)
    loss = np.column_stack([1.0 + 0.2 * (effect[a] + effect[b]), np.ones(a.size)])
    by_pairs = interval(*resampled(loss, np.arange(a.size), PLAN).T, 0.9)
    by_states = interval(*resampled_states(loss, a, b, PLAN).T, 0.9)
    assert by_states[1] - by_states[0] > 2 * (by_pairs[1] - by_pairs[0])


def test_the_interval_by_states_is_that_of_the_delta_method():
    r"""Weights $w_a w_b$ on $1 + .2 (e_a + e_b)$ move its mean by $.4 \sum_i w_i e_i / n$."""
    a, b = np.triu_indices(60, k=1)
    effect = RNG.normal(size=60)
    loss = np.column_stack([1.0 + 0.2 * (effect[a] + effect[b]), np.ones(a.size)])
    low, high = interval(*resampled_states(loss, a, b, PLAN).T, 0.9)
    assert high - low == pytest.approx(2 * 1.645 * 0.4 * effect.std() / np.sqrt(60), rel=0.2)


def test_replicates_are_the_same_whenever_asked():
    loss = RNG.normal(size=(50, 2))
    assert (resampled(loss, np.arange(50), PLAN) == resampled(loss, np.arange(50), PLAN)).all()
