"""The parts of a start against answers known beforehand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from counterpoise.core.fields import Dimension, Field, Kind, Scale
from counterpoise.core.grades import Grade
from counterpoise.start import channels, economy, forces, governance, hazard, onset_fit, regime_traits
from counterpoise.start.base import Base
from counterpoise.start.dyads import rungs_of
from counterpoise.start.export_controls import strictness
from counterpoise.start.reading import BOUNDED, recorded


def field(scale, low=0.0, high=1e9):
    return Field("x", Dimension.STATE, Kind.STOCK, "1", "made up", low, high, scale)


def test_a_filling_is_counted_and_never_overwrites_a_record():
    reading = recorded([1.0, np.nan, np.nan], 0.1).fill("first", [9.0, 2.0, np.nan], 0.5).fill("second", 3.0, 0.7)
    assert reading.value.tolist() == [1, 2, 3]
    assert reading.error.tolist() == [0.1, 0.5, 0.7]
    assert reading.rule.tolist() == ["", "first", "second"]


def test_what_is_put_on_a_bound_is_counted():
    reading = recorded([0.2, 0.7]).bounded(field(Scale.LINEAR, 0.0, 0.5))
    assert reading.value.tolist() == [0.2, 0.5]
    assert reading.rule.tolist() == ["", BOUNDED]


@pytest.mark.parametrize(("scale", "expected"), [(Scale.LOG, 0.2), (Scale.LINEAR, 0.05), (Scale.LOGIT, 0.2 / 0.75)])
def test_an_error_of_the_logarithm_keeps_its_meaning_on_every_scale(scale, expected):
    """A small one moves .25 by a fifth of itself, whatever the scale: d logit x = d ln x / (1 - x)."""
    reading = recorded([0.25, 0.0], 0.2).with_log_error(field(scale, 0.0, 1.0))
    assert reading.error == pytest.approx([expected, 0.0])


def test_a_regression_fills_a_gap_with_what_size_predicts():
    output, population = np.array([2.0**k for k in range(12)]), np.array([3.0 ** (k % 4) for k in range(12)])
    true = 5.0 * output**0.7 * population**-0.2
    gappy = recorded(np.where(np.arange(12) == 5, np.nan, true))
    assert gappy.fill_by_size(output, population).value == pytest.approx(true)
    assert gappy.fill_by_size(output * 1e3, population * 1e6).value == pytest.approx(true)  # no unit matters
    odds = 0.1 * output
    share = recorded(np.where(np.arange(12) == 5, np.nan, odds / (1 + odds)))
    assert share.fill_by_size(output, population, odds=True).value == pytest.approx(odds / (1 + odds))


def test_too_few_values_fill_nothing():
    assert np.isnan(recorded([1.0, np.nan]).fill_by_size(np.ones(2), np.ones(2)).value[1])


def test_memory_fades_by_half_in_eight_years(panel):
    base = Base(panel, 1992)
    i, j = base.place["IND"], base.place["PAK"]
    base.__dict__["onsets"] = pd.DataFrame({"i": [i, i], "j": [j, j], "year": [1984, 1992]})
    recalled = hazard.memory(base)
    assert recalled[i, j] == recalled[j, i] == pytest.approx(1.5)
    assert recalled.sum() == pytest.approx(3.0)


def test_rivals_near_each_other_quarrel_most(panel):
    base = Base(panel, 2014)
    mean, _ = hazard.hazards(base)
    rows = base.pairs
    near, rival = base.square(rows, rows.contiguity == 1) == 1, base.square(rows, rows.rivalry) == 1
    relevant = base.square(rows, rows.relevant) == 1
    by_kind = [mean[mask].mean() for mask in (~relevant, relevant & ~near & ~rival, near & ~rival, near & rival)]
    assert by_kind == sorted(by_kind)
    assert mean[base.place["IND"], base.place["PAK"]] > 50 * mean[base.place["USA"], base.place["FJI"]]


def test_hazards_are_alike_in_both_directions_and_certain_of_nothing(panel):
    base = Base(panel, 2000)
    mean, error = hazard.hazards(base)
    pairs = ~np.eye(base.size, dtype=bool)
    assert (mean == mean.T).all()
    assert (error == error.T).all()
    assert ((mean > 0) & (mean < 1) & (error > 0))[pairs].all()


def test_what_is_not_known_of_the_coefficients_draws_probabilities_to_the_middle():
    """The mean of expit(x) over normal x, against quadrature; half at nought whatever the spread."""
    fit = onset_fit.fit_of(2007)
    wide = replace(fit, covariance=np.diag(np.r_[1.0, np.zeros(12)]))
    rows = np.zeros((3, 13))
    rows[:, 0] = 1.0
    node, weight = np.polynomial.hermite_e.hermegauss(60)
    for odds in (-4.0, -1.0, 0.0):
        at = replace(wide, coefficients=np.r_[odds, np.zeros(12)])
        found, variance = hazard.expected(at, rows)
        exact = (weight / (1.0 + np.exp(-odds - node))).sum() / weight.sum()
        assert found == pytest.approx(exact, rel=1e-4)
        assert variance == pytest.approx(1.0)


@pytest.mark.parametrize(("year", "last"), [(1990, 1990), (2000, 2000), (2007, 2007), (2014, 2007), (2024, 2007)])
def test_no_fit_looks_past_its_base_year(year, last):
    fit = onset_fit.fit_of(year)
    assert (fit.first, fit.last) == (last - 15, last)


@pytest.mark.parametrize("year", [1992, 2000, 2007])
def test_hazards_expect_about_as_many_disputes_of_relevant_pairs_as_there_were(year, panel):
    """Over the sixteen years fitted, which is what a logit must do; the base year has its own pairs."""
    base = Base(panel, year)
    mean, _ = hazard.hazards(base)
    expected = np.triu(mean * (base.square(base.pairs, base.pairs.relevant) == 1)).sum()
    assert expected == pytest.approx(onset_fit.fit_of(year).events / 16, rel=0.3)


def test_military_capital_settles_where_purchases_replace_what_wears_out():
    class Steady:
        year, size = 2000, 2

        def history(self, name, first):
            series = np.full((61, 2), 0.02 if name == "milex_share" else 1e6)
            series[:, 1] = np.nan
            series[-1, 1] = series[0, 0]
            return series

        output = np.array([1e3, 1e3])

    burden = recorded([0.02, 0.02], 0.1)
    stock = forces.military_stock(Steady(), burden).value
    assert stock[0] == pytest.approx(20 / 0.07, rel=0.01)  # 20 billion a year
    assert stock[1] == pytest.approx(20 / 0.10)  # one year on record


def test_gaps_are_bridged_and_nothing_is_put_before_the_record():
    series = np.array([[np.nan], [2.0], [np.nan], [4.0], [np.nan]])
    assert forces.bridged(series)[:, 0].tolist()[1:] == [2, 3, 4, 4]
    assert np.isnan(forces.bridged(series)[0, 0])


class Histories:
    """Growth of made-up states over twenty years."""

    year = 2000

    def __init__(self, growth):
        self.size = growth.shape[1]
        self.level = np.exp(np.vstack([np.zeros(self.size), np.cumsum(growth, axis=0)]))

    def history(self, name, first):
        return self.level


def test_a_steady_trend_is_believed_and_an_erratic_one_drawn_to_the_mean():
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(20, 3))
    noise = (noise - noise.mean(axis=0)) / noise.std(axis=0)
    growth = np.array([0.00, 0.05, 0.10]) + np.array([0.001, 0.001, 0.2]) * noise
    trend = economy.trend_growth(Histories(growth))
    assert trend.value[:2] == pytest.approx([0.0, 0.05], abs=0.001)
    assert 0.05 < trend.value[2] < 0.09
    assert trend.error[2] > 10 * trend.error[0]


def test_a_short_history_has_the_mean_over_states():
    growth = np.tile([0.01, 0.03, np.nan], (20, 1)) + 1e-4 * np.random.default_rng(2).normal(size=(20, 3))
    trend = economy.trend_growth(Histories(growth))
    assert trend.value[2] == pytest.approx(0.02, abs=0.001)
    assert trend.rule.tolist() == ["", "", "mean over states"]


def test_more_evidence_never_means_less_adoption(panel):
    base = Base(panel, 2024)
    evidence = np.linspace(0, 1, base.size)
    u = channels.adoption(base, evidence).value
    assert (np.diff(u) > 0).all()
    assert u[0] == pytest.approx(0.02)
    assert u[-1] == pytest.approx(0.5)
    half = channels.adoption(Base(panel, 2018), np.linspace(0, 1, Base(panel, 2018).size)).value
    assert half[-1] == pytest.approx(0.25)


# covers: P32, F28
def test_leaders_in_a_channel_are_those_the_record_names(now):
    for name, leaders in {
        "u_weapons": {"RUS", "UKR", "CHN", "TUR"},
        "u_isr": {"USA", "CHN", "RUS"},
        "u_cyber": {"RUS", "CHN", "USA"},
        "u_command": {"USA", "CHN", "RUS"},
    }.items():
        value = now.readings[name].value
        top = {now.actors.states[k] for k in np.argsort(-value)[:6]}
        assert leaders <= top, name
        assert now.readings[name].grade is Grade.ASSUMED


def test_controls_on_chips_are_those_in_force(panel):
    levels = {}
    for year in (2018, 2021, 2024):
        base = Base(panel, year)
        level = strictness(base)
        levels[year] = {
            pair: level[base.place[pair[0]], base.place[pair[1]]] for pair in (("USA", "CHN"), ("CHN", "USA"))
        }
    assert levels[2018]["USA", "CHN"] == levels[2021]["USA", "CHN"] == 0
    assert levels[2024]["USA", "CHN"] == 0.5
    assert levels[2024]["CHN", "USA"] == 0  # minerals are not computing


def test_most_states_want_no_change(start):
    value = start.readings["revisionism"].value
    assert (value == 0).mean() > 0.6
    assert value.max() < 0.3


def test_moments_of_a_beta():
    mean, sd = regime_traits.moments(regime_traits.DETECTION)
    draws = regime_traits.DETECTION.ppf(np.linspace(0.0005, 0.9995, 1000))
    assert mean == pytest.approx(draws.mean(), abs=0.002)
    assert sd == pytest.approx(draws.std(), abs=0.003)


def test_a_regime_with_members_starts_alive(panel, monkeypatch):
    monkeypatch.setattr(governance, "REGIMES", {"ethics": "ethics-unesco"})
    readings = governance.readings(Base(panel, 2024), None)
    assert readings["alive"].value.tolist() == [1.0]
    assert readings["depth"].value.tolist() == [0.2]
    assert readings["member"].value.sum() > 150
    assert np.all(readings["compliance"].value[readings["member"].value > 0.0] == 1.0)  # nobody is accused beforehand


def test_rungs_read_the_record_of_disputes():
    """War is the fifth level of the record and never nuclear use; force is told apart by whether it cost lives."""
    hostility = np.array([0, 1, 2, 3, 4, 4, 5, 5])
    deaths = np.array([0, 0, 0, 2, 0, 1, 0, 6])
    assert rungs_of(hostility, deaths).tolist() == [0, 1, 1, 1, 2, 3, 4, 4]


def test_the_mean_of_both_directions_has_the_mean_and_the_spread_of_the_estimate(start):
    """The reading is a median on a log scale, drawn for each direction; the mean of two draws is what counts."""
    base = start.pairs.base
    mean, error = (matrix[start.actors.index.src, start.actors.index.dst] for matrix in hazard.hazards(base))
    read = start.readings["base_hazard"]
    variance = np.expm1(read.error**2)
    drawn = read.value * np.sqrt(1.0 + variance)
    np.testing.assert_allclose(drawn, mean, rtol=1e-9)
    np.testing.assert_allclose(drawn * np.sqrt(variance / 2.0), error, rtol=1e-9)


def test_accounts_of_the_base_year_are_those_of_its_pairs(start):
    read = {name: reading.value for name, reading in start.readings.items()}
    usa = start.actors.states.index("USA")
    mine = start.actors.index.src == usa
    assert read["allies"][usa] == read["alliance"][mine].sum() > 10
    assert read["alliances"][0] == read["allies"].sum() / 2
    assert read["state_disputes"].sum() == read["onset"].sum()
    assert read["wars"][0] == (read["rung"] >= 4).sum() / 2
    assert read["clashes"][0] == (read["rung"] >= 3).sum() / 2 >= read["wars"][0]
    assert read["nuclear_use"][0] == 0
