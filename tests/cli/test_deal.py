"""The command deal, called in this process."""

import json

import pytest

import counterpoise.cli.deal  # noqa: F401, the command joins the group

FEW = ("--draws", "200")


def test_without_an_issue_it_lists_them(run):
    out = run("deal").out
    assert "frontier-safety" in out
    assert "supplier-club" in out


def test_it_prints_json_and_writes_the_figure(run, tmp_path):
    picture = tmp_path / "new" / "deal.svg"
    found = run("deal", "laws-limits", "--parties", "USA,China", *FEW, "--format", "json", "--figure", str(picture))
    assert json.loads(found.out)["names"] == {"CHN": "China", "USA": "United States"}
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_it_prints_a_page(run):
    out = run("deal", "frontier-safety", "--parties", "USA,CHN", *FEW, "--detection", ".9").out
    for words in ("What if: detection 0.9", "What holds it back", "Who blocks", "Acts on record", "What this rests on"):
        assert words in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["laws-limit"], "laws-limits"),
        (["laws-limits", "--parties", "USA"], "two parties"),
        (["laws-limits", "--parties", "USA,Atlantis"], "unknown state"),
        (["laws-limits", "--discount", "1"], "less than 1"),
        (["laws-limits", "--asof", "1900"], "1990"),
    ],
)
def test_bad_input_is_refused(run, words, said):
    outcome = run("deal", *words)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.left == ()


def test_the_help_teaches(run):
    out = run("deal", "--help").out
    for words in ("verification", "enforcement", "counterpoise deal laws-limits --parties USA,CHN,RUS"):
        assert words in out
