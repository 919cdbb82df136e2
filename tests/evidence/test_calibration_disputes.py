"""What disputes say beyond the hazard: planted numbers come back, nothing later is read, the gate, the shipped file."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence import (
    calibration_disputes,
    calibration_joining,
    calibration_mode,
    calibration_recurrence,
    calibration_tension,
    fits_file,
)
from counterpoise.evidence.calibration import NotConvergedError
from counterpoise.evidence.calibration_gate import uniformity
from counterpoise.evidence.calibration_joining import Cases
from counterpoise.evidence.calibration_recurrence import Window
from counterpoise.evidence.panel_fit import last_years
from counterpoise.evidence.recorded import rests_on
from counterpoise.models import NEOREALIST
from counterpoise.start import panel_fits
from counterpoise.start.pair_years import PairYears

from .later_years import cut


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


def made_up(count: int = 1500, frailty: float = 0.5, seed: int = 0) -> Window:
    """Pairs with hazards between one and thirty per cent that remember nothing."""
    rng = np.random.default_rng(seed)
    quiet, odds = np.zeros((15, count)), rng.uniform(-4.5, -1.0, count)
    return Window(odds, np.zeros(count), frailty, quiet, np.ones((15, count)))


def candidates(disputes: int = 500, states: int = 20, seed: int = 0) -> Cases:
    """Made-up cases: rungs are the dispute's, pacts and quarrels the state's."""
    rng = np.random.default_rng(seed)
    number = np.repeat(np.arange(disputes), states)
    rung = rng.integers(1, 5, disputes)[number].astype(float)
    pact = (rng.uniform(size=len(number)) < 0.2).astype(float)
    return Cases(number, calibration_joining.covariates(rung, pact, rng.normal(0.0, 2.0, len(number))), 0.0 * pact)


def test_errors_of_hazards_add_to_joining_what_is_taken_off():
    drawn = np.random.default_rng(0).normal(0.0, np.sqrt(0.4), (2, 400_000))
    added = np.exp(0.7 * (drawn[0] - drawn[1])).mean()
    assert calibration_joining.of_errors(0.7, 0.4) == pytest.approx(np.log(added), abs=0.01)


@pytest.mark.parametrize(("weight", "half_life"), [(1.0, 4.0), (3.0, 10.0)])
def test_what_a_new_dispute_adds_is_found_beside_frailty(weight, half_life):
    true = np.array([0.1, np.log(weight), np.log(half_life)])
    lived = calibration_recurrence.simulated(made_up(), true, np.random.default_rng(1))
    found = calibration_recurrence.believed(lived)
    assert np.all(np.abs(found.at - true) < 3.5 * np.sqrt(np.diag(found.covariance)))
    assert np.sqrt(found.covariance[1, 1]) < 0.2


def test_frailty_left_out_is_taken_for_memory():
    """Pairs that differ for good seem to learn to quarrel unless they are allowed to differ."""
    true = np.array([0.0, np.log(1.0), np.log(8.0)])
    lived = calibration_recurrence.simulated(made_up(frailty=0.9), true, np.random.default_rng(2))
    with_it, without = (calibration_recurrence.believed(replace(lived, frailty=f)).at[1] for f in (0.9, 0.0))
    assert without > with_it + 0.2


def test_a_surprise_is_counted_from_what_the_pair_was_expected_to_do():
    """One pair, two years: the second year's odds after a dispute, by hand."""
    odds = np.array([np.log(0.2 / 0.8)])
    one = Window(odds, np.array([1.0]), 0.0, np.array([[1.0], [1.0]]), np.ones((2, 1)))
    kept = 0.5**0.25
    later = odds + 2.0 * np.log((1.0 + kept + 1.0) / (1.0 + kept + 0.2))
    expected = np.log(0.2) - np.log1p(np.exp(-later))
    at = np.array([0.0, np.log(2.0), np.log(4.0)])
    np.testing.assert_allclose(calibration_recurrence.likelihood(one, at), expected, rtol=1e-6)


def test_planted_odds_of_joining_are_found():
    true = np.array([-4.0, 0.8, 1.2, 0.7, np.log(1.5)])
    made = calibration_joining.simulated(candidates(), true, np.random.default_rng(3))
    found = calibration_joining.believed(made)
    error = np.sqrt(np.diag(found.covariance))
    assert np.all(np.abs(found.at - true) < 3.5 * error)
    assert np.all(error < 0.3)


def test_one_case_has_the_likelihood_written_down():
    """Without a cause it is a logit: a war, a pact, and an own dispute e times as likely in odds with the opponent."""
    one = Cases(np.array([0]), calibration_joining.covariates(*np.array([[4.0], [1.0], [1.0]])), np.array([1.0]))
    q = np.array([-5.0, 1.0, 1.5, 0.5, -30.0])
    np.testing.assert_allclose(calibration_joining.likelihood(one, q), -np.log1p(np.exp(5.0 - 1.0 - 1.5 - 0.5)))


def test_a_posterior_without_a_mode_is_an_error():
    with pytest.raises(NotConvergedError):
        calibration_mode.posterior(lambda q: np.array([q @ q, 0.0]), np.zeros(2), np.ones(2))


def test_cases_stand_near_both_sides_and_read_nothing_later():
    whole, early = (calibration_joining.cases(p, 1990) for p in (pairs(), PairYears(cut(1990))))
    for name in ("dispute", "known", "joined"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(early, name))
    assert np.all(np.isfinite(whole.known))
    assert set(np.unique(whole.known[:, 1])) <= {-2.0, -1.0, 0.0, 1.0}
    assert 0.001 < whole.joined.mean() < 0.02
    quarrel = whole.known[:, 3] > 0.0
    assert whole.joined[quarrel].mean() > 3.0 * whole.joined[~quarrel].mean()


def test_odds_of_an_own_dispute_are_those_of_the_hazard():
    """Rivals at odds for decades quarrel likelier than allies; what lies between two states is the same for both."""
    square, place = calibration_joining.log_odds(pairs(), 1986, 1990), pairs().history.place
    np.testing.assert_array_equal(square, square.T)
    assert square[place["IND"], place["PAK"]] > square[place["USA"], place["CAN"]] + 1.0
    assert np.isnan(square[place["NPL"], place["BOL"]])


def test_a_window_reads_nothing_after_it():
    whole, early = (calibration_recurrence.window(p, 1992) for p in (pairs(), PairYears(cut(1992))))
    for name in ("odds", "memory", "begun", "member"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(early, name))


class TestShipped:
    """The file that runs and mechanisms read."""

    def test_it_belongs_to_the_shipped_panel_and_has_every_origin(self):
        raw = panel_fits.raw(panel_fits.DISPUTES)
        assert raw["panel"] == rests_on()["panel"]
        for name in ("onset_hazard", "recurrence", "joining", "tension"):
            assert {fit["last"] for fit in raw["fit"] if fit["calibration"] == name} == set(last_years())

    @pytest.mark.parametrize("last", [2000, 2007])
    def test_it_is_the_fit_made_anew(self, last):
        shared, remembered = calibration_disputes.level(pairs(), last), calibration_recurrence.recurrence(pairs(), last)
        beside = calibration_disputes.beside(shared, remembered)
        for fresh in (shared, remembered, calibration_tension.tension(pairs(), last, *beside)):
            (held,) = (f for f in panel_fits.fits_of(last) if f.calibration == fresh.calibration)
            for kept, made in zip(held.parameters, fresh.parameters, strict=True):
                assert (kept.center, kept.spread) == pytest.approx((made.center, made.spread), rel=1e-3)

    def test_mechanisms_declare_it(self):
        parameters = NEOREALIST.model().parameters
        for entry in panel_fits.raw(panel_fits.DISPUTES)["fit"]:
            if entry["last"] == 2007:
                for each in entry["parameter"]:
                    declared = parameters[each["name"]]
                    assert declared.source == f"estimated:{entry['calibration']}"
                    posterior = panel_fits.FORMS[each["form"]](each["center"], each["spread"])
                    assert declared.prior.ppf(0.9) == pytest.approx(posterior.ppf(0.9), rel=0.01)

    def test_the_gate_is_open(self):
        for chances in panel_fits.raw(panel_fits.DISPUTES)["gate"].values():
            uniform = list(chances["uniform"].values())
            assert min(uniform) > fits_file.LEAST_CHANCE / len(uniform)


@pytest.mark.slow
def test_the_gate_closes_to_posteriors_too_narrow():
    data = candidates(150)
    assert uniformity(calibration_joining.ranks(data, 60)).min() > 0.05 / 5
    assert uniformity(calibration_joining.ranks(data, 60, scale=0.4)).min() < 0.01
