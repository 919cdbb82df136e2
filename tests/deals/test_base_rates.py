"""What a record leaves open: known answers of Jeffreys, and wider where events come many in one year."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from counterpoise.deals import base_rates
from counterpoise.deals.base_rates import Rate, gamma_quantiles


def rate(count, years=23, **more):
    return Rate(count, years, 1992, 1991 + years, "cow_mid", **more)


def test_known_answers():
    assert rate(6, once=True).interval == pytest.approx(stats.beta(6.5, 17.5).ppf([0.05, 0.95]))
    assert rate(71).interval == pytest.approx(stats.gamma(71.5, scale=1 / 23).ppf([0.05, 0.95]))


def test_nothing_on_record_is_not_never_and_every_year_not_always():
    assert rate(0, once=True).interval == pytest.approx((0.0, stats.beta(0.5, 23.5).ppf(0.95)))
    low, high = rate(23, once=True).interval
    assert 0.8 < low < high == 1.0
    assert rate(0).interval[0] == 0.0 < rate(0).interval[1]


@given(st.integers(0, 23), st.floats(1.0, 6.0), st.booleans())
def test_the_interval_holds_the_rate_and_shrinks_with_the_record(count, clustering, once):
    short = rate(count, once=once, clustering=clustering)
    longer = rate(4 * count, 92, once=once, clustering=clustering)
    low, high = short.interval
    assert low <= short.yearly <= high
    assert np.diff(longer.interval) < np.diff(short.interval)


def test_events_that_come_many_in_a_year_leave_more_open(panel):
    assert np.diff(rate(71, clustering=5.0).interval) > 2.0 * np.diff(rate(71).interval)
    every = base_rates.of_all(panel, 2024)
    rows = panel.dyads[(panel.dyads.year >= 1992) & panel.dyads.mid_onset.notna()]
    yearly = (rows.mid_onset > 0).groupby(rows.year).sum()
    assert every.clustering == pytest.approx(yearly.var() / yearly.mean())
    assert base_rates.of_pair(panel, "PAK", "IND", 2024).clustering == 1.0


def test_disputes_from_the_first_day_leave_joined_ones_out(panel):
    whole, own = (base_rates.of_state(panel, "USA", 2024, own=own) for own in (False, True))
    rows = panel.dyads[((panel.dyads.a == "USA") | (panel.dyads.b == "USA")) & (panel.dyads.year >= 1992)]
    begun = rows[(rows.mid_onset == 1) & (rows.mid_originator_ab == 1) & (rows.mid_originator_ba == 1)]
    assert own.count == len(begun) < whole.count
    assert (own.years, own.first, own.last) == (whole.years, whole.first, whole.last)


@pytest.mark.parametrize("shape", [0.3, 0.5, 1.0, 7.3, 80.0, 3000.0])
def test_quantiles_of_a_gamma_law_are_those_of_the_library(shape):
    np.testing.assert_allclose(gamma_quantiles(shape), stats.gamma(shape).ppf([0.05, 0.95]), rtol=1e-5)
