"""The rule on made-up effects: every verdict can be reached, and nothing but what was said beforehand reaches it."""

import dataclasses

import numpy as np
import pytest

from counterpoise.claims.propositions.estimate import estimate
from counterpoise.claims.propositions.stated import StatedEffect
from counterpoise.claims.propositions.verdict import Verdict, by_luck, of_claim, of_effect, why

RISES = StatedEffect("made up", sign=1, smallest=1.0)
OPEN = dataclasses.replace(RISES, sign=0)
N = 1000


def effect(up, size=2.0, still=0.0, stated=RISES):
    """An estimate in which a share ``up`` of draws rises by ``size``, a share ``still`` stays, the rest falls by it."""
    rising, staying = round(up * N), round(still * N)
    moved = np.concatenate([np.full(rising, size), np.zeros(staying), np.full(N - rising - staying, -size)])
    return estimate(np.zeros(N), moved, stated.sign, stated.smallest, stated.relative)


@pytest.mark.parametrize(
    ("up", "size", "still", "verdict"),
    [
        (1.0, 2.0, 0.0, Verdict.SUPPORTED),
        (0.9, 2.0, 0.0, Verdict.SUPPORTED),  # mean 1.6
        (0.899, 2.0, 0.0, Verdict.CONDITIONAL),
        (1.0, 1.0, 0.0, Verdict.SUPPORTED),  # just the smallest that counts
        (1.0, 0.999, 0.0, Verdict.CONDITIONAL),  # the sign without the size
        (0.5, 2.0, 0.0, Verdict.CONDITIONAL),
        (0.101, 2.0, 0.0, Verdict.CONDITIONAL),
        (0.1, 2.0, 0.0, Verdict.CONTRADICTED),
        (0.0, 2.0, 0.0, Verdict.CONTRADICTED),
        (0.0, 2.0, 1.0, Verdict.CONTRADICTED),  # nothing moves: the claim said that something would
        (0.5, 2.0, 0.5, Verdict.CONDITIONAL),
    ],
)
def test_each_verdict_is_reached_where_the_rule_says(up, size, still, verdict):
    assert of_effect(RISES, {"one": effect(up, size, still)}) is verdict


@pytest.mark.parametrize(
    ("up", "size", "still", "verdict"),
    [
        (1.0, 2.0, 0.0, Verdict.SUPPORTED),
        (0.0, 2.0, 0.0, Verdict.SUPPORTED),  # it moves, downwards: the sentence left that open
        (0.5, 2.0, 0.0, Verdict.CONDITIONAL),
        (1.0, 0.5, 0.0, Verdict.CONTRADICTED),  # moves, and never enough to count
        (0.0, 2.0, 1.0, Verdict.CONTRADICTED),
        (0.0, 2.0, 0.5, Verdict.CONDITIONAL),
    ],
)
def test_where_the_sign_is_open_it_must_be_one_and_count(up, size, still, verdict):
    assert of_effect(OPEN, {"one": effect(up, size, still, OPEN)}) is verdict


def test_all_bundles_must_agree():
    good, bad = effect(1.0), effect(0.0)
    assert of_effect(RISES, {"a": good, "b": good}) is Verdict.SUPPORTED
    assert of_effect(RISES, {"a": good, "b": bad}) is Verdict.CONDITIONAL
    assert of_effect(RISES, {"a": bad, "b": bad}) is Verdict.CONTRADICTED
    with pytest.raises(ValueError, match="no estimate"):
        of_effect(RISES, {})


def test_an_expected_fall_is_judged_as_a_rise_is():
    falls = dataclasses.replace(RISES, sign=-1)
    down = estimate(np.zeros(N), np.full(N, -2.0), -1, 1.0)
    assert of_effect(falls, {"one": down}) is Verdict.SUPPORTED
    assert of_effect(falls, {"one": estimate(np.zeros(N), np.full(N, 2.0), -1, 1.0)}) is Verdict.CONTRADICTED


def test_a_smallest_effect_of_nothing_is_not_reached_by_nothing():
    any_rise = dataclasses.replace(RISES, smallest=0.0)
    still = estimate(np.ones(N), np.ones(N), 1, 0.0)
    assert of_effect(any_rise, {"one": still}) is Verdict.CONTRADICTED


def test_a_claim_is_what_all_its_deciding_effects_say():
    beside = dataclasses.replace(RISES, decides=False)
    yes, no, maybe = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.CONDITIONAL
    assert of_claim([(RISES, yes), (RISES, yes), (beside, no)]) is yes
    assert of_claim([(RISES, no), (beside, yes)]) is no
    assert of_claim([(RISES, yes), (RISES, no)]) is maybe
    assert of_claim([(RISES, yes), (RISES, maybe)]) is maybe
    assert of_claim([(RISES, yes)], refuted=True) is no
    with pytest.raises(ValueError, match="decides"):
        of_claim([(beside, yes)])


@pytest.mark.parametrize(
    ("up", "others"),
    [
        (0.95, []),  # of 1,000 draws 93.5 to 96.2 %
        (0.91, [Verdict.CONDITIONAL]),
        (0.89, [Verdict.SUPPORTED]),
        (0.5, []),
        (0.11, [Verdict.CONTRADICTED]),
        (0.09, [Verdict.CONDITIONAL]),
        (0.0, []),
    ],
)
def test_near_a_threshold_other_draws_might_say_otherwise(up, others):
    assert by_luck(RISES, {"one": effect(up, 3.0)}) == others


def test_the_fewer_draws_weigh_the_more_might_come_out():
    few = dataclasses.replace(effect(0.93), effective=50.0)
    assert by_luck(RISES, {"one": effect(0.93)}) == []
    assert by_luck(RISES, {"one": few}) == [Verdict.CONDITIONAL]
    assert why(RISES, {"one": few}, Verdict.SUPPORTED).endswith("weigh like 50 draws, others might make it conditional")
    assert "others" not in why(RISES, {"one": effect(0.93)}, Verdict.SUPPORTED)
