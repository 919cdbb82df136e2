"""Verdicts are computed: a changed number changes its verdict, and what is only for readers changes none."""

from dataclasses import replace

import pandas as pd
import pytest

from counterpoise.claims.board import board
from counterpoise.claims.verdict import Verdict, read_facts
from counterpoise.data.registers import register

CHANGES = [
    ("milex-usa", {"value": "778232000000"}, Verdict.HOLDS),
    ("milex-usa", {"unit": "million USD"}, Verdict.HOLDS),
    ("milex-usa", {"value": "778232000"}, Verdict.WRONG_UNIT),  # now a thousand short
    ("milex-usa", {"value": "25000"}, Verdict.CONTRADICTED),
    ("robots-usa", {"value": "293200"}, Verdict.HOLDS),
    ("robots-usa", {"value": "29.3"}, Verdict.CONTRADICTED),
    ("robots-chn", {"value": "78300"}, Verdict.CONTRADICTED),
    ("robots-growth-chn", {"value": "31;783000"}, Verdict.CONTRADICTED),
    ("robots-second", {"value": "1"}, Verdict.CONTRADICTED),
    ("robots-market", {"subject": "JPN"}, Verdict.CONTRADICTED),
    ("fig2-usa", {"value": "1388100;844950;100000;2333050"}, Verdict.HOLDS),
    ("fig2-usa", {"value": "1388100;844950;not disclosed;2500000"}, Verdict.NOT_CHECKABLE),
    ("fig2-vnm", {"value": "482000;5000000;5040000;10522001"}, Verdict.NOT_SUPPORTED),
    ("fig2-vnm", {"value": "4820000;5000000;5040000;14860000"}, Verdict.CONTRADICTED),
    ("fig2-order", {"value": "10;2;3;4;5;6;7;8;9;1"}, Verdict.NOT_SUPPORTED),
    ("personnel-russia-usa", {"value": "USA>RUS"}, Verdict.SOME_MEASURE),
    ("personnel-russia-usa", {"value": "RUS>PAK"}, Verdict.HOLDS),
    ("personnel-russia-usa", {"value": "TWN>VNM"}, Verdict.NOT_SUPPORTED),
    ("weapons-china", {"value": "25"}, Verdict.NOT_CHECKABLE),
    ("weapons-china", {"value": "500"}, Verdict.CONTRADICTED),
    ("budget-order", {"value": "2;1"}, Verdict.CONTRADICTED),
    ("budget-russia-fifth", {"value": "2"}, Verdict.CONTRADICTED),
    ("gdp-order", {"subject": "CHN;USA"}, Verdict.SOME_MEASURE),
    ("gdp-order", {"subject": "JPN;USA"}, Verdict.CONTRADICTED),
    ("gdp-first-two", {"subject": "USA;IND"}, Verdict.CONTRADICTED),
    ("gdp-margin", {"subject": "USA;JPN"}, Verdict.CONTRADICTED),
    ("growth-chn", {"value": "5.97"}, Verdict.CONTRADICTED),
    ("growth-order", {"value": "USA>CHN"}, Verdict.CONTRADICTED),
    ("ai-investment", {"value": "150"}, Verdict.SOME_MEASURE),
    ("ai-investment", {"value": "190"}, Verdict.HOLDS),
    ("ai-investment-leader", {"subject": "CHN"}, Verdict.CONTRADICTED),
    ("ai-venture-share", {"value": "0.3333"}, Verdict.CONTRADICTED),
    ("5g-stations", {"subject": "CHN"}, Verdict.NOT_CHECKABLE),
    ("5g-stations", {"subject": "Huawei"}, Verdict.NOT_CHECKABLE),
    ("5g-market", {"value": "0.70;0.80"}, Verdict.CONTRADICTED),
    ("5g-market", {"value": "0.05;0.10"}, Verdict.CONTRADICTED),
    ("innovation-order", {"subject": "RUS;PAK"}, Verdict.CONTRADICTED),
    ("laws-russia", {"subject": "USA"}, Verdict.SOME_MEASURE),
    ("ai-priority", {"year": "2023"}, Verdict.HOLDS),
    ("ai-priority", {"subject": "CAN;PRK"}, Verdict.NOT_CHECKABLE),
    ("unesco-2021", {"value": "2020-11"}, Verdict.CONTRADICTED),
    ("drones-china", {"value": "4500"}, Verdict.CONTRADICTED),  # more than the whole budget
    ("cyber-cost", {"value": "500"}, Verdict.CONTRADICTED),
    ("three-fields", {"value": "4"}, Verdict.NOT_SUPPORTED),
    ("figure3-costs", {"value": "higher"}, Verdict.CONTRADICTED),
    ("figure3-costs", {"subject": "CHE"}, Verdict.CONTRADICTED),
]


# covers: P07, P13
@pytest.mark.parametrize(("claim", "change", "expected"), CHANGES, ids=lambda v: str(v)[:40])
def test_a_changed_number_changes_the_verdict(claim, change, expected, judged):
    assert judged(claim, **change) is expected


def test_a_row_for_the_union_changes_the_verdict(facts, judged):
    def row(value):
        return replace(facts["fig2-rus"], id="fig2-eu", subject="European Union", value=value)

    assert judged("personnel-russia-eu", row("1341000;1500000;200000;3041000")) is Verdict.SOME_MEASURE
    assert judged("personnel-russia-eu", row("900000;1500000;200000;2600000")) is Verdict.HOLDS
    assert judged("personnel-russia-eu", row("2000000;2500000;200000;4700000")) is Verdict.NOT_SUPPORTED


# covers: P21
def test_without_europe_in_the_list_japan_is_second(judged):
    assert judged("robots-second", without=("robots-europe",)) is Verdict.HOLDS


@pytest.fixture(scope="module")
def verdicts(panel):
    return board(panel).set_index("id").verdict.sort_index()


def test_notes_decide_nothing(panel, verdicts):
    table = register("paper_facts")
    assert table.note.notna().any()
    bare = board(panel, read_facts(table.drop(columns="note"))).set_index("id").verdict.sort_index()
    pd.testing.assert_series_equal(bare, verdicts)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_decides_nothing(panel, verdicts, seed):
    shuffled = register("paper_facts").sample(frac=1, random_state=seed)
    found = board(panel, read_facts(shuffled)).set_index("id").verdict.sort_index()
    pd.testing.assert_series_equal(found, verdicts)


def test_the_same_board_twice(panel):
    pd.testing.assert_frame_equal(board(panel), board(panel))
