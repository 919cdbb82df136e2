"""The shock of the year: planted numbers come back, counts are what a run would expect, the gate."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import calibration_recurrence, calibration_tension, yearly_counts
from counterpoise.evidence.calibration_gate import uniformity
from counterpoise.evidence.calibration_recurrence import Window
from counterpoise.evidence.calibration_tension import PERSISTENCES, SPREADS, believed, simulated
from counterpoise.evidence.yearly_counts import SHIFTS, Counts
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import FORMS

from .later_years import cut


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


def made_up(years: int = 300, mean: float = 30.0, level: float = 0.08, stretch: int = 15) -> Counts:
    """Years in which a hundred pairs have chances that add up to ``mean``, with nothing counted."""
    odds = np.log(mean / (100.0 - mean))
    chance = 1.0 / (1.0 + np.exp(-odds - SHIFTS))
    log_mean, ratio = (np.tile(row, (years, 1)) for row in (np.log(100.0 * chance), 1.0 - chance))
    return Counts(np.zeros(years), log_mean, ratio, np.arange(years) % stretch == 0, level)


@pytest.mark.parametrize(("spread", "persistence"), [(0.3, 0.6), (0.5, 0.1), (0.2, 0.85)])
def test_what_was_planted_is_found(spread, persistence):
    found = believed(simulated(made_up(), spread, persistence, np.random.default_rng(1))).estimates
    assert abs(np.log(found[0].center / spread)) < 3.5 * np.log(found[0].spread)
    assert abs(found[1].center - persistence) < 3.5 * found[1].spread
    assert found[0].spread < 1.25
    assert found[1].spread < 0.15


def test_counts_of_chance_alone_leave_hardly_any_shock():
    found = believed(simulated(made_up(900), 0.0, 0.5, np.random.default_rng(2))).estimates[0]
    assert found.center < 0.06


def test_an_error_of_the_level_is_not_taken_for_bad_years():
    """Stretches that are off as a whole say little of the year, if hazards were known to be off by as much."""
    data = made_up(level=0.4)
    data = simulated(data, 0.0, 0.5, np.random.default_rng(3))
    blamed, known = (believed(replace(data, level=level)).estimates[0].center for level in (0.02, 0.4))
    assert known < 0.5 * blamed


def test_wider_scatter_is_a_greater_spread_and_longer_swings_more_persistence():
    data = simulated(made_up(60, stretch=30), 0.3, 0.5, np.random.default_rng(4))
    wider = replace(data, count=np.maximum(np.round(30.0 + 1.7 * (data.count - 30.0)), 0.0))
    swings = replace(data, count=np.concatenate([np.sort(part) for part in data.count.reshape(4, 15)]))
    before, after, slow = (believed(each).estimates for each in (data, wider, swings))
    assert after[0].center > 1.2 * before[0].center
    assert slow[1].center > before[1].center + 0.1


def test_the_law_of_a_count_is_nearly_that_of_a_sum_of_chances():
    chance = np.random.default_rng(5).uniform(0.0, 0.3, 80)
    law = np.ones(1)
    for p in chance:
        law = np.convolve(law, [1.0 - p, p])
    mean, ratio = chance.sum(), (chance * (1.0 - chance)).sum() / chance.sum()
    years = np.arange(5.0, 22.0)
    log_mean, same = (np.full((len(years), len(SHIFTS)), value) for value in (np.log(mean), ratio))
    found = calibration_tension.heights(Counts(years, log_mean, same, years == 5.0, 0.1))
    np.testing.assert_allclose(np.exp(found[:, 0]), law[5:22], rtol=0.02, atol=1e-4)


def test_the_filter_is_the_integral_over_paths():
    """Two years, no error of the level: the likelihood by a grid over both shocks."""
    data = replace(made_up(2, level=1e-9), count=np.array([40.0, 22.0]))
    k, r = np.searchsorted(SPREADS, 0.3), np.searchsorted(PERSISTENCES, 0.6)
    spread, kept = SPREADS[k], PERSISTENCES[r]
    z = np.linspace(-6.0, 6.0, 481)
    table = calibration_tension.heights(data)
    shift = spread * z - 0.5 * spread**2
    first, second = (np.exp(np.interp(shift, calibration_tension.HEIGHTS, row)) for row in table)
    joint = np.exp(-(z[:, None] ** 2 + z**2 - 2.0 * kept * z[:, None] * z) / (2.0 * (1.0 - kept**2)))
    expected = np.log((first[:, None] * second * joint).sum() / joint.sum())
    assert calibration_tension.likelihood(data)[k, r] == pytest.approx(expected, abs=1e-3)


def test_a_year_is_expected_by_what_was_known_before_it():
    """One pair after a dispute and after none, by hand; with frailty a quiet pair is taken for a calmer one."""
    odds, loud = np.array([np.log(0.2 / 0.8)]), np.array([[1.0], [0.0]])
    data = Window(odds, np.array([1.0]), 0.0, loud, np.ones((2, 1)))
    kept, at = 0.5**0.25, len(SHIFTS) // 2
    later = 1.0 / (1.0 + np.exp(-odds[0]) * ((1.0 + kept + 0.2) / (1.0 + kept + 1.0)) ** 2.0)
    mean, variance = yearly_counts.expected(data, 2.0, 4.0)
    np.testing.assert_allclose(mean[:, at], [0.2, later])
    np.testing.assert_allclose(variance[:, at], [0.16, later * (1.0 - later)])
    assert np.all(np.diff(mean, axis=1) > 0.0)
    frail = replace(data, frailty=1.0, begun=0.0 * loud)
    quiet, _ = yearly_counts.expected(frail, 1e-9, 4.0)
    assert quiet[1, at] < 0.95 * quiet[0, at]


def test_expected_counts_are_those_that_pairs_make():
    """Pairs that live by the same law begin, over the years, as many disputes as were expected of them."""
    rng = np.random.default_rng(6)
    quiet, odds = np.zeros((15, 800)), rng.uniform(-5.0, -1.5, 800)
    still = Window(odds, rng.uniform(0.0, 1.0, 800), 0.6, quiet, np.ones((15, 800)))
    lived = [calibration_recurrence.simulated(still, np.log([1.0, 3.0, 8.0]), rng) for _ in range(4)]
    made = sum(each.begun.sum() for each in lived)
    expected = sum(yearly_counts.expected(each, 3.0, 8.0)[0][:, len(SHIFTS) // 2].sum() for each in lived)
    assert made / expected == pytest.approx(1.0, abs=3.5 / np.sqrt(made))


def test_stretches_follow_on_one_another_and_read_nothing_later():
    assert yearly_counts.bounds(2007) == [(1992, 2007), (1977, 1992), (1962, 1977)]
    assert yearly_counts.bounds(1991) == [(1976, 1991), (1962, 1976)]
    whole, early = (yearly_counts.counts(p, 1991, 3.5, 9.0, 0.08) for p in (pairs(), PairYears(cut(1991))))
    assert len(whole.count) == 29
    assert whole.spans == [(0, 15), (15, 29)]
    for name in ("count", "log_mean", "ratio", "begins"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(early, name))


def test_pairs_of_one_dispute_are_found_among_those_counted():
    rows = pairs().panel.dyad_onsets.astype({"a": str, "b": str})
    rows = rows[(rows.originator_ab == 1) & (rows.originator_ba == 1)]
    sizes = [yearly_counts._sizes(pairs(), rows, 1976, year) for year in range(1977, 1992)]
    counted = yearly_counts.counts(pairs(), 1991, 3.5, 9.0, 0.08).count[:15]
    assert [each.sum() for each in sizes] == counted.tolist()
    disputes, added = yearly_counts.in_company(pairs(), 1991)
    assert disputes < 620
    assert 0.0 < added < 1.0


def test_a_beta_law_has_the_mean_and_the_deviation_it_is_given_by():
    drawn = FORMS["beta"](0.63, 0.17).ppf((np.arange(4000) + 0.5) / 4000)
    assert (drawn.mean(), drawn.std()) == pytest.approx((0.63, 0.17), abs=1e-3)
    with pytest.raises(ValueError, match="above 0"):
        FORMS["beta"](0.5, 0.6)


@pytest.mark.slow
def test_the_gate_closes_to_posteriors_too_narrow():
    data = made_up(45)
    assert uniformity(calibration_tension.ranks(data)).min() > 0.05 / 2
    assert uniformity(calibration_tension.ranks(data, scale=0.4)).min() < 0.01
