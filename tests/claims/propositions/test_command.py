"""The command: the board as recorded, one claim in full, a picture; and one line for what is misspelt."""

import json

import pytest
from click.testing import CliRunner

from counterpoise.claims.propositions import record
from counterpoise.claims.propositions.registry import FILES
from counterpoise.cli import cli
from counterpoise.core import InputError


def ask(*arguments):
    return CliRunner().invoke(cli, ["claims", *arguments], catch_exceptions=False).output


def test_one_claim_is_shown_with_what_it_rests_on():
    text = ask("H15")
    for word in ("verdict", "treatment", "control", "refuted if", "neorealist", "institutionalist", "recorded"):
        assert word in text
    assert json.loads(ask("H15", "--format", "json"))["id"] == "H15"


def test_a_board_of_another_model_says_so(monkeypatch):
    monkeypatch.setattr(record, "identity", lambda: dict.fromkeys(record.PARTS, "another"))
    assert "OUT OF DATE" in ask("H15")
    monkeypatch.setattr(record, "identity", lambda: record.recorded().identity)
    assert "OUT OF DATE" not in ask("H15")


def test_a_claim_can_be_tried_again():
    text = ask("H26", "--run", "--members", "50")
    assert "50 members" in text
    assert "recorded" not in text


def test_numbers_and_propositions_stand_in_one_list():
    entries = json.loads(ask("--format", "json"))
    assert set(FILES) <= {entry["id"] for entry in entries}
    assert all(set(entry) == {"id", "paper", "line", "quote", "type", "verdict", "explanation"} for entry in entries)
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_a_picture_is_written(tmp_path):
    assert "wrote" in ask("--out", str(tmp_path))
    assert (tmp_path / "propositions.svg").read_text(encoding="utf-8").startswith("<svg")


def test_misspelt_claims_are_refused():
    with pytest.raises(InputError, match="no proposition 'H155'; did you mean 'H15'"):
        ask("H155")
    with pytest.raises(InputError, match="no claim"):
        ask("military_expenditure_us")


def test_small_letters_will_do():
    assert ask("h11") == ask("H11")
