"""Panel calibrations: planted parameters come back, the gate closes to wrong likelihoods, nothing later is read."""

from functools import cache

import numpy as np
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import pact_fit, panel_gate, panel_window, shared_error, vote_fit
from counterpoise.evidence.calibration import NotConvergedError
from counterpoise.evidence.estimates import lognormal
from counterpoise.evidence.panel_fit import last_years
from counterpoise.evidence.panel_sampler import Grid, PanelPrior, chain, sampled, simulated, split_rhat
from counterpoise.evidence.recorded import rests_on
from counterpoise.models import NEOREALIST
from counterpoise.start import panel_fits
from counterpoise.start.luck import usual_size
from counterpoise.start.pair_years import PairYears

from .later_years import cut

POINTS = np.array([1.0, 3.0, 9.0])


def made_up(rows: int = 1600, seed: int = 0) -> tuple[Grid, PanelPrior]:
    """Two covariates, of which the first fades at a rate the grid knows."""
    rng = np.random.default_rng(seed)
    lag, first, second = rng.integers(1, 8, rows), rng.normal(size=rows), rng.normal(size=rows)
    fade = 2.0 ** (-lag[None, :] / POINTS[:, None])
    covariates = np.stack([fade * first, np.broadcast_to(second, fade.shape)], axis=2)
    prior = PanelPrior(np.zeros(2), np.ones(2), (3.0, 0.2), (2.0, 0.02), np.full(3, 1 / 3))
    return Grid(np.zeros((3, rows)), covariates, np.arange(rows) % 16, POINTS, rng.uniform(0.5, 2.0, rows)), prior


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


def test_planted_parameters_come_back():
    data, prior = made_up()
    true = {"place": np.array(1), "beta": np.array([0.5, -0.3]), "luck": np.array(0.1), "common": np.array(0.08)}
    made = simulated(data, true, np.random.default_rng(1))
    found = chain(made, prior, 600, 200, np.random.default_rng(2))
    assert np.mean(found["point"] == 3.0) > 0.9
    for name in ("beta", "luck", "common"):
        draws = found[name]
        assert (np.abs(draws.mean(axis=0) - true[name]) < 4.0 * draws.std(axis=0)).all(), name
    assert found["beta"].std(axis=0).max() < 0.03


def test_chains_that_disagree_are_an_error(monkeypatch):
    assert split_rhat(np.random.default_rng(0).normal(size=(4, 400, 2))).max() < 1.05
    apart = np.random.default_rng(0).normal(size=(4, 400, 1)) + np.arange(4.0)[:, None, None]
    assert split_rhat(apart).min() > 1.5
    monkeypatch.setattr("counterpoise.evidence.panel_sampler.WARMUP", 0)
    monkeypatch.setattr("counterpoise.evidence.panel_sampler.DRAWS", 6)
    data, prior = made_up(40)
    with pytest.raises(NotConvergedError, match="R-hat"):
        sampled(simulated(data, prior.drawn(np.random.default_rng(5)), np.random.default_rng(5)), prior)


def test_draws_of_the_wrong_sign_are_an_error_and_not_a_number():
    with pytest.raises(NotConvergedError, match="sign the theory asks for"):
        lognormal("X.y", np.random.default_rng(0).normal(-1.0, 0.1, 4000), (0.05, 1.6))


@pytest.mark.parametrize("build", [panel_window.growth_panel, panel_window.arms_panel])
def test_a_panel_reads_nothing_after_its_last_year(build):
    whole, early = build(load_panel(), 2000), build(cut(2000), 2000)
    for name in ("outcome", "covariates", "year", "usual"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(early, name))


def test_votes_and_pacts_read_nothing_after_their_last_year():
    whole, early = (vote_fit.paths(panel, 2000) for panel in (load_panel(), cut(2000)))
    np.testing.assert_array_equal(whole.seen, early.seen)
    assert pact_fit.changes(pairs(), 2000) == pact_fit.changes(PairYears(cut(2000)), 2000)


def wandering(states: int = 80, years: int = 16, seed: int = 0) -> vote_fit.Paths:
    """States measured in most years, some of them only later on."""
    rng = np.random.default_rng(seed)
    seen = np.where(rng.uniform(size=(years, states)) < 0.1, np.nan, 0.0)
    seen[:6, : states // 8] = np.nan
    return vote_fit.Paths.of(seen)


def test_positions_that_move_as_planted_are_found_and_noise_is_no_move():
    true = {"pull": 0.03, "spread": 0.12, "noise": 0.06}
    data = vote_fit.made(wandering(200), true, np.random.default_rng(1))
    found = vote_fit.chain(data, 400, 100, np.random.default_rng(2))
    for name, draws in found.items():
        assert abs(draws.mean() - true[name]) < 4.0 * draws.std(), name
    assert found["spread"].std() < 0.01


def test_paths_drawn_backward_have_the_right_law():
    """Three years of one state: the draws' mean and covariance are those of normal numbers given what was measured."""
    data = vote_fit.Paths.of(np.array([[0.5], [np.nan], [1.5]]))
    pull, variance, noises = 0.1, np.array([[0.04], [0.09]]), np.ones((3, 1))
    rng, draws = np.random.default_rng(0), []
    noise, mean, width = vote_fit.filtered(data, pull, variance, noises, rng)
    draws = np.array([vote_fit.backward(data, pull, variance, mean, width, rng)[:, 0] for _ in range(20_000)])
    step = np.array([[1.0, 0.0, 0.0], [0.9, 1.0, 0.0], [0.81, 0.9, 1.0]])
    before = step @ np.diag([vote_fit.FIRST_VARIANCE, 0.04, 0.09]) @ step.T
    seen = np.array([0, 2])
    gain = before[:, seen] @ np.linalg.inv(before[np.ix_(seen, seen)] + noise**2 * np.eye(2))
    np.testing.assert_allclose(draws.mean(axis=0), gain @ [0.5, 1.5], atol=0.01)
    np.testing.assert_allclose(np.cov(draws.T), before - gain @ before[seen], atol=0.005)


def test_all_windows_agree_on_the_pull_of_positions():
    """Where pairs were the units they did not: the level was .80 in one window and .955 in another."""
    fits = [e for fit in panel_fits.shipped() for e in fit.parameters if e.name == "AffinityDrift.pull"]
    middle = np.median([e.center for e in fits])
    assert all(abs(np.log(e.center / middle)) < 3.0 * np.log(e.spread) for e in fits)


def test_usual_luck_is_between_the_states_own_and_that_of_all():
    rng = np.random.default_rng(0)
    change = rng.laplace(0.0, np.repeat([0.01, 0.1], 30), (20, 60))
    change[3:, 0] = np.nan
    size, center = usual_size(change)
    own = np.abs(change[:, 1:] - np.median(change[:, 1:], axis=0)).mean(axis=0)
    assert np.isnan(size[0])
    assert np.all((size[1:] - own) * (center - own) >= 0.0)
    assert size[31:].mean() / size[1:30].mean() == pytest.approx(10.0, rel=0.25)
    alike, center = usual_size(rng.laplace(0.0, 0.05, (20, 60)))
    assert np.std(np.log(alike)) < 0.1
    assert center == pytest.approx(0.05, rel=0.1)


def test_the_shared_error_grows_where_whole_years_go_together():
    found = shared_error.shared_error(pairs(), 2007)
    assert 0.03 < found < 0.3
    pull, alone = np.ones(64), np.arange(64)
    assert shared_error.grouped(pull, alone // 8) > shared_error.grouped(pull, alone)


def test_rates_of_pacts_are_those_of_the_record():
    mean, error = pact_fit.rate(20, 4000)
    assert mean == pytest.approx(0.005, rel=0.05)
    assert error == pytest.approx(np.sqrt(0.005 / 4000), rel=0.05)


class TestShipped:
    """The file that runs and mechanisms read."""

    def test_it_belongs_to_the_shipped_panel_and_has_every_origin(self):
        assert panel_fits.raw()["panel"] == rests_on()["panel"]
        assert {fit.last for fit in panel_fits.shipped()} == set(last_years())

    def test_mechanisms_declare_the_fit_that_ends_with_2007(self):
        parameters = NEOREALIST.model().parameters
        for fit in panel_fits.fits_of(2007):
            for estimate in fit.parameters:
                declared = parameters[estimate.name]
                assert declared.source == f"estimated:{fit.calibration}", estimate.name
                for u in (0.1, 0.5, 0.9):
                    wanted, scale = estimate.posterior.ppf(u), estimate.posterior.ppf(0.9) - estimate.posterior.ppf(0.1)
                    assert abs(declared.prior.ppf(u) - wanted) < 0.06 * scale, estimate.name

    def test_every_parameter_called_estimated_from_panels_has_a_fit(self):
        fitted = {e.name for fit in panel_fits.fits_of(2007) for e in fit.parameters}
        named = {fit.calibration for fit in panel_fits.shipped()}
        for name, parameter in NEOREALIST.model().parameters.items():
            if parameter.source.removeprefix("estimated:") in named and parameter.source.startswith("estimated:"):
                assert name in fitted

    def test_an_earlier_origin_takes_an_earlier_fit(self):
        assert {fit.last for fit in panel_fits.fits_of(2001)} == {2000}
        assert {fit.last for fit in panel_fits.fits_of(2024)} == {2007}
        assert panel_fits.priors_of(1995) != panel_fits.priors_of(2007)

    def test_chains_had_mixed_and_the_gate_was_open(self):
        assert max(fit.rhat for fit in panel_fits.shipped()) < 1.05
        chances = [c for one in panel_fits.raw()["gate"].values() for c in one["uniform"].values()]
        assert min(chances) > 0.05 / len(chances)


@pytest.mark.slow
class TestGate:
    """Ranks of true parameters."""

    def test_ranks_are_uniform_where_the_likelihood_is_right(self):
        chance = panel_gate.uniformity(panel_gate.panel_ranks(*made_up(300), replicates=80))
        assert chance.min() > 0.05 / len(chance)

    def test_it_closes_to_luck_that_is_larger_than_the_likelihood_says(self):
        chance = panel_gate.uniformity(panel_gate.panel_ranks(*made_up(300), replicates=40, luck=1.4))
        assert chance[-2] < 1e-3

    def test_positions_pass_and_luck_larger_than_the_likelihood_says_does_not(self):
        data = wandering(40)
        # 40 replicates find one chance in eighty where 130 of the same find one in seventeen: too few to go by
        right = panel_gate.uniformity(panel_gate.vote_ranks(data, 130))
        wrong = panel_gate.uniformity(panel_gate.vote_ranks(data, 40, 1.5))
        assert right.min() > 0.05 / 3
        assert wrong.min() < 0.01
