"""Shared catastrophe: equilibria by enumeration before and after a loss that falls on both."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import shared_catastrophe as sc
from counterpoise.theory.declare import DomainError

GAME = (5.0, 3.0, 1.0, 0.0)
hazards = st.floats(0.01, 1)


def equilibria(payoffs):
    """Pure equilibria as (row complies, column complies), by enumeration."""
    temptation, reward, punishment, sucker = payoffs
    table = {(1, 1): reward, (0, 1): temptation, (1, 0): sucker, (0, 0): punishment}
    return {
        (a, b)
        for a, b in product((0, 1), repeat=2)
        if table[a, b] >= table[1 - a, b] and table[b, a] >= table[1 - b, a]
    }


@pytest.mark.parametrize(
    ("payoffs", "name", "found"),
    [
        ((5, 3, 1, 0), "prisoner's dilemma", {(0, 0)}),
        ((5, 3, 1, 1.5), "chicken", {(0, 1), (1, 0)}),
        ((2, 3, 1, 0), "stag hunt", {(0, 0), (1, 1)}),
        ((2, 3, 1, 1.5), "harmony", {(1, 1)}),
    ],
)
def test_games_by_name_and_equilibria(payoffs, name, found):
    assert sc.game_class(*payoffs) == name
    assert equilibria(payoffs) == found


def test_ties():
    assert sc.game_class(5, 3, 1, 1) == "prisoner's dilemma"
    assert sc.game_class(3, 3, 1, 0) == "stag hunt"
    assert sc.game_class(2, 3, 1, 1) == "harmony"


# covers: T18, F35
@given(st.floats(0.1, 3), st.floats(0.1, 3), st.floats(0.1, 3), hazards, st.floats(0, 200))
def test_the_dilemma_becomes_a_stag_hunt_exactly_at_the_threshold(step1, step2, step3, hazard, loss):
    """The loss is the same whether one or both violate: fear remains however large it is."""
    game = (step1 + step2 + step3, step1 + step2, step1, 0.0)
    threshold = sc.shared_loss_threshold(game[0], game[1], hazard)
    assume(abs(loss - threshold) > 1e-9 * (1 + threshold))
    after = sc.with_shared_loss(game, loss, hazard, hazard)
    assert sc.game_class(*after) == ("stag hunt" if loss > threshold else "prisoner's dilemma")
    assert (0, 0) in equilibria(after)
    assert ((1, 1) in equilibria(after)) == (loss > threshold)


def test_known_threshold():
    assert sc.shared_loss_threshold(5, 3, 0.1) == pytest.approx(20)
    assert sc.with_shared_loss(GAME, 30, 0.1, 0.2) == pytest.approx((2, 3, -5, -3))
    assert sc.with_shared_loss(GAME, 0, 0.1, 0.2) == GAME


def test_a_catastrophe_made_likelier_by_both_ends_in_harmony():
    """Where a second violation adds to the hazard, a large enough loss removes fear as well."""
    classes = [sc.game_class(*sc.with_shared_loss(GAME, x, 0.1, 0.1 + 0.02)) for x in (0, 19, 21, 49, 51)]
    assert classes == ["prisoner's dilemma", "prisoner's dilemma", "stag hunt", "stag hunt", "harmony"]
    # and where it adds much, harmony comes by way of chicken
    classes = [sc.game_class(*sc.with_shared_loss(GAME, x, 0.1, 0.2)) for x in (9, 11, 21)]
    assert classes == ["prisoner's dilemma", "chicken", "harmony"]


def test_sparing_the_cheated_side_would_pass_the_stag_hunt_by():
    """Why the loss falls on S too: taken from T and P alone, 5,3,1,0 goes through chicken to harmony."""
    temptation, reward, punishment, sucker = GAME
    losses = np.linspace(0, 60, 241)
    classes = {sc.game_class(temptation - 0.1 * x, reward, punishment - 0.1 * x, sucker) for x in losses}
    assert classes == {"prisoner's dilemma", "chicken", "harmony"}


@pytest.mark.parametrize(
    ("loss", "one", "both", "match"),
    [
        (-1, 0.1, 0.1, "loss = -1"),
        (float("nan"), 0.1, 0.1, "loss = nan"),
        (1, 0.2, 0.1, "hazard_one"),
        (1, -0.1, 0.1, "hazard_one"),
        (1, 0.1, 1.1, "hazard_both"),
    ],
)
def test_losses_and_hazards_outside_the_domain(loss, one, both, match):
    with pytest.raises(DomainError, match=match):
        sc.with_shared_loss(GAME, loss, one, both)
    assert sc.with_shared_loss(GAME, 1, 0.0, 1.0) == (5, 3, 0, 0)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="hazard = 0"):
        sc.shared_loss_threshold(5, 3, 0)
