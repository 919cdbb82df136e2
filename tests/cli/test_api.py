"""The same from a notebook as from the command line."""

import io
import json
import subprocess
import sys

import pandas as pd
import pytest

import counterpoise
from counterpoise.core import InputError


def test_public_names_load_on_first_use():
    assert set(counterpoise.__all__) == {
        "__version__",
        "brief",
        "claims",
        "compare",
        "deal",
        "dilemma",
        "exchange",
        "hindcast",
        "load_panel",
        "measure",
        "open_run",
        "run",
        "statecraft",
        "try_claim",
    }
    for name in counterpoise.__all__:
        assert getattr(counterpoise, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'bref'"):
        counterpoise.bref  # noqa: B018


def test_the_panel_is_the_embedded_one():
    panel = counterpoise.load_panel()
    assert len(panel.values) > 400_000
    assert panel is counterpoise.load_panel()


def test_a_measure_is_the_same_frame_as_the_commands(run):
    frame = counterpoise.measure("cinc", year=2000)
    printed = run("measure", "cinc", "--year", "2000", "--format", "csv").out
    text = pd.read_csv(io.StringIO(printed), keep_default_na=False)
    assert list(frame.columns) == list(text.columns)
    assert list(frame.state) == list(text.state)


# covers: P03, P04
def test_smart_power_is_a_share_of_the_world():
    frame = counterpoise.measure("smart", year=2024)
    assert len(frame) == 195
    assert frame.share.sum() == pytest.approx(1.0)
    assert set(frame.state[:2]) == {"USA", "CHN"}
    assert (frame.rank_low <= frame["rank"]).all()
    assert (frame["rank"] <= frame.rank_high).all()


ORDERS = [
    "a = counterpoise.brief; b = counterpoise.brief; assert callable(a) and callable(b)",
    "import counterpoise.brief.compose; assert callable(counterpoise.brief); counterpoise.brief.compose.compose",
    "from counterpoise.brief import page; assert callable(counterpoise.brief); page.Brief",
    "import counterpoise.claims; assert callable(counterpoise.claims)",
]


@pytest.mark.parametrize("words", ORDERS)
def test_a_function_that_shares_its_name_with_a_room_stays_one(words):
    script = f"import counterpoise; {words}"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100)
    assert ended.stderr == ""
    assert ended.returncode == 0


def test_a_brief_is_an_object_and_writes_only_when_asked(run, tmp_path):
    made = counterpoise.brief("PAK")
    assert (made.state, made.rival, made.year) == ("PAK", None, 2024)
    assert not list(tmp_path.iterdir())
    counterpoise.brief("PAK", out=str(tmp_path / "out"))
    written = json.loads((tmp_path / "out" / "brief-PAK-2024.json").read_text(encoding="utf-8"))
    assert len(written["ledger"]) == len(made.ledger)


def test_what_cannot_be_done_raises():
    with pytest.raises(InputError, match="did you mean 'smart'"):
        counterpoise.measure("smrt")
    with pytest.raises(InputError, match="did you mean PAK"):
        counterpoise.brief("Pakistn")


def test_the_dilemma_is_the_one_that_the_brief_tells():
    found = counterpoise.dilemma("PAK", "IND")
    worlds = found.worlds_table()
    assert found.others[0] == "IND"
    sums = worlds.groupby(["towards", "channel"])[["prior", "posterior"]].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_a_claim_that_is_none_is_refused():
    with pytest.raises(InputError):
        counterpoise.try_claim("H99")
