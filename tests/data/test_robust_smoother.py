import numpy as np
import pytest

from counterpoise.data.loaders import robust_smoother
from counterpoise.data.loaders.robust_smoother import smooth

YEARS = 40


def one(*series):
    """Measures, scales, steps and start for one unit."""
    measures = np.array(series)[:, :, None]
    start = np.nan_to_num(measures[0])
    return measures, np.full(measures.shape, 0.1), np.full(start.shape, 0.1), start


def test_with_normal_tails_it_is_the_exact_posterior_of_the_random_walk(monkeypatch):
    monkeypatch.setattr(robust_smoother, "STEP_FREEDOM", 1e12)
    monkeypatch.setattr(robust_smoother, "MEASURE_FREEDOM", 1e12)
    rng = np.random.default_rng(2)
    values = np.cumsum(rng.normal(0, 0.1, YEARS)) + rng.normal(0, 0.1, YEARS)
    values[10:15] = np.nan
    found = smooth(*one(values))
    difference = np.diff(np.eye(YEARS), axis=0)
    precision = difference.T @ difference / 0.01 + np.diag(np.isfinite(values) / 0.01)
    precision[0, 0] += 1.0 / robust_smoother.VAGUE
    assert np.allclose(found.mean[:, 0], np.linalg.solve(precision, np.nan_to_num(values) / 0.01), atol=1e-6)
    assert np.allclose(found.variance[:, 0], np.diag(np.linalg.inv(precision)), atol=1e-8)


def test_a_gross_outlier_of_one_measure_does_not_win():
    steady, stray = np.zeros(YEARS), np.zeros(YEARS)
    stray[20] = -2.5
    found = smooth(*one(steady, stray))
    assert abs(found.mean[20, 0]) < 0.02
    assert found.weight[1, 20, 0] < 0.05 < 0.5 < found.weight[0, 20, 0]


def test_a_jump_both_measures_make_is_kept():
    jump = np.where(np.arange(YEARS) < 20, 0.0, 1.8)
    found = smooth(*one(jump, jump)).mean[:, 0]
    assert found[19] == pytest.approx(0.0, abs=0.03)
    assert found[20] == pytest.approx(1.8, abs=0.03)


def test_beyond_the_last_measure_the_level_stays_and_the_error_grows():
    values = np.where(np.arange(YEARS) < 30, 1.0, np.nan)
    found = smooth(*one(values))
    assert np.allclose(found.mean[30:, 0], found.mean[29, 0])
    assert (np.diff(found.variance[29:, 0]) > 0).all()


def test_adding_a_constant_to_every_measure_adds_it_to_the_result():
    rng = np.random.default_rng(3)
    measures, scales, steps, start = one(rng.normal(0, 0.3, YEARS), rng.normal(0, 0.3, YEARS))
    moved = smooth(measures + 5.0, scales, steps, start + 5.0)
    assert np.allclose(moved.mean, smooth(measures, scales, steps, start).mean + 5.0, atol=1e-4)


def test_units_do_not_touch_one_another():
    rng = np.random.default_rng(4)
    measures = rng.normal(0, 0.3, (2, YEARS, 3))
    measures[:, 5:9, 1] = np.nan
    arguments = (np.full(measures.shape, 0.1), np.full(measures.shape[1:], 0.1), np.zeros(measures.shape[1:]))
    together = smooth(measures, *arguments)
    turned = smooth(measures[:, :, ::-1], *arguments)
    assert np.array_equal(together.mean, turned.mean[:, ::-1])
