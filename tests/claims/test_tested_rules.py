"""Rules stand before numbers, quotes are in the papers, and what is shipped is what the panel gives."""

import json
import math

import pytest

from counterpoise.claims import tested
from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested.finding import Effect, judge
from counterpoise.claims.tested.recorded import as_record, fits, shipped
from counterpoise.core import InputError


@pytest.mark.parametrize("claim", tested.ids())
def test_each_claim_says_beforehand_what_counts_and_what_refutes_it(claim):
    stated = tested.rule(claim)
    assert stated.smallest > 0
    assert stated.supported_if
    assert stated.refuted_if
    assert stated.seen_before
    assert stated.smallest_says
    assert stated.type == "empirical"


def test_the_quotes_stand_in_the_first_paper(paper):
    for stated in tested.rules().values():
        if stated.paper == "S1":
            assert stated.quote.rstrip(".") in paper[stated.line - 1], stated.id


@pytest.mark.parametrize("claim", tested.ids())
def test_computing_anew_gives_what_is_shipped(claim, panel):
    assert fits(panel), "the panel changed: run python -m counterpoise.claims.tested.recorded"
    anew, kept = as_record(tested.compute(claim, panel)), as_record(shipped()[claim])
    assert anew["verdict"] == kept["verdict"]
    assert_near(anew["effects"], kept["effects"])
    assert_near(anew["numbers"], kept["numbers"])


def assert_near(one, other):
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_near(one[key], other[key])
    elif isinstance(one, list):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            assert_near(a, b)
    elif isinstance(one, float):
        assert other == pytest.approx(one, abs=2e-3)
    else:
        assert one == other


@pytest.mark.parametrize("found", tested.findings(), ids=tested.ids())
def test_a_finding_is_whole(found, panel):
    assert found.effects
    assert found.data
    assert found.otherwise
    assert found.why
    for effect in found.effects:
        assert effect.low <= effect.value <= effect.high, effect.name
        assert all(map(math.isfinite, (effect.value, effect.low, effect.high)))
        assert effect.share is None or 0.0 <= effect.share <= 1.0
    if found.verdict in (Verdict.CONDITIONAL, Verdict.NOT_TESTABLE):
        assert found.condition, "a verdict that hangs on something says on what"
    for data in found.data:
        assert data.first <= data.last
        assert data.grade in ("observed", "estimated", "assumed")


def test_every_card_named_exists(panel):
    from importlib.resources import files

    folder = files("counterpoise.data").joinpath("cards")
    named = {card for found in tested.findings() for data in found.data for card in data.cards}
    assert named
    assert all(folder.joinpath(f"{card}.toml").is_file() for card in named)


def test_a_record_survives_the_way_to_the_file_and_back():
    for claim in tested.ids():
        record = as_record(shipped()[claim])
        assert json.loads(json.dumps(record)) == record


def test_an_unknown_claim_is_named_with_the_nearest():
    with pytest.raises(InputError, match="vote"):
        tested.examine("vote")


@pytest.mark.parametrize(
    ("value", "low", "high", "share", "verdict"),
    [
        (0.20, 0.05, 0.30, 0.98, Verdict.SUPPORTED),
        (0.05, 0.01, 0.09, 0.98, Verdict.CONTRADICTED),  # real, but smaller than counts
        (-0.20, -0.30, -0.05, 0.02, Verdict.CONTRADICTED),
        (0.20, -0.05, 0.40, 0.88, Verdict.CONDITIONAL),
        (0.00, -0.30, 0.30, 0.50, Verdict.CONDITIONAL),
    ],
)
def test_the_common_rule(value, low, high, share, verdict):
    assert judge([Effect("x", value, low, high, "skill", share)], 0.1) is verdict
