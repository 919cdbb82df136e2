"""The old balance against computations that share no code with it: CINC in every year, net resources, structure."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import InputError
from counterpoise.power.capability import _cinc_multiverse, cinc, net_resources, series
from counterpoise.power.measures import measure, summary
from counterpoise.power.standing import FIELDS
from counterpoise.power.structure import NMC, describe, leading, material, structure
from counterpoise.theory.composite_index import composite_index, composite_share

LAST_RECORDED = 2022
# years with gaps in the record (China 1907-26, Russia 1918, Turkey 1878), wars, and both ends
HARD_YEARS = (1816, 1878, 1907, 1918, 1926, 1944, 1991, 2022)


@pytest.fixture(scope="module")
def published(panel) -> pd.Series:
    """CINC from the values table by grouping alone: mean over components of a state's share, missing left out."""
    rows = panel.values[panel.values.variable.isin(NMC)].astype({"variable": str, "iso3": str})
    wide = rows.pivot_table(index=["year", "iso3"], columns="variable", values="value", aggfunc="sum", min_count=1)
    return (wide / wide.groupby(level="year").transform("sum")).mean(axis=1)


def test_cinc_is_the_mean_of_available_world_shares_in_every_state_year(panel, published):
    for year in range(1816, LAST_RECORDED + 1):
        section = material(panel, year)
        ours = pd.Series(composite_index(section.value.T), index=section.states).dropna()
        expected = published.xs(year)
        assert set(ours.index) == set(expected.index), year
        assert np.abs(ours - expected[ours.index]).max() < 1e-6, year


def test_own_shares_sum_to_one_every_year_and_keep_the_ratios(panel):
    for year in range(1816, 2025):
        components = material(panel, year).value.T
        share, index = composite_share(components), composite_index(components)
        assert np.nansum(share) == pytest.approx(1.0, abs=1e-9), year
        assert np.nanstd(share / index) < 1e-12, year


@pytest.mark.parametrize("year", HARD_YEARS)
def test_the_table_shows_the_published_value_and_its_own_share(panel, published, year):
    frame = cinc(panel, year).set_index("state")
    expected = published.xs(year)
    assert np.abs(frame.value.dropna() - expected[frame.value.dropna().index]).max() < 1e-6
    assert frame.share.sum() == pytest.approx(1.0)
    assert frame["rank"].dropna().is_monotonic_increasing
    assert (frame.rank_low <= frame.rank_high).all()
    assert set(frame.year.dropna()) == {year}


def test_published_scores_need_not_sum_to_one(published):
    sums = published.groupby(level="year").sum()
    assert sums[LAST_RECORDED] == pytest.approx(1.0071, abs=1e-4)
    assert sums.max() > 1.01


def test_orders_of_magnitude_that_the_literature_knows(published):
    assert published.xs(1850).idxmax() == "GBR"
    assert 0.25 < published[1850, "GBR"] < 0.40
    assert published.xs(1946).idxmax() == "USA"
    assert 0.30 < published[1946, "USA"] < 0.45
    assert 1.7 < published[2022, "CHN"] / published[2022, "USA"] < 2.1
    assert 0.005 < published[2022, "PAK"] < 0.03


def test_after_the_last_recorded_year_the_record_is_carried_and_says_so(panel, published):
    frame = cinc(panel, 2024).set_index("state")
    assert set(frame.year.dropna()) == {LAST_RECORDED}
    assert frame.value["CHN"] == pytest.approx(published[LAST_RECORDED, "CHN"], rel=1e-6)


def test_renaming_the_states_permutes_every_replicate_of_cinc(panel):
    value = material(panel, 1990).value
    order = np.random.default_rng(1).permutation(value.shape[1])
    moved, still = _cinc_multiverse(value[:, order]), _cinc_multiverse(value)[:, order]
    assert np.allclose(moved, still, rtol=1e-9, atol=0, equal_nan=True)


def test_changing_the_unit_of_a_component_changes_no_score(panel):
    value = material(panel, 1990).value
    scaled = value * np.array([1e3, 1e-3, 7.0, 1.0, 1e6, 0.5])[:, None]
    assert composite_index(scaled.T) == pytest.approx(composite_index(value.T), rel=1e-9, nan_ok=True)


def test_net_resources_are_output_times_output_per_head(panel):
    frame = net_resources(panel, 2019).set_index("state")
    rows = panel.values[(panel.values.year == 2019) & panel.values.variable.isin(["gdp_ppp", "population"])]
    wide = rows.astype({"variable": str, "iso3": str}).pivot_table(index="iso3", columns="variable", values="value")
    expected = (wide.gdp_ppp**2 / wide.population).dropna()
    both = frame.index.intersection(expected.index)
    assert len(both) > 150
    assert frame.value[both].to_numpy() == pytest.approx(expected[both].to_numpy(), rel=1e-9)
    assert frame.share.sum() == pytest.approx(1.0)


def test_a_single_series_varies_only_where_another_count_exists(panel):
    troops = series(panel, "personnel", "milper", 2022)
    assert (troops.rank_low.dropna() == troops.rank_high.dropna()).all()
    output = series(panel, "gdp", "gdp_market", 2019).set_index("state")
    assert output.rank_low["IND"] == 3  # in purchasing power
    assert output.rank_low["IND"] < output["rank"]["IND"] == output.rank_high["IND"]
    ideal = series(panel, "ideal_point", "ideal_point", 2019)
    assert ideal.share.isna().all()  # a position has no world total


@pytest.mark.parametrize("name", ["cinc", "net-resources", "personnel", "hard", "sovereignty"])
def test_every_table_of_standing_has_exactly_the_promised_fields(panel, name):
    frame = measure(panel, name, 2024)
    assert tuple(frame.columns) == FIELDS
    assert sorted(frame.state) == panel.system.members(2024)
    known = frame.value.notna()
    assert set(frame.grade[known]) <= {"observed", "estimated", "assumed"}
    assert (frame.source[~known] == "missing").all()
    assert frame["rank"][~known].isna().all()
    assert (frame["rank"][known] >= 1).all()


def test_the_summary_leaves_out_what_does_not_reach_back(panel):
    assert set(summary(panel, 1960, ["USA"]).measure) == {"cinc", "net-resources"}
    with pytest.raises(InputError, match="supplier table"):
        measure(panel, "sovereignty", 2010)


def test_a_series_without_a_value_in_the_year_is_refused_with_its_reach(panel):
    with pytest.raises(InputError, match=r"no state has a value in 1850; the panel has it from 19\d\d to 20\d\d"):
        measure(panel, "satellites_isr", 1850)


# covers: P30
def test_ten_equal_powers_and_one_alone():
    equal = describe(np.full(10, 0.1))
    assert equal["effective_number"] == pytest.approx(10.0)
    assert equal["leader_share"] == pytest.approx(0.1)
    assert equal["second_to_first"] == pytest.approx(1.0)
    assert equal["polarity"] == "multipolar"
    alone = describe(np.r_[1.0, np.zeros(9)])
    assert alone["effective_number"] == pytest.approx(1.0)
    assert alone["polarity"] == "unipolar"
    two = describe(np.r_[0.5, 0.5, np.zeros(8)])
    assert two["effective_number"] == pytest.approx(2.0)
    assert two["polarity"] == "bipolar"


def test_small_states_make_no_pole_and_missing_ones_count_nothing():
    few = np.r_[0.5, 0.3, 0.2]
    many = np.r_[few, np.full(100, 1e-9), np.nan]
    assert leading(many)[:3] == pytest.approx(few, rel=1e-6)
    assert leading(many)[::-1] == pytest.approx(np.sort(leading(many)))


def test_structure_agrees_with_the_table_of_the_same_year(panel):
    frame = structure(panel, "cinc", first=1990, last=1995, step=2, draws=20)
    assert list(frame.year) == [1990, 1992, 1994, 1995]
    top = cinc(panel, 1990).share.nlargest(10)
    row = frame.iloc[0]
    assert row.leader_share == pytest.approx(top.iloc[0] / top.sum())
    assert row.effective_number == pytest.approx(top.sum() ** 2 / (top**2).sum())
    assert (frame.low < frame.high).all()
    assert (frame.low < frame.effective_number * 1.1).all()
