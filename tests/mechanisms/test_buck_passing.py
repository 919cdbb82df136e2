"""Passing the buck: the volunteer's dilemma where all fear one power, and nobody to pass to where one fears alone."""

import numpy as np
from small_world import STATES, dyadic, initial, lead

from counterpoise.mechanisms.buck_passing import BuckPassing
from counterpoise.theory import buck_passing

SRC, DST, _ = dyadic(STATES)
ALL = {"BuckPassing.part": 1.0, "BuckPassing.cost": 0.1}
FEARED = 1
"""The state that others fear."""


def passed(fear, hard=0.1, ease=0.4, **overrides):
    start = initial(fear=fear, hard=hard, ease=ease)
    return lead(BuckPassing, field="passed", start=start, overrides=ALL | overrides)[0]


def of_one(share=1.0):
    """All fear one state and nobody else; ``share`` of full fear."""
    return np.where(DST == FEARED, share, 0.0)


def test_equal_balancers_of_one_power_are_the_volunteers_dilemma():
    found = np.delete(passed(of_one()), FEARED)
    np.testing.assert_allclose(found, buck_passing.abstains(11, 0.1, 1.0, 0.4), rtol=1e-4)


def test_who_is_threatened_alone_passes_nothing():
    alone = np.where((DST == FEARED) & (SRC == 0), 1.0, 0.0)
    assert passed(alone)[0] < 1e-6


def test_the_weak_are_nobody_to_pass_to():
    hard = [0.5] + [1e-6] * 11
    assert passed(of_one(), hard=hard)[0] < 1e-6 < passed(of_one())[0]


def test_more_balancers_pass_more_and_easier_offense_less():
    few = np.where((DST == FEARED) & (SRC < 4), 1.0, 0.0)
    assert 0.0 < passed(few)[0] < passed(of_one())[0]
    assert passed(of_one(), ease=0.8)[0] < passed(of_one())[0]


def test_defense_that_costs_more_than_it_saves_is_left_to_others_in_full():
    np.testing.assert_allclose(np.delete(passed(of_one(), ease=0.05), FEARED), 1.0, rtol=1e-6)


def test_only_a_part_is_replaced_and_none_when_off():
    half = passed(of_one(), **{"BuckPassing.part": 0.5})
    np.testing.assert_allclose(half, 0.5 * passed(of_one()), rtol=1e-5)
    off = lead(BuckPassing, field="passed", start=initial(fear=of_one()), off=["BuckPassing"])
    assert not off.any()


def test_who_fears_nobody_has_no_buck_to_pass():
    assert passed(of_one())[FEARED] == 0.0
    assert not passed(0.0).any()
