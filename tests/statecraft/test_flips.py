"""A flip is real: the stance is another beyond it and the same before it."""

import pytest

from counterpoise.data.panel import load_panel
from counterpoise.deals.draws import draw
from counterpoise.deals.issues import ISSUES, issue
from counterpoise.deals.parties import gather
from counterpoise.statecraft.flips import CENTRAL, STEPS, beliefs, flips
from counterpoise.statecraft.stance import SEED, decide, outcome, record_of

DRAWS = 150
PAIR = ("MAR", "DZA")


@pytest.fixture(scope="module")
def found():
    return flips(load_panel(), *PAIR, draws=DRAWS)


def stance_at(row, value):
    table = gather(load_panel(), PAIR, 2024)
    me, one = table.parties.index(PAIR[0]), issue(row.issue)
    sample = draw(table, one, DRAWS, SEED)
    belief = next(b for b in beliefs(me) if b.name == row.belief)
    changed = belief.change(sample.stakes(), sample.terms, value)
    return decide(*outcome(*changed, me), CENTRAL, record_of(table, one, PAIR[0])).value


def test_each_flip_turns_the_stance_and_a_little_less_does_not(found):
    assert len(found)
    for row in found.itertuples():
        assert stance_at(row, row.value) == row.becomes != row.stance
        if row.effort == 0.0:  # held for certain at its usual value, the belief turns it already
            assert row.value == row.usual
            continue
        step = (row.value / row.usual) ** (1 - 1 / (STEPS * row.effort)) if row.factor else None
        before = row.usual * step if row.factor else row.value - (row.value - row.usual) / (STEPS * row.effort)
        assert stance_at(row, before) == row.stance


def test_nearest_first_and_one_for_each_issue(found):
    assert found.effort.is_monotonic_increasing
    assert found.issue.is_unique
    assert set(found.issue) <= {one.id for one in ISSUES}


def test_what_the_record_decides_no_belief_turns():
    turned = flips(load_panel(), "USA", "CHN", issues=(issue("supplier-club"),), draws=DRAWS)
    assert turned.empty
