"""What pairs add up to: every count is also made here by hand, from the pairs themselves."""

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, relabelled, run

from counterpoise.mechanisms.accounting import Accounting
from counterpoise.mechanisms.alignment import Alignment
from counterpoise.mechanisms.crisis import CrisisOnset

SRC, DST, VALUES = dyadic(STATES)
HOT = {"CrisisOnset.escalation": 5.0, "CrisisOnset.firebreak": 0.1, "CrisisOnset.war_break": 0.2}
HOT |= {"CrisisOnset.taboo": 0.3, "CrisisOnset.joining": 0.0}
ONE_WAY = SRC < DST


@pytest.fixture(scope="module")
def lived():
    """Two years of a quarrelsome world with alliances that move."""
    start = initial(base_hazard=0.3)
    return run(Alignment, CrisisOnset, Accounting, years=2, members=6, overrides=HOT, start=start)


def of_states(dyads):
    return np.stack([dyads[..., np.equal(SRC, i)].sum(axis=-1) for i in range(len(STATES))], axis=-1)


def test_states_are_counted_from_their_pairs(lived):
    for name, pairs in (
        ("state_disputes", lived["onset"]),
        ("state_wars", lived["rung"] >= 4.0),
        ("allies", lived["alliance"]),
    ):
        assert pairs[:, 2].any(), name
        np.testing.assert_array_equal(lived[name][:, 2], of_states(pairs)[:, 2], err_msg=name)
    np.testing.assert_allclose(lived["hedged"][:, 2], of_states(lived["hedging"])[:, 2] / (len(STATES) - 1), rtol=1e-5)


def test_the_world_is_counted_by_undirected_pair(lived):
    once = {name: lived[name][:, 2][:, ONE_WAY] for name in ("onset", "rung", "joined", "alliance", "hedging")}
    expected = {
        "wars": once["rung"] >= 4.0,
        "clashes": once["rung"] >= 3.0,
        "nuclear_use": once["rung"] >= 5.0,
        "joiners": once["joined"],
        "drawn_in": (once["joined"] > 0.0) & (once["rung"] >= 3.0),
        "alliances": once["alliance"],
    }
    for name, pairs in expected.items():
        assert pairs.any(), name
        np.testing.assert_array_equal(lived[name][:, 2, 0], pairs.sum(axis=1), err_msg=name)
    at_war = lived["rung"][:, 1][:, ONE_WAY] >= 4.0
    begun = (once["rung"] >= 4.0) & (once["onset"] == 1.0) & (once["joined"] == 0.0) & ~at_war
    assert begun.any()
    np.testing.assert_array_equal(lived["wars_begun"][:, 2, 0], begun.sum(axis=1))
    np.testing.assert_allclose(lived["hedgers"][:, 2, 0], once["hedging"].mean(axis=1), rtol=1e-5)


def test_restraint_and_controls():
    trust = np.where(SRC < 3, 0.1, 0.9)
    found = run(Accounting, start=initial(trust=trust, required_trust=0.5, export_control=np.where(SRC == 1, 0.3, 0.1)))
    np.testing.assert_allclose(found["unsupported"][:, 1], np.mean(SRC < 3), rtol=1e-5)
    np.testing.assert_array_equal(found["controls"][:, 1], np.sum(SRC == 1))


def test_a_quiet_world_counts_nothing_and_so_does_a_mechanism_that_is_off():
    quiet = run(
        Accounting, start=initial(onset=0.0, rung=0.0, joined=0.0, alliance=0.0, hedging=0.0, export_control=0.0)
    )
    off = run(Accounting, off=["Accounting"])
    names = [n for n in quiet if n in Accounting.mentioned("changes") and n != "unsupported"]
    assert len(names) == 12
    for name in names:
        assert np.all(quiet[name][:, 1] == 0.0), name
        assert np.all(off[name][:, 1] == 0.0), name


def test_relabelling_states_permutes_the_counts():
    usual, shuffled = (f(CrisisOnset, Accounting, years=2, members=3) for f in (run, relabelled))
    for name in Accounting.mentioned("changes"):
        np.testing.assert_allclose(shuffled[name], usual[name], rtol=1e-5, err_msg=name)
