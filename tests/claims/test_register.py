"""The register of the paper's numbers: quotes are exact, nothing numeric is left out, every check is used."""

import json
import re
from dataclasses import replace

import pytest

from counterpoise.claims import tested
from counterpoise.claims.board import CHECKS, FIELDS, board, check, examine
from counterpoise.claims.propositions.registry import FILES
from counterpoise.claims.verdict import Verdict
from counterpoise.cli import main
from counterpoise.core import DataIntegrityError, InputError

BODY = range(16, 189)  # lines from the abstract to the conclusion
CITATION = re.compile(r"\([^()]*\b(?:19|20)\d\d[^()]*\)")
# Numerals that state nothing: names, numbered headings, references to figures, a footnote mark.
NAMES = re.compile(r"COVID-19|5G technologies|^\d\.(?:\d\.)?|Figure \d|²")
ORDINALS = re.compile(r"\b(?:two|three|four|fifth|two-thirds|first two|ranks)\b")


def test_every_quote_stands_in_its_line(facts, paper):
    wrong = [f.id for f in facts.values() if f.paper == "S1" and f.quote not in paper[f.line - 1]]
    assert wrong == []


def test_every_number_of_the_text_is_in_a_quote(facts, paper):
    left = {}
    for number in BODY:
        line = paper[number - 1]
        for fact in facts.values():
            if fact.line == number:
                line = line.replace(fact.quote, "")
        line = NAMES.sub("", CITATION.sub("", line))
        if re.search(r"\d", line) or ORDINALS.search(line):
            left[number] = line
    assert left == {}


def test_a_value_stands_in_its_quote(facts):
    money = [f for f in facts.values() if f.check in ("no_series", "military_expenditure") and "USD" in f.unit]
    assert len(money) >= 7
    for fact in money:
        assert fact.value in fact.quote


def test_every_check_is_used_and_every_fact_names_one(facts):
    assert {f.check for f in facts.values()} == set(CHECKS)


def test_ids_are_unique_and_every_claim_has_a_sentence(panel, facts):
    table = board(panel)
    assert tuple(table.columns) == FIELDS
    assert table.id.is_unique
    assert len(table) == len(facts)
    assert set(table.verdict) == {v.value for v in Verdict}
    for row in table.itertuples():
        assert len(row.explanation) > 25, row.id
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", row.explanation), row.id


def test_an_unknown_check_is_named(facts, context):
    with pytest.raises(DataIntegrityError, match="budget_rnk.*did you mean 'budget_rank'"):
        check(replace(facts["budget-order"], check="budget_rnk"), context)


def test_an_unknown_claim_gets_the_nearest(panel):
    with pytest.raises(InputError, match="did you mean 'milex-usa'"):
        examine(panel, "milex-us")


def test_the_command_prints_every_claim_as_json(capsys, facts):
    main(["claims", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    tried = {r["id"] for r in rows} - set(facts)
    assert set(facts) <= {r["id"] for r in rows}
    assert {"H1", "H15", "H20", "votes"} <= tried == set(FILES) | set(tested.ids())
    assert all(set(r) == set(FIELDS) for r in rows)


@pytest.mark.parametrize("claim", ["milex-usa", "fig2-usa", "personnel-russia-usa", "budget-russia-fifth"])
def test_one_claim_comes_with_its_evidence_as_json(capsys, claim):
    main(["claims", claim, "--format", "json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == claim
    assert shown["evidence"]
