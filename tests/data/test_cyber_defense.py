"""Cyber defense: two indices, eight readings, one standing."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import cyber_defense
from counterpoise.data.loaders.disagreement import split_error
from counterpoise.data.loaders.standing import standing

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def scores(raw: Path, codes: Codes) -> pd.DataFrame:
    return cyber_defense.read_scores(raw, codes)


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return cyber_defense.load(raw, codes).set_index(["iso3", "year"])


def test_editions_share_one_scale_and_zero_is_no_answer(scores: pd.DataFrame) -> None:
    top = scores[scores["index"] == "gci"].groupby("year").value.max()
    assert top.between(80, 100).all()
    assert (scores.value > 0).all()
    value = scores.set_index(["index", "iso3", "year"]).value
    assert value["gci", "USA", 2014] == pytest.approx(82.4)
    assert value["gci", "USA", 2024] == pytest.approx(99.86)


def test_states_with_awkward_names_are_found(scores: pd.DataFrame) -> None:
    gci = scores[scores["index"] == "gci"].set_index(["iso3", "year"]).value
    assert gci["CAN", 2020] == pytest.approx(97.67)  # only in the second table
    assert gci["SWZ", 2017] == pytest.approx(4.1)  # as Swaziland
    assert gci["SWZ", 2024] == pytest.approx(79.43)  # as Eswatini
    assert gci["FSM", 2024] == pytest.approx(8.78)
    assert {"NOR", "NAM", "PRK"} <= set(gci.index.get_level_values("iso3"))


def test_the_error_of_one_index_is_the_scatter_between_the_two(scores: pd.DataFrame) -> None:
    ranks = scores.assign(value=scores.groupby(["index", "year"]).value.transform(standing))
    wide = ranks.pivot(index="iso3", columns=["index", "year"], values="value")
    assert split_error(wide["gci", 2020], wide["ncsi", 2022]) == pytest.approx(cyber_defense.ONE_INDEX, abs=0.01)


def test_the_standing_averages_one_half_and_ranks_as_the_indices_do(rows: pd.DataFrame) -> None:
    now = rows.xs(2024, level="year").value
    assert now.mean() == pytest.approx(0.5, abs=0.05)
    assert now["EST"] > now["PAK"] > now["PRK"]
    assert "TWN" not in now.index


def test_no_year_of_a_state_equals_an_editions_standing(rows: pd.DataFrame, scores: pd.DataFrame) -> None:
    ranks = scores.assign(value=scores.groupby(["index", "year"]).value.transform(standing))
    for (_, year), edition in ranks.groupby(["index", "year"]):
        both = pd.concat([rows.value.xs(year, level="year"), edition.set_index("iso3").value], axis=1).dropna()
        assert ((both.iloc[:, 0] - both.iloc[:, 1]).abs() < 1e-9).mean() < 0.05


def test_optional_scores_are_the_published_ones(raw: Path, codes: Codes) -> None:
    given = cyber_defense.load_optional(raw, codes)
    assert set(given.variable) == {v.name for v in cyber_defense.OPTIONAL}
    assert given.value.between(0, 100).all()
