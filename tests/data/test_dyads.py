"""The dyad table against the raw files, by other routes, and against facts anyone can look up."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.dyads import DYAD_COLUMNS, FLAG_COLUMNS, KEY, build_dyads, build_onsets, build_universe, typed
from counterpoise.data.dyads.alliances import alliances
from counterpoise.data.parquet import read_table, write_table

pytestmark = pytest.mark.raw

NATO_2018 = """
    ALB BEL BGR CAN CZE DEU DNK ESP EST FRA GBR GRC HRV HUN ISL ITA LTU LUX LVA MNE NLD NOR POL PRT ROU SVK SVN TUR USA
""".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def dyads(raw, codes):
    return build_dyads(raw, codes)


@pytest.fixture(scope="module")
def row(dyads):
    table = dyads.astype({"a": str, "b": str}).set_index(KEY)
    return lambda a, b, year: table.loc[(a, b, year)]


@pytest.fixture(scope="module")
def directed(raw, codes):
    """Dispute-years as the source lists them, each dyad from both sides."""
    frame = pd.read_csv(raw / "peacesciencer/cow_mid_dirdisps.csv.gz")
    return frame.assign(one=frame.ccode1.map(codes.cow), two=frame.ccode2.map(codes.cow))


def _keys(table):
    return set(zip(table.a.astype(str), table.b.astype(str), table.year.astype(int), strict=True))


def _ordered(frame):
    return {(*sorted(pair), int(year)) for *pair, year in zip(frame.one, frame.two, frame.year, strict=True)}


def test_each_pair_of_members_stands_once_a_year_in_order(dyads, codes):
    assert list(dyads.columns) == [*KEY, *(v.name for v in DYAD_COLUMNS), *FLAG_COLUMNS]
    assert not dyads.duplicated(KEY).any()
    assert (dyads.a.astype(str) < dyads.b.astype(str)).all()
    assert dyads.year.min() == 1816
    assert dyads.year.max() == 2024
    members = set(zip(codes.system.iso3, codes.system.year, strict=True))
    for side in ("a", "b"):
        assert set(zip(dyads[side].astype(str), dyads.year, strict=True)) <= members


def test_every_directed_dispute_row_ends_in_one_undirected_row(dyads, directed):
    not_members = {("CAN", "RUS", 1918), ("CAN", "RUS", 1919)}
    assert _keys(dyads[dyads.mid_ongoing == 1]) == _ordered(directed) - not_members
    assert _keys(dyads[dyads.mid_onset == 1]) == _ordered(directed[directed.disponset == 1]) - not_members


def test_what_each_side_did_stays_on_its_side(dyads, directed):
    level = directed.groupby(["one", "two", "year"]).hostlev1.max()
    quarrels = dyads[dyads.mid_ongoing == 1]
    ahead = level.reindex(pd.MultiIndex.from_frame(quarrels[["a", "b", "year"]].astype({"a": str, "b": str})))
    back = level.reindex(pd.MultiIndex.from_frame(quarrels[["b", "a", "year"]].astype({"a": str, "b": str})))
    assert (quarrels.mid_hostility_ab.to_numpy(int) == ahead.to_numpy()).all()
    assert (quarrels.mid_hostility_ba.to_numpy(int) == back.to_numpy()).all()
    assert (ahead.to_numpy() != back.to_numpy()).any()


def test_every_directed_war_row_ends_in_one_undirected_row(dyads, raw, codes):
    wars = pd.read_csv(raw / "peacesciencer/cow_war_inter.csv.gz")
    wars = wars.assign(one=wars.ccode1.map(codes.cow), two=wars.ccode2.map(codes.cow))
    assert _keys(dyads[dyads.war_ongoing == 1]) == _ordered(wars)


def test_onsets_over_all_pairs_by_three_counts(dyads, raw, codes):
    listed = build_onsets(raw, codes)
    for years, dyad_years, disputes, originators in (((1992, 2007), 655, 735, 598), ((2008, 2014), 254, 275, 206)):
        assert dyads[dyads.year.between(*years)].mid_onset.sum() == dyad_years
        within = listed[listed.year.between(*years)]
        assert len(within) == disputes
        assert within["first"].sum() == originators
    assert _keys(listed) == _keys(dyads[dyads.mid_onset == 1])
    assert not listed.duplicated(["dispute", *KEY]).any()


def test_what_a_source_does_not_cover_is_missing_and_what_it_covers_is_not(dyads):
    quiet = ["mid_onset", "mid_ongoing", "mid_hostility_ab", "mid_initiator_ba"]
    assert dyads.loc[dyads.year > 2014, [*quiet, "joint_igos"]].isna().all(axis=None)
    assert dyads.loc[dyads.year <= 2014, quiet].notna().all(axis=None)
    assert dyads.loc[dyads.year > 2007, "war_onset"].isna().all()
    assert dyads.loc[dyads.year <= 2007, "war_onset"].notna().all()
    assert dyads.loc[dyads.year < 1946, "ucdp_intensity"].isna().all()
    assert dyads.loc[dyads.year >= 1946, "ucdp_intensity"].notna().all()
    assert dyads.loc[dyads.year > 2023, "ideal_distance"].isna().all()
    assert dyads.loc[dyads.year == 2023, "ideal_distance"].notna().mean() > 0.95
    assert dyads.loc[dyads.year > 2010, "rivalry_td"].isna().all()
    assert dyads.loc[dyads.year > 2015, "peace_years"].isna().all()
    assert dyads.capital_distance.notna().all()


def test_india_and_pakistan(row):
    for year in (1948, 1999, 2014, 2024):
        pair = row("IND", "PAK", year)
        assert pair.relevant
        assert pair.rivalry
        assert pair.contiguity == 1
    assert row("IND", "PAK", 1999).war_onset == 1
    assert row("IND", "PAK", 2024).rivalry_years == 77
    assert row("IND", "PAK", 2024).rivalry_flag == "carried"


def test_cuba_and_the_united_states(row):
    crisis = row("CUB", "USA", 1962)
    assert crisis.contiguity == 4  # Florida is some 90 miles away
    assert crisis.mid_onset == 1
    assert crisis.majors == 1
    assert not row("CUB", "USA", 1958).rivalry
    assert row("CUB", "USA", 1959).rivalry


def test_russia_and_ukraine(row):
    assert row("RUS", "UKR", 2014).rivalry
    assert row("RUS", "UKR", 2014).mid_onset == 1
    assert row("RUS", "UKR", 2021).ucdp_intensity == 0
    assert row("RUS", "UKR", 2022).ucdp_intensity == 2
    assert pd.isna(row("RUS", "UKR", 2022).mid_onset)
    assert row("RUS", "UKR", 2019).consultation_ab
    assert not row("RUS", "UKR", 2020).consultation_ab
    assert row("PRK", "UKR", 2024).ucdp_support == 2
    assert not row("PRK", "UKR", 2024).relevant


def test_members_of_the_north_atlantic_treaty_defend_one_another_in_2018(raw, codes, row):
    table = alliances(raw, codes).set_index(KEY)
    pairs = [(a, b, 2018) for a in NATO_2018 for b in NATO_2018 if a < b]
    assert len(pairs) == 406
    assert table.loc[pairs, ["defense_ab", "defense_ba"]].all(axis=None)
    assert row("DEU", "FRA", 2018).alliance_flag == "observed"


def test_the_united_states_defends_japan_and_not_the_reverse(row):
    assert row("JPN", "USA", 2018).defense_ba
    assert not row("JPN", "USA", 2018).defense_ab


def test_accessions_and_endings_after_the_treaty_data(row):
    for state, year in (("MKD", 2020), ("FIN", 2023), ("SWE", 2024)):
        before, after = row(state, "USA", year - 1), row(state, "USA", year)
        assert (before.defense_ab, after.defense_ab, after.defense_ba) == (False, True, True)
        assert (before.alliance_flag, after.alliance_flag) == ("carried", "fallback")
    assert (row("PRK", "RUS", 2023).defense_ab, row("PRK", "RUS", 2024).defense_ab) == (False, True)
    assert (row("GBR", "IRL", 2020).defense_ab, row("GBR", "IRL", 2021).defense_ab) == (True, False)
    assert row("GBR", "IRL", 2021).nonaggression_ab


def test_distances_between_capitals(row):
    assert int(row("DEU", "FRA", 2024).capital_distance) == pytest.approx(878, abs=3)
    assert int(row("FRA", "TUN", 2024).capital_distance) == pytest.approx(1482, abs=10)  # the list puts Tunis inland
    assert row("DEU", "FRA", 1940).capital_distance > 1000  # Vichy
    assert row("BRA", "USA", 1950).capital_distance > row("BRA", "USA", 1970).capital_distance  # Rio, then Brasilia


def test_the_closest_contiguity_of_the_year_counts_and_2016_is_carried(row):
    assert row("EGY", "TUR", 1958).contiguity == 1  # Egypt and Syria, one state in the same year, border Turkey
    assert row("EGY", "TUR", 1962).contiguity == 5
    assert (row("BHR", "SAU", 1985).contiguity, row("BHR", "SAU", 1986).contiguity) == (3, 1)  # a causeway was opened
    assert (row("POL", "RUS", 2016).contiguity_flag, row("POL", "RUS", 2017).contiguity_flag) == ("observed", "carried")
    assert row("POL", "RUS", 2024).contiguity == 1
    assert row("CHN", "USA", 2024).contiguity == 6


def test_joint_memberships_are_the_sources_own(dyads, raw, codes):
    source = pd.read_parquet(raw / "peacesciencer/cow_igo_ndy.parquet").query("year == 2014")
    joint = {
        frozenset((codes.cow[one], codes.cow[two])): n
        for one, two, n in zip(source.ccode1, source.ccode2, source.dyadigos, strict=True)
    }
    rows = dyads[dyads.year == 2014]
    assert [joint[frozenset(pair)] for pair in zip(rows.a, rows.b, strict=True)] == rows.joint_igos.tolist()


def test_ideal_distances_are_the_sources_own(row, raw):
    source = pd.read_parquet(raw / "unga/IdealpointsJuly2025.parquet").set_index(["iso3c", "year"]).idealpointall
    for a, b, year in (("RUS", "USA", 1985), ("RUS", "USA", 1992), ("IND", "PAK", 2023), ("NAM", "USA", 2000)):
        assert row(a, b, year).ideal_distance == pytest.approx(abs(source[a, year] - source[b, year]), abs=6e-4)
    assert row("RUS", "USA", 1985).ideal_distance > row("RUS", "USA", 1992).ideal_distance
    assert pd.isna(row("CHN", "TWN", 2023).ideal_distance)


def test_rivalries_coded_to_the_wrong_state_are_set_right(row, dyads):
    assert row("GAB", "GNQ", 2000).rivalry
    assert not ((dyads.a == "GAB") & (dyads.b == "GIN")).any()
    assert row("XYA", "YMD", 1980).rivalry


def test_major_powers_of_2024_and_states_whose_codes_get_lost(dyads):
    now = dyads[dyads.year == 2024]
    assert (now.majors > 0).sum() == 7 * 188 + 21
    assert {"NOR", "NAM", "TWN", "XKX"} <= set(now.a.astype(str)) | set(now.b.astype(str))


def test_a_row_that_is_not_relevant_is_there_for_an_event(dyads):
    rivals = dyads.rivalry | (dyads.rivalry_td.fillna(0) == 1)
    assert (dyads.relevant == ((dyads.contiguity < 6) | (dyads.majors > 0) | rivals)).all()
    events = ["mid_ongoing", "war_ongoing", "ucdp_intensity", "ucdp_support"]
    assert (dyads.loc[~dyads.relevant, events].fillna(0).sum(axis=1) > 0).all()


def test_peace_years_follow_from_the_year_before(dyads):
    known = dyads[dyads.year <= 2015].reset_index(drop=True)
    before, after = known.iloc[:-1].reset_index(drop=True), known.iloc[1:].reset_index(drop=True)
    same = (before.a.astype(str) == after.a.astype(str)) & (before.b.astype(str) == after.b.astype(str))
    consecutive = same & (after.year == before.year + 1)
    expected = (before.peace_years + 1).where(before.mid_ongoing == 0, 0)
    assert consecutive.sum() > 100_000
    assert (after.peace_years == expected)[consecutive].all()


def test_only_dyads_of_1816_without_a_dispute_are_censored(dyads, directed, codes):
    first = set(codes.system.loc[codes.system.year == 1816, "iso3"])
    censored = dyads[dyads.peace_censored == 1]
    assert {*censored.a.astype(str), *censored.b.astype(str)} <= first
    began = directed.groupby(["one", "two"]).year.min()
    start = began.reindex(pd.MultiIndex.from_frame(censored[["a", "b"]].astype(str))).to_numpy()
    assert (np.isnan(start) | (censored.year.to_numpy() <= start)).all()


def test_the_universe_holds_every_pair_and_the_table_is_part_of_it(dyads, raw, codes):
    universe = build_universe(raw, codes).set_index("year")
    assert (universe.loc[2012:2024, "states"] == 195).all()
    assert (universe.loc[2012:2024, "pairs"] == 195 * 194 // 2).all()
    assert universe.loc[1990, "pairs"] < universe.loc[1990, "states"] * (universe.loc[1990, "states"] - 1) // 2
    assert (dyads.groupby("year").size() <= universe.pairs).all()
    assert universe.index.tolist() == list(range(1816, 2025))


def test_the_table_is_small_and_comes_back_as_it_was(dyads, tmp_path):
    path = tmp_path / "dyads.parquet"
    write_table(dyads, path)
    assert path.stat().st_size < 3_000_000
    back = typed(read_table(path))
    assert (back.dtypes == dyads.dtypes).all()
    assert back.equals(dyads)
