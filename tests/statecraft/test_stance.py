"""A stance follows from what both would keep and from the record, and from nothing else."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.panel import load_panel
from counterpoise.deals.depth import ENFORCEMENT, GAINS, VERIFICATION, Stakes, Terms, full_depth, sustainable
from counterpoise.deals.issues import ISSUES
from counterpoise.statecraft.stance import (
    INTEREST,
    Record,
    Stance,
    Variant,
    decide,
    outcome,
    stances,
    summary,
    variants,
)

SEEN = Variant(gains=True, detection="believed", trust="low", word=True, keepable=1 / 3)


@pytest.fixture(scope="module")
def pakistan():
    return stances(load_panel(), "PAK", "IND", draws=200)


def deal(benefit, weight=0.0, detection=0.9, draws=5):
    """Two parties in an easily seen and enforced deal, their worth of it given."""
    n = (2, draws)
    stakes = Stakes(
        benefit=np.broadcast_to(np.reshape(benefit, (2, 1)), n).astype(float),
        weight=np.full(n, weight),
        exposure=np.zeros(n),
        discount=np.full(n, 0.9),
        breakout=np.zeros(draws),
        restraint=np.zeros(draws),
        future=np.zeros(draws),
    )
    return stakes, Terms(np.full(draws, detection), np.full(draws, 0.01), np.ones(draws))


def test_variants_are_all_different():
    assert len(set(variants())) == len(list(variants())) == 72


# covers: F36, L8, L9
@pytest.mark.parametrize(
    ("worth", "binds", "record", "stance"),
    [
        (0.6, VERIFICATION, Record(), Stance.COOPERATE),
        (0.2, VERIFICATION, Record(), Stance.HEDGE),
        (0.05, GAINS, Record(), Stance.CONTEST),
        (0.05, VERIFICATION, Record(), Stance.HEDGE),
        (0.6, VERIFICATION, Record(war=True), Stance.HEDGE),
        (0.2, VERIFICATION, Record(war=True), Stance.CONTEST),
        (0.6, VERIFICATION, Record(withheld=True), Stance.CONTEST),
        (0.6, VERIFICATION, Record(refused=True), Stance.HEDGE),
        (0.6, VERIFICATION, Record(outside=True), Stance.HEDGE),
        (0.6, VERIFICATION, Record(unarmed=True), Stance.COOPERATE),
    ],
)
def test_what_follows_from_worth_and_record(worth, binds, record, stance):
    assert decide(worth, binds, SEEN, record) is stance


def test_a_vote_not_taken_at_its_word_does_not_bind():
    free = Variant(gains=True, detection="believed", trust="low", word=False, keepable=1 / 3)
    assert decide(0.6, VERIFICATION, free, Record(refused=True)) is Stance.COOPERATE


def test_worth_is_a_part_of_what_the_state_itself_wants():
    stakes, terms = deal([1.0, 0.25])
    kept = float((sustainable(stakes, terms) * full_depth(stakes)).mean())
    worths = [outcome(stakes, terms, me)[0] for me in (0, 1)]
    assert worths == pytest.approx([kept / 1.0, kept / 0.25])
    assert outcome(stakes, terms, 0)[1] == INTEREST
    assert outcome(stakes, terms, 1)[1] != INTEREST


def test_between_equals_what_is_missing_has_another_reason():
    stakes, terms = deal([1.0, 1.0], detection=0.05)
    assert outcome(stakes, terms, 0)[1] == VERIFICATION
    assert outcome(*deal([1.0, 1.0], weight=5.0), 0)[1] in (GAINS, ENFORCEMENT)
    assert outcome(*deal([1.0, 1.0], weight=5.0), 0)[0] < outcome(*deal([1.0, 1.0]), 0)[0]


def test_leaving_relative_gains_out_never_makes_a_deal_worth_less(pakistan):
    same = ["issue", "detection", "trust", "word", "keepable"]
    with_gains, without = (pakistan[pakistan.gains == g].set_index(same).worth for g in (True, False))
    assert (without - with_gains >= -1e-9).all()


def test_more_is_asked_fewer_cooperate(pakistan):
    kept = pakistan[pakistan.stance == Stance.COOPERATE].groupby("keepable").size()
    assert kept.is_monotonic_decreasing


# covers: F36, RQ7
def test_the_summary_counts_every_variant(pakistan):
    found = summary(pakistan)
    assert list(found.issue) == [issue.id for issue in ISSUES]
    assert (found[[s.value for s in Stance]].sum(axis=1) == found.variants).all()
    assert (found.agree == found[[s.value for s in Stance]].max(axis=1)).all()


def test_enemies_at_war_are_offered_no_cooperation():
    found = stances(load_panel(), "UKR", "RUS", draws=200)
    assert found.war.all()
    assert not (found.stance == Stance.COOPERATE).any()


def test_a_club_that_withholds_from_the_rival_is_contested():
    found = stances(load_panel(), "USA", "CHN", draws=200)
    club = found[found.issue == "supplier-club"]
    assert club.withheld.all()
    assert (club.stance == Stance.CONTEST).all()


def test_the_same_question_has_the_same_answer(pakistan):
    pd.testing.assert_frame_equal(pakistan, stances(load_panel(), "PAK", "IND", draws=200))
