"""Tasks hide their outcomes and reach no further than the record."""

from functools import cache

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.series import recorded, state_series, system_series
from counterpoise.evidence.tasks import lagged, question
from counterpoise.start.pair_years import PairYears


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


@pytest.mark.parametrize("target", protocol().targets, ids=lambda t: t.name)
def test_units_come_without_outcomes(target):
    asked = question(target, target.origin, pairs())
    assert len(asked.outcome) == len(asked.task.units) == len(asked.cluster)
    assert not {"onset", "outcome", "count", "value"} & set(asked.task.units.columns)
    assert asked.task.units.year.between(target.origin + 1, target.origin + target.horizon).all()
    assert np.isfinite(asked.outcome).all()


@pytest.mark.parametrize("name", ["cinc", "gdp", "onset_count", "dispute_count", "ideal_point", "milex"])
def test_what_is_fitted_to_ends_with_the_origin(name):
    past = question(protocol().target(name), 2007, pairs()).task.past
    assert past.index.min() == 1992
    assert past.index.max() == 2007


def test_lags_of_the_fit_window_are_those_of_the_free_run():
    target = protocol().target("onset")
    years, known = np.array(lagged(target, 2007)).T
    assert list(years) == list(range(1992, 2008))
    assert set(years - known) == set(range(1, 8))


def test_test_window_of_onsets_is_the_designs():
    asked = question(protocol().target("onset"), 2007, pairs())
    assert asked.events == 254
    assert asked.relevant.sum() < 0.12 * len(asked.outcome)


@pytest.mark.parametrize(("name", "origin"), [("onset", 2014), ("cinc", 2018), ("alliance_change", 2018)])
def test_after_the_record_there_is_nothing_to_ask(name, origin):
    with pytest.raises(InputError, match="on record"):
        question(protocol().target(name), origin, pairs())


def test_shares_sum_to_one_in_every_year():
    shares = np.exp(state_series(load_panel(), "cinc"))
    assert shares.sum(axis=1).to_numpy() == pytest.approx(np.ones(len(shares)))


def test_values_the_panel_made_up_are_not_scored():
    values = load_panel().values
    made_up = values[(values.variable == "milex_share") & (values.flag.astype(str) == "interpolated")]
    series = recorded(load_panel(), "milex_share")
    row = made_up[made_up.year >= 1992].iloc[0]
    assert np.isnan(series.at[row.year, row.iso3])
    assert series.notna().to_numpy().sum() < (values.variable == "milex_share").sum()


def test_counts_are_those_of_the_record():
    panel = load_panel()
    onsets = system_series(panel, "onset_count")["count"]
    assert onsets.loc[1992:2007].sum() == 655
    disputes = system_series(panel, "dispute_count")["count"]
    assert (disputes.loc[1992:2014] <= onsets.loc[1992:2014] + 5).all(), "a dispute has at least one pair"


def test_a_state_has_its_first_deal_once():
    asked = question(protocol().target("armed_drones"), 2007, pairs())
    first = asked.task.units.assign(outcome=asked.outcome).query("outcome > 0")
    assert not first.state.duplicated().any()
    assert asked.events == 7
