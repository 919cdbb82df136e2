"""Baselines on data whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.evidence import binary, counts, walks
from counterpoise.evidence.baselines import baselines
from counterpoise.evidence.forecast import Task, forecast
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.scores import covered, log_loss

RNG = np.random.default_rng(3)
ONSET, CINC, COUNT = (protocol().target(name) for name in ("onset", "cinc", "onset_count"))


def of_pairs(past: pd.DataFrame, units: pd.DataFrame) -> Task:
    return Task(ONSET, 2007, units, lambda: past)


def quarrelsome(n=4000, shape=0.05, mean=0.01):
    """PairYears with their own rates: ten years of record, then one more year."""
    own = RNG.gamma(shape, mean / shape, n)
    table = pd.DataFrame({"record": RNG.poisson(10 * own), "exposure": 10.0})
    return table.assign(outcome=(RNG.uniform(size=n) < own).astype(float)), own


def of_states(series: pd.DataFrame) -> Task:
    units = pd.DataFrame({"state": series.columns, "year": series.index[-1] + CINC.horizon})
    return Task(CINC, int(series.index[-1]), units, lambda: series)


def random_walks(states=150, drift=0.0, spread=0.1, own=0.0):
    steps = RNG.normal(drift, spread, (16, states)) + own * RNG.normal(size=states)
    names = [f"S{k:03d}" for k in range(states)]
    return pd.DataFrame(steps.cumsum(axis=0), index=range(1992, 2008), columns=names)


def test_climatology_is_the_rate_of_the_past():
    past = pd.DataFrame({"outcome": np.r_[np.ones(10), np.zeros(989)]})
    task = of_pairs(past, pd.DataFrame({"year": [2008, 2009]}))
    assert binary.Climatology().forecast(task) == pytest.approx([10.5 / 1000] * 2)


def test_group_rates_follow_the_group_and_fall_back_for_one_never_seen():
    past = pd.DataFrame({"recent": [0.0] * 99 + [1.0] * 99, "outcome": [0.0] * 99 + [1.0] * 50 + [0.0] * 49})
    task = of_pairs(past, pd.DataFrame({"recent": [0.0, 1.0, 2.0]}))
    low, high, unseen = binary.GroupRate("persistence", "recent").forecast(task)
    assert low == pytest.approx(0.005)
    assert high == pytest.approx(0.505)
    assert unseen == pytest.approx(50.5 / 199)


def test_conflictology_finds_how_unlike_pairs_are():
    past, _ = quarrelsome(200_000, shape=0.05)
    assert binary.fitted_shape(past, binary.rate(past.outcome)) == pytest.approx(0.05, rel=0.5)
    alike = past.assign(outcome=(RNG.uniform(size=len(past)) < 0.01).astype(float))
    assert binary.fitted_shape(alike, 0.01) > 1.0, "pairs that are alike should not be told apart by their record"


def test_conflictology_beats_climatology_where_pairs_differ():
    past, _ = quarrelsome(50_000)
    units, _ = quarrelsome(50_000)
    outcome = units.pop("outcome")
    task = of_pairs(past, units)
    losses = [log_loss(outcome, f.forecast(task)).mean() for f in (binary.Conflictology(), binary.Climatology())]
    assert losses[0] < 0.95 * losses[1]


@pytest.mark.parametrize(
    "model", [binary.Logit("x", ("x",)), binary.PenalizedLogit("x", ("x",)), binary.Trees("x", ("x",))]
)
def test_regressions_find_a_known_slope(model):
    def made(n):
        x = RNG.normal(size=n)
        return pd.DataFrame({"x": x, "outcome": (RNG.uniform(size=n) < 1 / (1 + np.exp(3 - x))).astype(float)})

    past, units = made(30_000), pd.DataFrame({"x": [-1.0, 0.0, 1.0]})
    truth = 1 / (1 + np.exp(3 - units.x))
    assert model.forecast(of_pairs(past, units)) == pytest.approx(truth.to_numpy(), rel=0.35)


def test_a_fit_window_without_events_gives_climatology():
    past = pd.DataFrame({"x": RNG.normal(size=100), "outcome": np.zeros(100)})
    task = of_pairs(past, pd.DataFrame({"x": [0.0]}))
    assert binary.PenalizedLogit("x", ("x",)).forecast(task)[0] == pytest.approx(0.5 / 101)


def test_counts_from_zero_enter_as_logarithms_and_others_as_they_are():
    rows = pd.DataFrame({"peace": [0.0, np.e - 1], "affinity": [-1.0, -2.0]})
    assert binary.design(rows, ("peace", "affinity")) == pytest.approx(np.array([[1, 0, -1], [1, 1, -2.0]]))


def test_random_walk_carries_drift_and_spread():
    series = random_walks(drift=0.05, spread=0.1)
    drawn = walks.RandomWalk().forecast(of_states(series))
    assert (drawn - series.iloc[-1].to_numpy()).mean() == pytest.approx(7 * 0.05, abs=0.05)
    assert drawn.std(axis=0).mean() == pytest.approx(np.sqrt(7) * 0.1, rel=0.1)


def test_last_value_expects_no_change_however_all_grew():
    series = random_walks(drift=0.05)
    drawn = walks.LastValue().forecast(of_states(series))
    assert np.median(drawn - series.iloc[-1].to_numpy()) == pytest.approx(0.0, abs=0.05)


def test_a_random_walk_is_covered_by_its_own_forecast():
    whole = random_walks(states=400)
    later = whole.iloc[-1] + RNG.normal(0, np.sqrt(7) * 0.1, 400)
    assert covered(later, walks.RandomWalk().forecast(of_states(whole))).mean() == pytest.approx(0.9, abs=0.05)


def test_drift_is_shrunk_where_states_are_alike_and_kept_where_they_differ():
    alike = random_walks(drift=0.02).diff()
    assert walks.shrunk(alike).std() < 0.6 * alike.mean().std()
    apart = random_walks(spread=0.01, own=0.1).diff()
    assert np.corrcoef(walks.shrunk(apart), apart.mean())[0, 1] > 0.99
    assert walks.shrunk(apart).std() == pytest.approx(apart.mean().std(), rel=0.05)


def test_negative_binomial_is_wide_where_counts_are_clustered():
    clustered = pd.DataFrame({"count": RNG.poisson(RNG.gamma(4, 10, 16))}, index=range(1992, 2008))
    task = Task(COUNT, 2007, pd.DataFrame({"year": range(2008, 2015)}), lambda: clustered)
    wide, narrow = counts.NegativeBinomialCount().forecast(task), counts.PoissonCount().forecast(task)
    assert wide.std() > 1.5 * narrow.std()
    assert wide.mean() == pytest.approx(clustered["count"].mean(), rel=0.2)


def test_negative_binomial_of_even_counts_is_poisson():
    even = pd.DataFrame({"count": [40, 41, 40, 39] * 4}, index=range(1992, 2008))
    task = Task(COUNT, 2007, pd.DataFrame({"year": range(2008, 2015)}), lambda: even)
    assert counts.NegativeBinomialCount().forecast(task).var() == pytest.approx(40, rel=0.1)


@pytest.mark.parametrize("target", protocol().targets, ids=lambda t: t.name)
def test_every_baseline_the_protocol_names_is_shipped(target):
    names = [b.name for b in baselines(target)]
    assert {target.naive, target.reference, target.best} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (np.array([0.1]), "shape"),
        (np.array([0.1, 1.2]), "outside"),
        (np.array([0.1, np.nan]), "not finite"),
    ],
)
def test_a_forecast_that_is_none_is_refused(said, fault):
    class Wrong:
        name, kind = "wrong", "model"

        def forecast(self, task):
            return said

    with pytest.raises(ValueError, match=fault):
        forecast(Wrong(), of_pairs(pd.DataFrame(), pd.DataFrame({"year": [2008, 2009]})))
