"""Inspection: recursion against closed form, each stage's matrix game solved, and inspectees who play it out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import inspection
from counterpoise.theory.declare import DomainError

stages = st.integers(1, 14)
inspections = st.integers(0, 14)
penalties = st.floats(0, 10)


@pytest.mark.parametrize(
    ("case", "value"),
    [((2, 1, 1), -1 / 3), ((4, 2, 1), -0.272727), ((8, 2, 1), -0.567568), ((6, 3, 2), -0.121951)],
)
def test_known_values(case, value):
    assert inspection.inspection_value(*case) == pytest.approx(value, abs=5e-7)
    assert inspection.inspection_plan(*case).value == pytest.approx(value, abs=5e-7)


@given(stages, inspections, penalties)
def test_recursion_is_the_closed_form(n, m, b):
    assert inspection.inspection_plan(n, m, b).value == pytest.approx(inspection.inspection_value(n, m, b), abs=1e-12)


@given(stages, inspections, penalties)
def test_closed_form_by_binomials(n, m, b):
    from math import comb

    total = sum(comb(n, i) * b ** (m - i) for i in range(m + 1))
    expected = 0.0 if m >= n else -comb(n - 1, m) / total
    assert inspection.inspection_value(n, m, b) == pytest.approx(expected)


@given(st.integers(2, 12), st.integers(1, 11), penalties)
def test_each_stage_is_a_matrix_game_in_equilibrium(n, m, b):
    """Neither side gains by another pure choice against the other's mixture."""
    plan = inspection.inspection_plan(n, m, b)
    assert 0 <= plan.inspect <= 1
    assert 0 <= plan.violate <= 1
    game = np.array(
        [
            [inspection.inspection_value(n - 1, m - 1, b), b],
            [inspection.inspection_value(n - 1, m, b), -1.0],
        ]
    )
    if m >= n:
        assert plan == (0.0, 1.0, 0.0)
        assert game[0, 0] == 0
        return
    inspect, violate = np.array([plan.inspect, 1 - plan.inspect]), np.array([1 - plan.violate, plan.violate])
    assert game @ violate == pytest.approx(plan.value, abs=1e-9)  # inspector indifferent
    assert inspect @ game == pytest.approx(plan.value, abs=1e-9)  # inspectee indifferent


def test_played_out_the_game_is_worth_its_value():
    """Both sides follow the plan of every stage; many repetitions."""
    random = np.random.default_rng(12)
    total = 0.0
    for _ in range(20_000):
        left = 2
        for n in range(6, 0, -1):
            plan = inspection.inspection_plan(n, left, 1.5)
            looks = random.random() < plan.inspect
            if random.random() < plan.violate:
                total += 1.5 if looks else -1.0
                break
            left -= looks
    assert inspection.inspection_value(6, 2, 1.5) == pytest.approx(total / 20_000, abs=0.03)


@given(stages, inspections, penalties)
def test_more_inspections_penalties_or_fewer_occasions_help_the_inspector(n, m, b):
    value = inspection.inspection_value(n, m, b)
    assert -1 <= value <= 0
    assert inspection.inspection_value(n, m + 1, b) >= value
    assert inspection.inspection_value(n + 1, m, b) <= value
    assert inspection.inspection_value(n, m, b + 1) >= value


def test_the_ends():
    assert inspection.inspection_value(5, 0, 9) == -1
    assert inspection.inspection_value(5, 5, 0) == 0
    assert inspection.inspection_value(5, 9, 1) == 0
    assert inspection.inspection_value(4, 1, 0) == pytest.approx(-0.75)
    assert inspection.inspection_plan(5, 0, 9) == (-1, 0, 1)
    assert inspection.inspection_plan(1, 1, 9) == (0, 1, 0)
    assert inspection.inspection_plan(2, 1, 1) == pytest.approx((-1 / 3, 1 / 3, 1 / 3))


def test_many_stages_do_not_overflow():
    assert -1 < inspection.inspection_value(100_000, 50, 1) < -0.99
    assert inspection.inspection_value(3000, 1500, 50) == pytest.approx(0, abs=1e-12)


def test_one_shot_deterrence():
    assert inspection.deterring_rate(2, 3, 0.8) == pytest.approx(0.5)
    assert inspection.deterring_rate(0, 3, 0.8) == 0
    assert inspection.deterring_rate(9, 1, 0.5) == pytest.approx(1.8)


@given(st.floats(0, 10), st.floats(0.1, 10), st.floats(0.05, 1), st.floats(0, 1))
def test_the_deterring_rate_is_where_a_violation_stops_paying(gain, penalty, detection, rate):
    caught = rate * detection
    worth = (1 - caught) * gain - caught * penalty
    needed = inspection.deterring_rate(gain, penalty, detection)
    if abs(rate - needed) > 1e-9:
        assert (rate > needed) == (worth < 0)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="stages = 0"):
        inspection.inspection_value(0, 0, 1)
    with pytest.raises(DomainError, match="penalty = -1"):
        inspection.inspection_value(2, 1, -1)
    with pytest.raises(DomainError, match="detection = 0"):
        inspection.deterring_rate(1, 1, 0)
    with pytest.raises(DomainError, match="penalty = 0"):
        inspection.deterring_rate(1, 0, 0.5)
    good = {"stages": 3, "inspections": 1, "penalty": 0.0}
    assert inspection.inspection_plan(**good).value == pytest.approx(-2 / 3)
    for name, value in [
        ("stages", 0),
        ("stages", 1.5),
        ("inspections", -1),
        ("inspections", 0.5),
        ("penalty", -0.1),
        ("penalty", float("nan")),
    ]:
        with pytest.raises(DomainError, match=f"{name} = "):
            inspection.inspection_plan(**{**good, name: value})
