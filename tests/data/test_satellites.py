"""Satellites in service: dates, owners, true zeros, and the error two catalogs give."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import satellites
from counterpoise.data.loaders.satellite_lists import compare_lists, measured_errors


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return satellites.load(raw, codes).set_index(["variable", "iso3", "year"])


@pytest.fixture(scope="module")
def tables(raw: Path, codes: Codes) -> dict[str, pd.DataFrame]:
    return compare_lists(raw, codes)


@pytest.mark.parametrize(
    ("date", "low", "high"),
    [
        ("1957 Oct  4", 1957.75, 1957.77),
        ("2025 Jan  5?", 2025.0, 2025.03),
        ("1965 Apr 25 0800?", 1965.3, 1965.33),
        ("2023 Mar?", 2023.16, 2023.25),
        ("2021 Q2?", 2021.25, 2021.5),
        ("1977?", 1977.0, 1978.0),
    ],
)
def test_dates_of_every_precision_are_read(date: str, low: float, high: float) -> None:
    assert low <= satellites.year_of(date) <= high


def test_a_star_means_still_in_service() -> None:
    assert satellites.year_of("*") > 1e9


@pytest.mark.raw
def test_known_constellations(rows: pd.DataFrame) -> None:
    nav = rows.value["satellites_navigation"].xs(2024, level="year")
    assert set(nav[nav > 0].index) == {"USA", "RUS", "CHN", "IND", "JPN"}
    assert 31 <= nav["USA"] <= 34  # GPS
    assert 24 <= nav["RUS"] <= 32  # GLONASS
    assert (rows.value["satellites_navigation"].xs(1959, level="year") == 0).all()


@pytest.mark.raw
def test_soviet_satellites_are_russian_and_starred_registrations_count_for_nobody(raw: Path, codes: Codes) -> None:
    frame = pd.read_csv(raw / "space/gcat_psatcat_2025-04.tsv.gz", sep="\t", dtype=str, skiprows=[1])
    frame = frame[frame.Result.str.strip() != "F"].reset_index(drop=True)
    payloads = satellites.read_payloads(raw, codes).reset_index(drop=True)
    state = frame.UNState.str.strip()
    assert (payloads.iso3[state == "SU"] == "RUS").all()
    assert payloads.iso3[state.str.endswith("*")].isna().all()
    assert payloads.iso3[state.str.strip("[]").isin(["I-ESA", "I-ARAB", "I-EUM", "-"])].isna().all()
    assert (payloads.iso3[state.str.strip("[]?").isin(["N"])] == "NOR").all()


@pytest.mark.raw
def test_every_member_has_a_figure_and_zeros_are_flagged(rows: pd.DataFrame, codes: Codes) -> None:
    isr = rows.loc["satellites_isr"].xs(2024, level="year")
    assert sorted(isr.index) == codes.members(2024)
    assert ((isr.value == 0) == (isr.flag == "zero")).all()
    assert isr.value["NAM"] == 0
    assert set(isr.value.nlargest(3).index) == {"USA", "CHN", "RUS"}


@pytest.mark.raw
def test_one_firms_constellation_does_not_count_as_state_communications(rows: pd.DataFrame) -> None:
    assert rows.value["satellites_communications", "USA", 2024] < 200


@pytest.mark.raw
def test_the_errors_are_those_measured_between_the_two_catalogs(tables: dict[str, pd.DataFrame]) -> None:
    measured = measured_errors(tables)
    for name, (_, _, relative, small) in satellites.PURPOSES.items():
        assert measured.relative[name] == pytest.approx(relative, abs=0.01)
        if name != "satellites_navigation":
            assert measured.small[name] == pytest.approx(small, abs=0.01)


@pytest.mark.raw
def test_the_second_catalog_has_the_counts_known_of_it(tables: dict[str, pd.DataFrame]) -> None:
    ucs = tables["satellites_isr"].ucs
    assert ucs[["CHN", "USA", "RUS", "FRA", "ISR"]].tolist() == [102, 70, 22, 9, 9]
