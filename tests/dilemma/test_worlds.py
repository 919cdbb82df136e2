"""The four worlds: known answers, sums, evidence and its absence, direction."""

from dataclasses import replace

import numpy as np
import pytest

from counterpoise.dilemma import COINCIDE, DISTINCT, OFFENSE
from counterpoise.dilemma.draws import ALL, NOTHING, THEM, TOGETHER, US, Luck, adoption, distinct, ease, error_of
from counterpoise.dilemma.worlds import kinds, prior, shares, thirds, total_variation, worlds_of
from counterpoise.mechanisms.offense import OffenseBalance, remoteness
from counterpoise.theory.jervis import World
from counterpoise.theory.offense_defense_scaling import offense_ease

CHANNELS = ("weapons", "isr", "cyber", "command", TOGETHER)


def with_offense(drawn: Luck, **held: float) -> Luck:
    """The same luck with some parameters held at a number."""
    return replace(drawn, offense=drawn.offense | {n: np.full(drawn.count, v) for n, v in held.items()})


def without_record(drawn: Luck, channel: str, state: str) -> Luck:
    """The same luck where the record says nothing on a state's adoption of a channel."""
    evidence = drawn.evidence
    reading = evidence.table.adoption[channel]
    rule = reading.rule.copy()
    rule[evidence.place[state]] = "regression on output and population"
    adopted = evidence.table.adoption | {channel: replace(reading, rule=rule)}
    return replace(drawn, evidence=replace(evidence, table=replace(evidence.table, adoption=adopted)))


@pytest.mark.parametrize("channel", CHANNELS)
def test_chances_are_chances_and_add_to_one(drawn, channel):
    got = worlds_of(drawn("PAK", "IND"), "PAK", "IND", channel)
    for chances in (got.prior, got.posterior):
        assert list(chances) == list(World)
        assert sum(chances.values()) == pytest.approx(1.0)
        assert min(chances.values()) >= 0.0
    assert got.moved == pytest.approx(total_variation(got.prior, got.posterior))
    assert got.assumption_only == (got.moved < COINCIDE)


def test_worlds_by_hand():
    assert shares(np.array([1, 1, 2, 4])) == {
        World.DOUBLY_DANGEROUS: 0.5,
        World.SECURITY_DILEMMA: 0.25,
        World.AGGRESSION_POSSIBLE: 0.0,
        World.DOUBLY_STABLE: 0.25,
    }
    one, other = shares(np.array([1, 1])), shares(np.array([4, 4]))
    assert total_variation(one, one) == 0.0
    assert total_variation(one, other) == 1.0
    low, high = thirds(np.array([5.0, 1.0, 3.0]))
    assert (low.tolist(), high.tolist()) == ([1], [0])


@pytest.mark.parametrize(
    ("base", "plain", "world"),
    [(3.0, 0.2, 1), (-3.0, 0.2, 2), (3.0, 0.95, 3), (-3.0, 0.95, 4)],
)
def test_where_offense_and_marks_are_certain_the_world_is_jervis_own(drawn, base, plain, world):
    sure = with_offense(drawn("PAK", "IND"), base=base, plain=plain, barrier=0.0, weapons=0.0, blurring=0.1)
    assert set(kinds(sure, "PAK", "IND", "weapons", ALL)) == {world}


def test_ease_is_the_world_models_own(drawn):
    """Recomputed for one draw with the published formula."""
    luck, k = drawn("MAR", "CHN"), 11
    t, place = luck.evidence.table, luck.evidence.place
    sender, receiver = place["CHN"], place["MAR"]
    p = {name: float(values[k]) for name, values in luck.offense.items()}
    u = {c: adoption(luck, "CHN", c, THEM, ALL)[k] for c in ("weapons", "isr", "cyber", "command")}
    reach = p["near"] + p["projection"] * np.sqrt(t.stock[sender])
    far = p["barrier"] * remoteness(luck.evidence.distance[sender, receiver], 0.0, reach)
    expected = offense_ease(p["base"] + sum(p[c] * u[c] for c in u), far)
    assert ease(luck, "CHN", "MAR", TOGETHER, THEM)[k] == pytest.approx(expected)
    assert distinct(luck, "CHN", TOGETHER, THEM)[k] == pytest.approx(
        max(p["plain"] - p["blurring"] * np.mean(list(u.values())), 0.0)
    )


def test_adoption_without_error_is_the_record_and_with_it_scatters_about_it(drawn):
    luck = drawn("PAK", "IND")
    reading = luck.evidence.table.adoption["isr"]
    here = reading.value[luck.evidence.place["IND"]]
    got = adoption(luck, "IND", "isr", THEM, ALL)
    odds = np.log(got / (1 - got)) - np.log(here / (1 - here))
    assert odds == pytest.approx(luck.normal(error_of("isr", THEM)))  # its error is one in log odds
    assert (got < here).mean() == pytest.approx(0.5, abs=0.08)


def test_without_any_evidence_the_answer_is_the_prior_exactly(drawn):
    """Cyber operations know no distance: without a record of the other's adoption nothing is known of the pair."""
    luck = drawn("PAK", "IND")
    blank = worlds_of(without_record(luck, "cyber", "IND"), "PAK", "IND", "cyber")
    assert blank.posterior == blank.prior
    assert blank.moved == blank.by_adoption == blank.by_geography == 0.0
    assert blank.assumption_only
    assert not blank.on_record
    assert worlds_of(luck, "PAK", "IND", "cyber").posterior != blank.prior


def test_the_prior_is_the_same_for_all_pairs(drawn):
    luck = drawn("PAK", "IND")
    for channel in CHANNELS:
        for one, other in (("PAK", "IND"), ("USA", "FJI"), ("IND", "PAK")):
            assert shares(kinds(luck, one, other, channel, NOTHING)) == prior(luck, channel)


@pytest.mark.parametrize("channel", ["isr", TOGETHER])
def test_the_prior_is_the_mean_of_what_is_found_pair_by_pair(drawn, channel):
    """The law of total probability over the politically relevant pairs, whose evidence is complete."""
    luck = drawn("PAK", "IND")
    states = luck.evidence.table.base.states
    at = np.random.default_rng(5).choice(len(luck.evidence.pool[0]), 150, replace=False)
    pairs = [(states[luck.evidence.pool[0][k]], states[luck.evidence.pool[1][k]]) for k in at]
    made = [shares(kinds(luck, one, other, channel, ALL)) for one, other in pairs]
    for world in World:
        assert np.mean([m[world] for m in made]) == pytest.approx(prior(luck, channel)[world], abs=0.05)


# covers: F28, RQ4
@pytest.mark.parametrize("channel", ["weapons", "isr", "cyber", "command"])
def test_more_of_a_channel_that_eases_offense_raises_its_advantage(drawn, channel):
    """Direction, on paired draws: up where the effect is held positive, down where negative, nothing at nil."""
    luck = drawn("PAK", "IND")
    reading = luck.evidence.table.adoption[channel]
    value = reading.value.copy()
    value[luck.evidence.place["IND"]] = 0.95
    adopted = luck.evidence.table.adoption | {channel: replace(reading, value=value)}
    more = replace(luck, evidence=replace(luck.evidence, table=replace(luck.evidence.table, adoption=adopted)))
    for effect, sign in ((1.0, 1), (-1.0, -1), (0.0, 0)):
        few, many = (
            ease(with_offense(drawn_, **{channel: effect}), "IND", "PAK", channel, THEM) for drawn_ in (luck, more)
        )
        assert (np.sign(many - few) == sign).all()
        chance = [float((o > 0.5).mean()) for o in (few, many)]
        assert np.sign(chance[1] - chance[0]) == sign
    assert (distinct(more, "IND", channel, THEM) <= distinct(luck, "IND", channel, THEM)).all()


def test_effects_are_drawn_of_either_sign(drawn):
    luck = drawn("PAK", "IND")
    for channel in ("weapons", "isr", "cyber", "command"):
        assert OffenseBalance.params[channel].prior.mean == 0.0
        assert 0.4 < (luck.offense[channel] > 0).mean() < 0.6


def test_distance_holds_offense_back_but_not_in_cyber_operations(drawn):
    luck = drawn("EST", "RUS")
    near, far = (ease(luck, "RUS", s, "weapons", THEM) for s in ("EST", "BRA"))
    assert (near > far).all()
    near, far = (ease(luck, "RUS", s, "cyber", THEM) for s in ("EST", "BRA"))
    assert (near == far).all()


def test_neither_the_order_of_a_pair_nor_other_pairs_change_an_answer(found):
    forth, back = found("PAK", "IND"), found("IND", "PAK")
    again = {w.channel: w.posterior for w in found("PAK").worlds if w.other == "IND"}
    assert {w.channel: w.posterior for w in forth.of("IND").values()} == again
    assert forth.back.required == pytest.approx(back.games[0].required)
    assert forth.games[0].required == pytest.approx(back.back.required)


def test_the_mover_is_the_input_whose_ends_differ_most(drawn):
    luck = drawn("PAK", "IND")
    assert worlds_of(luck, "PAK", "IND", "weapons").mover.input == "plain"
    sure = with_offense(luck, plain=0.9, blurring=0.0)
    got = worlds_of(sure, "PAK", "IND", "weapons").mover
    assert got.input == "base"
    assert got.what == "offense has the advantage"
    assert got.low < got.high


def test_the_sides_of_a_pair_have_their_own_luck(drawn):
    luck = drawn("PAK", "IND")
    assert not np.array_equal(luck.normal(error_of("isr", US)), luck.normal(error_of("isr", THEM)))
    assert OFFENSE != DISTINCT
