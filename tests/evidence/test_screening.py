"""Screening: steps are those of the design, planted factors are found, and the idle ones are said to be idle."""

import numpy as np
import pytest

from counterpoise.evidence import screening
from counterpoise.evidence.screening import ENDS, NUDGES, design, free, nudged, screened

from .toy_world import toy

R = 12


@pytest.fixture(scope="module")
def found():
    return screened(toy(members=R, years=3), R)


def test_one_factor_steps_at_a_time_between_levels_of_its_prior():
    points = design(6, 5, 1)
    assert points.shape == (5, 7, 6)
    steps = np.abs(np.diff(points, axis=1))
    assert (np.count_nonzero(steps, axis=2) == 1).all()
    assert steps.max(axis=2) == pytest.approx((ENDS[1] - ENDS[0]) * 2 / 3)
    assert (np.count_nonzero(steps, axis=1) == 1).all()  # every factor once in each trajectory
    assert ENDS[0] <= points.min() <= points.max() <= ENDS[1]


def test_nudges_stay_near_their_point():
    points = design(6, 5, 1)
    shaken = nudged(points[:, 0], 1)
    assert shaken.shape == (5, NUDGES, 6)
    assert np.abs(shaken - points[:, :1]).max() == pytest.approx(screening.NUDGE)


def test_the_planted_parameter_and_mechanism_matter_and_the_dead_ones_do_not(found):
    table = found.table("growth_world").set_index("factor")
    assert set(table.index) == {"Mover.strength", "Mover.dead", "Idle.pace", "Mover", "Luck", "Measurer", "Idle"}
    assert table.loc["Mover.strength", "low"] > 0.0
    assert table.loc["Mover.strength", "mu"] > 0.0  # more of it, more growth, whichever way the step went
    assert table.loc["Mover", "mu"] < 0.0  # without it, less
    assert table.loc["Mover", "shown"]
    for dead in ("Mover.dead", "Idle.pace", "Idle", "Measurer"):
        assert table.loc[dead, "mu_star"] == 0.0
        assert not table.loc[dead, "shown"]
    assert table.index[0] in ("Mover", "Mover.strength")
    assert {"Mover.dead", "Idle.pace", "Idle"} <= set(found.idle())
    assert "Luck" not in found.idle()


def test_steps_are_those_of_the_library():
    """Given the same points and answers, SALib's own analysis finds the same means of absolute steps."""
    from SALib.analyze import morris

    points, luck = design(3, 40, 2), np.random.default_rng(3)
    answers = 3.0 * points[..., 0] - points[..., 1] ** 2 + luck.normal(size=points.shape[:2])
    rest = np.zeros((40, NUDGES + screening.LUCKS))
    steps, nudges, other = screening._differences(np.concatenate([answers, rest], axis=1), points)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [list(ENDS)] * 3}
    theirs = morris.analyze(problem, points.reshape(-1, 3), answers.ravel(), num_levels=4, seed=1)
    assert np.abs(steps).mean(axis=0) == pytest.approx(theirs["mu_star"] * 2 / 3)
    assert steps.mean(axis=0) == pytest.approx(theirs["mu"] * 2 / 3)
    assert steps.std(axis=0, ddof=1) == pytest.approx(theirs["sigma"] * 2 / 3)
    assert (nudges.shape, other.shape) == ((40, NUDGES), (40, screening.LUCKS))


def test_luck_is_what_other_members_make_of_the_same_parameters(found):
    table = found.table("growth_world")
    assert table.luck.iloc[0] > 10.0 * table.chance.iloc[0] > 0.0
    hit = table.set_index("factor").mu_star
    assert hit["Mover.strength"] > table.luck.iloc[0]


def test_what_a_scenario_settles_is_not_moved():
    worlds = toy(members=4)
    assert free(worlds) == ["Mover.strength", "Mover.dead", "Idle.pace"]
    assert free(worlds, ["Mover.dead"]) == ["Mover.strength", "Idle.pace"]
    worlds.ensemble.on[:, worlds.model.names.index("Idle")] = False
    assert free(worlds) == ["Mover.strength", "Mover.dead"]
