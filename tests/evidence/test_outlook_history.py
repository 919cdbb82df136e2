"""The outlook under weights: equal weights change nothing, one world's weight leaves that world alone."""

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.evidence.outlook_history import shipped, weigh, weighed
from counterpoise.runs.outlook import MEMBERS
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

WITH = np.array([[1.0, 4.0], [2.0, 3.0], [6.0, 2.0]])
WITHOUT = np.array([[2.0, 1.0], [1.0, 1.0], [1.0, 1.0]])


def test_equal_weights_are_plain_shares_and_medians():
    rises, medians = weigh(WITH, WITHOUT, np.ones(3))
    np.testing.assert_allclose(rises, [2 / 3, 1.0])
    np.testing.assert_allclose(medians, np.median(WITH - WITHOUT, axis=0))


def test_all_weight_on_one_world_leaves_that_world():
    rises, medians = weigh(WITH, WITHOUT, np.array([1.0, 0.0, 0.0]))
    np.testing.assert_allclose(rises, [0.0, 1.0])
    np.testing.assert_allclose(medians, [-1.0, 3.0])


def test_weights_of_other_members_are_refused():
    with pytest.raises(InputError, match="2 weights for 3 worlds"):
        weigh(WITH, WITHOUT, np.ones(2))


def test_what_ships_is_of_the_outlooks_runs_and_covers_every_state():
    runs, states = shipped()
    assert list(runs) == [Plan(load(name), MEMBERS).run_id for name in ("baseline", "no-ai")]
    assert set(states) == set(Plan(load("baseline"), 1).initial.actors.states)
    assert all(0.0 <= found.rises <= 1.0 for found in states.values())
    assert weighed("PAK", "another", "run") is None
