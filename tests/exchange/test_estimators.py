"""The estimators find what was put into made-up raids: slope, scatter, limit, and none where there is none."""

import numpy as np
import pytest
from scipy import stats

from counterpoise.exchange.count_fit import fit_count, foretell, log_score
from counterpoise.exchange.leak_fit import fit_logit, fit_saturation, share, size_terms

PHI = 0.05


def raids(seed, shares, count=400):
    """Leakers of raids whose members' fates are correlated by PHI (beta-binomial)."""
    stream = np.random.default_rng(seed)
    launched = np.round(np.exp(stream.uniform(np.log(20), np.log(800), count)))
    p = shares(launched)
    drawn = stream.beta(p * (1 / PHI - 1), (1 - p) * (1 / PHI - 1))
    return stream.binomial(launched.astype(int), drawn).astype(float), launched


def weeks(launched):
    return np.arange(len(launched)) // 7


@pytest.mark.parametrize("slope", [-0.6, 0.0, 0.5])
def test_slope_and_scatter_are_found_within_their_error(slope):
    truth = np.array([-1.4, slope])
    far = []
    for seed in range(12):
        leaked, launched = raids(seed, lambda n: share(size_terms(n), truth))
        fit = fit_logit(leaked, launched, size_terms(launched), weeks(launched))
        far.append((fit.estimate - truth) / np.sqrt(np.diag(fit.covariance)))
        assert fit.overdispersion == pytest.approx(PHI, rel=0.35)
    assert np.abs(far).max() < 4.0
    assert 0.5 < np.std(far) < 1.6  # the error is neither too small nor too large
    assert np.abs(np.mean(far, axis=0)).max() < 1.2


def test_plain_binomial_raids_show_no_scatter():
    stream = np.random.default_rng(0)
    launched = np.full(500, 100.0)
    leaked = stream.binomial(100, 0.2, 500).astype(float)
    fit = fit_logit(leaked, launched, np.ones((500, 1)), weeks(launched))
    assert fit.overdispersion < 0.004
    assert share(np.ones((1, 1)), fit.estimate) == pytest.approx(leaked.mean() / 100)


def test_a_limit_is_found_where_there_is_one():
    leaked, launched = raids(1, lambda n: 1.0 - 0.85 * np.minimum(1.0, 150.0 / n))
    logit = fit_logit(leaked, launched, size_terms(launched), weeks(launched))
    found = fit_saturation(leaked, launched, logit)
    assert found.capacity == pytest.approx(150.0, rel=0.2)
    assert found.capacity_low < 150.0
    assert found.kill == pytest.approx(0.85, abs=0.03)
    assert found.gain_saturation > found.gain_logit > 10.0


@pytest.mark.parametrize("slope", [0.0, -0.6])
def test_no_limit_is_found_where_there_is_none(slope):
    leaked, launched = raids(2, lambda n: share(size_terms(n), np.array([-1.4, slope])))
    logit = fit_logit(leaked, launched, size_terms(launched), weeks(launched))
    found = fit_saturation(leaked, launched, logit)
    assert found.gain_saturation < 2.5
    assert found.capacity_low > 300.0


def test_raids_that_all_leak_are_no_fit():
    launched = np.full(50, 20.0)
    with pytest.raises(ArithmeticError):
        fit_logit(launched, launched, size_terms(launched + np.arange(50)), weeks(launched))


def test_log_scores_are_those_of_the_negative_binomial():
    counts, mean, alpha = np.arange(40.0), 7.5, 0.6
    oracle = stats.nbinom.logpmf(counts, 1 / alpha, 1 / (1 + alpha * mean))
    np.testing.assert_allclose(log_score(counts, mean, alpha), oracle, rtol=1e-10)


def test_a_trend_in_counts_is_found_within_its_error():
    stream = np.random.default_rng(4)
    time = np.linspace(-2, 2, 1200)
    terms = np.column_stack([np.ones_like(time), time])
    truth, alpha = np.array([2.0, 0.8]), 1.5
    mean = np.exp(terms @ truth)
    counts = stream.negative_binomial(1 / alpha, 1 / (1 + alpha * mean)).astype(float)
    fit = fit_count(counts, terms)
    assert np.abs((fit.estimate - truth) / np.sqrt(np.diag(fit.covariance))).max() < 3.5
    assert fit.dispersion == pytest.approx(alpha, rel=0.15)


def test_a_steady_trend_beats_last_months_figure_and_a_wandering_one_does_not():
    stream = np.random.default_rng(5)
    growing = np.round(50 * np.exp(0.25 * np.arange(40)) * np.exp(stream.normal(0, 0.02, 40)))
    assert foretell(growing).gain > 0.3
    wandering = np.round(3000 * np.exp(np.cumsum(stream.normal(0, 0.15, 40))))
    assert foretell(wandering).gain < 0.0
