"""Bad input ends with one line, the right exit code and nothing written."""

import os
import subprocess
import sys

import pytest

REFUSED = [
    (("brief", "PAKISTN"), "unknown state 'PAKISTN': give an ISO 3166 code or an English name; did you mean PAK"),
    (("brief", ""), "unknown state ''"),
    (("brief", "Atlantis-upon-Sea"), "unknown state"),
    (("brief", "DDR"), "East Germany (DDR) is not a member of the state system in 2024; it is one in 1954-1990"),
    (("brief", "PAK", "--rival", "INDA"), "did you mean IND (India)"),
    (("brief", "PAK", "--rival", "PAK"), "the rival must be another state than Pakistan"),
    (("brief", "PAK", "--asof", "1800"), "year 1800 is outside the panel, which runs from 1816 to 2024"),
    (("brief", "PAK", "--asof", "2031"), "year 2031 is outside the panel"),
    (("brief", "PAK", "--asof", "1960"), "begin in 1970"),
    (("brief", "PAK", "--asof", "MMXX"), "--asof"),
    (("brief", "PAK", "--format", "xml"), "'xml' is not one of"),
    (("brief", "PAK", "--fromat", "json"), "--format"),
    (("brief",), "Missing argument 'STATE'"),
    (("breif", "PAK"), "no command 'breif'; did you mean 'brief'?"),
    (("data", "verfy"), "no command 'verfy'; did you mean 'verify'?"),
    (("measure", "cinx"), "no measure 'cinx'; did you mean 'cinc'?"),
    (("measure", "cinc", "--year", "1700"), "year 1700 is outside the panel"),
    (("measure", "cinc", "--states", "USA,PAKISTN"), "did you mean PAK"),
    (("measure", "cinc", "--states", "DDR"), "not a member of the state system in 2024"),
    (("measure", "cinc", "--states", " , "), "names no state"),
    (("measure", "smart", "--year", "1980"), "begin in 1990"),
    (("measure", "sovereignty", "--year", "1990"), "supplier table"),
    (("measure", "satellites_isr", "--year", "1850"), "no state has a value in 1850"),
    (("claims", "military_expenditure_us"), "no claim"),
    (("data", "export", "valuess"), "no table 'valuess'; did you mean 'values'?"),
    (("data", "export", "--variable", "milperr"), "did you mean 'milper'?"),
    (("data", "export", "states", "--variable", "milper"), "--variable goes with the values table"),
    (("data", "export", "ai_governance_votes", "--states", "PAK"), "has no column of states"),
    (("data", "export", "states", "--out", "states.xlsx"), "the suffix must be .csv or .parquet"),
    (("data", "build", "--raw", "nowhere"), "nowhere is not a folder of raw data files"),
    (("data", "build"), "Missing option '--raw'"),
    (("theory", "feron"), "no model 'feron'; did you mean 'fearon'?"),
    (("theory", "fearon", "--c-low"), "come in pairs"),
    (("theory", "fearon", "--c-low", "cheap"), "is not a number"),
    (("run", "baselin"), "did you mean 'baseline'?"),
    (("run", "./nowhere.yaml"), "nowhere.yaml: no such file"),
    (("run", "--members", "0"), "--members 0: from 1 to"),
    (("run", "--seed", "-1"), "--seed -1: from 0 to"),
    (("run", "--chunk", "0"), "--chunk 0: from 1 to"),
    (("run", "--workers", "0"), "--workers 0: from 1 to"),
    (("run", "--years", "2024-2045"), "--years '2024-2045': two years with a colon between"),
    (("run", "--years", "2045:2024"), "years"),
    (("run", "--without", "Treats"), "no mechanism 'Treats'"),
    (("run", "--theory", "neorealst"), "did you mean 'neorealist'?"),
    (("run", "--executor", "slurm"), "--executor 'slurm': one of local, dask"),
    (("compare", "baseline"), "Missing argument 'SECOND'"),
    (("compare", "baseline", "no-aii"), "did you mean 'no-ai'?"),
    (("verify", "nowhere"), "nowhere: not the folder of a run"),
    (("reproduce", "nowhere"), "nowhere: not the folder of a run"),
    (("scenario", "show", "baselin"), "did you mean 'baseline'?"),
]


@pytest.mark.parametrize(("arguments", "told"), REFUSED, ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_bad_input_is_told_in_one_line_and_ends_with_two(run, arguments, told):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("counterpoise: ")
    assert told in outcome.err
    assert outcome.left == ()


@pytest.mark.parametrize(
    "arguments",
    [("brief", "MAR", "--out", "way/out"), ("theory", "--pages", "way/out"), ("data", "export", "--out", "way/x.csv")],
)
def test_a_file_in_the_way_is_a_matter_of_resources(run, tmp_path, arguments):
    (tmp_path / "way").write_text("a file")
    outcome = run(*arguments)
    assert outcome.code == 4
    assert outcome.err.count("\n") == 1
    assert outcome.left == ("way",)


def test_an_output_folder_that_is_a_file_is_bad_input(run, tmp_path):
    (tmp_path / "way").write_text("a file")
    outcome = run("brief", "MAR", "--out", "way")
    assert outcome.code == 2
    assert "is a file" in outcome.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_matter_of_resources(run, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert run("brief", "MAR", "--out", "locked/out").code == 4


def test_an_interruption_ends_with_130(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("counterpoise.power.measures.measure", interrupt)
    outcome = run("measure", "cinc")
    assert (outcome.code, outcome.err.strip()) == (130, "counterpoise: interrupted")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("brief", "PAKISTN"), 2), (("measure", "cinc", "--format", "csv"), 0)],
)
def test_as_a_process_too_there_is_no_traceback(tmp_path, arguments, code):
    ended = subprocess.run(
        [sys.executable, "-m", "counterpoise", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == (code != 0)
    assert not list(tmp_path.iterdir())
