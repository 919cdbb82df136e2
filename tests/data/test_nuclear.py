import csv

import pytest

from counterpoise.data.loaders import nuclear

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return nuclear.load(raw, codes).set_index(["iso3", "year"])


# covers: P31
def test_the_peaks_are_where_history_has_them(rows):
    value = rows.value
    assert value["USA"].idxmax() in (1966, 1967)
    assert value["USA"].max() == pytest.approx(31_255, rel=0.05)
    assert value["RUS"].idxmax() == 1986
    assert value["RUS"].max() > 40_000
    assert value["USA", 1945] == 2


def test_the_stockpile_leaves_the_retired_out(rows, raw):
    with open(raw / "nuclear/nuclear-warhead-inventories_2025_by_status.csv") as file:
        table = {row[1]: [int(x) for x in row[3:]] for row in csv.reader(file) if row[1] not in ("Code", "NATO")}
    assert rows.value["RUS", 2025] == sum(table["RUS"][:3]) == 4299
    assert rows.value.xs(2025, level="year").sum() == sum(sum(counts[:3]) for counts in table.values())


def test_2024_lies_between_its_neighbors_and_says_so(rows):
    china = rows.loc["CHN"]
    assert china.value[2023] < china.value[2024] < china.value[2025]
    assert china.flag[2024] == "interpolated"
    assert rows.flag["CHN", 2023] == "observed"


def test_everyone_else_has_none(rows, codes):
    now = rows.xs(2024, level="year")
    assert set(now.index) == set(codes.members(2024))
    armed = set(now.index[now.value > 0])
    assert armed == {"USA", "RUS", "CHN", "FRA", "GBR", "IND", "PAK", "ISR", "PRK"}
    assert (now.flag[now.value == 0] == "zero").all()
    assert rows.loc[("NOR", 2024), "flag"] == "zero"
    assert rows.value["ZAF", 1989] > 0 == rows.value["ZAF", 1995]
