"""What the model's state says of shares, burdens, output, votes and pacts; nothing later than the origin is read."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import capability_shares
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.tasks import pair_agreement, question
from counterpoise.evidence.walks import last
from counterpoise.evidence.world_forecast import ANSWERS, agreement, levels, pact_changes
from counterpoise.start.pair_years import PairYears

from .later_years import cut


def pairs():
    return PairYears(load_panel())


def lived(task, **changed):
    """A made-up ensemble of three members in which nothing moves."""
    states = tuple(load_panel().system.members(task.origin))
    ends = [(states[0], states[1]), (states[0], states[2])]
    table = pd.DataFrame(ends, columns=["a", "b"])
    switches = pd.concat([table.assign(year=task.origin + k, probability=0.0) for k in range(1, 8)])
    still = np.zeros((3, len(states)))
    given = {
        "pairs": tuple(ends), "states": states, "switches": switches, "counts": np.zeros((3, 7)),
        "growth": {"gdp": still, "milex_share": still}, "affinity": np.zeros((3, 2)),
    }  # fmt: skip
    return SimpleNamespace(**(given | changed))


def test_levels_start_from_the_record_and_move_as_the_run_does():
    task = question(protocol().target("gdp"), 2000, pairs()).task
    world = lived(task)
    np.testing.assert_allclose(levels("gdp")(task, world), np.tile(last(task), (3, 1)))
    place = world.states.index("MAR")
    world.growth["gdp"][:, place] = [0.1, 0.2, 0.3]
    moved = levels("gdp")(task, world) - last(task)
    np.testing.assert_allclose(moved[:, list(task.units.state).index("MAR")], [0.1, 0.2, 0.3])
    assert np.count_nonzero(moved) == 3


def test_no_pact_changed_in_any_member_is_unlikely_and_not_impossible():
    task = question(protocol().target("alliance_change"), 2000, pairs()).task
    never = pact_changes(task, lived(task))
    assert (never > 0).all()
    world = lived(task)
    pair = task.units[["a", "b"]].iloc[0].tolist()
    often = world.switches.head(1).assign(a=pair[0], b=pair[1], probability=1.0, year=task.units.year.iloc[0])
    world.switches = pd.concat([world.switches, often], ignore_index=True)
    assert pact_changes(task, world)[0] > never[0]


def test_agreement_is_one_less_the_distance_of_points():
    points = pd.DataFrame({"AAA": [0.0], "BBB": [2.9]}, index=[2000])
    found = pair_agreement(points, pd.DataFrame({"a": ["AAA"], "b": ["BBB"]}))
    assert found.loc[2000, "AAA-BBB"] == pytest.approx(0.5)


def test_units_of_agreement_are_relevant_pairs_with_votes_at_both_ends():
    asked = question(protocol().target("affinity"), 2000, pairs())
    assert len(asked.outcome) > 1000
    assert ((asked.outcome > 0) & (asked.outcome <= 1)).all()
    assert "outcome" not in asked.task.units
    assert asked.task.past.index.max() == 2000
    inside = agreement(asked.task, lived(asked.task))
    assert inside.shape == (3, len(asked.outcome))
    np.testing.assert_allclose(inside, np.tile(last(asked.task), (3, 1)))


def test_capability_shares_add_up_and_a_state_that_grows_alone_gains():
    task = question(protocol().target("cinc"), 2000, pairs()).task
    world = lived(task)
    still = ANSWERS["cinc"](task, world)
    assert np.exp(still).sum(axis=1) == pytest.approx(1.0, abs=0.01)
    world.growth["gdp"][:, world.states.index("MAR")] = 1.0
    at = list(task.units.state).index("MAR")
    assert (ANSWERS["cinc"](task, world)[:, at] > still[:, at] + 0.05).all()


def test_elasticities_are_of_years_before_the_origin():
    whole, early = (capability_shares.fitted(panel, 2000, 7, 16) for panel in (load_panel(), cut(2000)))
    np.testing.assert_array_equal(whole[0], early[0])
    np.testing.assert_array_equal(whole[1], early[1])


def test_money_answers_to_expenditure_and_people_go_on_as_before():
    slopes, _ = capability_shares.fitted(load_panel(), 2000, 7, 16)
    money, _, _, energy, people, _ = slopes
    assert money[2] > 0.3
    assert energy[1] > 0.2
    assert people[3] > 0.3
