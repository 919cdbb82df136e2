"""A layout says what is stored under which labels, and refuses what it could not label."""

from dataclasses import replace

import numpy as np
import pytest
import synthetic
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.core import InputError
from counterpoise.results import Layout, Variable


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=40, unique=True), st.integers(1, 50))
def test_blocks_cover_members_once_in_order(members, chunk):
    of = replace(synthetic.layout(), members=np.array(members, np.uint32), chunk=chunk)
    covered = [m for b in range(of.blocks()) for m in of.members[of.members_of(b)].tolist()]
    assert covered == members
    assert all(of.count(b) <= of.width <= chunk for b in range(of.blocks()))
    back = Layout.from_json(of.to_json())
    assert back.to_json() == of.to_json()
    assert back.members.tolist() == members


def test_a_long_row_of_members_is_written_briefly():
    assert synthetic.layout(7, 100_000).to_json()["members"] == [[0, 99_999]]


def test_identity_is_of_labels_not_of_wording_or_blocks():
    of = synthetic.layout(7)
    reworded = tuple(replace(v, meaning="other words", unit="other unit") for v in of.variables)
    assert replace(of, chunk=3, variables=reworded).identity() == of.identity()
    assert replace(of, states=(*of.states[:-1], "GBR")).identity() != of.identity()
    assert replace(of, variables=of.variables[::-1]).identity() != of.identity()


def test_size_is_known_beforehand():
    state, regime, pairs = 5, 2, 20
    assert synthetic.layout().bytes_per_member() == 4 * 6 * (2 * state + 1 + regime + regime * state + pairs)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chunk": 0}, "chunk"),
        ({"members": np.array([1, 1])}, "members are not distinct"),
        ({"years": (2024, 2024)}, "years are not distinct"),
        ({"states": ("USA",) * 5}, "states are not distinct"),
        ({"variables": ()}, "nothing is stored"),
        ({"regimes": ()}, "depth along"),
        ({"dyads": (), "variables": (Variable("x", ("member", "year"), "1", "x"),)}, "fear along"),
        ({"means": (Variable("gdp", ("year", "dyad"), "1", "x"),)}, "variables are not distinct"),
        ({"means": (Variable("x", ("member", "year"), "1", "x"),)}, "no mean over members"),
        ({"variables": (Variable("x", ("year", "dyad"), "1", "x"),)}, "cannot be stored for each member"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    with pytest.raises(InputError, match=message):
        replace(synthetic.layout(), **change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "two words"}, "not a usable name"),
        ({"name": "member"}, "not a usable name"),
        ({"dims": ("state", "year")}, "dimensions"),
        ({"unit": ""}, "unit"),
        ({"grade": "guessed"}, "none of observed"),
        ({"cites": ("richardson1961",)}, "did you mean 'richardson1960'"),
    ],
)
def test_a_variable_that_could_not_be_labelled_is_refused(change, message):
    with pytest.raises(InputError, match=message):
        replace(synthetic.layout().variables[0], **change)
