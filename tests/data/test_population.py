import csv
import gzip

import numpy as np
import pytest

from counterpoise.data.loaders import population

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return population.load(raw, codes).set_index(["iso3", "year"])


def read(raw, name, geo, year):
    """One figure of the compilation, read without any of the loader's code."""
    with gzip.open(raw / f"gapminder_sg/{name}.csv.gz", "rt") as file:
        return next(float(row[2]) for row in csv.reader(file) if row[:2] == [geo, str(year)])


def test_pakistan_is_the_world_banks_figure(rows, raw):
    total = read(raw, "total_gdp_us_inflation_adjusted", "pak", 2024)
    head = read(raw, "gdppercapita_us_inflation_adjusted", "pak", 2024)
    assert rows.loc[("PAK", 2024), "value"] == pytest.approx(total / head / 1e6, rel=1e-9)
    assert rows.loc[("PAK", 2024), "flag"] == "observed"


def test_states_have_the_people_of_their_own_borders(rows):
    assert rows.loc[("RUS", 1985), "value"] == pytest.approx(277.334)  # the Soviet Union, NMC
    assert rows.loc[("RUS", 1992), "value"] == pytest.approx(148.5, abs=0.5)
    assert rows.loc[("PAK", 1965), "value"] > 2 * 50  # with the East
    assert rows.loc[("ITA", 1830), "value"] < 6 < 20 < rows.loc[("ITA", 1870), "value"]  # Sardinia, then Italy


def test_one_source_in_error_is_outvoted_by_the_join(rows):
    assert rows.loc[("BTN", 1995), "value"] < 0.7  # NMC: 1.8 million
    assert rows.loc[("FSM", 2005), "value"] < 0.2  # NMC: 0.5 million
    assert rows.loc[("FRA", 1941), "value"] > 30  # NMC: 8 million


def test_nobody_is_lost_and_nobody_is_added(rows, codes):
    in_2024 = set(rows.xs(2024, level="year").index)
    assert {"NOR", "NAM", "TWN", "PRK", "XKX"} <= in_2024
    assert set(codes.members(2024)) - in_2024 == {"LIE"}
    member = codes.system[codes.system.year <= 2024]
    missing = set(zip(member.iso3, member.year, strict=True)) - set(rows.index)
    assert {iso3 for iso3, _ in missing} == {"LIE"}
    assert set(rows.index) <= set(zip(member.iso3, member.year, strict=True))


def test_the_world_adds_up(rows):
    world = rows.groupby("year").value.sum()
    assert world[2024] == pytest.approx(8100, rel=0.02)
    assert world[1990] == pytest.approx(5300, rel=0.03)


def test_fallbacks_say_so(rows):
    assert rows.loc[("TWN", 2024), ["flag", "source"]].tolist() == ["forecast", "gapminder_gdp"]
    assert rows.loc[("TWN", 2010), "source"] == "nmc"
    assert (rows.error >= 0.03).all()
    assert rows.error.max() <= population.MOST
    assert rows.loc[("SAU", 1965), "error"] > 0.2  # the World Bank has four tenths less than NMC


def test_joins_leave_no_step(rows):
    value = np.log(rows.value)
    for iso3 in ("SAU", "NIC", "LBN", "VEN"):
        assert abs(value[iso3, 1960] - value[iso3, 1959]) < 0.08
