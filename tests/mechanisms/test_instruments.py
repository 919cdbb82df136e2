"""Tools that cost nothing do nothing; each moves what it is for, more with more money, and only where it is aimed."""

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, run

from counterpoise.evidence.trial_world import complete, with_values
from counterpoise.mechanisms.instruments import Instruments, reach
from counterpoise.theory.portfolio import TOOLS

SRC, DST, DYADS = dyadic(STATES)
AIMED = np.where((SRC == 1) & (DST == 2), 1.0, 0.0)
IDLE = {f"tool_{tool}": 0.0 for tool in TOOLS} | {"aim": AIMED}
BACK = np.array([next(k for k in range(len(SRC)) if (SRC[k], DST[k]) == (j, i)) for i, j in zip(SRC, DST, strict=True)])
ONE = np.eye(len(STATES))[1]


def lived(years=1, **changed):
    start = with_values(complete(initial(), Instruments), IDLE | changed)
    return run(Instruments, years=years, members=3, start=start)


def moved(field, **changed):
    """What a field gains by the tools, last year of the first member."""
    rest = {name: value for name, value in changed.items() if not name.startswith("tool_")}
    return (lived(**changed)[field] - lived(**rest)[field])[0, -1]


def test_without_a_budget_nothing_moves():
    found = lived(years=3)
    for name in ("trust", "affinity", "milex_share", "spending", "stability", "literacy", "norm"):
        np.testing.assert_array_equal(found[name][:, -1], found[name][:, 0], err_msg=name)


# covers: L2
@pytest.mark.parametrize(("tool", "field"), [("military", "milex_share"), ("economic", "spending")])
def test_money_is_counted_as_it_is_spent(tool, field):
    gained = moved(field, **{f"tool_{tool}": 0.004 * ONE})
    np.testing.assert_allclose(gained, 0.004 * ONE, atol=1e-7)


# covers: L6
@pytest.mark.parametrize("field", ["stability", "literacy"])
def test_politics_strengthens_the_state_itself_and_no_other(field):
    gained = moved(field, tool_political=0.004 * ONE)
    assert gained[1] > 0
    assert np.all(np.delete(gained, 1) == 0)


# covers: P26, T11, F21, L4
def test_diplomacy_wins_trust_of_those_it_is_aimed_at():
    gained = moved("trust", tool_diplomatic=0.004 * ONE)
    assert np.all((gained > 0) == (AIMED[BACK] > 0))


def test_culture_brings_both_sides_together():
    gained = moved("affinity", tool_cultural=0.004 * ONE)
    assert np.all((gained > 0) == ((AIMED > 0) | (AIMED[BACK] > 0)))


def test_the_same_money_reaches_more_in_a_smaller_economy():
    far = np.where((SRC == 1) & (DST == 11), 1.0, 0.0)
    small = moved("trust", tool_diplomatic=0.004 * ONE, aim=far, trust=0.5)
    large = moved("trust", tool_diplomatic=0.004 * ONE, trust=0.5)
    assert small.max() > large.max() > 0


def test_more_money_reaches_more_but_less_each_time():
    steps = np.diff([reach(x, 0.003) for x in (0.0, 0.003, 0.006, 0.009)])
    assert reach(0.003, 0.003) == pytest.approx(0.5)
    assert np.all(steps > 0)
    assert np.all(np.diff(steps) < 0)
