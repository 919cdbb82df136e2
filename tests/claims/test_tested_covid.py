"""H27 where the break is planted, and what the shipped breaks must agree with."""

import os
from pathlib import Path

import numpy as np
import pytest

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested.breaks import trend_break
from counterpoise.claims.tested.covid import ALL, OTHERS, SPAN, finding, fitted_breaks, models, world_investment
from counterpoise.core import InputError

AFTER = np.array([2020.0, 2021.0])


@pytest.fixture
def raw_folder() -> Path:
    """The folder of raw files: COUNTERPOISE_RAW, or shared/data/raw beside the repository."""
    folder = Path(os.environ.get("COUNTERPOISE_RAW", Path(__file__).resolve().parents[3] / "shared/data/raw"))
    if not (folder / "eto_cat").is_dir():
        pytest.skip(f"raw data files are not at {folder}; set COUNTERPOISE_RAW to run this test")
    return folder


YEARS = np.arange(2013.0, 2022.0)


def series(jump: float, noise: float = 0.02, units: int = 40, seed: int = 0, years=YEARS) -> np.ndarray:
    """Countries that grow by a tenth a year, each year with a shock of all, and jump in 2020."""
    rng = np.random.default_rng(seed)
    common = noise * rng.standard_normal(len(years))
    own = 0.1 * rng.standard_normal((units, len(years))) + rng.uniform(1.0, 5.0, (units, 1))
    return own + 0.1 * (years - 2013.0) + common + jump * (years >= 2020)


def test_a_break_is_found_with_its_size():
    found = trend_break(YEARS, series(0.3), AFTER)
    assert found.low > 0.1
    assert found.value == pytest.approx(0.3, abs=0.1)
    assert (found.years, found.units) == (7, 40)


def test_an_exact_trend_has_no_break():
    found = trend_break(YEARS, (0.2 * YEARS)[None, :], AFTER)
    assert found.value == pytest.approx(0.0, abs=1e-9)
    assert found.high - found.low == pytest.approx(0.0, abs=1e-6)


def test_the_interval_covers_as_often_as_it_says():
    """Common shocks of the years are what makes it hard: intervals by countries alone would be far too narrow."""
    inside = [
        f.low <= 0.0 <= f.high for f in (trend_break(YEARS, series(0.0, 0.1, 30, s), AFTER, s) for s in range(80))
    ]
    assert 0.8 <= np.mean(inside) <= 0.98


def test_more_countries_do_not_buy_certainty_about_the_years():
    few, many = (trend_break(YEARS, series(0.0, 0.1, n, 3), AFTER) for n in (20, 500))
    assert (many.high - many.low) > 0.5 * (few.high - few.low)


def test_a_trend_needs_four_years():
    with pytest.raises(InputError, match="four years"):
        trend_break(np.arange(2017.0, 2022.0), np.ones((1, 5)), AFTER)


def rows(publications: float, investment: float, error: float = 0.05):
    named = {"publications": publications, "investment, disclosed": investment, "investment, estimated": investment}
    return [
        {"series": s, "group": g, "unit": "sum", "window": w, "value": v, "low": v - error, "high": v + error,
         "above": float(v > 0), "years": 7, "units": 1}
        for s, v in named.items() for g in (ALL, OTHERS) for w in (SPAN, "2020")
    ]  # fmt: skip


# covers: F16, C13
@pytest.mark.parametrize(
    ("publications", "investment", "error", "verdict"),
    [
        (0.3, 0.3, 0.05, Verdict.SUPPORTED),
        (0.3, 0.0, 0.05, Verdict.CONDITIONAL),
        (0.0, 0.0, 0.05, Verdict.CONTRADICTED),
        (0.1, 0.1, 0.50, Verdict.NOT_TESTABLE),
    ],
)
def test_the_rule_of_the_break(publications, investment, error, verdict):
    assert finding(rows(publications, investment, error)).verdict is verdict


def test_a_break_that_is_the_two_leaders_alone_is_not_supported():
    planted = [r if r["group"] == ALL else {**r, "value": 0.0, "low": -0.05, "high": 0.05, "above": 0.5}
               for r in rows(0.3, 0.3)]  # fmt: skip
    assert finding(planted).verdict is not Verdict.SUPPORTED


def test_the_boom_of_one_year_is_not_supported():
    planted = [r if r["window"] == SPAN else {**r, "value": 0.0, "low": -0.05, "high": 0.05, "above": 0.5}
               for r in rows(0.3, 0.3)]  # fmt: skip
    assert finding(planted).verdict is not Verdict.SUPPORTED


def test_the_world_sums_of_the_panel_agree_with_the_fit_to_the_counts(panel):
    """The same break from the panel's rounded sums and from the counts themselves."""
    fitted = {
        r["series"]: r for r in fitted_breaks() if r["group"] == ALL and r["unit"] == "sum" and r["window"] == SPAN
    }
    for row in world_investment(panel):
        if row["group"] == ALL:
            count = row["series"].removeprefix("world ")
            assert row["value"] == pytest.approx(fitted[count]["value"], abs=0.06)


def test_the_count_of_models_rests_on_seven_years(panel):
    assert {r["years"] for r in models(panel)} == {7}


def test_the_fit_has_every_group_window_and_series():
    found = {(r["series"], r["group"], r["window"]) for r in fitted_breaks()}
    assert len(found) == 3 * 6 * 2


@pytest.mark.raw
def test_fitting_the_counts_again_gives_what_is_shipped(raw_folder):
    from counterpoise.claims.tested.covid_fit import fit_breaks

    again = fit_breaks(raw_folder)
    assert [r["series"] for r in again] == [r["series"] for r in fitted_breaks()]
    for one, other in zip(again, fitted_breaks(), strict=True):
        assert one["value"] == pytest.approx(other["value"], abs=1e-3)
        assert one["low"] == pytest.approx(other["low"], abs=1e-2)
