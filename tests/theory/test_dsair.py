"""DSAIR: thresholds by root finding, fixation by absorption, the limit of rare mutants by the whole process."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory import dsair
from counterpoise.theory.declare import DomainError
from counterpoise.theory.dsair import Zone

FIGURE = {"benefit": 4.0, "cost": 1.0, "speed": 1.5, "prize": 1e4, "rounds": 100.0}
races = st.fixed_dictionaries(
    {
        "benefit": st.floats(0.1, 10),
        "cost": st.floats(0, 2),
        "speed": st.floats(1, 5),
        "prize": st.floats(100, 1e5),
        "rounds": st.floats(10, 1000),
        "detection": st.floats(0, 1),
    }
)
payoffs = st.floats(-5, 5)


def collective_gain(risk, **race):
    matrix = dsair.payoff_matrix(**race, risk=risk)
    return matrix[0, 0] - matrix[1, 1]


def risk_dominance(risk, **race):
    matrix = dsair.payoff_matrix(**race, risk=risk)
    return matrix[0].sum() - matrix[1].sum()


def root(function, low=0.0, high=1.0):
    for _ in range(45):
        middle = (low + high) / 2
        low, high = (low, middle) if function(middle) > 0 else (middle, high)
    return (low + high) / 2


def absorption(mutant_mutant, mutant_resident, resident_mutant, resident_resident, selection, population):
    """Probability that one mutant takes over, by solving the birth-death chain of Fermi imitation."""
    z = population
    move = np.zeros((z + 1, z + 1))
    for k in range(1, z):
        mutant = ((k - 1) * mutant_mutant + (z - k) * mutant_resident) / (z - 1)
        resident = (k * resident_mutant + (z - k - 1) * resident_resident) / (z - 1)
        meet = k * (z - k) / z**2
        move[k, k + 1] = meet / (1 + np.exp(-selection * (mutant - resident)))
        move[k, k - 1] = meet / (1 + np.exp(selection * (mutant - resident)))
        move[k, k] = 1 - move[k, k + 1] - move[k, k - 1]
    inner = move[1:z, 1:z]
    return np.linalg.solve(np.eye(z - 1) - inner, move[1:z, z])[0]


def test_round_payoffs_at_a_point():
    """b=4, c=1, s=3, p_fo=.5, with a negligible prize: pi11=1, pi12=1.5, pi21=1.5, pi22=1.5."""
    matrix = dsair.payoff_matrix(4, 1, 3, 1e-9, 10, risk=0.0, detection=0.5)
    assert matrix == pytest.approx(np.array([[1, 1.5], [1.5, 1.5]]))
    matrix = dsair.payoff_matrix(4, 1, 3, 1e-9, 10, risk=0.4, detection=0.5)
    assert matrix == pytest.approx(np.array([[1, 1.5], [0.9, 0.9]]))


def test_long_run_payoffs_at_the_published_setting():
    matrix = dsair.payoff_matrix(**FIGURE, risk=0.5)
    assert matrix == pytest.approx(np.array([[51, 0.6], [0.5 * 152.4, 0.5 * 77]]))


# covers: T18
def test_exact_thresholds():
    assert dsair.collective_threshold(**FIGURE, detection=0) == pytest.approx(0.33766, abs=5e-6)
    assert dsair.risk_dominance_threshold(**FIGURE, detection=0) == pytest.approx(0.77507, abs=5e-6)
    assert root(lambda p: collective_gain(p, **FIGURE)) == pytest.approx(0.33766, abs=5e-6)
    assert root(lambda p: risk_dominance(p, **FIGURE)) == pytest.approx(0.77507, abs=5e-6)


@settings(max_examples=20)
@given(races)
def test_thresholds_are_where_the_payoff_matrix_turns(race):
    for threshold, gain in (
        (dsair.collective_threshold(**race), collective_gain),
        (dsair.risk_dominance_threshold(**race), risk_dominance),
    ):
        assert threshold < 1 or gain(1.0, **race) <= 1e-9
        if 0 < threshold < 1:
            assert root(lambda p, gain=gain: gain(p, **race)) == pytest.approx(threshold, abs=1e-9)
        elif threshold <= 0:
            assert gain(0.0, **race) >= -1e-9 * race["prize"]


@given(st.floats(1, 10), st.floats(0, 1))
def test_thresholds_tend_to_their_limits_as_the_prize_dwarfs_the_rounds(speed, detection):
    race = {**FIGURE, "speed": speed, "prize": 1e12, "detection": detection}
    assert dsair.collective_threshold(**race) == pytest.approx(dsair.collective_threshold_limit(speed), abs=1e-6)
    assert dsair.risk_dominance_threshold(**race) == pytest.approx(
        dsair.risk_dominance_threshold_limit(speed), abs=1e-6
    )
    assert dsair.collective_threshold_limit(speed) < dsair.risk_dominance_threshold_limit(speed)


def test_limits_at_the_published_speed():
    assert dsair.collective_threshold_limit(1.5) == pytest.approx(0.3333, abs=5e-5)
    assert dsair.risk_dominance_threshold_limit(1.5) == pytest.approx(0.7778, abs=5e-5)
    assert dsair.collective_threshold_limit(1.0) == 0


def test_zones():
    lower, upper = 1 / 3, 7 / 9
    assert dsair.zone(0.1, lower, upper) is Zone.INNOVATION
    assert dsair.zone(lower, lower, upper) is Zone.INNOVATION
    assert dsair.zone(0.5, lower, upper) is Zone.DILEMMA
    assert dsair.zone(upper, lower, upper) is Zone.DILEMMA
    assert dsair.zone(0.9, lower, upper) is Zone.COMPLIANCE
    assert dsair.zone(0.4, 0.5, 0.3) is Zone.CAUTION
    assert dsair.zone(0.3, 0.5, 0.3) is Zone.INNOVATION
    assert dsair.zone(0.5, 0.5, 0.3) is Zone.CAUTION
    assert dsair.zone(0, lower, upper) is Zone.INNOVATION
    assert dsair.zone(1, lower, upper) is Zone.COMPLIANCE
    for risk in (-0.1, 1.1, float("nan")):
        with pytest.raises(DomainError, match="zone: risk"):
            dsair.zone(risk, lower, upper)


def test_below_the_collective_threshold_forced_safety_costs_welfare():
    """'Regulate the race' is wrong at both ends: costly below, needless above."""
    assert collective_gain(0.2, **FIGURE) < 0 < collective_gain(0.5, **FIGURE)
    in_dilemma = dsair.stationary_distribution(dsair.payoff_matrix(**FIGURE, risk=0.5), 0.01, 100)
    in_compliance = dsair.stationary_distribution(dsair.payoff_matrix(**FIGURE, risk=0.9), 0.01, 100)
    assert in_dilemma[0] < 0.1
    assert in_compliance[0] > 0.9


@given(st.integers(2, 300), payoffs)
def test_neutral_mutants_fix_with_one_over_the_population(population, payoff):
    assert dsair.fixation_probability(payoff, payoff, payoff, payoff, 0.01, population) == pytest.approx(1 / population)
    assert dsair.fixation_probability(1, 2, 3, -4, 0.0, population) == pytest.approx(1 / population)


@given(payoffs, payoffs, payoffs, payoffs, st.floats(0, 1), st.integers(2, 20))
def test_fixation_is_the_absorption_of_the_imitation_process(a, b, c, d, selection, population):
    fixed = dsair.fixation_probability(a, b, c, d, selection, population)
    assert fixed == pytest.approx(absorption(a, b, c, d, selection, population), rel=1e-6, abs=1e-12)


def test_fixation_as_the_sum_is_written():
    a, b, c, d, beta, z = 1.0, -0.5, 0.7, 0.2, 0.3, 7
    total = 1.0
    for k in range(1, z):
        product = 1.0
        for j in range(1, k + 1):
            mutant = ((j - 1) * a + (z - j) * b) / (z - 1)
            resident = (j * c + (z - j - 1) * d) / (z - 1)
            product *= np.exp(-beta * (mutant - resident))
        total += product
    assert dsair.fixation_probability(a, b, c, d, beta, z) == pytest.approx(1 / total)


def test_strong_selection_neither_overflows_nor_goes_missing():
    assert dsair.fixation_probability(9, 9, 1, 1, 100, 100) == pytest.approx(1)
    assert dsair.fixation_probability(1, 1, 9, 9, 100, 100) == 0
    assert dsair.fixation_probability(1, 1, 2, 2, 5, 100) == pytest.approx(np.exp(-5 * 99), rel=1e-2)


@given(payoffs, payoffs, payoffs, payoffs, st.integers(2, 60))
def test_mutual_fixation_is_ordered_by_the_finite_population_risk_dominance(a, b, c, d, z):
    """rho(A in B) > rho(B in A) iff (Z - 2) a + Z b > Z c + (Z - 2) d."""
    margin = (z - 2) * a + z * b - z * c - (z - 2) * d
    if abs(margin) < 1e-6:
        return
    forward = dsair.fixation_probability(a, b, c, d, 0.1, z)
    backward = dsair.fixation_probability(d, c, b, a, 0.1, z)
    assert (forward > backward) == (margin > 0)
    assert np.log(forward / backward) == pytest.approx(0.1 * margin / 2, abs=1e-6)


@pytest.mark.parametrize("risk", [0.1, 0.5, 0.76, 0.79, 0.9])
def test_two_strategies_share_time_as_they_fix_in_each_other(risk):
    matrix = dsair.payoff_matrix(**FIGURE, risk=risk)
    (a, b), (c, d) = matrix
    into_safe = dsair.fixation_probability(a, b, c, d, 0.01, 100)
    into_unsafe = dsair.fixation_probability(d, c, b, a, 0.01, 100)
    shares = dsair.stationary_distribution(matrix, 0.01, 100)
    assert shares == pytest.approx([into_safe / (into_safe + into_unsafe), into_unsafe / (into_safe + into_unsafe)])
    # imitation selects safety above the risk-dominance threshold, up to the finite population
    assert (shares[0] > 0.5) == (risk > dsair.risk_dominance_threshold(**FIGURE, detection=0.0))


def rare_mutants_by_brute_force(payoff, selection, population, mutation):
    """Time spent in each state of the whole process with mutation, for two strategies."""
    z = population
    move = np.zeros((z + 1, z + 1))
    for k in range(z + 1):
        first = ((k - 1) * payoff[0, 0] + (z - k) * payoff[0, 1]) / (z - 1)
        second = (k * payoff[1, 0] + (z - k - 1) * payoff[1, 1]) / (z - 1)
        up = (z - k) / z * ((1 - mutation) * k / z / (1 + np.exp(-selection * (first - second))) + mutation)
        down = k / z * ((1 - mutation) * (z - k) / z / (1 + np.exp(selection * (first - second))) + mutation)
        if k < z:
            move[k, k + 1] = up
        if k > 0:
            move[k, k - 1] = down
        move[k, k] = 1 - up - down
    system = np.vstack([move.T - np.eye(z + 1), np.ones(z + 1)])
    return np.linalg.lstsq(system, np.append(np.zeros(z + 1), 1), rcond=None)[0]


def test_rare_mutants_leave_the_population_in_one_strategy_as_often_as_the_small_chain_says():
    payoff = np.array([[1.0, 0.2], [0.7, 0.6]])
    whole = rare_mutants_by_brute_force(payoff, 0.5, 12, 1e-6)
    shares = dsair.stationary_distribution(payoff, 0.5, 12)
    assert [whole[-1], whole[0]] == pytest.approx(shares, abs=1e-4)
    assert whole[1:-1].sum() < 1e-3


@given(st.integers(2, 5), st.integers(0, 10**6))
def test_stationary_distribution_balances_the_moves(n, seed):
    payoff = np.random.default_rng(seed).uniform(-1, 1, (n, n))
    moves = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i != j:
                moves[i, j] = dsair.fixation_probability(
                    payoff[j, j], payoff[j, i], payoff[i, j], payoff[i, i], 0.2, 20
                ) / (n - 1)
        moves[i, i] = 1 - moves[i].sum()
    shares = dsair.stationary_distribution(payoff, 0.2, 20)
    assert shares @ moves == pytest.approx(shares, abs=1e-12)
    assert shares.sum() == pytest.approx(1)
    assert np.all(shares > 0)
    order = np.random.default_rng(seed).permutation(n)
    assert dsair.stationary_distribution(payoff[np.ix_(order, order)], 0.2, 20) == pytest.approx(shares[order])


def test_alike_strategies_share_time_equally():
    assert dsair.stationary_distribution(np.ones((3, 3)), 1.0, 10) == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("payoff", "selection", "population", "what"),
    [
        ([1, 2], 1, 10, "square"),
        ([[1, 2]], 1, 10, "square"),
        ([[1.0]], 1, 10, "two strategies"),
        ([[1, np.nan], [1, 1]], 1, 10, "finite"),
        ([[1, 1], [1, 1]], -1, 10, "selection = -1"),
        ([[1, 1], [1, 1]], 1, 1, "population = 1"),
        ([[9, 9], [1, 1]], 100, 100, "selection = 100 is too strong"),
    ],
)
def test_stationary_distribution_refuses_what_it_cannot_solve(payoff, selection, population, what):
    with pytest.raises(DomainError, match=what):
        dsair.stationary_distribution(payoff, selection, population)


def test_arguments_outside_the_domain_are_refused_by_name():
    for name, value in (
        ("benefit", 0),
        ("cost", -1),
        ("speed", 0.9),
        ("prize", 0),
        ("rounds", 0),
        ("detection", 1.1),
    ):
        for threshold in (dsair.collective_threshold, dsair.risk_dominance_threshold):
            with pytest.raises(DomainError, match=f"{name} = {value}"):
                threshold(**{**FIGURE, "detection": 0.5, name: value})
    with pytest.raises(DomainError, match="risk = 1.1"):
        dsair.payoff_matrix(**FIGURE, risk=1.1)
    with pytest.raises(DomainError, match="speed = 0.5"):
        dsair.collective_threshold_limit(0.5)
    with pytest.raises(DomainError, match="speed = 0.5"):
        dsair.risk_dominance_threshold_limit(0.5)
    with pytest.raises(DomainError, match="population = 1"):
        dsair.fixation_probability(1, 1, 1, 1, 1, 1)
