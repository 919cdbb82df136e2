"""The onset hazard's fit: known answers, the shipped file against a fit made anew, and the gate of calibration."""

from functools import cache

import numpy as np
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import calibration, calibration_file, calibration_gate, calibration_sampler
from counterpoise.evidence.calibration import NotConvergedError, Sample
from counterpoise.evidence.recorded import rests_on
from counterpoise.start import onset_fit
from counterpoise.start.pair_years import PairYears


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


@cache
def sample() -> Sample:
    return calibration.sample_of(calibration.window(pairs(), 2007))


def made_up(rows: int, columns: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Covariates and onsets of a logit with coefficients -2, .5, -.5, ..."""
    rng = np.random.default_rng(seed)
    covariates = np.column_stack([np.ones(rows), rng.normal(size=(rows, columns))])
    true = np.r_[-2.0, 0.5 * (-1.0) ** np.arange(columns)]
    return covariates, (rng.uniform(size=rows) < calibration.probability(covariates, true)).astype(float)


def test_much_data_gives_back_what_made_them_and_the_maximum_likelihood_of_another_library():
    api = pytest.importorskip("statsmodels.api")
    covariates, onset = made_up(40_000, 4)
    at, covariance = calibration.posterior(covariates, onset)
    assert at == pytest.approx([-2.0, 0.5, -0.5, 0.5, -0.5], abs=0.08)
    other = api.Logit(onset, covariates).fit(disp=0)
    assert at == pytest.approx(other.params, abs=0.005)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(other.bse, rel=0.02)


def test_without_data_the_posterior_is_the_prior():
    at, covariance = calibration.posterior(np.zeros((5, 3)), np.zeros(5))
    mean, deviation = calibration.prior(3)
    assert at == pytest.approx(mean)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(deviation)


def test_a_fit_that_does_not_settle_is_an_error(monkeypatch):
    monkeypatch.setattr(calibration, "MOST_STEPS", 2)
    with pytest.raises(NotConvergedError, match="within 2 steps"):
        calibration.posterior(*made_up(1000, 3))


def test_clustering_sees_that_copies_of_a_row_say_nothing_new():
    """Each pair four years alike in all: errors twice those of a model that takes the years as independent."""
    covariates, onset = made_up(20_000, 2)
    at, covariance = calibration.posterior(np.repeat(covariates, 4, axis=0), np.repeat(onset, 4))
    copies = Sample(np.repeat(covariates, 4, axis=0), np.repeat(onset, 4), np.repeat(np.arange(20_000), 4), at, at)
    ratio = np.sqrt(np.diag(calibration.clustered(copies, at, covariance)) / np.diag(covariance))
    assert ratio == pytest.approx(2.0, rel=0.05)


@pytest.mark.parametrize("spread", [0.0, 0.5])
def test_frailty_is_found_where_there_is_some(spread):
    """Pairs with gamma hazards of a known coefficient of variation, all alike in what is known of them."""
    rng = np.random.default_rng(2)
    factor = rng.gamma(1 / spread, spread, 4000) if spread else np.ones(4000)
    onset = (rng.uniform(size=(4000, 16)) < 0.05 * factor[:, None]).astype(float).ravel()
    alike = Sample(np.ones((64_000, 1)), onset, np.repeat(np.arange(4000), 16), np.zeros(0), np.zeros(0))
    at, _ = calibration.posterior(alike.covariates, onset)
    assert calibration.frailty(alike, at) == pytest.approx(spread, abs=0.08)


def test_the_shipped_file_belongs_to_the_shipped_panel_and_has_every_base_year():
    assert onset_fit.panel_hash() == rests_on()["panel"]
    assert tuple(onset_fit.shipped()) == calibration.BASE_YEARS


@pytest.mark.parametrize("last", [1990, 2000, 2007])
def test_the_shipped_fit_is_the_fit_made_anew(last):
    shipped, fresh = onset_fit.shipped()[last], calibration.fitted(pairs(), last)
    for name, value in vars(fresh).items():
        np.testing.assert_allclose(getattr(shipped, name), value, rtol=1e-6, atol=1e-7, err_msg=name)


def test_a_fit_reads_nothing_after_the_year_it_ends_with():
    """The fit of 2000 from a panel whose later disputes are lost."""
    from counterpoise.data.panel import Panel

    panel = load_panel()
    early = Panel(panel.folder, panel.manifest)
    dyads = panel.dyads.copy()
    dyads.loc[dyads.year > 2000, ["mid_onset", "mid_ongoing"]] = 0
    early.__dict__["dyads"] = dyads
    fresh = calibration.fitted(PairYears(early), 2000)
    np.testing.assert_allclose(fresh.coefficients, onset_fit.shipped()[2000].coefficients, rtol=1e-6, atol=1e-7)


def test_what_is_written_is_read_again(tmp_path):
    import tomllib

    fit = onset_fit.shipped()[2007]
    raw = tomllib.loads(calibration_file.text([fit], {2007: {"rhat": 1.0}}))
    assert raw["fit"][0]["nuts"] == {"rhat": 1.0}
    assert raw["fit"][0]["coefficients"] == pytest.approx(fit.coefficients.tolist(), rel=1e-8)


def test_rivals_neighbors_and_the_quarrelsome_dispute_more_the_unequal_and_the_peaceful_less():
    for fit in onset_fit.shipped().values():
        slope = dict(zip(onset_fit.COVARIATES, fit.coefficients[1:], strict=True))
        # a pair that quarreled lately has both more onsets in mind and fewer years of peace
        assert min(slope["rivalry"], slope["near"], slope["faded"] - slope["quiet"], slope["log_larger"]) > 0
        assert max(slope["quiet"], slope["joint_democracy"], slope["log_ratio"]) < 0


@pytest.mark.slow
def test_ranks_of_true_coefficients_are_uniform():
    """The gate: every coefficient, at one chance in twenty for all fourteen together."""
    chance = calibration_gate.uniformity(calibration_gate.ranks(sample()))
    assert chance.min() > 0.05 / len(chance)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_the_gate_closes_to_posteriors_too_narrow_or_too_wide(scale):
    ranked = calibration_gate.ranks(sample(), 120, scale=scale)
    assert np.median(calibration_gate.uniformity(ranked)) < 0.01


@pytest.mark.slow
def test_the_sampled_posterior_is_the_normal_one():
    pytest.importorskip("numpyro")
    found = calibration_sampler.sampled(sample())
    assert found["shift"] < 0.35
    assert 0.9 < found["ratio_low"] < found["ratio_high"] < 1.1
