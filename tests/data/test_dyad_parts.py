"""Parts of the dyad table that need no raw files: geometry, spells, folding, the peace clock, the hand-made list."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.data.card import cards
from counterpoise.data.dyads import DYAD_COLUMNS, accessions, great_circle
from counterpoise.data.dyads.accessions import APPLIED, PLEDGES, changes
from counterpoise.data.dyads.alliances import fold
from counterpoise.data.dyads.distance import EARTH_RADIUS
from counterpoise.data.dyads.pairs import LAST_YEAR, per_year
from counterpoise.data.dyads.peace import _run_clock

LATITUDE, LONGITUDE = st.floats(-90, 90), st.floats(-180, 180)


def test_a_quarter_and_a_half_of_the_equator():
    assert great_circle(0, 0, 0, 90) == pytest.approx(np.pi / 2 * EARTH_RADIUS)
    assert great_circle(0, -60, 0, 120) == pytest.approx(np.pi * EARTH_RADIUS)
    assert great_circle(90, 12, 0, 77) == pytest.approx(np.pi / 2 * EARTH_RADIUS)


@given(LATITUDE, LONGITUDE, LATITUDE, LONGITUDE)
def test_distance_is_symmetric_and_at_most_half_the_circumference(lat_a, lng_a, lat_b, lng_b):
    there, back = great_circle(lat_a, lng_a, lat_b, lng_b), great_circle(lat_b, lng_b, lat_a, lng_a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= np.pi * EARTH_RADIUS * (1 + 1e-12)
    assert great_circle(lat_a, lng_a, lat_a, lng_a) == pytest.approx(0, abs=1e-6)


def test_spells_become_years_within_the_table_whatever_their_index():
    spells = pd.DataFrame(
        {"id": ["x", "y", "z"], "start": [1813, 1900, 2030], "end": [1817, 1900, 2040]}, index=[5, 5, 5]
    )
    years = per_year(spells, "start", "end")
    assert list(zip(years.id, years.year, strict=True)) == [("x", 1816), ("x", 1817), ("y", 1900)]


@settings(max_examples=30, deadline=None)
@given(st.sets(st.tuples(*[st.sampled_from(["DEU", "FRA", "USA"])] * 2, st.integers(2000, 2001)), max_size=12))
def test_every_promise_ends_in_one_row_on_the_promisers_side(promised):
    promised = {(s, t, y) for s, t, y in promised if s != t}
    frame = pd.DataFrame(sorted(promised), columns=["source", "target", "year"])
    table = fold(frame.assign(defense=True, amended=False).astype({"year": int})).set_index(["a", "b", "year"])
    assert table.index.is_unique
    assert all(a < b for a, b, _ in table.index)
    for s, t, y in itertools.product(["DEU", "FRA", "USA"], ["DEU", "FRA", "USA"], [2000, 2001]):
        if s == t:
            continue
        key, side = ((s, t, y), "ab") if s < t else ((t, s, y), "ba")
        held = key in table.index and bool(table.loc[key, f"defense_{side}"])
        assert held == ((s, t, y) in promised)


def test_the_peace_clock_counts_joint_years_since_the_last_dispute_and_stands_still_apart():
    joint = np.array([[1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1], [1, 1, 0, 0, 1, 1]], dtype=bool)
    fought = np.array([[0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0]], dtype=bool)
    clock, untouched = _run_clock(joint, fought)
    assert clock.tolist() == [[0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 2, 3], [0, 1, 2, 2, 2, 0]]
    assert untouched[0].tolist() == [True, True, True, False, False, False]


def test_every_row_of_the_hand_made_list_has_a_date_a_source_and_known_words():
    rows = accessions()
    assert pd.to_datetime(rows.date, format="%Y-%m-%d").between("2019-01-01", f"{LAST_YEAR}-12-31").all()
    assert (rows.citation.str.len() > 20).all()
    assert set(rows.status) <= {*APPLIED, "verify"}
    assert set(rows.change) == {"begin", "end"}
    assert set(rows.direction) <= {"mutual", "state_to_partners"}
    assert {p for cell in rows.pledges for p in cell.split()} <= set(PLEDGES)
    assert all(len(code) == 3 and code.isupper() for cell in rows.partners + " " + rows.state for code in cell.split())
    assert not any(row.state in row.partners.split() for row in rows.itertuples())


def test_the_later_of_two_rows_wins_and_what_is_not_verified_is_not_applied():
    said = changes().set_index(["source", "target", "pledge", "year"]).value
    assert not said["FIN", "GBR", "defense", 2022]
    assert said["FIN", "GBR", "defense", 2023]
    assert said["AUS", "TUV", "defense", 2024]
    assert ("TUV", "AUS", "defense", 2024) not in said.index
    assert ("GBR", "IRL", "defense", 2020) not in said.index  # in force in January
    assert not said["GBR", "IRL", "defense", 2021]
    assert not {("ARE", "ISR"), ("ISR", "ARE")} & set(said.index.droplevel(["pledge", "year"]))


def test_every_column_is_declared_once_with_terms_that_allow_embedding():
    names = [v.name for v in DYAD_COLUMNS]
    assert len(names) == len(set(names))
    known = cards()
    for variable in DYAD_COLUMNS:
        assert variable.unit
        assert variable.error_basis.split(":")[0] in ("assumed", "estimated")
        for card in variable.cards:
            assert known[card].embeddable or (variable.derived and known[card].terms_basis != "memory")
