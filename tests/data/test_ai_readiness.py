"""Readiness for AI: one cross-section, from the parts of an index."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import ai_readiness

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return ai_readiness.load(raw, codes).set_index("iso3")


def test_it_orders_states_as_the_published_score_does(rows: pd.DataFrame, raw: Path, codes: Codes) -> None:
    overall = ai_readiness.load_optional(raw, codes).set_index("iso3").value
    both = pd.concat([rows.value, overall], axis=1).dropna()
    assert len(both) == len(overall)
    assert both.corr(method="spearman").iloc[0, 1] > 0.98
    assert overall["SGP"] == pytest.approx(0.8006)


def test_taiwan_has_a_standing_from_three_parts_and_no_score(rows: pd.DataFrame, raw: Path, codes: Codes) -> None:
    assert 0.8 < rows.value["TWN"] < 1
    assert "TWN" not in set(ai_readiness.load_optional(raw, codes).iso3)
    assert "PRK" not in rows.index
    assert {"NOR", "NAM"} <= set(rows.index)


def test_one_year_only(rows: pd.DataFrame) -> None:
    assert set(rows.year) == {2023}
    assert ai_readiness.VARIABLES[0].snapshot
