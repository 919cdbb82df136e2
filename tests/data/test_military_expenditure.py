import dataclasses

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.loaders import military_expenditure
from counterpoise.data.loaders.dollars import logarithm, us_deflator
from counterpoise.data.loaders.economy import assemble
from counterpoise.data.loaders.military_sources import read_measures
from counterpoise.data.loaders.sipri_workbook import CONSTANT, CURRENT, read_sheets

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return military_expenditure.load(raw, codes).set_index(["variable", "iso3", "year"])


@pytest.fixture(scope="module")
def measures(raw, codes):
    return read_measures(raw, codes, assemble(raw, codes)[0].value)


@pytest.fixture(scope="module")
def sheets(raw, codes):
    return read_sheets(raw, codes)


def sipri(sheets):
    constant = sheets[CONSTANT]
    return constant[constant.value > 0].set_index(["iso3", "year"]).value


def spent(rows):
    value = rows.value["milex"]
    return value[value > 0]


def test_no_value_is_sipris(rows, sheets):
    both = pd.DataFrame({"ours": spent(rows), "theirs": sipri(sheets)}).dropna()
    assert len(both) > 8000
    assert (np.log(both.ours / both.theirs).abs() > 1e-6).all()


def test_it_stays_near_the_sources_that_agree(rows, sheets, raw, codes):
    gap = np.log(spent(rows) / sipri(sheets)).abs()
    assert 0.005 < gap.median() < 0.05
    nmc = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz")
    nmc = nmc.assign(iso3=nmc.ccode.map(codes.cow)).query("milex > 0 and year == 2021").set_index("iso3").milex / 1e3
    ours = spent(rows).xs(2021, level="year")
    assert np.log(ours / nmc).abs().median() < 0.2  # current dollars of 2021 against constant ones of 2023


@pytest.mark.parametrize(("iso3", "sipris", "nmcs"), [("UKR", 41205, 3549), ("TUR", 16429, 6832)])
def test_gross_outliers_do_not_win(rows, iso3, sipris, nmcs):
    value = rows.loc[("milex", iso3, 2022)]
    assert abs(np.log(value.value / sipris)) < 0.1
    assert abs(np.log(value.value / nmcs)) > 0.7
    assert value.error > 0.2  # but the disagreement is in the error


def test_without_the_other_sources_the_outlier_would_win(measures):
    """The guard of the test above: it is the disagreement that keeps NMC's 3.5 billion out."""
    nothing = measures.sipri * np.nan
    alone = military_expenditure.fuse(dataclasses.replace(measures, sipri=nothing, rebuilt=nothing))
    value = alone.set_index(["iso3", "year"]).value["UKR", 2022]
    assert abs(np.log(value / 41205)) > 2.0


def test_a_fictitious_exchange_rate_is_not_believed(rows, sheets):
    assert sipri(sheets)["VEN", 1975] < 1.0  # million dollars
    assert 1000 < rows.loc[("milex", "VEN", 1975), "value"] < 4000
    assert 0.005 < rows.loc[("milex_share", "VEN", 1975), "value"] < 0.05
    # Cuba: 3.4 % of GDP in 2009 by SIPRI's own share, 0.1 % by its dollars at 25 pesos; the years beside it likewise
    assert rows.loc[("milex_share", "CUB", 2009), "value"] == pytest.approx(0.034, rel=0.15)
    assert rows.loc[("milex_share", "CUB", 2005), "value"] > 0.02


def test_a_series_that_ends_runs_on_with_growing_error(rows):
    vietnam = rows.loc[("milex", "VNM")]
    assert vietnam.flag[[2022, 2023, 2024]].tolist() == ["fused", "forecast", "forecast"]
    assert vietnam.origin_year[[2022, 2023, 2024]].tolist() == [2022, 2022, 2022]
    assert vietnam.error[2022] < vietnam.error[2023] < vietnam.error[2024]
    assert 4500 < vietnam.value[2024] < 7500


def test_no_forces_is_zero_and_a_gap_is_not(rows):
    for iso3 in ("CRI", "ISL", "PAN"):
        assert rows.loc[("milex", iso3, 2024), ["value", "flag"]].tolist() == [0.0, "observed"]
    assert rows.loc[("milex", "HTI", 2005), "value"] == 0.0
    assert rows.loc[("milex", "MRT", 2009), "value"] > 50  # five zeros in the workbook, but an army
    assert ("milex", "PAK", 1947) not in rows.index or rows.loc[("milex", "PAK", 1947), "value"] > 0


def test_world_wars_and_the_burden_of_today(rows):
    share = rows.value["milex_share"]
    assert 0.30 < share["USA", 1944] < 0.50
    assert share["USA", 2023] == pytest.approx(0.0336, rel=0.1)
    assert share["UKR", 2024] == pytest.approx(0.345, rel=0.15)
    assert share.max() <= 1.5


def test_nobody_is_lost(rows):
    now = set(rows.loc["milex"].xs(2024, level="year").index)
    assert {"NOR", "NAM", "TWN", "PRK", "XKX", "VNM", "UKR", "EST", "MAR"} <= now
    assert len(now) >= 165
    assert {"XWG", "DDR", "CSK", "XVR"} <= set(rows.loc["milex"].index.get_level_values("iso3"))


def test_the_deflator_knows_the_price_of_gold(raw, codes, sheets):
    constant, current = (logarithm(sheets[name], "value", codes) for name in (CONSTANT, CURRENT))
    deflator = us_deflator(raw, codes, constant, current)
    assert np.exp(deflator[1913] - deflator[1914]) == pytest.approx(
        4.8665, rel=0.03
    )  # dollars a pound, 1.3 % inflation
    assert deflator[2023] == pytest.approx(0.0, abs=1e-9)
    assert np.exp(deflator[1960]) == pytest.approx(10.3, rel=0.03)  # US consumer prices 304.7 / 29.6
    assert deflator.notna().all()


def test_west_germany_is_not_germany(sheets):
    values = sipri(sheets)
    assert ("XWG", 1985) in values.index
    assert ("DEU", 1985) not in values.index
    assert values["RUS", 1990] > 200_000  # the Soviet row, not Russia's blanks
