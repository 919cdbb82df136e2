"""What binds: the parts add up, and each constraint is named where it alone holds a deal back."""

import numpy as np
import pytest
from tests.deals.made import stakes, terms

from counterpoise.deals.binding import binding_table, depths_without, halfway, interaction, shapley, subsets, verdict
from counterpoise.deals.depth import CONSTRAINTS, ENFORCEMENT, GAINS, VERIFICATION


def test_shapley_of_a_known_game():
    """The glove game: one left glove, two right ones; a pair is worth 1. The left gets 2/3, each right 1/6."""

    def value(s):
        return np.array(float("left" in s and bool(s & {"right", "other"})))

    parts = shapley(value, ("left", "right", "other"))
    assert [float(parts[n]) for n in ("left", "right", "other")] == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_there_are_eight_subsets():
    assert len(set(subsets(CONSTRAINTS))) == 8


def test_parts_add_up_in_every_draw():
    rng = np.random.default_rng(3)
    s = stakes((1.0, 0.6, 2.0), draws=200)
    s.weight[:] = rng.gamma(1.0, 0.5, s.weight.shape)
    s.discount[:] = rng.uniform(0.5, 0.97, s.discount.shape)
    t = terms(draws=200)
    t.detection[:], t.false_alarm[:], t.punishment[:] = rng.uniform(0, 1, 200), 0.05, rng.uniform(0.2, 1, 200)
    depths = depths_without(s, t)
    parts = shapley(depths.__getitem__, CONSTRAINTS)
    missing = depths[frozenset(CONSTRAINTS)] - depths[frozenset()]
    assert sum(parts.values()) == pytest.approx(missing)
    assert all((p >= -1e-12).all() for p in parts.values())
    assert binding_table(depths).share.sum() == pytest.approx(1.0)


CASES = {
    VERIFICATION: (stakes(), terms(0.06, 0.05, 1.0)),
    GAINS: (stakes(weight=30.0), terms(0.9, 0.01, 1.0)),
    ENFORCEMENT: (stakes(discount=0.3), terms(0.95, 0.0, 0.3)),
}


# covers: F34, RQ6, C27
@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_constraint_that_alone_holds_a_deal_back_is_named(name):
    depths = depths_without(*CASES[name])
    table = binding_table(depths)
    assert verdict(table, float(depths[frozenset()].mean()))[0] == name
    assert table.set_index("constraint").gain_alone.idxmax() == name


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_half_a_step_gains_less_than_the_whole_one_and_most_where_it_binds(name):
    s, t = (stakes(weight=12.0), CASES[GAINS][1]) if name == GAINS else CASES[name]
    half = halfway(s, t)
    whole = binding_table(depths_without(s, t)).set_index("constraint").gain_alone
    assert all(-1e-12 <= half[c] <= whole[c] + 1e-12 for c in CONSTRAINTS)
    assert half[name] > 0.0


def test_nothing_binds_where_all_is_kept():
    depths = depths_without(stakes(), terms())
    table = binding_table(depths)
    assert verdict(table, float(depths[frozenset()].mean())) == ()
    assert table.share.sum() == table.binds_most.sum() == 0.0
    assert interaction(depths) == 0.0


def test_near_equals_are_named_together():
    table = binding_table(depths_without(*CASES[GAINS]))
    table["share"] = [0.36, 0.34, 0.30]
    assert verdict(table, 0.5) == CONSTRAINTS
    table["share"] = [0.60, 0.25, 0.15]
    assert verdict(table, 0.5) == (VERIFICATION,)
