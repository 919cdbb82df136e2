"""Contests: closed forms against best responses found on a grid."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import contest
from counterpoise.theory.declare import DomainError

forces = st.floats(0, 1e6)
decisive = st.floats(0.05, 8)


def test_success_functions_by_hand():
    assert contest.ratio_success(3, 1, 1) == pytest.approx(0.75)
    assert contest.ratio_success(3, 1, 2) == pytest.approx(0.9)
    assert contest.ratio_success(1, 3, 2) == pytest.approx(0.1)
    assert contest.logit_success(2, 1, 1) == pytest.approx(np.e / (1 + np.e))
    assert contest.logit_success(1, 2, 3) == pytest.approx(1 / (1 + np.e**3))


@given(forces, forces, decisive)
def test_both_success_functions_share_out_certainty(own, rival, m):
    for success in (contest.ratio_success, contest.logit_success):
        if success is contest.ratio_success:
            assume(own + rival > 0)
        p, q = success(own, rival, m), success(rival, own, m)
        assert 0 <= p <= 1
        assert p + q == pytest.approx(1)
        assert p >= 0.5 if own >= rival else p <= 0.5
        assert success(own + 1, rival, m) >= p


@given(st.floats(0.01, 100), st.floats(0.01, 100), decisive, st.floats(0.01, 100))
def test_ratio_ignores_the_unit_and_difference_the_level(own, rival, m, x):
    assert contest.ratio_success(own * x, rival * x, m) == pytest.approx(contest.ratio_success(own, rival, m))
    assert contest.logit_success(own + x, rival + x, m) == pytest.approx(contest.logit_success(own, rival, m), abs=1e-9)


def test_the_unarmed_lose_a_ratio_contest_but_not_a_difference_contest():
    assert contest.ratio_success(0, 1e-9, 0.5) == 0.0
    assert contest.ratio_success(1e-9, 0, 0.5) == 1.0
    assert contest.logit_success(0, 1, 1) > 0.2
    assert contest.logit_success(5, 1, 0) == 0.5


def test_extreme_forces_do_not_overflow():
    assert contest.ratio_success(1e300, 1e-300, 8) == 1.0
    assert contest.ratio_success(1e-300, 1e300, 8) == 0.0
    assert contest.logit_success(0, 1e6, 8) == 0.0
    assert contest.logit_success(1e6, 0, 8) == 1.0


@pytest.mark.parametrize(("n", "m", "prize"), [(2, 1, 1), (2, 0.5, 3), (2, 2, 1), (3, 1, 2), (5, 1.2, 10), (8, 1, 1)])
def test_tullock_effort_is_the_best_answer_to_itself_on_a_grid(n, m, prize):
    others = contest.tullock_effort(n, m, prize)
    assert others == pytest.approx(m * (n - 1) * prize / n**2)
    effort = np.linspace(0, prize, 200_001)
    payoff = prize * effort**m / (effort**m + (n - 1) * others**m) - effort
    assert payoff[np.abs(effort - others).argmin()] == pytest.approx(payoff.max(), abs=1e-8)
    assert contest.tullock_dissipation(n, m) == pytest.approx(n * others / prize)


def test_tullock_known_results():
    assert contest.tullock_effort(2, 1, 1) == pytest.approx(0.25)
    assert contest.tullock_effort(10, 1, 100) == pytest.approx(9)
    assert contest.tullock_dissipation(2, 2) == pytest.approx(1)
    assert contest.tullock_dissipation(100, 1) == pytest.approx(0.99)


def test_beyond_the_limit_no_pure_equilibrium_is_claimed():
    with pytest.raises(DomainError, match="players / "):
        contest.tullock_effort(2, 2.01, 1)
    with pytest.raises(DomainError, match="players / "):
        contest.tullock_dissipation(5, 1.3)
    # there, the effort of the formula would lose money: staying out is better
    assert 1 / 5 - 1.3 * 4 / 25 < 0


@pytest.mark.parametrize("own", [0.5, 0.7, 0.74, 0.26, 0.3])
def test_paradox_of_power_known_results(own):
    assert contest.fighting_effort(own, 1 - own) == pytest.approx(0.25)
    assert contest.fighting_income(1, 0.25, 0.25) == pytest.approx(0.25)


@pytest.mark.parametrize("own", [0.02, 0.1, 0.2, 0.23, 0.25, 0.26, 0.4, 0.5, 0.6, 0.74, 0.75, 0.77, 0.8, 0.95])
def test_efforts_are_mutual_best_answers_on_a_grid(own):
    """With and without the poorer side at its limit, nobody gains by spending anything else it has."""
    mine, theirs = contest.fighting_effort(own, 1 - own), contest.fighting_effort(1 - own, own)
    effort = np.linspace(0, own, 20_001)
    payoff = contest.fighting_income(1.0, effort, theirs)
    assert contest.fighting_income(1.0, mine, theirs) >= payoff.max() - 1e-9
    assert effort[payoff.argmax()] == pytest.approx(mine, abs=1e-4)


@given(st.floats(0.001, 1), st.floats(0.5, 20))
def test_best_answers_repeated_lead_to_the_closed_form(share, total):
    own, rival = share * total, (1 - share) * total
    mine = theirs = 0.01 * total
    for _ in range(200):
        mine = min(own, max(0.0, np.sqrt(total * theirs) - theirs))
        theirs = min(rival, max(0.0, np.sqrt(total * mine) - mine))
    assert contest.fighting_effort(own, rival) == pytest.approx(mine, abs=1e-6 * total)


@given(st.floats(0.001, 0.499))
def test_the_poorer_side_fights_relatively_harder_and_never_does_relatively_worse(share):
    poor, rich = contest.fighting_effort(share, 1 - share), contest.fighting_effort(1 - share, share)
    assert poor / share > rich / (1 - share)
    assert contest.fighting_income(1, poor, rich) / share >= contest.fighting_income(1, rich, poor) / (1 - share)


@pytest.mark.parametrize("m", [0.5, 1.0, 2.0, 3.0])
def test_interior_effort_for_any_decisiveness_on_a_grid(m):
    g = contest.interior_effort_share(m)
    effort = np.linspace(1e-6, 1 - g, 200_001)
    payoff = (1 - effort - g) * effort**m / (effort**m + g**m)
    assert effort[payoff.argmax()] == pytest.approx(g, abs=1e-4)
    # the poorer side can afford this effort exactly down to that share of resources
    assert contest.interior_effort_share(1) == pytest.approx(0.25)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="own \\+ rival > 0"):
        contest.ratio_success(0, 0, 1)
    with pytest.raises(DomainError, match="own \\+ rival > 0"):
        contest.fighting_effort(0, 0)
    with pytest.raises(DomainError, match="decisiveness = 0"):
        contest.ratio_success(1, 1, 0)
    with pytest.raises(DomainError, match="decisiveness = -1"):
        contest.logit_success(1, 1, -1)
    with pytest.raises(DomainError, match="players = 1"):
        contest.tullock_effort(1, 1, 1)
    with pytest.raises(DomainError, match="rival = -0.1"):
        contest.fighting_effort(1, -0.1)
    with pytest.raises(DomainError, match="efforts within joint resources"):
        contest.fighting_income(1, 0.6, 0.5)
    with pytest.raises(DomainError, match="own_effort \\+ rival_effort > 0"):
        contest.fighting_income(1, 0, 0)
    assert contest.fighting_income(1, 0.6, 0.4) == 0.0
