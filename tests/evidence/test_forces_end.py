"""What ships of the forces is of the model as it is, and adds up."""

import numpy as np

from counterpoise.evidence import forces_end
from counterpoise.evidence.blocks import FORCES
from counterpoise.evidence.forces import MEMBERS, POWER, REST, identity
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load


def test_what_ships_is_of_the_model_as_it_is():
    with np.load(forces_end._place(), allow_pickle=False) as held:
        assert str(held["identity"]) == identity(Plan(load("baseline"), MEMBERS)), (
            "run python -m counterpoise.evidence.forces_end"
        )


def test_every_force_and_state_is_there_and_shares_sum_to_one():
    found = forces_end.forces_at_end()
    assert set(found.force) == {*FORCES, REST}
    assert set(found.measure) == set(POWER)
    assert "PAK" in set(found.state)
    sums = found.groupby(["measure", "state"]).share.sum()
    np.testing.assert_allclose(sums, 1.0, atol=1e-4)
    own = found[found.state != "world"]
    assert (own.low <= own.part).all()
    assert (own.part <= own.high).all()
