"""Panel calibrations: planted parameters come back, the gate closes to wrong likelihoods, nothing later is read."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import pact_fit, panel_gate, panel_window, shared_error, vote_fit
from counterpoise.evidence.calibration import NotConvergedError
from counterpoise.evidence.panel_fit import last_years, lognormal
from counterpoise.evidence.panel_sampler import Grid, PanelPrior, chain, sampled, simulated, split_rhat
from counterpoise.evidence.recorded import rests_on
from counterpoise.models import NEOREALIST
from counterpoise.start import panel_fits
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
    return Grid(np.zeros((3, rows)), covariates, np.arange(rows) % 16, POINTS), prior


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
    for name in ("outcome", "covariates", "year"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(early, name))


def test_votes_and_pacts_read_nothing_after_their_last_year():
    whole, early = (vote_fit.changes(panel, 2000) for panel in (load_panel(), cut(2000)))
    pd.testing.assert_frame_equal(whole, early)
    assert pact_fit.changes(pairs(), 2000) == pact_fit.changes(PairYears(cut(2000)), 2000)


def test_agreement_that_drifts_as_planted_is_found():
    start = np.random.default_rng(0).uniform(0.4, 1.0, 20_000)
    true = np.array([np.log(0.03), 0.8, np.log(0.02)])
    found = vote_fit.regressed(start, panel_gate.moved(start, true, np.random.default_rng(1)), np.ones(len(start)))
    assert found == pytest.approx([0.03, 0.8, 0.02], rel=0.05)


def test_states_that_move_in_all_their_pairs_say_less_than_pairs_that_move_alone():
    """Errors by states exceed errors by pairs."""
    table = vote_fit.changes(load_panel(), 2000)
    start, change = table.start.to_numpy(), table.change.to_numpy()
    by_states = vote_fit.scaled(vote_fit.by_states(table, np.random.default_rng(0))).std(axis=0)
    by_rows = panel_gate.resampled_error(start, change, np.random.default_rng(0))
    assert (by_states > 1.5 * by_rows).all()


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

    def test_votes_pass_and_a_posterior_too_narrow_does_not(self):
        start = np.random.default_rng(0).uniform(0.5, 1.0, 1000)
        right, narrow = (panel_gate.uniformity(panel_gate.vote_ranks(start, 100, scale)) for scale in (1.0, 0.4))
        assert right.min() > 0.05 / 3
        assert narrow.min() < 0.01
