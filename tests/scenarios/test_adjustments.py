"""What adjustments change in a start: the values they name, in whatever order they stand, and no others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import STATES, initial

from counterpoise.core import InputError
from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.scenarios import Adjustment, Scenario
from counterpoise.scenarios.adjustments import adjusted

WORLD = initial()


def start(*adjustments, world=WORLD):
    return Scenario("mine", "T", start=adjustments).initial(world)


def changed(made, name):
    """Labels of the places where a field is another."""
    dimension = VOCABULARY[name].dimension
    return {WORLD.actors.label(dimension, int(k)) for k in np.flatnonzero(made.values[name] != WORLD.values[name])}


def test_nothing_adjusted_is_the_start_itself():
    made = start()
    for name, values in WORLD.values.items():
        np.testing.assert_array_equal(made.values[name], values)
    assert set(made.errors) == set(WORLD.errors)


@pytest.mark.parametrize(
    ("adjustment", "count"),
    [
        (Adjustment("gdp", (("S01", "S02"),), "times", 2.0), 2),
        (Adjustment("gdp", (("all",),), "plus", 1.0), 12),
        (Adjustment("export_control", (("S01",), ("S02",)), "value", 0.9), 1),
        (Adjustment("trust", (("all",), ("S02",)), "plus", 0.01), 11),
        (Adjustment("trust", (("S01",), ("S02",)), "plus", 0.01, mutual=True), 2),
        (Adjustment("detection", (("laws",),), "value", 0.9), 1),
        (Adjustment("member", (("laws",), ("S10",)), "value", 1.0), 1),
        (Adjustment("drone_price", (), "times", 0.5), 1),
    ],
)
def test_just_the_named_places_change(adjustment, count):
    world = initial(regimes=("laws",))
    made = start(adjustment, world=world)
    for name in world.values:
        differ = int(np.sum(made.values[name] != world.values[name]))
        assert differ == (count if name == adjustment.field else 0), name


def test_value_times_and_plus_do_what_they_say():
    for how, amount, reached in [("value", 5.0, 5.0), ("times", 2.0, 30000.0), ("plus", -1.0, 14999.0)]:
        made = start(Adjustment("gdp", (("S01",),), how, amount))
        assert made.values["gdp"][1] == reached


def test_an_error_is_replaced_only_where_it_is_given():
    world = type(WORLD)(WORLD.actors, 2024, WORLD.vocabulary, WORLD.values, {"gdp": 0.2})
    made = start(Adjustment("gdp", (("S01",),), "times", 2.0), world=world)
    assert np.all(made.errors["gdp"] == 0.2)
    made = start(Adjustment("gdp", (("S01",),), "times", 2.0, error=0.0), world=world)
    assert made.errors["gdp"].tolist() == [0.2, 0.0] + [0.2] * 10
    made = start(Adjustment("population", (("S01",),), "times", 2.0, error=0.1))
    assert made.errors["population"][1] == 0.1


def test_the_narrower_adjustment_holds_and_the_start_given_is_left_alone():
    before = WORLD.values["gdp"].copy()
    made = start(Adjustment("gdp", (("S01",),), "value", 7.0), Adjustment("gdp", (("all",),), "value", 1.0))
    assert made.values["gdp"].tolist() == [1.0, 7.0] + [1.0] * 10
    np.testing.assert_array_equal(WORLD.values["gdp"], before)


SOME = st.sampled_from(
    [
        Adjustment("gdp", (("all",),), "times", 2.0),
        Adjustment("gdp", (("S01", "S03"),), "plus", 2.0),
        Adjustment("gdp", (("S02",),), "value", 2.0),
        Adjustment("trust", (("all",), ("all",)), "value", 0.5),
        Adjustment("trust", (("all",), ("S01",)), "times", 0.5),
        Adjustment("trust", (("S02",), ("S01",)), "value", 0.3),
        Adjustment("alliance", (("S05",), ("S01",)), "value", 1.0, mutual=True),
    ]
)


@given(st.lists(SOME, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_adjustments_does_not_matter(adjustments, random):
    shuffled = random.sample(adjustments, len(adjustments))
    one, other = start(*adjustments), start(*shuffled)
    for name in WORLD.values:
        np.testing.assert_array_equal(one.values[name], other.values[name])


@pytest.mark.parametrize(
    ("adjustments", "said"),
    [
        ([Adjustment("gdp", (("XXX",),), "times", 2.0)], "gdp: state XXX is not in the world"),
        ([Adjustment("depth", (("peace",),), "value", 0.1)], "depth: regime peace is not in the world"),
        ([Adjustment("trust", (("S01",), ("S01",)), "value", 0.1)], "trust: no pair of the world fits"),
        ([Adjustment("trust", (("all",), ("all",)), "times", 9.0)], "trust: .* would start at .*; allowed is 0.01 to"),
        (
            [Adjustment("warheads", (("S02",),), "plus", -1.0)],
            "warheads: S02 would start at -1; allowed is 0 to 100000",
        ),
        (
            [Adjustment("alliance", (("S01",), ("S02",)), "plus", 0.5)],
            "alliance: its values are whole numbers",
        ),
        (
            [Adjustment("gdp", (("S01",),), "times", 2.0), Adjustment("gdp", (("S01", "S02"),), "value", 2.0)],
            "gdp: another",
        ),
    ],
)
def test_what_cannot_be_is_refused(adjustments, said):
    with pytest.raises(InputError, match=said):
        start(*adjustments)


def test_a_pair_that_is_not_looked_at_is_refused_by_name():
    actors = type(WORLD.actors)(STATES, [0, 1], [1, 0])
    thin = type(WORLD)(actors, 2024, VOCABULARY, {"trust": 0.5})
    with pytest.raises(InputError, match="S01 and S02 are not among the pairs looked at one by one"):
        adjusted(thin, VOCABULARY, [Adjustment("trust", (("S01",), ("S02", "S00")), "value", 0.1)])


def test_the_error_names_file_and_line():
    with pytest.raises(InputError, match=r"^mine.yaml:7: start: gdp: state XXX"):
        start(Adjustment("gdp", (("XXX",),), "times", 2.0, place="mine.yaml:7"))


def test_another_base_year_is_refused():
    with pytest.raises(InputError, match="scenario mine starts in 2020, the world given in 2024"):
        Scenario("mine", "T", base_year=2020).initial(WORLD)


def test_a_field_of_ones_own_gets_its_start_from_the_scenario():
    own = Field("morale", Dimension.STATE, Kind.STOCK, "0 to 1", "made up", 0.0, 1.0)
    wide = WORLD.vocabulary.extended([own])
    everybody = Adjustment("morale", (("all",),), "value", 0.4)
    assert np.all(adjusted(WORLD, wide, [everybody]).values["morale"] == 0.4)
    with pytest.raises(InputError, match="morale of S00: nan"):
        adjusted(WORLD, wide, [Adjustment("morale", (("S01",),), "value", 0.4)])
