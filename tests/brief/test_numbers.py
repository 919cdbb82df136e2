"""Every number a brief shows stands in its ledger, with where it comes from; none is put in by hand."""

import json
import math
from html import unescape

import numpy as np
import pytest

from counterpoise.brief.document import to_dict, to_html
from counterpoise.brief.entries import licence_of, plain
from counterpoise.brief.page import Chart, Line, Table, literal, words
from counterpoise.charts.percent import percent, portion
from counterpoise.power.capability import cinc
from counterpoise.power.measures import measure

from .reading import read, stray_digits


def test_every_visible_number_is_marked_and_its_row_stands_in_the_ledger(brief, html):
    rows = {n.id: n for n in brief.ledger}
    shown = read(html).numbers
    assert len(rows) == len(brief.ledger)
    assert {i for i, _ in shown} == set(rows), "numbers without a row, or rows never shown"
    for key, text in shown:
        assert text == rows[key].text


def test_no_digit_stands_outside_the_ledger(brief, html, panel):
    assert stray_digits(html, brief.year, panel.variables.values()) == []


@pytest.mark.parametrize(
    "smuggled",
    [
        "about 37 % of chips",
        "rank 12",
        "in 1999",
        "3.5 million",
        "Over 5 measures",
        "2024",
        "the 9th",
        "constant 2020 US$",
    ],
)
@pytest.mark.parametrize("place", ["</p>", "</caption>", "</th>", "</td>", "</figcaption>", "</h2>"])
def test_a_number_put_in_by_hand_is_found(composed, panel, smuggled, place):
    html = to_html(composed("PAK"))
    spoiled = html.replace(place, f" {smuggled}{place}", 1)
    assert spoiled != html
    assert stray_digits(spoiled, 2024, panel.variables.values())


def test_every_row_says_what_it_is_how_it_is_known_and_whence(brief):
    for n in brief.ledger:
        assert n.grade in ("observed", "estimated", "assumed"), n
        assert all(str(x).strip() for x in (n.label, n.text, n.unit, n.source, n.year, n.licence)), n
        assert int(str(n.year)[:4]) <= (2045 if n.section == "5 Outlook" else 2026), n
        assert str(n.value) not in ("nan", "None", "<NA>", "inf"), n
        assert n.section.split()[0] in tuple("01234567"), n


def test_what_is_shown_is_the_value_rounded_and_not_another(brief):
    for n in brief.ledger:
        if n.unit in ("share", "share of supply", "share of measures"):
            assert n.text in (percent(n.value), portion(n.value)), n
            assert 0 <= n.value <= 1 + 1e-9, n
        elif n.unit in ("rank", "votes", "states"):
            assert n.text == f"{float(n.value):.0f}" or (n.text, n.value) == ("none", 0), n
            assert n.unit != "rank" or 1 <= n.value <= 195, n


@pytest.mark.parametrize(
    ("variable", "unit", "scale"),
    [("milper", "persons", 1e3), ("milex", "constant 2023 US$", 1e6), ("gdp_market", "constant 2015 US$", 1e6)],
)
@pytest.mark.parametrize("iso3", ["PAK", "IND"])
def test_a_value_of_the_old_balance_is_the_panels(composed, panel, variable, unit, scale, iso3):
    series = panel.series(variable, iso3)
    newest = series[series.year <= 2024].iloc[-1]
    label = f"{panel.variables[variable].label}, {panel.system.name(iso3)}"
    (row,) = [n for n in composed("PAK").ledger if n.label == label]
    assert row.value == pytest.approx(newest.value * scale)
    assert row.unit == unit
    assert row.year == str(newest.origin_year)
    assert row.source == newest.source


def test_the_share_by_cinc_is_the_measures(composed, panel):
    table = cinc(panel, 2024).set_index("state")
    (row,) = [n for n in composed("PAK").ledger if n.label == "world share of cinc, Pakistan"]
    assert row.value == pytest.approx(table.share["PAK"])
    (rank,) = [n for n in composed("PAK").ledger if n.label == "rank: cinc, Pakistan"]
    assert rank.value == table["rank"]["PAK"]


def test_shares_by_grade_are_counted_from_the_ledger(brief):
    counted = [n for n in brief.ledger if n.unit not in ("year", "date")]
    for section in ("1 Standing", "2 Dependence", "3 Dilemma", "4 Deals"):
        rows = [n for n in counted if n.section == section]
        for grade in ("observed", "estimated", "assumed"):
            (said,) = [n for n in brief.ledger if n.label == f"{section}: share {grade}"]
            assert said.value == pytest.approx(sum(n.grade == grade for n in rows) / len(rows))


def test_spreads_contain_what_they_are_a_spread_of(brief):
    held = {n.label: n.value for n in brief.ledger}
    for label, value in held.items():
        if label.startswith("rank: "):
            what = label.removeprefix("rank: ")
            low = held.get(f"5th percentile of rank over measures: {what}", value)
            high = held.get(f"95th percentile of rank over measures: {what}", value)
            assert low <= value <= high, label


def test_the_rank_from_which_a_choice_moves_it_is_the_rank_in_the_table_of_standing(brief, panel):
    ranks = {n.label: n.value for n in brief.ledger if n.label.startswith("rank: ")}
    names = {"Hard power": "hard", "Soft power": "soft", "Smart power": "smart"}
    found = [n for n in brief.ledger if ": overall with " in n.label and n.unit == "rank"]
    assert found
    for n in found:
        assert n.value == ranks[f"rank: {names[n.label.split(':')[0]]}, {brief.name}"], n


def test_a_brief_and_a_table_of_the_measure_show_the_same_rank(brief, panel):
    ranks = {n.label: n.value for n in brief.ledger}
    for name in ("hard", "soft", "smart", "military"):
        row = measure(panel, name, 2024).set_index("state").loc[brief.state]
        assert ranks[f"rank: {name}, {brief.name}"] == row["rank"]
        low = ranks.get(f"5th percentile of rank over measures: {name}, {brief.name}", row["rank"])
        assert low == row.rank_low


def test_what_the_chart_says_stands_in_the_tables(brief):
    standing = brief.sections[1]
    (chart,) = [b for b in standing.blocks if isinstance(b, Chart) and 'id="standing-d"' in b.svg]
    ranks = {n.text for n in brief.ledger if n.unit == "rank"}
    description = unescape(chart.svg.split('<desc id="standing-d">')[1].split("</desc>")[0])
    for part in description.split("; "):
        rank, spread = part.split(": rank ")[1].split(", spread ")
        assert {rank, *spread.split(" to ")} <= ranks, part


def test_the_ledger_and_the_text_agree_in_json(brief):
    made = to_dict(brief)
    texts = {row["id"]: row["text"] for row in made["ledger"]}
    for section in made["sections"]:
        for block in section["blocks"]:
            cells = [c for row in block.get("rows", []) for c in row] + ([block] if block["type"] == "line" else [])
            for cell in cells:
                assert all(texts[i] in cell["text"] for i in cell["numbers"]), cell
    assert "NaN" not in json.dumps(made, allow_nan=False)


# the smallest pieces


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (652_000.0, "652,000"), (744_332.0, "744,000"), (2_345.0, "2,345"),
     (1.46e6, "1.46 million"), (8.3e9, "8.3 billion"), (2e12, "2 trillion"),
     (0.1234, "0.123"), (50.42, "50.4"), (math.nan, "missing"), (math.inf, "missing")],
)  # fmt: skip
def test_numbers_are_written_short(value, text):
    assert plain(value) == text


def test_braces_and_markup_in_words_are_kept_and_escaped(composed):
    number = composed("PAK").ledger[0]
    line = Line(literal("a {b} & <c> ") + "{n}", {"n": number})
    assert line.text() == f"a {{b}} & <c> {number.text}"
    assert line.html().startswith("a {b} &amp; &lt;c&gt; <data ")
    assert words("{x} <y>").html() == "{x} &lt;y&gt;"
    assert words("{x} <y>").text() == "{x} <y>"


def test_the_licence_of_a_source_is_its_cards():
    assert "citation" in licence_of("nmc")
    assert licence_of("nmc; wdi").count(";") >= 1
    assert licence_of("a multiverse").startswith("own computation")


def test_data_intervals_never_end_before_they_begin(composed):
    for state in ("PAK", "TWN"):
        rows = {n.label: n.value for n in composed(state).ledger if "under drawn data" in n.label}
        for label, value in rows.items():
            if label.endswith("5th percentile") and not label.endswith("95th percentile"):
                assert value <= rows.get(label.replace("5th", "95th"), np.inf), label


def test_tables_are_rectangular_and_never_empty(brief):
    for section in brief.sections:
        assert section.blocks
        for table in (b for b in section.blocks if isinstance(b, Table)):
            assert table.rows, table.title
            assert {len(row) for row in table.rows} == {len(table.columns)}, table.title
