"""What the commands print when all is well."""

import csv
import io
import json
import re

import pandas as pd
import pytest

from counterpoise.cli.runs import _warn_of_faults
from counterpoise.data.card import cards
from counterpoise.data.panel import load_panel
from counterpoise.data.registers import names

FIELDS = ["state", "measure", "value", "share", "rank", "rank_low", "rank_high", "grade", "source", "year"]


@pytest.mark.parametrize("name", ["cinc", "net-resources", "sovereignty", "military", "milper"])
def test_a_measure_has_exactly_the_promised_fields_in_every_format(run, name):
    as_csv = list(csv.reader(io.StringIO(run("measure", name, "--format", "csv").out)))
    assert as_csv[0] == FIELDS
    as_json = json.loads(run("measure", name, "--format", "json").out, parse_constant=pytest.fail)
    assert [list(row) for row in as_json] == [FIELDS] * len(as_json)
    assert [row[0] for row in as_csv[1:]] == [row["state"] for row in as_json]
    assert len(as_json) == 195
    for row in as_json:
        if row["value"] is not None:
            assert row["rank_low"] <= row["rank_high"]
            assert row["grade"] in ("observed", "estimated", "assumed")


def test_chosen_states_keep_their_rank_in_the_world(run):
    everyone = {r["state"]: r for r in json.loads(run("measure", "cinc", "--format", "json").out)}
    some = json.loads(run("measure", "cinc", "--states", "pakistan, IND,TWN", "--format", "json").out)
    assert [r["state"] for r in some] == ["IND", "PAK", "TWN"]
    assert some == [everyone[r["state"]] for r in some]


def test_norway_and_namibia_survive_as_text(run):
    frame = pd.read_csv(io.StringIO(run("measure", "milper", "--format", "csv").out), keep_default_na=False)
    assert {"NOR", "NAM"} <= set(frame.state)


def test_an_old_year_has_the_members_of_that_year(run):
    rows = json.loads(run("measure", "cinc", "--year", "1816", "--format", "json").out)
    assert {r["state"] for r in rows} == set(load_panel().system.members(1816))
    assert len(rows) < 30
    assert rows[0]["state"] == "GBR"


def test_a_table_shows_missing_as_a_dash(run):
    shown = run("measure", "sovereignty", "--states", "PAK").out
    assert re.search(r"PAK +│ sovereignty +│ 0\.\d+ +│ - ", shown)
    assert "nan" not in shown.lower()


def test_every_listed_measure_is_one(run):
    listed = run("measure", "--list").out
    for name in ("cinc", "hard", "soft", "smart", "sovereignty", "personnel", "gdp-ppp"):
        assert re.search(rf"^{name} ", listed, flags=re.MULTILINE)
    last = listed.splitlines()[-1].removeprefix("and each series of the panel: ").split(", ")
    assert set(last) == set(load_panel().variables)


def test_a_brief_is_printed_and_written_only_where_told(run):
    outcome = run("brief", "morocco", "--out", "here")
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.startswith("Morocco (MAR) in 2024")
    stem = "here/brief-MAR-2024"
    assert outcome.left == ("here", f"{stem}-ledger.csv", f"{stem}.html", f"{stem}.json")
    assert outcome.out.count("wrote here/brief-MAR-2024") == 3
    printed = run("brief", "MAR", "--out", "here", "--format", "json").out
    assert json.loads(printed)["state"] == "MAR"


def test_the_default_folder_is_the_documented_one(run):
    assert run("brief", "MAR").left[0] == "counterpoise-out"


# data


def test_every_variable_is_listed_with_its_unit_terms_and_reach(run):
    rows = json.loads(run("data", "list", "--format", "json").out, parse_constant=pytest.fail)
    assert {r["variable"] for r in rows} == set(load_panel().variables)
    for row in rows:
        assert row["unit"], row
        assert row["licence"], row
        assert 1816 <= row["first"] <= row["last"] <= 2026, row
        assert 0 < row["states_2024"] <= 195 or row["last"] < 2024, row


def test_the_embedded_panel_verifies(run):
    outcome = run("data", "verify")
    assert outcome.code == 0
    assert "match their hash" in outcome.out
    assert outcome.left == ()


def test_every_source_of_the_panel_is_cited_with_its_terms(run):
    entries = json.loads(run("data", "cite", "--format", "json").out)
    panel = load_panel()
    used = {c for v in panel.variables.values() for c in v.cards}
    assert used <= {e["id"] for e in entries} <= set(cards())
    assert all(e["reference"] and e["licence"] and e["version"] for e in entries)
    text = run("data", "cite").out
    assert all(e["title"] in text for e in entries)


@pytest.mark.parametrize("table", ["states", "suppliers", "firms", "dyad_onsets", *names()])
def test_every_table_can_be_exported_as_csv(run, table):
    rows = list(csv.reader(io.StringIO(run("data", "export", table).out)))
    assert len(rows) > 1
    assert len({len(r) for r in rows}) == 1


def test_an_export_holds_the_chosen_rows_and_reads_back_the_same(run, tmp_path):
    chosen = ("--states", "PAK,NAM,East Germany", "--variable", "milper")
    for name in ("x.csv", "x.parquet"):
        assert run("data", "export", *chosen, "--out", name).code == 0
    parquet, text = pd.read_parquet(tmp_path / "x.parquet"), pd.read_csv(tmp_path / "x.csv", keep_default_na=False)
    values = load_panel().values
    expected = values[(values.variable == "milper") & values.iso3.isin(["PAK", "NAM", "DDR"])]
    assert len(parquet) == len(text) == len(expected)
    assert set(text.iso3) == {"PAK", "NAM", "DDR"}
    assert text.value.to_numpy() == pytest.approx(expected.value.to_numpy())


def test_the_doctor_looks_at_versions_panel_and_disk(run):
    outcome = run("doctor")
    assert outcome.code == 0
    for word in ("python", "pandas", "values", "survivors", "cache", "disk"):
        assert re.search(rf"^{word} ", outcome.out, flags=re.MULTILINE), word
    assert outcome.left == ()


def test_members_that_stopped_are_told_of_on_standard_error(capsys):
    _warn_of_faults([{"member": 3, "year": 2031, "phase": "force"}], 8)
    said = capsys.readouterr()
    assert said.out == ""
    assert "1 of 8 members (12.5%) stopped" in said.err
    assert "member 3, in 2031 (phase force)" in said.err
    _warn_of_faults([], 8)
    assert capsys.readouterr().err == ""
