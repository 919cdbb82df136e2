"""Chain-ganging: the threshold of general war, by simulated wars on random alliances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import chain_ganging
from counterpoise.theory.declare import DomainError

unit = st.floats(0, 1)


def configuration(degrees, rng):
    """A random network of alliances with given numbers of allies; self- and double links dropped."""
    ends = np.repeat(np.arange(len(degrees)), degrees)
    rng.shuffle(ends)
    ends = ends[: len(ends) // 2 * 2].reshape(-1, 2)
    links = np.zeros((len(degrees), len(degrees)), bool)
    links[ends[:, 0], ends[:, 1]] = links[ends[:, 1], ends[:, 0]] = True
    np.fill_diagonal(links, False)
    return links


def largest_war(degrees, joining, seeds=6):
    """Mean over networks of the largest war, as a share of states, among ten started at random."""
    sizes = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        links = configuration(degrees, rng)
        n = len(degrees)
        draws = rng.uniform(size=(n, n))
        starts = rng.integers(0, n, 10)
        sizes.append(max(chain_ganging.war_spread(links, joining, s, draws).mean() for s in starts))
    return float(np.mean(sizes))


@given(st.floats(-40, 40), st.floats(0, 5), unit, st.floats(0, 5), unit)
def test_joining_is_the_logistic(base, w_offense, offense, w_dependence, dependence):
    value = chain_ganging.joining_probability(base, w_offense, offense, w_dependence, dependence)
    odds = base + w_offense * offense + w_dependence * dependence
    assert value == pytest.approx(1 / (1 + np.exp(-odds)), rel=1e-12)
    assert 0 <= value <= 1


# covers: F40
def test_offense_and_dependence_drag_allies_in():
    o = np.linspace(0, 1, 11)
    assert np.all(np.diff(chain_ganging.joining_probability(-2.0, 3.0, o, 1.0, 0.5)) > 0)
    assert np.all(np.diff(chain_ganging.joining_probability(-2.0, 3.0, 0.5, 1.0, o)) > 0)
    assert chain_ganging.joining_probability(-2.0, 3.0, 0.5, 1.0, 0.5) == pytest.approx(0.5)
    assert chain_ganging.joining_probability(-2000.0, 0.0, 0.0, 0.0, 0.0) == 0
    assert chain_ganging.joining_probability(2000.0, 0.0, 0.0, 0.0, 0.0) == 1


def test_known_final_size():
    """Two drawn in by each state: the same equation as the final size of a rumor with R0 = 2."""
    assert chain_ganging.drawn_in_share(4.0, 0.5) == pytest.approx(0.79681, abs=5e-6)


@given(st.floats(0, 20), unit)
def test_share_solves_its_equation_and_needs_the_threshold(mean_allies, joining):
    share = chain_ganging.drawn_in_share(mean_allies, joining)
    assert 0 <= share <= 1
    assert share == pytest.approx(1 - np.exp(-joining * mean_allies * share), abs=1e-9)
    if joining * mean_allies <= 1:
        assert share == 0
    else:
        assert share > 0


def test_share_just_above_the_threshold():
    """S is about 2 (R - 1) / R^2 there."""
    assert chain_ganging.drawn_in_share(1.001, 1.0) == pytest.approx(0.002, rel=0.01)
    assert chain_ganging.drawn_in_share(1.0, 1.0) == 0


def test_simulated_wars_meet_the_closed_form():
    """Random alliances, mean 4: the largest war is general above the threshold and small below it."""
    rng = np.random.default_rng(5)
    degrees = rng.poisson(4.0, 1500)
    assert largest_war(degrees, 0.5) == pytest.approx(chain_ganging.drawn_in_share(4.0, 0.5), abs=0.04)
    assert largest_war(degrees, 0.15) < 0.05


def test_threshold_where_all_have_three_allies():
    degrees = np.full(1500, 3)
    assert chain_ganging.branching_factor(degrees, 0.5) == pytest.approx(1.0)
    assert largest_war(degrees, 0.35) < 0.05
    assert largest_war(degrees, 0.75) > 0.5


def test_hubs_spread_war_below_the_plain_mean():
    """Nine in ten states have one ally, one in ten has eleven; each passes war on with probability .25.

    The plain mean of tau (k - 1) over states is .25 and promises local wars; over states reached through an alliance it
    is 1.375, and simulated wars become general.
    """
    degrees = np.repeat([1, 11], [1350, 150])
    assert np.mean(0.25 * (degrees - 1)) < 1
    assert chain_ganging.branching_factor(degrees, 0.25) == pytest.approx(1.375)
    general = largest_war(degrees, 0.25)
    local = largest_war(degrees, 0.12)
    assert chain_ganging.branching_factor(degrees, 0.12) < 1
    assert general > 0.08 > 0.04 > local


def test_branching_by_hand():
    assert chain_ganging.branching_factor([1, 3], 0.5) == pytest.approx(0.5 * 6 / 4)
    assert chain_ganging.branching_factor([1, 3], [1.0, 0.2]) == pytest.approx(0.2 * 6 / 4)
    assert chain_ganging.branching_factor([1, 1], 1.0) == 0
    assert chain_ganging.branching_factor([2, 2], 0.0) == 0
    assert chain_ganging.branching_factor([0, 2, 2], 1.0) == 1
    for allies, joining, message in (([-1, 3], 0.5, "allies"), ([0, 0], 0.5, "allies"), ([1], 1.1, "joining")):
        with pytest.raises(DomainError, match=message):
            chain_ganging.branching_factor(allies, joining)
    with pytest.raises(DomainError, match="joining"):
        chain_ganging.branching_factor([1], -0.1)


def test_spread_runs_along_alliances_only():
    chain = np.zeros((5, 5), bool)
    for a, b in ((0, 1), (1, 2), (3, 4)):
        chain[a, b] = chain[b, a] = True
    always = np.zeros((5, 5))
    assert chain_ganging.war_spread(chain, 1.0, 0, always).tolist() == [True, True, True, False, False]
    assert chain_ganging.war_spread(chain, 0.0, 0, always).tolist() == [True, False, False, False, False]
    once = np.ones((5, 5))
    once[0, 1] = 0.3  # the first ally joins, the second does not
    assert chain_ganging.war_spread(chain, 0.5, 0, once).tolist() == [True, True, False, False, False]
    each = np.full((5, 5), 0.2)
    each[0, 1] = 0.5
    assert chain_ganging.war_spread(chain, each, 0, once).sum() == 2
