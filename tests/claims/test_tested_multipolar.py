"""H20: readings of distributions whose polarity is beyond doubt, and verdicts from planted tables."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested.multipolar import ALL, DROPPED, KEPT, figure, finding, trend
from counterpoise.claims.tested.readings import LABELS, draw_ways, read, shares_of_labels

CASES = {
    "unipolar": [0.80] + [0.02] * 10,
    "bipolar": [0.45, 0.43] + [0.012] * 10,
    "multipolar": [0.2] * 5,
}


@pytest.mark.parametrize("label", CASES)
def test_what_no_threshold_can_change_reads_the_same_under_all(label):
    rows = np.tile(CASES[label], (600, 1))
    assert shares_of_labels(read(rows, draw_ways(600)))[label] > 0.95


def test_readings_do_not_depend_on_the_order_of_states():
    rng = np.random.default_rng(0)
    rows = rng.dirichlet(np.full(40, 0.1), 300)
    order = rng.permutation(40)
    ways = draw_ways(300)
    assert (read(rows, ways) == read(rows[:, order], ways)).all()


def test_shares_of_labels_sum_to_one():
    found = shares_of_labels(read(np.random.default_rng(0).dirichlet(np.full(40, 0.1), 300), draw_ways(300)))
    assert tuple(found) == LABELS
    assert sum(found.values()) == pytest.approx(1.0)


def test_the_usual_thresholds_agree_with_the_rule_of_theory():
    """A draw of our own definition at its usual thresholds is theory.polarity, except where that has an else-branch."""
    from dataclasses import replace

    from counterpoise.theory.polarity import polarity

    rng = np.random.default_rng(1)
    rows = rng.dirichlet(np.full(10, 0.5), 500)
    n = len(rows)
    ways = replace(
        draw_ways(n), definition=np.zeros(n, int), powers=np.full(n, 10), lead=np.full(n, 0.45),
        rival=np.full(n, 0.5), pair=np.full(n, 0.55), third=np.full(n, 0.5),
    )  # fmt: skip
    ours, theirs = read(rows, ways), polarity(rows)
    met = ours > 0
    assert met.mean() > 0.5
    assert (ours[met] == theirs[met]).all()
    assert (theirs[~met] == 3).all()


def table(many: float, two: float, many_before: float) -> pd.DataFrame:
    rows = []
    for power in ("hard", "smart"):
        for measures in (ALL, KEPT, DROPPED):
            for year in range(1990, 2025, 2):
                now = many if year > 2004 else many_before
                rows.append({"power": power, "year": year, "measures": measures, "unipolar": 0.0, "bipolar": two,
                             "multipolar": now, "indeterminate": 1 - now - two, "low": now, "high": now})  # fmt: skip
    return pd.DataFrame(rows)


# covers: C21
@pytest.mark.parametrize(
    ("many", "two", "before", "verdict"),
    [
        (0.95, 0.02, 0.2, Verdict.SUPPORTED),
        (0.95, 0.02, 0.95, Verdict.CONDITIONAL),  # many poles, but no new order
        (0.30, 0.60, 0.2, Verdict.CONTRADICTED),
        (0.60, 0.30, 0.2, Verdict.CONDITIONAL),
    ],
)
def test_the_rule_of_multipolarity(many, two, before, verdict):
    assert finding(table(many, two, before)).verdict is verdict


def test_measures_without_ratios_cannot_tell_the_nineties_from_now(panel):
    """The placebo of the condition: ranks and logarithms read many poles in every year, so they read nothing."""
    found = trend(panel, 2000, 2024, 24).set_index(["power", "measures", "year"]).multipolar
    for year in (2000, 2024):
        assert found["smart", DROPPED, year] > 0.9
        assert found["smart", KEPT, year] < 0.3


def test_the_figure_has_a_band_and_says_what_it_shows():
    svg = figure(finding(table(0.4, 0.5, 0.2)))
    assert svg.startswith("<svg")
    assert "multipolar" in svg
    assert "bipolar" in svg
