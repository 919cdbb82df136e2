"""What is judged without an exponential must never keep out anyone whom luck lets in."""

import numpy as np
import pytest

from counterpoise.mechanisms.quantal import could_act, quantal_response

ADVANTAGES = np.concatenate([-np.geomspace(1e-7, 80.0, 400), [0.0], np.geomspace(1e-7, 80.0, 50)]).astype(np.float32)


@pytest.mark.parametrize("part", [0.0, 0.5, 0.999999])
def test_whoever_acts_is_looked_at(part):
    for advantage in ADVANTAGES:
        chance = quantal_response(advantage, 1.0)
        assert could_act(np.float32(part) * chance, advantage)


def test_most_of_those_who_do_not_act_are_not_looked_at():
    luck = (np.arange(1000, dtype=np.float32) + 0.5) / 1000.0
    looked_at = np.array([[could_act(x, np.float32(a)) for x in luck] for a in (-1.0, -3.0, -5.0, -10.0)])
    chance = np.array([quantal_response(a, 1.0) for a in (-1.0, -3.0, -5.0, -10.0)])
    assert (looked_at.mean(axis=1) < chance + 0.03).all()
    assert looked_at.mean(axis=1)[-1] < 0.01
