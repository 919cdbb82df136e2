"""The build: every fault of a value is refused, terms are honored, and the same rows give the same bytes."""

import dataclasses
import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import DataIntegrityError, InputError
from counterpoise.data import build
from counterpoise.data.build import build_panel, finish, gate
from counterpoise.data.card import Card, cards, cards_behind
from counterpoise.data.checks import check_values
from counterpoise.data.panel import panel_folder
from counterpoise.data.parquet import digest, read_table, write_table
from counterpoise.data.registry import LOADERS
from counterpoise.data.variable import Scale, Variable

IRON = Variable("iron", "iron", "t", "", "", ("nmc",), Scale.LOG, 0.1, "", low=0.0, high=1e6, max_step=10.0)


def good() -> pd.DataFrame:
    rows = [(s, y, "iron", 5.0 + k) for k, s in enumerate(("NOR", "NAM", "PAK")) for y in range(1995, 2000)]
    frame = pd.DataFrame(rows, columns=["iso3", "year", "variable", "value"])
    return frame.assign(error=0.1, flag="observed", source="nmc", origin_year=frame.year)


def altered(row: int, **cells) -> pd.DataFrame:
    frame = good()
    for column, value in cells.items():
        frame.loc[row, column] = value
    return frame


def test_sound_values_pass():
    check_values(good(), [IRON])


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda: pd.concat([good(), good().iloc[[4]]]), "iron, NOR 1999: this state-year stands in the panel twice"),
        (lambda: altered(0, variable="steel"), "undeclared variable: steel"),
        (lambda: altered(0, flag="guessed"), "unknown flags: guessed"),
        (lambda: altered(2, value=np.nan), "iron, NOR 1997: not a finite value"),
        (lambda: altered(2, value=np.inf), "iron, NOR 1997: not a finite value"),
        (lambda: altered(2, error=np.nan), "iron, NOR 1997: not a finite value with a finite error"),
        (lambda: altered(2, error=-0.1), "iron, NOR 1997: not a finite value with a finite error"),
        (lambda: altered(7, value=-1.0), r"iron, NAM 1997: outside \[0, 1e\+06\] t"),
        (lambda: altered(7, value=2e6), "iron, NAM 1997: outside"),
        (lambda: altered(7, value=6e3), "iron, NAM 1997: jumps by more than a factor of 10"),
        (lambda: good()[lambda f: f.iso3 != "NOR"], "NOR lost"),
        (lambda: good()[lambda f: f.iso3 != "NAM"], "NAM lost"),
    ],
)
def test_each_fault_is_refused_and_named(fault, told):
    with pytest.raises(DataIntegrityError, match=told):
        check_values(fault(), [IRON])


def test_a_step_over_a_gap_or_to_another_state_is_no_jump():
    frame = altered(4, value=1e3)
    check_values(frame[frame.index != 3], [IRON])


def card(**more) -> Card:
    blank = dict.fromkeys((f.name for f in dataclasses.fields(Card) if f.name not in ("files", "traps")), "x")
    return Card(**(blank | {"terms": "open", "terms_basis": "seen"} | more))


@pytest.mark.parametrize(
    ("terms", "basis", "derived", "allowed"),
    [
        ("open", "seen", False, True),
        ("attribution", "seen", False, True),
        ("facts", "none-found", False, True),
        ("restricted", "seen", False, False),
        ("restricted", "seen", True, True),
        ("open", "memory", False, False),
        ("open", "memory", True, False),
        ("restricted", "memory", True, False),
    ],
)
def test_terms_decide_what_may_be_embedded(monkeypatch, terms, basis, derived, allowed):
    monkeypatch.setattr(build, "cards", lambda: {"source": card(terms=terms, terms_basis=basis)})
    variable = dataclasses.replace(IRON, cards=("source",), derived=derived)
    if allowed:
        gate([variable])
    else:
        with pytest.raises(DataIntegrityError, match="iron: the terms of source do not allow embedding"):
            gate([variable])


def test_a_column_without_a_card_is_refused():
    with pytest.raises(DataIntegrityError, match="iron: there is no card 'nowhere'"):
        gate([dataclasses.replace(IRON, cards=("nmc", "nowhere"))])


def test_one_forbidden_source_among_several_is_enough(monkeypatch):
    both = {"a": card(), "b": card(terms="restricted")}
    monkeypatch.setattr(build, "cards", lambda: both)
    with pytest.raises(DataIntegrityError, match="terms of b"):
        gate([dataclasses.replace(IRON, cards=("a", "b"))])


def test_every_declared_variable_passes_the_gate_and_is_declared_once():
    variables = [v for loader in LOADERS for v in loader.VARIABLES]
    gate(variables)
    names = [v.name for v in variables]
    assert len(names) == len(set(names))
    assert {c for v in variables for c in v.cards} <= set(cards())


SYSTEM = pd.DataFrame([(s, y) for s in ("NOR", "NAM", "PAK") for y in range(1990, 2017)], columns=["iso3", "year"])


def finished(frame: pd.DataFrame) -> pd.DataFrame:
    return finish(frame, [IRON], SimpleNamespace(system=SYSTEM))


def test_finishing_fills_defaults_and_drops_whoever_is_no_member():
    bare = good()[["iso3", "year", "variable", "value", "source"]]
    stray = pd.DataFrame([("ZZZ", 1996, "iron", 1.0, "nmc"), ("NOR", 1980, "iron", 1.0, "nmc")], columns=bare.columns)
    frame = finished(pd.concat([bare, stray], ignore_index=True))
    assert len(frame) == len(bare)
    assert (frame.flag == "observed").all()
    assert frame.error.to_numpy() == pytest.approx(0.1)
    assert (frame.origin_year == frame.year).all()


def test_later_years_than_the_system_list_belong_to_its_last_members():
    late = good().assign(year=lambda f: f.year + 25, origin_year=lambda f: f.year)  # 2020 to 2024
    assert len(finished(late)) == len(late)


def test_the_order_of_rows_changes_no_byte(tmp_path):
    once = write_table(finished(good()), tmp_path / "once.parquet")
    again = write_table(finished(good().sample(frac=1, random_state=3)), tmp_path / "again.parquet")
    assert once == again == digest(tmp_path / "again.parquet")
    changed = write_table(finished(altered(3, value=5.0000001)), tmp_path / "changed.parquet")
    assert changed != once


def test_a_table_written_again_is_the_embedded_file(tmp_path):
    manifest = json.loads((panel_folder() / "manifest.json").read_text(encoding="utf-8"))
    for name in ("suppliers.parquet", "states.parquet", "firms.parquet"):
        expected = manifest["files"][name]["sha256"]
        assert write_table(read_table(panel_folder() / name, expected), tmp_path / name) == expected


def test_the_manifest_names_the_cards_behind_suppliers_and_firms():
    manifest = json.loads((panel_folder() / "manifest.json").read_text(encoding="utf-8"))
    tables = [read_table(panel_folder() / name) for name in ("suppliers.parquet", "firms.parquet")]
    assert manifest["side_cards"] == cards_behind(*tables)
    assert {"sipri_transfers", "epoch_chips"} <= set(manifest["side_cards"])


def test_what_is_written_is_read_back(tmp_path):
    write_table(good(), tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read_table(tmp_path / "t.parquet"), good(), check_dtype=False)


def test_a_file_that_is_no_parquet_is_named(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(DataIntegrityError, match=r"t\.parquet cannot be read as Parquet"):
        read_table(tmp_path / "t.parquet")


def test_a_raw_folder_that_is_absent_or_empty_is_refused_and_writes_nothing(tmp_path):
    with pytest.raises(InputError, match="not a folder of raw data files"):
        build_panel(tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "raw").mkdir()
    with pytest.raises(InputError, match="is missing from the raw folder"):
        build_panel(tmp_path / "raw", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.raw
@pytest.mark.slow
def test_the_build_repeats_to_the_byte_and_is_the_embedded_panel(raw, tmp_path):
    for name in ("once", "again"):
        build_panel(raw, tmp_path / name)
    for file in sorted(p.name for p in (tmp_path / "once").iterdir()):
        once, again = (digest(tmp_path / folder / file) for folder in ("once", "again"))
        assert once == again, file
        assert once == digest(panel_folder() / file), f"{file} is not what the raw files give"
