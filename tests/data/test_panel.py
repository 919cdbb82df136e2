"""The panel as read: who is a member, what may be carried and how it is flagged, errors, damage, and the states."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from counterpoise.cli import main
from counterpoise.core import DataIntegrityError, InputError
from counterpoise.data.panel import CrossSection, Panel, load_panel, panel_folder
from counterpoise.data.parquet import write_table
from counterpoise.data.variable import Flag, Scale, Variable
from counterpoise.data.verify import verify_panel

TABLES = sorted(p.name for p in panel_folder().glob("*.parquet"))


@pytest.fixture(scope="module")
def panel() -> Panel:
    return load_panel()


def declared(name: str, **more) -> dict:
    entry = {"name": name, "label": name, "unit": "1", "doc": "", "group": "", "cards": ["nmc"], "scale": "log",
             "error": 0.1, "error_basis": "", "error_grade": "assumed", "carry": 2}  # fmt: skip
    return entry | more


@pytest.fixture
def small(tmp_path) -> Panel:
    """Four members from 2000 to 2024; *iron* may be carried two years, *survey* is a snapshot of 2010."""
    states = [(s, y) for s in ("AAA", "BBB", "CCC", "DDD") for y in range(2000, 2025)]
    rows = [
        ("AAA", 2000, "iron", 10.0, "observed", 2000),
        ("AAA", 2003, "iron", 30.0, "observed", 2003),
        ("BBB", 2001, "iron", 5.0, "modelled", 2001),
        ("CCC", 2003, "iron", 0.0, "zero", 2003),
        ("AAA", 2010, "survey", 1.0, "observed", 2010),
    ]
    columns = ["iso3", "year", "variable", "value", "flag", "origin_year"]
    values = pd.DataFrame(rows, columns=columns).assign(error=0.1, source="nmc")
    system = pd.DataFrame(states, columns=["iso3", "year"]).assign(ccode=1, gwcode=1.0, name="Nowhere")
    files = {
        name: {"sha256": write_table(table, tmp_path / name), "rows": len(table)}
        for name, table in (("values.parquet", values), ("states.parquet", system))
    }
    variables = [declared("iron"), declared("survey", carry=3, snapshot=True), declared("never")]
    (tmp_path / "manifest.json").write_text(json.dumps({"files": files, "variables": variables}))
    return load_panel(tmp_path)


def test_a_value_is_carried_only_within_its_years_and_flagged(small):
    read = {year: small.cross_section(["iron"], year) for year in range(2000, 2007)}
    assert read[2000].value[0, 0] == 10
    assert read[2000].flag[0, 0] == Flag.OBSERVED
    for year in (2001, 2002):
        assert read[year].value[0, 0] == 10
        assert read[year].flag[0, 0] == Flag.CARRIED
        assert read[year].origin_year[0, 0] == 2000
    assert read[2003].value[0, 0] == 30  # the nearest year, never an older one
    assert read[2005].origin_year[0, 0] == 2003
    assert np.isnan(read[2006].value[0, 0])
    assert read[2006].origin_year[0, 0] == 0


def test_an_estimate_that_is_carried_stays_an_estimate(small):
    section = small.cross_section(["iron"], 2002)
    assert section.flag[0, 1] == Flag.MODELLED
    assert section.grade(0, 1) == "estimated"
    assert section.origin_year[0, 1] == 2001


def test_no_value_is_read_from_a_later_year_unless_it_is_a_snapshot(small):
    assert np.isnan(small.cross_section(["iron"], 2002).value[0, 2])
    for year, known in ((2006, False), (2007, True), (2010, True), (2013, True), (2014, False)):
        assert np.isfinite(small.cross_section(["survey"], year).value[0, 0]) is np.bool_(known), year
    assert small.cross_section(["survey"], 2008).origin_year[0, 0] == 2010


def test_missing_stays_missing_and_zero_stays_zero(small):
    section = small.cross_section(["iron", "never"], 2003)
    assert section.value[0, 2] == 0.0
    assert section.flag[0, 2] == Flag.ZERO
    assert np.isnan(section.value[0, 3])
    assert section.source[0, 3] is None
    assert np.isnan(section.value[1]).all()
    assert small.years("never") == (0, 0)
    assert small.coverage("iron", 2003) == 3  # AAA, BBB carried, CCC a true zero


def made(value: list[float], error: list[float], scale: Scale) -> CrossSection:
    n = len(value)
    variable = Variable("v", "v", "1", "", "", (), scale, 0.1, "")
    names = tuple(f"S{k}" for k in range(n))
    blank = np.full((1, n), None, dtype=object)
    return CrossSection(2024, names, (variable,), np.array([value]), np.array([error]), blank, blank,
                        np.zeros((1, n), dtype=np.int64))  # fmt: skip


def test_draws_keep_zeros_and_gaps_and_spread_as_the_errors_say():
    section = made([0.0, np.nan, 100.0, 5.0], [0.5, np.nan, 0.2, 0.0], Scale.LOG)
    drawn = section.draw(np.random.default_rng(1), 20_000)[:, 0]
    assert (drawn[:, 0] == 0).all()
    assert np.isnan(drawn[:, 1]).all()
    assert np.log(drawn[:, 2]).std() == pytest.approx(0.2, rel=0.03)
    assert np.median(drawn[:, 2]) == pytest.approx(100.0, rel=0.01)
    assert (drawn[:, 3] == 5.0).all()
    absolute = made([100.0, -3.0], [4.0, 1.0], Scale.ABSOLUTE).draw(np.random.default_rng(1), 20_000)[:, 0]
    assert absolute.std(axis=0) == pytest.approx([4.0, 1.0], rel=0.03)
    assert absolute.mean(axis=0) == pytest.approx([100.0, -3.0], abs=0.1)


# the embedded panel


def test_state_years_are_unique_and_every_value_is_finite(panel):
    values = panel.values
    assert not values.duplicated(["iso3", "year", "variable"]).any()
    assert np.isfinite(values.value).all()
    assert np.isfinite(values.error).all()
    assert set(values.flag.astype(str)) <= {f.value for f in Flag} - {Flag.CARRIED, Flag.IMPUTED}
    assert not panel.system.table.duplicated(["iso3", "year"]).any()


def test_states_that_code_lists_lose_are_there(panel):
    members = panel.system.members(2024)
    assert {"NOR", "NAM", "TWN", "XKX"} <= set(members)
    assert len(members) == 195
    section = panel.cross_section(["milper", "gdp_market", "population"], 2024)
    for iso3 in ("NOR", "NAM"):
        assert np.isfinite(section.value[:, section.states.index(iso3)]).all(), iso3


def test_every_value_belongs_to_a_member_of_its_year(panel):
    values = panel.values[["iso3", "year"]].astype({"iso3": str, "year": int}).drop_duplicates()
    last = int(panel.system.table.year.max())
    system = panel.system.table[["iso3", "year"]].astype({"iso3": str, "year": int})
    joined = values.assign(year=values.year.clip(upper=last)).merge(system, how="left", indicator=True)
    assert (joined._merge == "both").all()


def test_carried_values_of_the_base_year_lie_within_their_variables_reach(panel):
    names = list(panel.variables)
    section = panel.cross_section(names, 2024)
    for row, variable in enumerate(section.variables):
        known = np.isfinite(section.value[row])
        gap = 2024 - section.origin_year[row, known]
        recorded = np.isin(section.flag[row, known].astype(str), ["observed", "zero"])
        assert not (recorded & (gap > variable.carry)).any(), variable.name
        assert (section.origin_year[row, ~known] == 0).all()


def test_years_outside_the_panel_and_unknown_variables_are_refused(panel):
    with pytest.raises(InputError, match="1816 to 2024"):
        panel.cross_section(["milper"], 1815)
    with pytest.raises(InputError, match="did you mean 'milper'"):
        panel.variable("milperr")


def test_a_folder_is_read_once_and_the_environment_names_another(small, monkeypatch):
    assert load_panel(small.folder) is small
    monkeypatch.setenv("COUNTERPOISE_PANEL", str(small.folder))
    assert load_panel() is small


# states


@pytest.mark.parametrize(
    ("word", "iso3"),
    [("PAK", "PAK"), ("pak", "PAK"), ("Pakistan", "PAK"), ("south korea", "KOR"), ("UK", "GBR"), (" Norway ", "NOR"),
     ("na", None), ("NAM", "NAM"), ("Türkiye", "TUR"), ("united states", "USA"), ("Kosovo", "XKX")],
)  # fmt: skip
def test_states_are_found_by_code_and_by_name(panel, word, iso3):
    if iso3 is None:
        with pytest.raises(InputError, match="unknown state"):
            panel.system.resolve(word, 2024)
    else:
        assert panel.system.resolve(word, 2024) == iso3


def test_every_member_is_found_by_its_own_code_and_name(panel):
    for iso3 in panel.system.members(2024):
        assert panel.system.resolve(iso3, 2024) == iso3
        assert panel.system.resolve(panel.system.name(iso3), 2024) == iso3


def test_a_state_of_the_past_is_told_with_the_years_it_was_one(panel):
    with pytest.raises(InputError, match=r"East Germany .* it is one in 1954-1990"):
        panel.system.resolve("DDR", 2024)
    with pytest.raises(InputError, match=r"Austria .* in 1941; it is one in 1919-1938, 1955-20\d\d"):
        panel.system.resolve("AUT", 1941)
    assert panel.system.resolve("DDR", 1970) == "DDR"
    assert panel.system.find("East Germany") == "DDR"


# damage


@pytest.fixture
def copied(tmp_path, monkeypatch):
    folder = tmp_path / "panel"
    shutil.copytree(panel_folder(), folder)
    monkeypatch.setenv("COUNTERPOISE_PANEL", str(folder))
    return folder


def refused(capsys, *arguments: str) -> tuple[int, str]:
    """Exit code and the one line a command leaves on standard error."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return stopped.value.code, lines[0]


@pytest.mark.parametrize("table", TABLES)
def test_a_flipped_byte_in_any_table_is_found(copied, capsys, table):
    path = copied / table
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    code, line = refused(capsys, "data", "verify")
    assert code == 3
    assert table in line
    assert "hash" in line


@pytest.mark.parametrize("table", ["values.parquet", "states.parquet"])
def test_a_missing_table_is_named(copied, capsys, table):
    (copied / table).unlink()
    code, line = refused(capsys, "measure", "cinc")
    assert code == 3
    assert f"{table} is missing" in line


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"files": {}, "variables": []}', "\x00"])
def test_a_broken_manifest_is_named(copied, capsys, text):
    (copied / "manifest.json").write_text(text)
    code, line = refused(capsys, "measure", "cinc")
    assert code == 3
    assert "manifest.json" in line


def test_a_manifest_that_misnames_a_unit_of_the_schema_is_broken(copied, capsys):
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["variables"][0]["scale"] = "logarithmic"
    (copied / "manifest.json").write_text(json.dumps(manifest))
    assert refused(capsys, "data", "list")[0] == 3


def test_a_panel_that_is_not_there_is_an_integrity_error(tmp_path):
    with pytest.raises(DataIntegrityError, match=r"manifest\.json cannot be read"):
        load_panel(tmp_path / "nowhere")


def test_the_embedded_panel_verifies(panel):
    lines = list(verify_panel(panel))
    assert any("Norway and Namibia" in line for line in lines)
    assert len(lines) >= len(TABLES)


def test_a_former_name_is_answered_only_for_its_own_time(panel):
    assert panel.system.resolve("Soviet Union", 1985) == "RUS"
    with pytest.raises(InputError, match=r"ended in 1991.*Russia \(RUS\)"):
        panel.system.resolve("Soviet Union", 2024)
