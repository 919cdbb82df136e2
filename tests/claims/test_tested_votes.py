"""The vote contest: planted accounts, a made-up later roll call, and what the register must say to be scored."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.claims import vote_contest as contest
from counterpoise.claims import vote_contest_data as data
from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested.multinomial import multinomial
from counterpoise.core import DataIntegrityError
from counterpoise.data.registers import register

ROW = {
    "id": "laws-2031-plenary", "date": "2031-12-01", "forum": "UNGA plenary", "document": "made up",
    "issue": "autonomous weapons", "yes": "180", "no": "2", "abstain": "1", "against": "RUS;BLR", "abstaining": "PAK",
    "lists_complete": "no and abstain", "source": "made up", "status": "checked",
}  # fmt: skip


@pytest.fixture(scope="module")
def states(panel):
    return data.voters(panel)


def with_row(**changes) -> pd.DataFrame:
    return pd.concat([register("ai_governance_votes"), pd.DataFrame([ROW | changes])], ignore_index=True)


def test_the_members_of_the_united_nations_vote(states):
    assert len(states) == 193
    assert not {"TWN", "XKX", "RKS"} & set(states)


def test_the_classes_are_those_of_the_register(states):
    calls = {c.id: c for c in data.roll_calls(states)}
    counts = np.bincount(calls["laws-2024-plenary"].classes, minlength=3)
    assert counts.tolist() == [3, 15, 175]
    named = dict(zip(states, calls["laws-2024-plenary"].classes, strict=True))
    assert (named["RUS"], named["IND"], named["MAR"]) == (0, 1, 2)
    assert [c.date for c in calls.values()] == sorted(c.date for c in calls.values())


def test_a_later_roll_call_is_scored_by_a_row_and_moves_no_earlier_forecast(panel, states):
    before, after = contest.contests(panel), contest.contests(panel, with_row())
    assert [c.roll_call.id for c in after] == [*(c.roll_call.id for c in before), "laws-2031-plenary"]
    for one, other in zip(before, after, strict=False):
        for name in one.forecast:
            assert (one.forecast[name] == other.forecast[name]).all()
    scored = contest.table_of(after[-1]).set_index("account")
    assert set(scored.index) == set(before[0].forecast)
    assert np.isfinite(scored.loss).all()
    late = after[-1].forecast
    for name in ("structure", "threat", "alliance", "ideal point"):
        assert (late[name] == before[0].forecast[name]).all(), "frozen accounts say the same of every later roll call"
    votes_2025 = before[-1].roll_call.classes
    kept = late["last vote"][states.index("USA")]
    assert votes_2025[states.index("USA")] == 0
    assert kept[0] == late["last vote"][:, 0].max(), "the last vote moves with the register"


def test_what_is_scored_has_no_part_in_its_forecast(panel):
    other = with_row(against="USA;FRA", abstaining="DEU")
    one, two = contest.contests(panel, with_row())[-1], contest.contests(panel, other)[-1]
    for name in one.forecast:
        assert (one.forecast[name] == two.forecast[name]).all()
    assert (one.roll_call.classes != two.roll_call.classes).any()


@pytest.mark.parametrize(
    "changes", [{"no": "3"}, {"against": "RUS;XXX"}, {"abstaining": None}, {"abstaining": "PAK;IND"}]
)
def test_a_row_that_does_not_name_those_it_counts_is_refused(states, changes):
    with pytest.raises(DataIntegrityError, match="laws-2031-plenary"):
        data.roll_calls(states, with_row(**changes))


def test_probabilities_are_probabilities(panel):
    for found in (*contest.contests(panel), contest.across(panel)):
        for name, p in found.forecast.items():
            assert p.sum(axis=1) == pytest.approx(1.0), name
            assert (p > 0).all()


def votes_by(score: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """No for the highest scores, abstain for the next, with noise."""
    noisy = score + 0.3 * rng.standard_normal(len(score))
    rank = np.argsort(np.argsort(-noisy))
    return np.where(rank < 8, 0, np.where(rank < 30, 1, 2))


def planted(account: str, seed: int = 0) -> contest.Contest:
    """A contest in which votes follow one account's first term in both years, and the last vote is a stranger."""
    rng = np.random.default_rng(seed)
    names = ("structure", "threat", "alliance", "ideal point")
    terms = {n: rng.standard_normal((193, 2)) for n in names}
    hidden = rng.standard_normal(193) if account == "nothing" else terms[account][:, 0]
    first, target = (data.RollCall(f"x{k}", str(k), votes_by(hidden, rng)) for k in range(2))
    if account == "nothing":
        first = data.RollCall("x0", "0", rng.permutation(first.classes))
        target = data.RollCall("x1", "1", rng.permutation(target.classes))
    committee = data.RollCall("c", "0", rng.permutation(first.classes))
    last = data.RollCall("l", "0", rng.permutation(first.classes))
    forecast = contest.forward(terms, terms, first, committee, last)
    return contest.Contest(target, tuple(f"S{k}" for k in range(193)), forecast)


def test_votes_that_follow_threat_are_won_by_threat():
    found = planted("threat")
    assert contest.table_of(found).account.iloc[0] in ("threat", "all together")
    assert contest.finding({contest.TARGET: found}, found).verdict is Verdict.SUPPORTED


def test_votes_that_follow_the_ideal_point_refute_structure():
    found = planted("ideal point")
    assert contest.finding({contest.TARGET: found}, found).verdict is Verdict.CONTRADICTED
    assert "ideal point over structure" in contest.told_apart(found)


def test_shuffled_votes_are_foretold_by_nobody():
    for seed in range(3):
        table = contest.table_of(planted("nothing", seed)).set_index("account")
        assert (table.low <= 0.02).all()
        assert contest.finding({contest.TARGET: planted("nothing", seed)}, planted("nothing", seed)).verdict is not (
            Verdict.SUPPORTED
        )


def test_leaving_out_one_no_is_shown_to_change_the_winner(panel):
    """The plain statement must rest on the numbers beside it: it would have to go if no single vote decided."""
    target = {c.roll_call.id: c for c in contest.contests(panel)}[contest.TARGET]
    best = contest.noes(target)["best as each is left out"]
    assert set(best) == {"none left out", "RUS", "BLR", "PRK"}
    assert len(set(best.values())) > 1


def test_moves_are_shares_and_a_class_never_seen_moves_as_all_do():
    base = np.array([0.1, 0.2, 0.7])
    found = contest.moves(np.array([1, 1, 2, 2]), np.array([1, 2, 2, 2]), base)
    assert found.sum(axis=1) == pytest.approx(1.0)
    assert found[0] == pytest.approx(base)
    assert found[2, 2] == pytest.approx(2.7 / 3)


def test_the_regression_agrees_with_the_library(panel, states):
    linear = pytest.importorskip("sklearn.linear_model")
    terms = data.covariates(panel, states, 2023)["threat"]
    classes = data.roll_calls(states)[0].classes
    scaled = (terms - terms.mean(axis=0)) / terms.std(axis=0)
    theirs = linear.LogisticRegression(C=1.0, tol=1e-10, max_iter=5000).fit(scaled, classes).predict_proba(scaled)
    assert multinomial(terms, classes, terms, 3) == pytest.approx(theirs, abs=2e-3)


def test_threats_and_pacts_are_those_everyone_knows(panel, states):
    terms = data.covariates(panel, states, 2023)
    place = {s: k for k, s in enumerate(states)}
    assert terms["threat"][place["PAK"], 0] >= 1
    assert terms["threat"][place["PAK"], 2] == 1.0
    assert terms["threat"][place["CRI"], 2] == 0.0
    usa, rus, _ = terms["alliance"].T
    assert usa[place["POL"]] == usa[place["JPN"]] == usa[place["FIN"]] == 1.0
    assert rus[place["BLR"]] == 1.0
    assert rus[place["POL"]] == usa[place["CHE"]] == 0.0
