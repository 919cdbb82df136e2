"""Grades, verdicts and the scorecard with models whose worth is known."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.evidence import grades, hindcast
from counterpoise.evidence.entered import Entered
from counterpoise.evidence.forecast import Task
from counterpoise.evidence.grades import Record, TargetGrade, grade
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.scorecard import COLUMNS, ORDER, scorecard, verdict
from counterpoise.evidence.skill import Skill
from counterpoise.evidence.tasks import question
from counterpoise.start.pair_years import PairYears

ONSET, CINC, COUNT = (protocol().target(name) for name in ("onset", "cinc", "onset_count"))
RNG = np.random.default_rng(8)
GOOD = Record(Skill(0.2, 0.1, 0.3), 0.01, Skill(0.05, -0.02, 0.1), 1.1)


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


def drawn(center: np.ndarray, spread: float, states: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(center + RNG.normal(0, spread, (300, len(center))), columns=list(states))


@cache
def card() -> pd.DataFrame:
    asked = question(CINC, 2007, pairs())
    states = asked.task.units.state
    known = Entered("oracle", {("cinc", 2007): drawn(asked.outcome, 0.05, states)})
    lost = Entered("lost", {("cinc", 2007): drawn(asked.outcome + 1.0, 0.05, states)})
    silent = Entered("silent", {})
    return scorecard((CINC,), {"cinc": (2007,)}, pairs(), (known, lost, silent))


def test_a_model_that_knows_beats_every_baseline_and_one_that_errs_loses_first():
    table = card()
    assert list(table.columns) == list(COLUMNS)
    assert set(table[table.forecast == "oracle"].verdict) == {"beats"}
    assert set(table[table.forecast == "lost"].verdict) == {"loses to"}
    assert table.forecast.iloc[0] == "lost", "what a model loses stands above what baselines lose"
    assert table.verdict.map(ORDER.index).is_monotonic_increasing


def test_a_model_that_says_nothing_has_no_row():
    assert "silent" not in set(card().forecast)


def test_models_are_held_against_the_best_baseline_too():
    assert set(card().query("forecast == 'oracle'").against) == {CINC.naive, CINC.reference, CINC.best}


def test_a_forecast_grade_is_earned_by_calibration_as_well():
    """The oracle of the test is sharp, but its 90 % interval covers nearly everything: no forecast grade."""
    table = card().query("forecast == 'oracle'")
    covered = table.calibration.iloc[0]
    assert (covered > protocol().grade.coverage[1]) == (table.grade.iloc[0] != "forecast")


@pytest.mark.parametrize(
    ("record", "events", "expected"),
    [
        (GOOD, 254, TargetGrade.FORECAST),
        (GOOD, 99, TargetGrade.BASELINE),
        (GOOD, 19, TargetGrade.EXPLORATORY),
        (replace(GOOD, over_reference=Skill(0.2, -0.01, 0.4)), 254, TargetGrade.BASELINE),
        (replace(GOOD, secondary=-0.01), 254, TargetGrade.BASELINE),
        (replace(GOOD, over_best=Skill(-0.1, -0.2, -0.01)), 254, TargetGrade.BASELINE),
        (replace(GOOD, calibration=2.0), 254, TargetGrade.BASELINE),
        (None, 254, TargetGrade.BASELINE),
    ],
)
def test_a_model_must_meet_every_condition(record, events, expected):
    assert grade(ONSET, 130_000, events, [1.0], [record] if record else []) is expected


def test_no_calibrated_baseline_makes_a_target_exploratory():
    assert grade(ONSET, 130_000, 254, [3.6, 0.1], []) is TargetGrade.EXPLORATORY
    assert grade(COUNT, 35, None, [0.77], []) is TargetGrade.EXPLORATORY
    assert grade(COUNT, 35, None, [0.90], []) is TargetGrade.BASELINE
    assert grade(COUNT, 7, None, [0.90], []) is TargetGrade.EXPLORATORY


def test_counts_have_bounds_of_their_own():
    assert grades.is_calibrated(CINC, 0.82, protocol().grade)
    assert not grades.is_calibrated(COUNT, 0.82, protocol().grade)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((-0.2, -0.1), "loses to"),
        ((-0.1, 0.1), "no different from"),
        ((0.1, 0.2), "beats"),
        ((0.1, 0.2, -0.1), "beats by pairs, not by states,"),
    ],
)
def test_verdicts(ends, said):
    assert verdict(*ends) == said


def test_pairs_a_model_does_not_carry_get_the_rate_of_unlisted_pairs():
    past = pd.DataFrame({"a": ["A"] * 100 + ["B"] * 1000, "b": "Z", "outcome": [1.0] * 50 + [0.0] * 1050})
    units = pd.DataFrame({"a": ["A", "B"], "b": ["Z", "Z"], "year": [2008, 2008]})
    table = pd.DataFrame({"a": ["Z"], "b": ["A"], "year": [2008], "probability": [0.4]})
    said = Entered("m", {("onset", 2007): table}).forecast(Task(ONSET, 2007, units, lambda: past))
    assert said == pytest.approx([0.4, 0.5 / 1001])


def test_a_pair_said_twice_and_a_state_left_out_are_refused():
    units = pd.DataFrame({"a": ["A"], "b": ["Z"], "year": [2008]})
    twice = pd.DataFrame({"a": ["A", "Z"], "b": ["Z", "A"], "year": [2008, 2008], "probability": [0.4, 0.4]})
    with pytest.raises(ValueError, match="two rows"):
        Entered("m", {("onset", 2007): twice}).forecast(Task(ONSET, 2007, units, pd.DataFrame))
    task = Task(CINC, 2007, pd.DataFrame({"state": ["USA", "CHN"], "year": 2014}), pd.DataFrame)
    with pytest.raises(ValueError, match="no column for CHN"):
        Entered("m", {("cinc", 2007): pd.DataFrame({"USA": [0.1]})}).forecast(task)


def test_hindcast_of_one_target_reads_as_text_and_as_json():
    table = hindcast.hindcast("cinc")
    text = hindcast.as_text(table)
    assert "Models, what they lose first" in text
    assert "random_walk" in text
    assert "CINC: log-CRPS" in text
    assert "by models" in text
    assert {row["forecast"] for row in json.loads(hindcast.as_json(table))} == set(table.forecast)


def test_a_figure_that_a_model_misses_comes_with_its_interval_and_a_reason():
    row = {"subset": "all", "window": "w", "target": "onset_count", "score": "crps", "against": "poisson"}
    row |= {"kind": "model", "forecast": "world", "value": 7.3, "skill": 0.2, "low": 0.1, "high": 0.3, "n": 35}
    for covers, missed in ((28 / 35, True), (31 / 35, False)):
        found = hindcast.marks(pd.DataFrame([row | {"calibration": covers}]))
        assert bool(found.met[0]) is not missed
        assert found.low[0] < covers < found.high[0]
        assert ("onset counts" in hindcast.reasons(found)) is missed
    assert {figure for figure, *_ in hindcast.FIGURES if "dispute" not in figure} == set(hindcast.WHY_MISSED)


def test_the_random_walks_mark_is_reproduced():
    """Log-CRPS .115 at seven years for the random walk with bootstrapped growth."""
    table = hindcast.hindcast("cinc")
    walk = table[(table.forecast == "random_walk") & (table.score == "crps")]
    assert round(float(walk.value.iloc[0]), 3) == 0.115


def test_an_unknown_target_is_refused():
    with pytest.raises(InputError, match="did you mean 'cinc'"):
        hindcast.hindcast("cink")


def test_full_adds_other_windows_without_a_grade():
    table = hindcast.hindcast("ideal_point", full=True)
    assert set(table.window) == {"2007", "2014", "2021"}
    assert set(table[table.window != "2014"].grade) == {""}
