"""A planted reversal is found, at its widest; none where there is none; what ships is of the shipped outlook."""

import numpy as np

from counterpoise.evidence import outlook_flips
from counterpoise.evidence.outlook_flips import CLEAR, PARTS, search
from counterpoise.runs import digest, outlook

MEMBERS = 400


def ranks(seed=1, parameters=5):
    rng = np.random.default_rng(seed)
    return np.stack([rng.permutation(MEMBERS) / (MEMBERS - 1.0) for _ in range(parameters)], axis=1)


def test_a_planted_reversal_is_found_at_its_widest():
    drawn = ranks()
    rises = np.stack([drawn[:, 2] > 0.4, drawn[:, 2] < 0.3, np.ones(MEMBERS, bool)], axis=1)
    found = search(rises, drawn, "abcde")
    assert found[0][:3] == ("c", 0.0, 0.5)
    assert found[0][3] < 0.5 - CLEAR
    assert found[1][:3] == ("c", 0.0, 0.5)
    assert found[2] is None


def test_a_reversal_in_a_corner_alone_needs_a_narrow_part():
    drawn = ranks(2)
    found = search((drawn[:, 1] > 0.15)[:, None], drawn, "abcde")
    assert found[0][:2] == ("b", 0.0)
    assert found[0][2] in PARTS[1:]


def test_chance_turns_no_clear_majority():
    drawn = ranks(3)
    rises = np.random.default_rng(4).random((MEMBERS, 20)) < 0.8
    assert search(rises, drawn, "abcde") == [None] * 20


def test_what_ships_is_of_the_shipped_outlook_and_reverses_its_majority():
    runs, flips = outlook_flips.shipped()
    held = digest.read(outlook.shipped())
    assert runs == (held.attrs["run_id"], held.attrs["twin_id"])
    assert flips
    for state, flip in flips.items():
        usual = float(held.rises.sel(quantity="smart", state=state))
        assert abs(usual - flip.usual) < 1e-6, state
        assert (flip.usual > 0.5) != (flip.confirmed > 0.5), state
