"""The shipped scorecard belongs to the shipped panel and protocol, and a fresh run gives it again."""

import json

import pytest

from counterpoise.core import DataIntegrityError, InputError
from counterpoise.evidence import recorded
from counterpoise.evidence.grades import TargetGrade
from counterpoise.evidence.hindcast import as_json, hindcast
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.scorecard import COLUMNS


def test_it_rests_on_the_shipped_panel_and_protocol():
    table = recorded.recorded_scorecard()
    assert set(table.columns) == set(COLUMNS)
    assert set(table.target) == {t.name for t in protocol().targets}


def test_no_target_is_forecast_grade_while_no_model_is_scored():
    table = recorded.recorded_scorecard()
    if not (table.kind == "model").any():
        assert all(recorded.target_grade(t.name) is not TargetGrade.FORECAST for t in protocol().targets)


def test_few_events_make_armed_drones_exploratory():
    assert recorded.target_grade("armed_drones") is TargetGrade.EXPLORATORY


def test_an_unknown_target_is_refused():
    with pytest.raises(InputError, match="did you mean"):
        recorded.target_grade("onsett")


def test_another_panel_is_noticed(monkeypatch):
    recorded.recorded_scorecard.cache_clear()
    monkeypatch.setattr(recorded, "rests_on", lambda: {"panel": "other", "protocol": "other"})
    with pytest.raises(DataIntegrityError, match="another panel"):
        recorded.recorded_scorecard()


def test_one_target_run_afresh_gives_the_shipped_rows():
    rows = {(r["forecast"], r["score"], r["against"]): r for r in json.loads(as_json(hindcast("ideal_point")))}
    table = recorded.recorded_scorecard()
    shipped = table[table.target == "ideal_point"]
    assert len(shipped) == len(rows)
    for row in shipped.itertuples():
        fresh = rows[row.forecast, row.score, row.against]
        assert row.skill == pytest.approx(fresh["skill"], abs=2e-6)
        assert row.low == pytest.approx(fresh["low"], abs=2e-6)
