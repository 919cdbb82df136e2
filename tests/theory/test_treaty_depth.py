"""Treaty depth: the deepest treaty on a grid, and compliance as an observer would record it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import treaty_depth as td
from counterpoise.theory.declare import DomainError

benefits = st.floats(0.1, 10)
discounts = st.floats(0.01, 0.99)
shares = st.floats(0, 1)
weights = st.floats(0, 3)


# covers: F42
@given(benefits, discounts, shares, shares, weights)
def test_the_closed_form_is_the_deepest_treaty_kept_on_a_grid(benefit, discount, alpha, beta, weight):
    depth = np.linspace(0, benefit, 1001)[1:]
    kept = depth[td.depth_slack(depth, benefit, discount, alpha, beta, weight) >= 0]
    deepest = td.sustainable_depth(benefit, discount, alpha, beta, weight)
    assert (kept[-1] if len(kept) else 0) == pytest.approx(deepest, abs=1.01e-3 * benefit)


@given(benefits, discounts, st.floats(0, 0.5), shares, weights, st.floats(0.01, 1))
def test_slack_is_the_grim_condition_at_the_payoffs_of_that_depth(benefit, discount, alpha, beta, weight, part):
    """Comply for ever until a false signal, against one violation, with Grieco utilities; both sums in closed form."""
    depth = part * benefit
    reward, temptation, sucker = benefit * depth - depth**2 / 2, benefit * depth, -(depth**2) / 2
    keep = reward / (1 - discount * (1 - alpha))
    cheat = temptation + weight * (temptation - sucker) + discount * (1 - beta) * keep
    slack = td.depth_slack(depth, benefit, discount, alpha, beta, weight)
    assert slack == pytest.approx(keep - cheat, rel=1e-6, abs=1e-9 * benefit**2)


@pytest.mark.parametrize("discount", [0.1, 0.25, 0.4, 0.49])
def test_perfect_monitoring_gives_twice_b_delta(discount):
    assert td.sustainable_depth(1.7, discount, 0, 1) == pytest.approx(2 * 1.7 * discount)
    assert td.sustainable_depth(1.7, 1 - discount, 0, 1) == 1.7


def test_depth_by_hand():
    power = 0.8 * 0.45 / (1 - 0.8 * 0.95)
    assert td.sustainable_depth(1, 0.8, 0.05, 0.5) == 1  # power 1.5
    assert power == pytest.approx(1.5)
    assert td.sustainable_depth(1, 0.8, 0.05, 0.5, 0.5) == pytest.approx(2 * 1.0 / 3.0)
    assert td.sustainable_depth(1, 0.8, 0.05, 0.2) == pytest.approx(2 * 0.5 / 1.5)
    assert td.sustainable_depth(1, 0.8, 0.05, 0.5, 1.51) == 0
    assert td.sustainable_depth(1, 0.5, 0, 1, 1) == 0
    assert td.sustainable_depth(1, 0.8, 0.3, 0.3) == 0
    assert td.sustainable_depth(1, 0.8, 0.5, 0.3) == 0


@given(benefits, discounts, st.floats(0, 0.5), shares, weights)
def test_enforcement_buys_depth_and_relative_gains_cost_it(benefit, discount, alpha, beta, weight):
    depth = td.sustainable_depth(benefit, discount, alpha, beta, weight)
    assert 0 <= depth <= benefit
    assert td.sustainable_depth(benefit, discount, alpha, min(1, beta + 0.05), weight) >= depth
    assert td.sustainable_depth(benefit, discount, min(1, alpha + 0.05), beta, weight) <= depth
    assert td.sustainable_depth(benefit, min(0.995, discount + 0.004), alpha, beta, weight) >= depth
    assert td.sustainable_depth(benefit, discount, alpha, beta, weight + 0.1) <= depth
    assert td.sustainable_depth(2 * benefit, discount, alpha, beta, weight) == pytest.approx(2 * depth)


def observed(depth, discount, alpha, beta, seed, treaties=4000):
    """Share of treaty-years without a signal of violation; members violate wherever violating pays."""
    random = np.random.default_rng(seed)
    signal = alpha if td.depth_slack(depth, 1, discount, alpha, beta) >= -1e-12 else beta
    lives = random.geometric(signal, treaties)  # the year of the signal is the last
    return 1 - treaties / lives.sum()


def test_compliance_looks_high_because_depth_is_chosen():
    """The correction: from weak to strong enforcement observed compliance stays at 1 - alpha while depth rises.

    Were depth imposed at the level all want, the weakly enforced treaties would be broken.
    """
    alpha, betas = 0.05, (0.1, 0.2, 0.4, 0.9)
    chosen = [td.sustainable_depth(1, 0.7, alpha, beta) for beta in betas]
    compliance = [observed(depth, 0.7, alpha, beta, 1) for depth, beta in zip(chosen, betas, strict=True)]
    assert compliance == pytest.approx([td.observed_compliance(alpha)] * 4, abs=0.005)
    assert np.all(np.diff(chosen) > 0)
    assert chosen[0] < 0.25 < 0.9 < chosen[-1]
    imposed = [observed(1.0, 0.7, alpha, beta, 1) for beta in betas]
    assert imposed[:3] == pytest.approx([0.9, 0.8, 0.6], abs=0.02)
    assert imposed[3] == pytest.approx(0.95, abs=0.005)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="benefit = 0"):
        td.sustainable_depth(0, 0.5, 0, 1)
    with pytest.raises(DomainError, match="discount = 1"):
        td.sustainable_depth(1, 1, 0, 1)
    with pytest.raises(DomainError, match="detection = 2"):
        td.depth_slack(1, 1, 0.5, 0, 2)
    with pytest.raises(DomainError, match="depth = -1"):
        td.depth_slack(-1, 1, 0.5, 0, 1)
    with pytest.raises(DomainError, match="weight = -1"):
        td.sustainable_depth(1, 0.5, 0, 1, -1)
    with pytest.raises(DomainError, match="false_alarm = 1.5"):
        td.observed_compliance(1.5)
