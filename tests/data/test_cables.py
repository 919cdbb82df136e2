"""International submarine cables."""

import pytest

from counterpoise.data.loaders import cables

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return cables.load(raw, codes).set_index(["variable", "iso3"])


def test_landlocked_states_are_true_zeros_without_shares(rows):
    for iso3 in ("CHE", "MNG", "BOL", "AFG"):
        assert rows.loc[("cables", iso3), "value"] == 0
        assert rows.loc[("cables", iso3), "flag"] == "zero"
        assert ("cables_us_platforms", iso3) not in rows.index


def test_every_member_has_a_count(rows, codes):
    count = rows.loc["cables"]
    assert set(codes.members(2022)) == set(count.index)
    assert {"NOR", "NAM", "TWN"} <= set(count.index[count.value > 0])


def test_domestic_and_planned_cables_do_not_count(raw, codes):
    import pandas as pd

    path = raw / "cables/open_undersea_cable_landings_2022.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    domestic = frame.groupby("cable_id").country.nunique() == 1
    ours = set(cables.landings(raw, codes).cable_id)
    assert not ours & set(domestic.index[domestic])
    assert not ours & set(frame.cable_id[frame.is_planned])


# covers: T19
def test_one_state_by_hand(raw, codes, rows):
    """Namibia: WACS, and Equiano of Google; the count is what the raw landings say."""
    mine = cables.landings(raw, codes)
    namibia = mine[mine.iso3 == "NAM"]
    assert rows.loc[("cables", "NAM"), "value"] == len(namibia)
    google = namibia.owners.fillna("").str.contains("Google").mean()
    assert rows.loc[("cables_us_platforms", "NAM"), "value"] == pytest.approx(google)


def test_owner_names_are_whole_names():
    import pandas as pd

    cells = pd.Series(["Metaverse, Orange", "Orange, Meta", None])
    assert cables._names(cells, ("Meta",)).tolist() == [False, True, False]


def test_micronesia_is_a_state_and_guam_is_not_the_united_states(raw, codes, rows):
    assert rows.loc[("cables", "FSM"), "value"] > 0
    assert "GUM" in set(cables.landings(raw, codes).iso3)
