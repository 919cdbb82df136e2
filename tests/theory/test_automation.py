"""Aghion, Jones and Jones (2019): aggregation over tasks by brute force, and growth by automation."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.automation import (
    capital_augmentation,
    capital_share,
    labor_augmentation,
    labor_factor,
    labor_growth,
    output,
)
from counterpoise.theory.declare import DomainError

quick = settings(max_examples=40, deadline=None)

rhos = st.floats(-5, -0.1)
shares = st.floats(0.05, 0.95)
amounts = st.floats(0.1, 100)


def over_tasks(capital_by_task, labor_by_task, rho):
    """Output of a unit of tasks, each done with what it is given."""
    inputs = np.concatenate([capital_by_task, labor_by_task])
    return np.mean(inputs**rho) ** (1 / rho)


def test_four_per_cent_a_year():
    assert labor_growth(0.02, -1) == pytest.approx(0.04)
    assert labor_growth(0.02, -0.5) == pytest.approx(0.06)
    assert labor_growth(0.0, -1) == 0


@quick
@given(st.floats(0, 0.1), rhos)
def test_the_rate_is_the_growth_of_labor_augmentation_in_small_steps(theta, rho):
    steps, automated = 10_000, 0.3
    later = 1 - (1 - automated) * (1 - theta / steps) ** steps
    growth = log(labor_augmentation(later, rho) / labor_augmentation(automated, rho))
    assert growth == pytest.approx(labor_growth(theta, rho), rel=1e-4, abs=1e-12)


@quick
@given(st.floats(0, 0.5), rhos, shares)
def test_automating_once_a_year_gives_the_factor_wherever_one_starts(theta, rho, automated):
    later = automated + theta * (1 - automated)
    ratio = labor_augmentation(later, rho) / labor_augmentation(automated, rho)
    assert labor_factor(theta, rho) == pytest.approx(ratio)
    assert labor_factor(theta, rho) >= exp(labor_growth(theta, rho)) * (1 - 1e-12)


def test_yearly_steps_give_slightly_more_than_the_continuous_rate():
    assert labor_factor(0.02, -1) == pytest.approx(0.98**-2)
    assert labor_factor(0.02, -1) == pytest.approx(1.04123, abs=1e-5)
    assert exp(labor_growth(0.02, -1)) == pytest.approx(1.04081, abs=1e-5)


@pytest.mark.parametrize("rho", [-0.5, -1, -3])
@pytest.mark.parametrize("machines", [200, 650])
def test_output_is_the_sum_over_a_thousand_tasks(rho, machines):
    capital, labor, beta = 3.0, 1.5, machines / 1000
    by_task = np.full(machines, capital / beta), np.full(1000 - machines, labor / (1 - beta))
    assert output(2.0, capital, labor, beta, rho) == pytest.approx(2 * over_tasks(*by_task, rho))


def test_spreading_each_factor_evenly_is_the_best_use_of_it():
    rng = np.random.default_rng(8)
    best = output(1.0, 3.0, 1.5, 0.4, -1.0)
    for _ in range(200):
        capital, labor = rng.dirichlet(np.ones(40)) * 100 * 3, rng.dirichlet(np.ones(60)) * 100 * 1.5
        assert over_tasks(capital, labor, -1.0) <= best


@quick
@given(amounts, amounts, shares, rhos)
def test_output_from_augmented_factors_and_constant_returns(capital, labor, automated, rho):
    machines = capital_augmentation(automated, rho) * capital
    people = labor_augmentation(automated, rho) * labor
    assert output(1, capital, labor, automated, rho) == pytest.approx((machines**rho + people**rho) ** (1 / rho))
    twice = output(1, 2 * capital, 2 * labor, automated, rho)
    assert twice == pytest.approx(2 * output(1, capital, labor, automated, rho))


@quick
@given(amounts, amounts, shares, rhos)
def test_the_capital_share_is_the_elasticity_of_output(capital, labor, automated, rho):
    step = 1e-5
    up, down = (log(output(1, capital * exp(d), labor, automated, rho)) for d in (step, -step))
    assert capital_share(capital, labor, automated, rho) == pytest.approx((up - down) / (2 * step), abs=1e-5)


@quick
@given(amounts, amounts, st.floats(0.05, 0.9), rhos)
def test_automation_raises_the_capital_share_and_accumulation_lowers_it(capital, labor, automated, rho):
    base = capital_share(capital, labor, automated, rho)
    assert 0 <= base <= 1
    assert capital_share(capital, labor, automated + 0.05, rho) >= base
    assert capital_share(2 * capital, labor, automated, rho) <= base


def test_the_last_tasks_hold_the_economy_back():
    """However much capital there is, output is bounded by what labor does."""
    bound = labor_augmentation(0.9, -1.0)
    assert output(1, 1e9, 1, 0.9, -1) == pytest.approx(bound, rel=1e-4)
    assert bound == pytest.approx(100)
    assert capital_augmentation(0.9, -1) == pytest.approx(0.9**-2)


def test_faults_are_named():
    with pytest.raises(DomainError, match="rho = 0"):
        labor_growth(0.02, 0)
    with pytest.raises(DomainError, match="theta = 1"):
        labor_factor(1, -1)
    with pytest.raises(DomainError, match="theta = -0.1"):
        labor_growth(-0.1, -1)
    for automated in (0, 1):
        with pytest.raises(DomainError, match=f"automated = {automated}"):
            labor_augmentation(automated, -1)
        with pytest.raises(DomainError, match=f"automated = {automated}"):
            capital_share(1, 1, automated, -1)
    with pytest.raises(DomainError, match="capital = 0"):
        output(1, 0, 1, 0.5, -1)
    with pytest.raises(DomainError, match="labor = 0"):
        output(1, 1, 0, 0.5, -1)
    with pytest.raises(DomainError, match="productivity = 0"):
        output(0, 1, 1, 0.5, -1)
