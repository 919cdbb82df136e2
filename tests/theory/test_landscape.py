"""Axelrod and Bennett (1993): the energy identity, descent and resting places against brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import landscape
from counterpoise.theory.declare import DomainError

seeds = st.integers(0, 10_000)
states = st.integers(2, 7)


def random_system(seed, n):
    rng = np.random.default_rng(seed)
    p = rng.normal(size=(n, n))
    return p + p.T, rng.uniform(0.2, 3.0, n), rng.integers(0, 2, n)


def energy_by_hand(p, s, sides):
    n = len(s)
    return sum(s[i] * s[j] * p[i, j] * (sides[i] != sides[j]) for i in range(n) for j in range(n))


def flipped(sides, i):
    other = np.array(sides)
    other[i] = 1 - other[i]
    return other


@given(seeds, states)
def test_frustration_and_energy_are_their_definitions(seed, n):
    p, s, sides = random_system(seed, n)
    by_hand = [sum(s[j] * p[i, j] * (sides[i] != sides[j]) for j in range(n)) for i in range(n)]
    assert landscape.frustration(p, s, sides) == pytest.approx(by_hand)
    assert landscape.energy(p, s, sides) == pytest.approx(energy_by_hand(p, s, sides))
    assert landscape.energy(p, s, 1 - sides) == pytest.approx(landscape.energy(p, s, sides))


# covers: F39
@given(seeds, states)
def test_energy_identity(seed, n):
    """One state's switch changes the system's energy by twice its size times the change in its frustration."""
    p, s, sides = random_system(seed, n)
    change = landscape.energy_changes(p, s, sides)
    for i in range(n):
        after = flipped(sides, i)
        relief = landscape.frustration(p, s, after)[i] - landscape.frustration(p, s, sides)[i]
        truth = energy_by_hand(p, s, after) - energy_by_hand(p, s, sides)
        assert landscape.energy_change(s[i], relief) == pytest.approx(truth, abs=1e-9)
        assert change[i] == pytest.approx(truth, abs=1e-9)


def test_identity_needs_symmetry():
    """Without it a state may lessen its own frustration and raise the energy: the functions refuse such a matrix."""
    p = np.array([[0.0, 1.0], [-3.0, 0.0]])
    for call in (landscape.frustration, landscape.energy, landscape.energy_changes, landscape.descend):
        with pytest.raises(DomainError, match="symmetric"):
            call(p, [1, 1], [0, 1])
    with pytest.raises(DomainError, match="symmetric"):
        landscape.local_minima(p, [1, 1])


@pytest.mark.parametrize("unit", [2.0**-60, 1.0, 2.0**60])
def test_the_unit_of_propensity_moves_no_state(unit):
    p, s, sides = random_system(5, 7)
    assert landscape.descend(unit * p, s, sides).tolist() == landscape.descend(p, s, sides).tolist() != sides.tolist()
    assert landscape.local_minima(unit * p, s).tolist() == landscape.local_minima(p, s).tolist()


@given(seeds, states)
def test_resting_places_are_those_of_brute_force(seed, n):
    p, s, _ = random_system(seed, n)
    found = {tuple(row) for row in landscape.local_minima(p, s)}
    expected = set()
    for tail in product((0, 1), repeat=n - 1):
        sides = (0, *tail)
        here = energy_by_hand(p, s, sides)
        if all(energy_by_hand(p, s, flipped(sides, i)) >= here for i in range(n)):
            expected.add(sides)
    assert found == expected


@given(seeds, states)
def test_best_alignment_comes_first(seed, n):
    p, s, _ = random_system(seed, n)
    minima = landscape.local_minima(p, s)
    energies = [landscape.energy(p, s, row) for row in minima]
    assert energies == sorted(energies)
    assert energies[0] == pytest.approx(min(energy_by_hand(p, s, row) for row in landscape.bipartitions(n)))


@given(seeds, states)
def test_descent_never_climbs_and_ends_at_rest(seed, n):
    p, s, sides = random_system(seed, n)
    start = sides.copy()
    rest = landscape.descend(p, s, sides)
    assert (sides == start).all()
    assert landscape.energy(p, s, rest) <= landscape.energy(p, s, start) + 1e-9
    assert (landscape.energy_changes(p, s, rest) >= -1e-9).all()
    minima = {tuple(row) for row in landscape.local_minima(p, s)}
    assert tuple(rest if rest[0] == 0 else 1 - rest) in minima
    assert (landscape.descend(p, s, rest) == rest).all()


def test_descent_takes_the_steepest_step():
    """State 2 gains most by leaving; once it has, nobody else wants to move."""
    p = np.array([[0, 1, -4], [1, 0, -1], [-4, -1, 0]], float)
    assert landscape.descend(p, [1, 1, 1], [0, 0, 0]).tolist() == [0, 0, 1]


def test_worked_systems():
    friends = np.ones((4, 4))
    assert landscape.local_minima(friends, [1] * 4).tolist() == [[0, 0, 0, 0]]
    enemies = -np.ones((3, 3))  # every split two against one is a resting place
    assert sorted(map(tuple, landscape.local_minima(enemies, [1] * 3))) == [(0, 0, 1), (0, 1, 0), (0, 1, 1)]
    pairs = np.kron(np.array([[1, -1], [-1, 1]]), np.ones((2, 2)))
    assert landscape.local_minima(pairs, [1] * 4).tolist() == [[0, 0, 1, 1]]
    assert landscape.energy(pairs, [1] * 4, [0, 0, 1, 1]) == -8
    assert landscape.energy(pairs, [1, 2, 1, 1], [0, 0, 1, 1]) == -12


def test_indifferent_systems_rest_everywhere():
    assert len(landscape.local_minima(np.zeros((4, 4)), [1] * 4)) == 8


def test_bipartitions():
    assert len(landscape.bipartitions(17)) == 65_536
    all_of_five = landscape.bipartitions(5)
    assert len({tuple(row) for row in all_of_five}) == 16
    assert not all_of_five[:, 0].any()
    assert set(np.unique(all_of_five)) == {0, 1}
    assert landscape.bipartitions(1).tolist() == [[0]]
    assert landscape.bipartitions(18).shape == (2**17, 18)
    for bad in (0, 19):
        with pytest.raises(DomainError, match="states"):
            landscape.bipartitions(bad)


@given(seeds, states)
def test_renaming_states_permutes_the_answer(seed, n):
    p, s, sides = random_system(seed, n)
    order = np.random.default_rng(seed + 1).permutation(n)
    renamed = landscape.frustration(p[np.ix_(order, order)], s[order], sides[order])
    assert renamed == pytest.approx(landscape.frustration(p, s, sides)[order])


@given(st.floats(0.1, 5), st.floats(-5, 5), st.floats(0.05, 5))
def test_switching_is_quantal_response_around_the_rule(size, relief, temperature):
    value = landscape.switch_probability(size, relief, temperature)
    assert value == pytest.approx(1 / (1 + np.exp(np.clip(2 * size * relief / temperature, -700, 700))), abs=1e-12)
    assert landscape.switch_probability(size, -relief, temperature) == pytest.approx(1 - value)


def test_without_noise_a_state_switches_exactly_when_it_lessens_frustration():
    assert landscape.switch_probability(1.0, -1e-3, 1e-9) == 1
    assert landscape.switch_probability(1.0, 1e-3, 1e-9) == 0
    assert landscape.switch_probability(1.0, 0.0, 1e-9) == 0.5
    assert landscape.switch_probability(2.0, 0.5, 2.0) == pytest.approx(1 / (1 + np.e))


@given(seeds, st.integers(2, 5), st.floats(0.5, 20))
def test_soft_blocs_are_the_boltzmann_average(seed, n, temperature):
    p, s, _ = random_system(seed, n)
    weight, together = 0.0, np.zeros((n, n))
    for sides in landscape.bipartitions(n):
        w = np.exp(-energy_by_hand(p, s, sides) / temperature)
        weight += w
        together += w * np.equal.outer(sides, sides)
    assert landscape.together_probability(p, s, temperature) == pytest.approx(together / weight, abs=1e-9)


def test_temperature_limits():
    p, s, _ = random_system(5, 6)
    best = landscape.local_minima(p, s)[0]
    cold = landscape.together_probability(p, s, 1e-3)
    assert cold == pytest.approx(np.equal.outer(best, best).astype(float), abs=1e-6)
    warm = landscape.together_probability(p, s, 1e6)
    assert warm[~np.eye(6, dtype=bool)] == pytest.approx(0.5, abs=1e-3)


def test_gibbs_sampling_meets_the_exact_probabilities():
    p, s, sides = random_system(11, 4)
    temperature, rng = 6.0, np.random.default_rng(2)
    together = np.zeros((4, 4))
    rounds = 4000
    for _ in range(rounds):
        sides = landscape.gibbs_sweep(p, s, sides, temperature, rng.uniform(size=4))
        together += np.equal.outer(sides, sides)
    exact = landscape.together_probability(p, s, temperature)
    assert np.ptp(exact[np.triu_indices(4, 1)]) > 0.2
    assert together / rounds == pytest.approx(exact, abs=0.04)


def test_a_sweep_is_sequential_and_leaves_its_input():
    """Two enemies on one side: the first to reconsider leaves, the second then has no reason to."""
    sides = np.array([0, 0])
    moved = landscape.gibbs_sweep([[0, -1], [-1, 0]], [1, 1], sides, 1e-6, [0.5, 0.5])
    assert (moved.tolist(), sides.tolist()) == ([1, 0], [0, 0])
    assert landscape.gibbs_sweep([[0, 1], [1, 0]], [1, 1], sides, 1e-6, [0.5, 0.5]).tolist() == [0, 0]


def test_hedgers_are_the_nearly_indifferent():
    """State 2 leans neither way; as its propensity to one bloc grows it takes sides."""
    p = np.array([[0, -1, 0.01], [-1, 0, 0.0], [0.01, 0.0, 0]], float)
    assert landscape.hedgers(p, [1, 1, 1], [0, 1, 0], 0.1).tolist() == [False, False, True]
    assert not landscape.hedgers(p, [1, 1, 1], [0, 1, 0], 0.0).any()
    p[0, 2] = p[2, 0] = 1.0
    assert landscape.energy_changes(p, [1, 1, 1], [0, 1, 0])[2] == pytest.approx(2.0)
    assert not landscape.hedgers(p, [1, 1, 1], [0, 1, 0], 2.0).any()
    assert landscape.hedgers(p, [1, 1, 1], [0, 1, 0], 2.01)[2]


def test_propensity_signs_and_symmetry():
    rng = np.random.default_rng(4)
    names = (*landscape.ATTRACTS, *landscape.REPELS)
    assert len(names) == 7
    terms = {name: rng.uniform(size=(3, 3)) for name in names}
    weights = {name: 1.0 + k for k, name in enumerate(names)}
    base = landscape.propensity(terms, weights)
    assert base == pytest.approx(base.T)
    for name in names:
        more = landscape.propensity({**terms, name: terms[name] + 1.0}, weights)
        assert more - base == pytest.approx(weights[name] * (1 if name in landscape.ATTRACTS else -1) * np.ones((3, 3)))
    directed = np.array([[0, 0.6], [0.2, 0]])
    assert landscape.propensity({"threat": directed}, {"threat": 2.0})[0, 1] == pytest.approx(-0.8)


def test_bad_input_is_refused():
    p = np.zeros((2, 2))
    for matrix, size, sides, message in (
        (np.zeros((2, 3)), [1, 1], [0, 1], "square"),
        (p, [1, 1, 1], [0, 1], "square"),
        (p, [[1, 1]], [0, 1], "square"),
        (np.array([[0, np.nan], [np.nan, 0]]), [1, 1], [0, 1], "finite"),
        (p, [1, 0], [0, 1], "size"),
        (p, [1, 1], [0, 2], "sides"),
        (p, [1, 1], [0, 1, 1], "sides"),
    ):
        with pytest.raises(DomainError, match=message):
            landscape.energy(matrix, size, sides)
    with pytest.raises(DomainError, match="band"):
        landscape.hedgers(p, [1, 1], [0, 1], -0.1)
    with pytest.raises(DomainError, match="temperature"):
        landscape.together_probability(p, [1, 1], 0.0)
    with pytest.raises(DomainError, match="temperature"):
        landscape.gibbs_sweep(p, [1, 1], [0, 1], 0.0, [0.5, 0.5])
    for terms, weights, message in (
        ({"afinity": p}, {"afinity": 1.0}, "afinity"),
        ({"affinity": p}, {"affinity": 1.0, "rivlry": 1.0}, "rivlry"),
        ({"affinity": p}, {}, "without a weight"),
        ({}, {}, "0 terms"),
        ({"affinity": p, "rivalry": p}, {"affinity": -1.0, "rivalry": 1.0}, "zero or more"),
    ):
        with pytest.raises(DomainError, match=message):
            landscape.propensity(terms, weights)
    assert (landscape.propensity({"affinity": p + 1}, {"affinity": 0.0}) == 0).all()
