"""A country's growth with AI: the bookkeeping, the disputed effect, and a path that reproduces observed growth."""

import csv
import gzip
import os
from dataclasses import FrozenInstanceError
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.country_growth import (
    EXPLOSIVE_LIMIT,
    MAGNITUDES,
    MIDDLE_LIMIT,
    MIDDLE_MODE,
    MODEST_LIMIT,
    automation_effect,
    convergence_gap,
    effect_from_gain,
    growth,
    output_path,
)
from counterpoise.theory.declare import DomainError

quick = settings(max_examples=40, deadline=None)

unit = st.floats(0, 1)


@quick
@given(st.floats(-0.1, 0.1), unit, unit)
def test_without_an_effect_of_ai_a_country_grows_at_its_base_rate(base, automation, adoption):
    assert growth(base, 0, 0.7, 0, automation, adoption, 0) == base


def test_each_term_counts_as_it_says():
    assert growth(0.02, 0.02, 1.5, 0.5, 0.1, 0.4, 0.01) == pytest.approx(0.02 + 0.03 + 0.02 - 0.01)


@quick
@given(unit, unit, st.floats(0, 3))
def test_ai_adds_nothing_without_adoption_or_without_automation(automation, adoption, kappa):
    assert growth(0.02, 0, 0, kappa, automation, 0, 0) == growth(0.02, 0, 0, kappa, 0, adoption, 0) == 0.02


def test_the_distance_to_the_frontier_is_zero_at_it_and_beyond():
    assert convergence_gap(10, 40) == pytest.approx(log(4))
    assert convergence_gap(40, 40) == convergence_gap(50, 40) == 0


def test_a_published_gain_over_a_decade_comes_back_from_its_effect():
    kappa = effect_from_gain(0.07, 0.5)
    path = output_path(1.0, [growth(0, 0, 0, kappa, 0.1, 0.5, 0)] * 10)
    assert path[-1] == pytest.approx(1.07)


class TestMixture:
    def test_its_parts_are_the_published_magnitudes(self):
        assert [m.weight for m in MAGNITUDES] == [0.4, 0.45, 0.15]
        assert [m.name for m in MAGNITUDES] == ["modest", "middle", "explosive"]
        assert pytest.approx([0.0065783, 0.0676586, 0.1397619], abs=1e-6) == [MODEST_LIMIT, MIDDLE_MODE, MIDDLE_LIMIT]
        assert np.exp(EXPLOSIVE_LIMIT) == pytest.approx(1.3**10)
        assert all(a.high == b.low for a, b in pairwise(MAGNITUDES))
        with pytest.raises(FrozenInstanceError):
            MAGNITUDES[0].weight = 0.5
        assert (MAGNITUDES[0].low, MAGNITUDES[-1].high) == (0, EXPLOSIVE_LIMIT)

    def test_its_quantiles_at_the_joints(self):
        joints = [automation_effect(u) for u in (0, 0.4, 0.85, 1)]
        assert joints == pytest.approx([0, MODEST_LIMIT, MIDDLE_LIMIT, EXPLOSIVE_LIMIT])

    @quick
    @given(unit, unit)
    def test_it_never_falls(self, one, other):
        low, high = sorted([one, other])
        assert automation_effect(low) <= automation_effect(high) * (1 + 1e-12)

    def test_draws_fall_where_each_view_says(self):
        u = (np.arange(200_000) + 0.5) / 200_000
        draws = automation_effect(u)
        modest = draws[draws < MODEST_LIMIT]
        middle = draws[(draws >= MODEST_LIMIT) & (draws < MIDDLE_LIMIT)]
        tail = draws[draws >= MIDDLE_LIMIT]
        assert [part.size / draws.size for part in (modest, middle, tail)] == pytest.approx([0.4, 0.45, 0.15], abs=1e-4)
        assert modest.mean() == pytest.approx(MODEST_LIMIT / 2, rel=1e-3)
        assert middle.mean() == pytest.approx((MODEST_LIMIT + MIDDLE_MODE + MIDDLE_LIMIT) / 3, rel=1e-4)
        below_mode = (MIDDLE_MODE - MODEST_LIMIT) / (MIDDLE_LIMIT - MODEST_LIMIT)
        assert (middle < MIDDLE_MODE).mean() == pytest.approx(below_mode, abs=1e-4)
        counts, _ = np.histogram(middle, bins=np.linspace(MODEST_LIMIT, MIDDLE_LIMIT, 21))
        peak = int((MIDDLE_MODE - MODEST_LIMIT) / (MIDDLE_LIMIT - MODEST_LIMIT) * 20)
        assert abs(int(counts.argmax()) - peak) <= 1
        assert np.log(tail).mean() == pytest.approx((log(MIDDLE_LIMIT) + log(EXPLOSIVE_LIMIT)) / 2, rel=1e-3)


class TestPath:
    def test_it_adds_up_logs(self):
        path = output_path(2.0, [log(1.5), log(2), -log(3)])
        assert path == pytest.approx([2, 3, 6, 2])

    def test_leading_axes(self):
        rng = np.random.default_rng(9)
        start, rates = rng.uniform(1, 2, (3, 4)), rng.normal(0, 0.02, (3, 4, 25))
        path = output_path(start, rates)
        assert path.shape == (3, 4, 26)
        np.testing.assert_allclose(path[2, 1], output_path(start[2, 1], rates[2, 1]))
        np.testing.assert_allclose(np.diff(np.log(path), axis=-1), rates)

    def test_a_start_of_nothing_is_refused(self):
        with pytest.raises(DomainError, match="initial = 0"):
            output_path([1.0, 0.0], [[0.1], [0.1]])
        with pytest.raises(DomainError, match="initial = nan"):
            output_path(np.nan, [0.1])

    @pytest.mark.raw
    def test_observed_growth_reproduces_the_ratio_of_china_to_the_united_states(self):
        """With kappa = 0 and each year's observed growth as base, the path ends at the observed ratio of 2024."""
        default = Path(__file__).resolve().parents[3] / "shared/data/raw"
        folder = Path(os.environ.get("COUNTERPOISE_RAW", default))
        path = folder / "gapminder_sg/total_gdp_us_inflation_adjusted.csv.gz"
        if not path.is_file():
            pytest.skip(f"raw data file is not at {path}; set COUNTERPOISE_RAW to run this test")
        gdp = {"chn": {}, "usa": {}}
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["geo"] in gdp and 2000 <= int(row["time"]) <= 2024:
                    gdp[row["geo"]][int(row["time"])] = float(row["total_gdp_us_inflation_adjusted"])
        levels = np.array([[gdp[geo][year] for year in range(2000, 2025)] for geo in ("chn", "usa")])
        base = np.diff(np.log(levels), axis=-1)
        rates = growth(base, 0.0, 0.0, 0.0, 0.3, 0.9, 0.0)
        modelled = output_path(levels[:, 0], rates)
        np.testing.assert_allclose(modelled[0] / modelled[1], levels[0] / levels[1], rtol=1e-12)
        assert levels[0, -1] / levels[1, -1] > 3 * levels[0, 0] / levels[1, 0]


def test_faults_are_named():
    with pytest.raises(DomainError, match="chi = -1"):
        growth(0, -1, 0, 0, 0, 0, 0)
    with pytest.raises(DomainError, match="gap = -1"):
        growth(0, 0, -1, 0, 0, 0, 0)
    with pytest.raises(DomainError, match="kappa = -1"):
        growth(0, 0, 0, -1, 0, 0, 0)
    with pytest.raises(DomainError, match="automation = 2"):
        growth(0, 0, 0, 0, 2, 0, 0)
    with pytest.raises(DomainError, match="adoption = 2"):
        growth(0, 0, 0, 0, 0, 2, 0)
    with pytest.raises(DomainError, match="damage = -1"):
        growth(0, 0, 0, 0, 0, 0, -1)
    with pytest.raises(DomainError, match="output_per_head = 0"):
        convergence_gap(0, 1)
    with pytest.raises(DomainError, match="frontier = 0"):
        convergence_gap(1, 0)
    with pytest.raises(DomainError, match="gain = -0.1"):
        effect_from_gain(-0.1, 1)
    with pytest.raises(DomainError, match="automation = 0"):
        effect_from_gain(0.1, 0)
    with pytest.raises(DomainError, match="u = 1.1"):
        automation_effect(1.1)
