import csv
import gzip

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.loaders import economy
from counterpoise.data.loaders.income import price_level


@pytest.fixture(scope="module")
def rows(raw, codes):
    return economy.load(raw, codes).set_index(["variable", "iso3", "year"])


def read(raw, name, geo, year):
    """One figure of the compilation, read without any of the loader's code."""
    with gzip.open(raw / f"gapminder_sg/{name}.csv.gz", "rt") as file:
        return next(float(row[2]) for row in csv.reader(file) if row[:2] == [geo, str(year)])


def test_price_level_follows_the_line_through_other_states():
    years, income = range(2015, 2020), {"AAA": 7.0, "BBB": 9.0, "CCC": 11.0, "PRK": 8.0}
    ppp = pd.DataFrame({i: [v] * 5 for i, v in income.items()}, index=years)
    market = ppp - pd.DataFrame({i: [2.0 - 0.1 * v] * 5 for i, v in income.items()}, index=years)
    market["PRK"] = np.nan
    guess, spread = price_level(market, ppp, ["PRK"])
    assert guess["PRK"] == pytest.approx(-1.2)
    assert spread == pytest.approx(0.0, abs=1e-9)


@pytest.mark.raw
def test_observed_values_are_the_world_banks(rows, raw):
    value = rows.loc[("gdp_market", "NOR", 2024)]
    assert value.value * 1e6 == pytest.approx(read(raw, "total_gdp_us_inflation_adjusted", "nor", 2024), rel=1e-9)
    assert (value.flag, value.source) == ("observed", "wdi")


@pytest.mark.raw
def test_the_unit_of_purchasing_power_is_the_international_dollar_of_2021(rows, raw):
    people = rows.loc[("gdp_market", "USA", 2021), "value"] / read(
        raw, "gdppercapita_us_inflation_adjusted", "usa", 2021
    )
    assert rows.loc[("gdp_ppp", "USA", 2021), "value"] / people == pytest.approx(71307, rel=1e-4)


@pytest.mark.raw
def test_both_measures_grow_alike_within_a_state(rows):
    ratio = np.log(rows.value["gdp_market"]) - np.log(rows.value["gdp_ppp"])
    for iso3 in ("USA", "CHN", "MAR", "TWN", "PRK", "RUS"):
        assert ratio[iso3].std() < 0.02


@pytest.mark.raw
def test_before_the_world_bank_income_moves_as_simulated(rows, raw):
    simulated = pd.read_csv(raw / "isard/cw_gdppop.csv.gz").query("ccode == 2").set_index("year")
    income = simulated.pwtrgdp / simulated.pwtpop
    nmc = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz").query("ccode == 2").set_index("year").tpop
    # fifty years before the join, the gap between two counts of people has faded to a thirtieth
    grown = rows.value["gdp_ppp", "USA", 1905] / rows.value["gdp_ppp", "USA", 1850]
    assert grown == pytest.approx(income[1905] / income[1850] * nmc[1905] / nmc[1850], rel=1e-3)


@pytest.mark.raw
def test_errors_grow_with_the_length_of_the_chain(rows):
    error = rows.error["gdp_ppp", "USA"]
    assert error[1990] < error[1950] < error[1900] < error[1850]


@pytest.mark.raw
def test_taiwans_level_is_what_its_military_burden_implies(rows, raw):
    sheets = {"Current US$": None, "Share of GDP": None}
    for name in sheets:
        table = pd.read_excel(raw / "sipri/SIPRI-Milex-data-1949-2024_2.xlsx", sheet_name=name, header=5)
        sheets[name] = float(table.set_index("Country").loc["Taiwan", 2015])
    expected = sheets["Current US$"] / sheets["Share of GDP"]
    assert rows.loc[("gdp_market", "TWN", 2015), "value"] == pytest.approx(expected, rel=1e-9)
    assert 500e3 < expected < 560e3


@pytest.mark.raw
@pytest.mark.parametrize(
    ("variable", "iso3", "year", "flag"),
    [
        ("gdp_market", "TWN", 2024, "forecast"),
        ("gdp_market", "PRK", 2024, "assumed"),
        ("gdp_ppp", "PRK", 2020, "fallback"),
        ("gdp_ppp", "PAK", 1965, "modelled"),
        ("gdp_market", "RUS", 1990, "modelled"),
        ("gdp_ppp", "USA", 1975, "fallback"),
        ("gdp_market", "ERI", 2024, "forecast"),
    ],
)
def test_flags_say_how_a_value_came_about(rows, variable, iso3, year, flag):
    assert rows.loc[(variable, iso3, year), "flag"] == flag


@pytest.mark.raw
def test_states_that_ended_have_their_successors_prices(rows):
    market, ppp = rows.value["gdp_market"], rows.value["gdp_ppp"]
    assert market["XWG", 1985] / ppp["XWG", 1985] == pytest.approx(market["DEU", 1991] / ppp["DEU", 1991], rel=0.02)
    assert 0.4 * market["DEU", 1991] < market["XWG", 1989] < market["DEU", 1991]
    assert 1.5 < market["RUS", 1985] / market["RUS", 1992] < 3.0


@pytest.mark.raw
def test_nobody_is_lost_and_the_world_adds_up(rows, codes):
    for variable in ("gdp_market", "gdp_ppp"):
        value = rows.value[variable]
        assert set(codes.members(2024)) - set(value.xs(2024, level="year").index) == {"LIE"}
        assert value.xs(1816, level="year").size == 23
    assert rows.value["gdp_market"].xs(2024, level="year").sum() == pytest.approx(95e6, rel=0.03)
    assert rows.value["gdp_ppp"].xs(2024, level="year").sum() == pytest.approx(172e6, rel=0.05)
