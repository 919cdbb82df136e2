"""Attributed cyber operations: counts per incident and state, zero where none became known."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import cyber_operations
from counterpoise.data.loaders.cyber_operations import _states


@pytest.fixture(scope="module")
def lists(raw: Path, codes: Codes) -> dict[str, pd.DataFrame]:
    return cyber_operations.read_lists(raw, codes)


@pytest.fixture(scope="module")
def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    return cyber_operations.load(raw, codes).set_index(["variable", "iso3", "year"])


# covers: A20
def test_only_initiators_that_act_for_a_state_count() -> None:
    assert _states(["China", "Russia"], ["State", "Non-state-group"]) == ["China"]
    assert _states(["Israel", "United States"], ["State"]) == ["Israel", "United States"]
    assert _states(["China", "Russia"], ["Unknown - not attributed"]) == []


@pytest.mark.raw
def test_one_list_counted_by_hand(lists: dict[str, pd.DataFrame], raw: Path) -> None:
    frame = pd.read_excel(raw / "cyber/DCID_2.0_Release_update_February_2023.xlsx", sheet_name=0)
    year = pd.to_datetime(frame.interactionstartdate).dt.year
    assert (
        lists["dcid"]["CHN"].sum() == ((frame.initiator == 710) & (year <= 2020)).sum() == 114
    )  # one more begins in 2021
    assert lists["dcid"]["USA"].sum() == 20


@pytest.mark.raw
def test_lists_stay_within_their_spans(lists: dict[str, pd.DataFrame]) -> None:
    for name, (first, last) in cyber_operations.SPANS.items():
        covered = lists[name].sum(axis=1)
        assert covered[first] >= 0
        assert covered.loc[: first - 1].sum() == 0
        assert covered.loc[last + 1 :].sum() == 0


@pytest.mark.raw
def test_the_four_most_named_lead_every_list(lists: dict[str, pd.DataFrame]) -> None:
    for table in lists.values():
        assert set(table.sum().nlargest(4).index) == {"CHN", "RUS", "IRN", "PRK"}


@pytest.mark.raw
def test_the_mean_lies_between_the_lists(rows: pd.DataFrame, lists: dict[str, pd.DataFrame]) -> None:
    in_2015 = [table.loc[2015, "CHN"] for table in lists.values()]
    assert min(in_2015) <= rows.value["cyber_operations", "CHN", 2015] <= max(in_2015)
    one_list = lists["eurepoc"].loc[2022, "CHN"]  # the other lists have ended
    assert rows.value["cyber_operations", "CHN", 2022] == one_list


@pytest.mark.raw
def test_members_on_no_list_have_a_flagged_zero(rows: pd.DataFrame, codes: Codes) -> None:
    decade = rows.loc["cyber_operations_decade"].xs(2022, level="year")
    assert sorted(decade.index) == codes.members(2022)
    assert ((decade.value == 0) == (decade.flag == "zero")).all()
    assert decade.value["NAM"] == 0
    assert rows.loc["cyber_operations_decade"].index.get_level_values("year").min() == 2009
