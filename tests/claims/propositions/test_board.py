"""The recorded board: it says what the rule says of its own numbers, and admits when another model made it."""

import json
import re
from dataclasses import replace

import pytest

from counterpoise.claims.propositions import record, terminal
from counterpoise.claims.propositions.forest import picture, write_picture
from counterpoise.claims.propositions.registry import FILES, proposition
from counterpoise.claims.propositions.verdict import Verdict, of_claim, of_effect


@pytest.fixture(scope="module")
def board():
    return record.recorded()


def test_every_claim_is_on_it_and_fewer_members_are_admitted(board):
    assert set(board.claims) == set(FILES)
    assert board.members >= 1000
    shown = {row[0]: row[-1] for row in terminal.rows(board)}
    for found in board.claims.values():
        assert ("members]" in shown[found.id]) == (0 < found.members < board.members)
        for effect in found.effects:
            for estimate in effect.prior.values():
                assert estimate.members >= 0.98 * found.members  # a few members may have failed or lack a clash
                assert found.members >= 200


# covers: F20, F33, RQ2, RQ3, C01, C02, C05, C06, C08, C09, C10, C11, C17, C18
# covers: C19, C22, C24, C25, C26, C27, C28, C29, C30
@pytest.mark.parametrize("claim", FILES)
def test_verdicts_follow_from_the_recorded_numbers(board, claim):
    found, tried = board.claims[claim], proposition(claim)
    if tried.untestable:
        assert found.verdict is Verdict.NOT_TESTABLE
        assert found.why == tried.untestable
        return
    said = []
    for stated, effect in zip(tried.stated.effects, found.effects, strict=True):
        assert effect.name == stated.name
        assert set(effect.prior) == set(tried.bundles)
        assert of_effect(stated, effect.posterior or effect.prior) is effect.verdict
        for estimate in effect.prior.values():
            assert estimate.low <= estimate.effect <= estimate.high
            assert 0.0 <= estimate.agree + estimate.none <= 1.0 + 1e-9
        said.append((stated, effect.verdict))
    limits = {check.name: check.limit for check in tried.checks}
    refuted = any(all(s > limits[name] for s in shares.values()) for name, shares in found.checks.items())
    assert of_claim(said, refuted) is found.verdict
    assert (
        found.verdict is not Verdict.CONDITIONAL
        or any(
            effect.condition
            for stated, effect in zip(tried.stated.effects, found.effects, strict=True)
            if stated.decides
        )
        or len({v for s, v in said if s.decides}) > 1
    )


def test_another_model_makes_it_stale_and_it_says_so(board):
    assert board.stale(board.identity) == []
    assert terminal.staleness(board, board.identity) == ""
    for part in record.PARTS:
        other = board.identity | {part: "0" * 16}
        assert board.stale(other) == [record.PARTS[part]]
        assert "OUT OF DATE" in terminal.staleness(board, other)


def test_it_reads_what_it_writes(board, tmp_path):
    path = tmp_path / "board.json"
    record.write(path, board.identity, board.members, board.seed, board.claims.values())
    assert record.read(json.loads(path.read_text(encoding="utf-8"))) == board


def test_every_claim_can_be_shown_in_full(board):
    for claim, found in board.claims.items():
        text = "\n".join(terminal.in_full(found, board.posterior))
        assert claim in text
        assert found.verdict.value in text
        for stated in proposition(claim).stated.effects:
            assert stated.name in text
    assert len(list(terminal.rows(board))) == len(FILES)


def test_built_in_claims_are_called_no_evidence(board):
    assert terminal.kind("H26") == "built in"
    assert "no evidence" in "\n".join(terminal.in_full(board.claims["H26"], False))


def test_claims_that_hardly_a_draw_could_turn_say_so(board):
    found = board.claims["H14p"]
    assert terminal.foregone(found)
    assert terminal.kind("H14p", found) == "emergent, foregone"
    assert "evidence     weak" in "\n".join(terminal.in_full(found, board.posterior))
    first = next(e for e in found.effects if proposition("H14p").stated.effect(e.name).decides)
    bundle, one = next(iter(first.prior.items()))
    turned = replace(first, prior=first.prior | {bundle: replace(one, agree=0.98)})
    doubted = replace(found, effects=tuple(turned if e is first else e for e in found.effects))
    assert not terminal.foregone(doubted)
    assert terminal.kind("H14p", doubted) == "emergent"


def test_an_effect_of_open_sign_is_never_foregone(board):
    for claim, found in board.claims.items():
        if any(e.decides and e.sign == 0 for e in proposition(claim).stated.effects):
            assert not terminal.foregone(found)


def test_the_tally_counts_every_claim_and_names_those_that_could_hardly_fail(board):
    text = terminal.tally(board)
    assert sum(map(int, re.findall(r"(\d+) (?:supported|conditional|contradicted|not testable)", text))) == len(FILES)
    _, hardly, other = re.split("could hardly have failed|might come out otherwise", text)
    for claim, found in board.claims.items():
        sure = terminal.foregone(found) or proposition(claim).stated.verifies_only
        assert (claim in re.findall(r"H\w+", hardly)) == (sure and found.verdict is Verdict.SUPPORTED)
        assert (claim in re.findall(r"H\w+", other)) == terminal.unsettled(found)


def test_claims_that_other_draws_might_turn_are_those_near_a_threshold(board):
    for found in board.claims.values():
        shares = [e.agree for effect in found.effects for e in (effect.posterior or effect.prior).values()]
        if terminal.unsettled(found):
            assert any(min(abs(share - 0.9), abs(share - 0.1)) < 0.07 for share in shares)


def test_the_picture_has_a_row_for_every_effect_that_decides(board, tmp_path):
    path = write_picture(board, tmp_path / "new")
    assert path.read_text(encoding="utf-8") == picture(board)
    for claim in ("H15", "H8", "H13"):
        assert f">{claim} " in picture(board)
    assert "nan" not in picture(board)
