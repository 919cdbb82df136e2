"""What a year does to stocks, flows and bounds, known beforehand; what a phase sees; how dyads are indexed."""

import numpy as np
import pytest

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Field, Kind, Vocabulary
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Actors, Ensemble, Initial, Mode, Model

STATE, DYAD = Dimension.STATE, Dimension.DYAD
FIELDS = Vocabulary(
    [
        Field("stock", STATE, Kind.STOCK, "1", "adds up", 0.0, 5.0),
        Field("flow", STATE, Kind.FLOW, "1", "starts again every year", 0.0, 1.5),
        Field("seen", STATE, Kind.FLOW, "1", "what a mechanism saw"),
        Field("later", STATE, Kind.FLOW, "1", "what one in a later phase saw"),
        Field("mark", DYAD, Kind.FIXED, "1", "sender and receiver as one number"),
        Field("mirrored", DYAD, Kind.FLOW, "1", "the mark of the reverse dyad"),
        Field("sent", STATE, Kind.FLOW, "1", "sum over own dyads"),
        Field("date", Dimension.SYSTEM, Kind.FLOW, "years", "calendar year and years gone by"),
    ]
)


class Adds(Mechanism):
    """Adds 1 to the stock, 1 and again 1 to the flow."""

    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.stock[i] += 1.0
            change.flow[i] += 1.0
            change.flow[i] += 1.0


class Looks(Mechanism):
    """In the same phase: sees the stock of last year."""

    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.seen[i] += world.stock[i]


class LooksLater(Mechanism):
    """In a later phase: sees the stock of this year."""

    phase = Phase.SETTLE

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.later[i] += world.stock[i]
            for e in range(world.first[i], world.first[i + 1]):
                change.sent[world.src[e]] += world.mark[e]
        for e in range(world.n_dyads):
            change.mirrored[e] += world.mark[world.rev[e]]
        change.date[0] += 1000.0 * world.elapsed + float(world.year) - 2024.0


def actors():
    return Actors(["A", "B", "C"], [0, 0, 1, 2], [1, 2, 0, 0])


@pytest.fixture(scope="module", params=[Mode.PLAIN, Mode.STRICT])
def lived(request):
    values = {"stock": [0.0, 2.0, 4.5], "mark": [1, 2, 10, 20]}
    initial = Initial(actors(), 2024, FIELDS, values)
    return Ensemble(Model([Adds, Looks, LooksLater], FIELDS), initial, 3, 1, seed=1, mode=request.param).run()


def test_a_stock_adds_up_to_its_bound(lived):
    assert lived["stock"][0].T.tolist() == [[0, 1, 2, 3], [2, 3, 4, 5], [4.5, 5, 5, 5]]


def test_a_flow_starts_again_every_year_and_is_bounded_once(lived):
    assert lived["flow"][0, :, 0].tolist() == [0, 1.5, 1.5, 1.5]


def test_within_a_phase_all_see_the_same_world_and_later_phases_see_the_change(lived):
    assert lived["seen"][0, 1:, 0].tolist() == [0, 1, 2]
    assert lived["later"][0, 1:, 0].tolist() == [1, 2, 3]


def test_dyads_know_their_reverse_and_their_sender(lived):
    assert lived["mirrored"][0, 1].tolist() == [10, 20, 1, 2]
    assert lived["sent"][0, 1].tolist() == [3, 10, 20]


def test_the_calendar(lived):
    assert lived["date"][0, 1:, 0].tolist() == [1001, 2002, 3003]


@pytest.mark.parametrize(
    ("src", "dst", "text"),
    [
        ([1, 0], [0, 1], "sorted by sender"),
        ([0, 0, 1, 2], [2, 1, 0, 0], "sorted by target"),
        ([0], [1], "has no reverse"),
        ([0, 0, 1, 1], [1, 1, 0, 0], "listed twice"),
        ([0], [0], "with itself"),
        ([0, 3], [3, 0], "between 0 and 2"),
        ([0, 1], [1], "as long as"),
    ],
)
def test_edges_that_make_no_sense_are_refused(src, dst, text):
    with pytest.raises(InputError, match=text):
        Actors(["A", "B", "C"], src, dst)


def test_a_state_listed_twice_is_refused():
    with pytest.raises(InputError, match="state 'A'"):
        Actors(["A", "B", "A"])


def test_actors_keep_their_identity_whatever_their_position():
    few, many = Actors(["B", "C"], [0, 1], [1, 0]), Actors(["A", "B", "C"], [1, 2], [2, 1])
    np.testing.assert_array_equal(few.index.state_id, many.index.state_id[1:])
    np.testing.assert_array_equal(few.index.dyad_id, many.index.dyad_id)
