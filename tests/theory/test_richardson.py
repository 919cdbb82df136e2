"""Arms races: equilibria and stability against the differential equation integrated step by step."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import richardson
from counterpoise.theory.declare import DomainError

reactions = st.floats(0, 0.5)
fatigues = st.floats(0.05, 0.5)
grievances = st.floats(-0.2, 0.2)


def euler(start, reaction, fatigue, grievance, years, steps):
    """The equation as written, by small steps, to check everything else against."""
    x = np.array(start, float)
    for _ in range(steps):
        change = [
            sum(reaction[i][j] * x[j] for j in range(len(x))) - fatigue[i] * x[i] + grievance[i] for i in range(len(x))
        ]
        x = x + years / steps * np.array(change)
    return x


def test_known_results():
    assert richardson.equilibrium_arms(0.1, 0.1, 0.2, 0.2, 0.01, 0.01) == pytest.approx(0.1)
    assert richardson.stability_margin(0.4, 0.1, 0.2, 0.2) == pytest.approx(0)
    # k=.1, l=.2, a=.3, b=.4, g=.05, h=.02: x* = (.1*.02 + .4*.05)/(.12 - .02)
    assert richardson.equilibrium_arms(0.1, 0.2, 0.3, 0.4, 0.05, 0.02) == pytest.approx(0.22)
    assert richardson.equilibrium_arms(0.2, 0.1, 0.4, 0.3, 0.02, 0.05) == pytest.approx(0.16)


@given(reactions, reactions, fatigues, fatigues, grievances, grievances)
def test_at_the_equilibrium_neither_state_changes(k, l, a, b, g, h):
    assume(abs(a * b - k * l) > 1e-3)
    x = richardson.equilibrium_arms(k, l, a, b, g, h)
    y = richardson.equilibrium_arms(l, k, b, a, h, g)
    assert k * y - a * x + g == pytest.approx(0, abs=1e-9)
    assert l * x - b * y + h == pytest.approx(0, abs=1e-9)


@given(reactions, reactions, fatigues, fatigues)
def test_two_states_are_stable_iff_fatigue_outweighs_reaction(k, l, a, b):
    margin = richardson.stability_margin(k, l, a, b)
    assert margin == pytest.approx(a * b - k * l)
    assume(abs(margin) > 1e-6)
    assert (margin > 0) == richardson.is_stable([[0, k], [l, 0]], [a, b])


@pytest.mark.parametrize(("k", "settles"), [(0.1, True), (0.19, True), (0.21, False), (0.4, False)])
def test_a_race_settles_or_runs_away_as_its_margin_says(k, settles):
    l, a, b, g, h = 0.2, 0.2, 0.2, 0.01, 0.02
    path = richardson.trajectory([0.5, 0.1], [[0, k], [l, 0]], [a, b], [g, h], years=4000, steps=8000)
    assert (richardson.stability_margin(k, l, a, b) > 0) is settles
    if settles:
        assert path[-1, 0] == pytest.approx(richardson.equilibrium_arms(k, l, a, b, g, h), rel=1e-6)
        assert path[-1, 1] == pytest.approx(richardson.equilibrium_arms(l, k, b, a, h, g), rel=1e-6)
    else:
        assert path[-1].min() > 100 * path[0].max()


def test_trajectory_follows_the_differential_equation():
    reaction = [[0, 0.1, 0.05], [0.2, 0, 0.0], [0.02, 0.1, 0]]
    fatigue, grievance, start = [0.3, 0.25, 0.4], [0.01, -0.02, 0.03], [1.0, 0.5, 2.0]
    path = richardson.trajectory(start, reaction, fatigue, grievance, years=10, steps=100)
    assert path.shape == (101, 3)
    assert path[0] == pytest.approx(start)
    assert path[-1] == pytest.approx(euler(start, reaction, fatigue, grievance, 10, 50_000), rel=1e-4)
    alone = richardson.trajectory([1.0], [[0]], [0.5], [0.0], years=2, steps=20)
    assert alone[:, 0] == pytest.approx(np.exp(-0.5 * np.linspace(0, 2, 21)), rel=1e-6)
    # fourth order: sixteen times the steps' square less error with half the step
    errors = [abs(richardson.trajectory([1.0], [[0]], [0.5], [0.0], 2, n)[-1, 0] - np.exp(-1)) for n in (4, 8)]
    assert 12 < errors[0] / errors[1] < 22


def test_many_states_settle_where_the_linear_system_says():
    rng = np.random.default_rng(5)
    n = 6
    reaction = rng.uniform(0, 0.05, (n, n)) * ~np.eye(n, dtype=bool)
    fatigue, grievance = rng.uniform(0.3, 0.5, n), rng.uniform(0, 0.1, n)
    settled = richardson.trajectory(np.zeros(n), reaction, fatigue, grievance, years=300, steps=1500)[-1]
    assert richardson.equilibrium(reaction, fatigue, grievance) == pytest.approx(settled, rel=1e-6)


def test_two_states_in_matrix_form_are_the_two_state_formula():
    x = richardson.equilibrium([[0, 0.1], [0.2, 0]], [0.3, 0.4], [0.05, 0.02])
    assert x == pytest.approx([0.22, 0.16])


@given(st.integers(2, 6), st.floats(0.01, 0.5), st.floats(0.05, 2), st.integers(0, 10**6))
def test_with_equal_fatigue_the_race_is_stable_iff_the_spectral_radius_is_below_it(n, scale, fatigue, seed):
    reaction = np.random.default_rng(seed).uniform(0, scale, (n, n)) * ~np.eye(n, dtype=bool)
    radius = np.abs(np.linalg.eigvals(reaction)).max()
    rate = richardson.growth_rate(reaction, np.full(n, fatigue))
    assert rate == pytest.approx(radius - fatigue, abs=1e-9)
    assume(abs(radius - fatigue) > 1e-9)
    assert richardson.is_stable(reaction, np.full(n, fatigue)) == (radius < fatigue)


def test_the_growth_rate_is_the_rate_at_which_an_unstable_race_grows():
    reaction, fatigue = 0.3 * (1 - np.eye(3)), [0.2, 0.25, 0.3]
    path = richardson.trajectory([1, 1, 1], reaction, fatigue, [0, 0, 0], years=60, steps=1200)
    assert np.log(path[-1] / path[-21]) == pytest.approx(richardson.growth_rate(reaction, fatigue), rel=1e-4)


def test_at_the_edge_of_stability_a_race_does_not_settle():
    reaction, fatigue = [[0, 0.5], [0.5, 0]], [0.5, 0.5]
    assert richardson.growth_rate(reaction, fatigue) == pytest.approx(0, abs=1e-15)
    with pytest.raises(DomainError, match="not stable"):
        richardson.equilibrium([[0, 0.6], [0.5, 0]], fatigue, [1, 1])


def test_waste_is_what_reaction_adds():
    reaction = [[0, 0.1], [0.2, 0]]
    waste = richardson.arms_race_waste(reaction, [0.3, 0.4], [0.05, 0.02], output=2.0)
    assert waste == pytest.approx((0.22 + 0.16 - 0.05 / 0.3 - 0.02 / 0.4) / 2)
    assert richardson.arms_race_waste(np.zeros((2, 2)), [0.3, 0.4], [0.05, 0.02], 1.0) == pytest.approx(0)


@given(st.floats(0, 0.15), st.floats(0.001, 0.04), fatigues)
def test_more_reaction_wastes_more(k, more, g):
    reaction = np.array([[0, 1.0], [1.0, 0]])
    low = richardson.arms_race_waste(k * reaction, [0.2, 0.2], [g, g], 1.0)
    assert richardson.arms_race_waste((k + more) * reaction, [0.2, 0.2], [g, g], 1.0) > low >= 0


def test_a_burden_moves_towards_threat_norm_and_grievance():
    step = richardson.next_burden
    assert step(0.02, 0.02, 0.02, 0.1, 0.1, 0.0) == pytest.approx(0.02)
    assert step(0.02, 0.04, 0.02, 0.5, 0.1, 0.0) == pytest.approx(0.02 * 2**0.5)
    assert step(0.04, 0.04, 0.02, 0.5, 0.5, 0.0) == pytest.approx(0.04 * 2**-0.5)
    assert step(0.02, 0.02, 0.02, 0.5, 0.5, 0.1) == pytest.approx(0.02 * np.exp(0.1))
    assert step(0.02, 0.5, 0.3, 0.0, 0.0, 0.0) == pytest.approx(0.02)


@given(st.floats(0.2, 4), st.floats(0.005, 0.1), st.floats(0, 0.4), st.floats(0.1, 0.5), st.floats(-0.05, 0.05))
def test_a_pair_of_burdens_settles_where_the_closed_form_says(regard, norm, k, a, g):
    one, two = 0.01, 0.08
    for _ in range(400):
        one, two = (
            richardson.next_burden.kernel(one, regard * two, norm, k, a, g),
            richardson.next_burden.kernel(two, regard * one, norm, k, a, g),
        )
    settled = richardson.settled_burden(regard, norm, k, a, g)
    assert one == pytest.approx(settled, rel=1e-6)
    assert two == pytest.approx(settled, rel=1e-6)


def test_without_fatigue_a_pair_drifts_for_ever():
    one, two, logs = 0.01, 0.04, []
    for _ in range(200):
        one, two = (
            richardson.next_burden(one, two, 0.02, 0.2, 0.0, 0.01),
            richardson.next_burden(two, one, 0.02, 0.2, 0.0, 0.01),
        )
        logs.append(np.log(one) + np.log(two))
    assert np.diff(logs) == pytest.approx(0.02)


def test_without_reaction_only_grievance_moves_a_burden_from_its_norm():
    assert richardson.settled_burden(3.0, 0.02, 0.0, 0.2, 0.0) == pytest.approx(0.02)
    assert richardson.settled_burden(3.0, 0.02, 0.0, 0.2, 0.1) == pytest.approx(0.02 * np.exp(0.5))
    assert richardson.settled_burden(2.0, 0.02, 0.2, 0.2, 0.0) == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("reaction", "fatigue", "grievance", "what"),
    [
        ([[0, 1], [1, 0]], [1, 1, 1], [1, 1], "do not fit"),
        ([[0, 1], [1, 0]], [[1, 1]], [1, 1], "do not fit"),
        ([[0, 1], [1, 0]], [1, 1], [1, 1, 1], "do not fit"),
        ([[0, -1], [1, 0]], [1, 1], [1, 1], "reaction must be zero or more"),
        ([[0.1, 0], [0, 0]], [1, 1], [1, 1], "zero diagonal"),
        ([[0, np.inf], [0, 0]], [1, 1], [1, 1], "finite"),
        ([[0, 0], [0, 0]], [1, 1], [1, np.nan], "finite"),
        ([[0, 0], [0, 0]], [1, 0], [1, 1], "fatigue must be positive"),
        ([[0, 0], [0, 0]], [1, np.inf], [1, 1], "fatigue must be positive"),
    ],
)
def test_a_system_that_does_not_fit_is_refused(reaction, fatigue, grievance, what):
    with pytest.raises(DomainError, match=f"richardson: .*{what}"):
        richardson.equilibrium(reaction, fatigue, grievance)


def test_a_trajectory_or_waste_that_does_not_fit_is_refused():
    calm = ([[0.0]], [1.0], [1.0])
    with pytest.raises(DomainError, match="start"):
        richardson.trajectory([1, 2], *calm, 1, 1)
    with pytest.raises(DomainError, match="years = 0"):
        richardson.trajectory([1], *calm, 0, 1)
    with pytest.raises(DomainError, match="steps = 0"):
        richardson.trajectory([1], *calm, 1, 0)
    assert len(richardson.trajectory([1], *calm, 1, 1)) == 2
    with pytest.raises(DomainError, match="output = 0"):
        richardson.arms_race_waste(*calm, 0)


def test_arguments_outside_the_domain_are_refused_by_name():
    good = dict.fromkeys(
        ("reaction", "reaction_other", "fatigue", "fatigue_other", "grievance", "grievance_other"), 0.1
    ) | {"reaction": 0.05}
    for name in ("reaction", "reaction_other"):
        with pytest.raises(DomainError, match=f"{name} = -1"):
            richardson.equilibrium_arms(**{**good, name: -1})
    for name in ("fatigue", "fatigue_other"):
        with pytest.raises(DomainError, match=f"{name} = 0"):
            richardson.equilibrium_arms(**{**good, name: 0})
    with pytest.raises(DomainError, match="fatigue \\* fatigue_other != reaction \\* reaction_other"):
        richardson.equilibrium_arms(0.5, 0.5, 0.5, 0.5, 1, 1)
    for name in ("burden", "threat", "norm"):
        with pytest.raises(DomainError, match=f"{name} = 0"):
            richardson.next_burden(
                **{"burden": 1, "threat": 1, "norm": 1, "reaction": 1, "fatigue": 1, "grievance": 1, name: 0}
            )
    with pytest.raises(DomainError, match="regard = 0"):
        richardson.settled_burden(0, 1, 1, 1, 0)
    with pytest.raises(DomainError, match="fatigue = 0"):
        richardson.settled_burden(1, 1, 1, 0, 0)
    with pytest.raises(DomainError, match="reaction = -1"):
        richardson.next_burden(1, 1, 1, -1, 0, 0)
