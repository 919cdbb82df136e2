"""The reference marks of dyadic onset, reproduced within sampling error, and choices that the tuning window made."""

from functools import cache

import pandas as pd
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.evidence.baselines import baselines
from counterpoise.evidence.hindcast import hindcast
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.scored import score
from counterpoise.start.pair_years import PairYears

pytestmark = pytest.mark.slow
MARKS = {
    "cinc_ratio": (0.0004, 0.025),
    "persistence": (0.070, 0.148),
    "conflictology": (0.113, 0.334),
    "structure_history": (0.143, 0.450),
}
TUNED = ("onset", "onset_count", "dispute_count", "cinc", "milex", "gdp", "ideal_point", "affinity", "alliance_change")


@cache
def card() -> pd.DataFrame:
    return hindcast("onset")


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("score_name", ["brier", "log"])
def test_marks_lie_within_the_interval(name, score_name):
    table = card()
    row = table[
        (table.forecast == name)
        & (table.score == score_name)
        & (table.against == "climatology")
        & (table.subset == "all")
    ].iloc[0]
    mark = MARKS[name][score_name == "log"]
    assert row.low <= mark <= row.high


@pytest.mark.parametrize("name", TUNED)
def test_the_best_baseline_was_chosen_on_the_tuning_window(name):
    target = protocol().target(name)
    scored = score(target, (protocol().windows.tune_origin,), baselines(target), PairYears(load_panel()))
    mean = {f: scored.losses[f, target.primary].mean() for f in scored.kinds}
    assert min(mean, key=mean.__getitem__) == target.best
