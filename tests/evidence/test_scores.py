"""Scores against their closed forms."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.core import InputError
from counterpoise.evidence import scores
from counterpoise.evidence.libraries import library

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("rate", [0.002, 0.1, 0.5])
def test_brier_of_climatology_is_its_variance(rate):
    outcome = np.r_[np.ones(int(rate * 10_000)), np.zeros(10_000 - int(rate * 10_000))]
    assert scores.brier(outcome, np.full(10_000, rate)).mean() == pytest.approx(rate * (1 - rate))


def test_log_loss_of_climatology_is_its_entropy():
    outcome = np.r_[np.ones(100), np.zeros(900)]
    entropy = -(0.1 * np.log(0.1) + 0.9 * np.log(0.9))
    assert scores.log_loss(outcome, np.full(1000, 0.1)).mean() == pytest.approx(entropy)


def test_a_certain_forecast_that_fails_costs_much_but_not_everything():
    assert scores.log_loss([1.0], [0.0])[0] == pytest.approx(-np.log(1e-6))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_no_probability_scores_better_than_the_true_one(truth, said):
    def expected(loss, p):
        return truth * loss([1.0], [p])[0] + (1 - truth) * loss([0.0], [p])[0]

    for loss in (scores.brier, scores.log_loss):
        assert expected(loss, said) >= expected(loss, truth) - 1e-12


def test_crps_of_a_normal_at_its_mean():
    r"""$\sigma (\sqrt 2 - 1) / \sqrt \pi$ = 0.2337 (Gneiting & Raftery 2007)."""
    normal = RNG.normal(size=(20_000, 1))
    assert scores.crps([0.0], normal)[0] == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=0.004)


def test_crps_of_a_point_is_the_absolute_error():
    assert scores.crps([3.0, -1.0], np.zeros((10, 2))) == pytest.approx([3.0, 1.0])
    assert scores.absolute_error([3.0, -1.0], np.zeros((10, 2))) == pytest.approx([3.0, 1.0])


def test_crps_averages_to_that_of_a_calibrated_normal():
    r"""Expected over outcomes of the same normal: $\sigma / \sqrt \pi$."""
    outcome, samples = RNG.normal(size=4000), RNG.normal(size=(400, 4000))
    assert scores.crps(outcome, samples).mean() == pytest.approx(1 / np.sqrt(np.pi), abs=0.02)


def test_coverage_and_pit_of_a_calibrated_forecast():
    outcome, samples = RNG.normal(size=4000), RNG.normal(size=(400, 4000))
    assert scores.covered(outcome, samples).mean() == pytest.approx(0.9, abs=0.02)
    assert scores.pit(outcome, samples).mean() == pytest.approx(0.5, abs=0.02)
    assert scores.pit(outcome, samples).var() == pytest.approx(1 / 12, abs=0.005)


def test_pit_of_counts_is_uniform_though_samples_tie():
    outcome, samples = RNG.poisson(1.0, 4000), RNG.poisson(1.0, (400, 4000))
    shares = np.histogram(scores.pit(outcome, samples), bins=5, range=(0, 1))[0] / 4000
    assert shares == pytest.approx(np.full(5, 0.2), abs=0.03)


def test_average_precision_of_ignorance_is_the_share_of_events():
    outcome = np.r_[np.ones(100), np.zeros(900)]
    assert scores.average_precision(outcome, np.full(1000, 0.3)) == pytest.approx(0.1)
    assert scores.average_precision(outcome, outcome) == 1.0
    assert np.isnan(scores.average_precision(np.zeros(5), np.full(5, 0.3)))


def test_reliability_of_calibrated_rare_events():
    probability = RNG.beta(0.1, 10, size=200_000)
    outcome = RNG.uniform(size=200_000) < probability
    table = scores.reliability(outcome, probability, bins=5)
    assert len(table) == 5
    assert table.units.sum() == 200_000
    assert (table.seen / table.forecast).to_numpy() == pytest.approx(np.ones(5), abs=0.15)
    assert table.forecast.is_monotonic_increasing
    assert scores.calibration_ratio(outcome, probability) == pytest.approx(1.0, abs=0.05)


def test_a_missing_library_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "scoringrules", None)
    with pytest.raises(InputError, match=r"pip install 'counterpoise\[evidence\]'"):
        library("scoringrules")
