"""Buck-passing as a volunteer's dilemma: no state gains by deviating, and everyone's chances multiply."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import buck_passing
from counterpoise.theory.declare import DomainError

players = st.integers(2, 40)
unit = st.floats(0.01, 1)


def test_known_result():
    assert buck_passing.nobody_balances(5, 0.3, 1.0, 1.0) == pytest.approx(0.2220, abs=5e-5)


@given(players, unit, st.floats(0.1, 3), unit)
def test_no_state_gains_by_deviating(n, cost, loss, offense):
    assume(cost < 0.99 * loss * offense)
    abstains = buck_passing.abstains(n, cost, loss, offense)
    assert 0 < abstains < 1
    assert cost == pytest.approx(loss * offense * abstains ** (n - 1))  # indifferent between paying and hoping
    assert buck_passing.nobody_balances(n, cost, loss, offense) == pytest.approx(abstains**n)


def test_equilibrium_on_a_grid():
    """The only symmetric strategy against which neither balancing nor abstaining is better, n=5, c=.3, L=1."""
    abstain = np.linspace(0, 1, 100_001)
    regret = np.abs(-0.3 + 1.0 * abstain**4)
    assert abstain[regret.argmin()] == pytest.approx(buck_passing.abstains(5, 0.3, 1.0, 1.0), abs=1e-5)


def test_simulated_play():
    rng = np.random.default_rng(0)
    stay_out = rng.uniform(size=(100_000, 5)) < buck_passing.abstains(5, 0.3, 1.0, 1.0)
    assert stay_out.all(axis=1).mean() == pytest.approx(0.2220, abs=0.005)


# covers: F40
@given(players, unit, st.floats(0.1, 3), unit)
def test_more_balancers_balance_less_and_offense_rouses_them(n, cost, loss, offense):
    now = buck_passing.nobody_balances(n, cost, loss, offense)
    assert 0 <= now <= 1
    assert buck_passing.nobody_balances(n + 1, cost, loss, offense) >= now - 1e-12
    assert buck_passing.abstains(n + 1, cost, loss, offense) >= buck_passing.abstains(n, cost, loss, offense) - 1e-12
    assert buck_passing.nobody_balances(n, cost, loss, min(1.0, offense + 0.1)) <= now + 1e-12


def test_pure_buck_passing_where_the_loss_is_below_the_cost():
    for offense in (0.0, 0.2, 0.3):
        assert buck_passing.nobody_balances(4, 0.3, 1.0, offense) == 1
        assert buck_passing.abstains(4, 0.3, 1.0, offense) == 1
    assert buck_passing.nobody_balances(4, 0.3, 1.0, 0.31) < 1
    assert buck_passing.abstains(4, 0.3, 1.0, 0.31) < 1


def test_limits_in_numbers():
    assert buck_passing.nobody_balances(2, 0.3, 1.0, 1.0) == pytest.approx(0.09)
    assert buck_passing.nobody_balances(10_000, 0.3, 1.0, 1.0) == pytest.approx(0.3, abs=1e-3)
    with pytest.raises(DomainError, match="n = 1"):
        buck_passing.nobody_balances(1, 0.3, 1.0, 1.0)
