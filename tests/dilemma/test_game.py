"""The stage game: theory's exact results through this room, the world model's own game, and what trust is enough."""

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.deals.draws import trust
from counterpoise.dilemma import dilemma as work_out
from counterpoise.dilemma.draws import ALL, THEM, TOGETHER, ease
from counterpoise.dilemma.evidence import FEARED, at_war, fears, foremost, read, threats
from counterpoise.dilemma.game import StageGame, interval, payoffs, stage_game
from counterpoise.theory.jervis import Game, class_shares, classify, minimum_trust

CASE = {"cost": 0.3, "gain": 0.5, "loss": 1.5}
SEEKER = {"cost": 0.3, "gain": 0.0, "loss": 1.5}


@pytest.mark.parametrize(
    ("ease_", "distinct", "trust_", "game"),
    [
        (0.5, 0.0, 0.9, Game.STAG_HUNT),
        (0.3, 0.0, 0.5, Game.STAG_HUNT),
        (0.5, 0.7, 0.0, Game.HARMONY),
        (0.8, 0.0, 1.0, Game.PRISONERS_DILEMMA),
    ],
)
def test_the_known_answers_of_the_reduced_game(ease_, distinct, trust_, game):
    arrays = {k: np.full(3, v) for k, v in {"ease": ease_, "distinct": distinct, **CASE}.items()}
    assert minimum_trust(**arrays) == pytest.approx(np.full(3, trust_))
    assert class_shares(**arrays)[game] == 1.0


def test_the_four_worlds_ask_for_trust_in_jervis_order():
    asked = [minimum_trust(o, k, **SEEKER) for o, k in ((0.8, 0.0), (0.3, 0.0), (0.8, 0.7), (0.3, 0.7))]
    assert asked == pytest.approx([0.75, 1 / 3, 1 / 6, 0.0])
    assert asked == sorted(asked, reverse=True)


@pytest.mark.parametrize(("one", "other"), [("PAK", "IND"), ("USA", "RUS"), ("RUS", "UKR")])
def test_classes_add_to_one_and_agree_with_the_trust_required(found, one, other):
    game = found(one, other).games[0]
    assert sum(game.classes.values()) == pytest.approx(1.0)
    greedy = game.classes[Game.PRISONERS_DILEMMA] + game.classes[Game.CHICKEN]
    assert (game.required == 1.0).mean() == pytest.approx(greedy)
    assert (game.required == 0.0).mean() == pytest.approx(game.classes[Game.HARMONY])
    assert game.enough + float((game.trust < game.required).mean()) == pytest.approx(1.0)
    assert 0.0 <= game.raised + game.lowered <= 1.0


def test_every_draw_is_the_world_models_game(drawn):
    luck = drawn("RUS", "UKR")
    made, got = payoffs(luck, "RUS", "UKR", TOGETHER), stage_game(luck, "RUS", "UKR")
    kinds = [
        classify(*(float(made[n][k]) for n in ("ease", "distinct", "cost", "gain", "loss"))) for k in range(luck.count)
    ]
    for kind in Game:
        assert got.classes[kind] == pytest.approx(np.mean([k is kind for k in kinds]))
    assert (made["gain"] > 0).any()
    assert made["ease"] == pytest.approx(ease(luck, "UKR", "RUS", TOGETHER, THEM, ALL))


# covers: RQ4
def test_security_seekers_know_no_prisoners_dilemma(found):
    game = found("EST", "RUS").games[0]  # Estonia began no dispute with force
    assert game.classes[Game.PRISONERS_DILEMMA] == game.classes[Game.CHICKEN] == 0.0


def test_trust_on_record_is_the_one_that_deals_are_made_with(drawn):
    luck = drawn("PAK", "IND")
    table = luck.evidence.table
    own = trust(table, table.parties.index("PAK"), luck.count, luck.seed)[luck.evidence.place["IND"]]
    assert np.array_equal(stage_game(luck, "PAK", "IND").trust, own)


def test_rivals_are_trusted_less_than_those_who_vote_alike_and_trust_more_is_enough_more_often(found):
    rivals, friends = found("PAK", "IND").games[0], found("NOR", "SWE").games[0]
    assert interval(rivals.trust)[0] < interval(friends.trust)[0]
    assert rivals.enough < friends.enough


def test_enough_raised_and_lowered_are_counted_draw_by_draw():
    required, without, held = (
        np.array([0.2, 0.5, 0.9, 0.0]),
        np.array([0.1, 0.6, 0.9, 0.0]),
        np.array([0.2, 0.4, 1, 0.3]),
    )
    game = StageGame("A", "B", {}, required, without, held)
    assert (game.enough, game.raised, game.lowered) == (0.75, 0.25, 0.25)


@pytest.mark.parametrize(
    ("state", "first", "absent"),
    [("PAK", "IND", "USA"), ("MAR", "DZA", "NOR"), ("EST", "RUS", "LVA"), ("USA", "RUS", "CUB"), ("TWN", "CHN", "USA")],
)
def test_rivals_come_first_and_the_bound_and_the_weak_are_no_threat(panel, state, first, absent):
    """An ally, a friend, a far island: none of them leads the list."""
    got = threats(read(panel, state, "NZL", 2024), state, 400, 3)
    assert got[0] == first
    assert absent not in got
    assert state not in got


@pytest.mark.parametrize(("state", "feared"), [("ISL", "RUS"), ("BRA", "CHN"), ("CHE", "RUS"), ("MEX", "CHN")])
def test_a_state_without_a_threat_is_given_none_but_a_most_feared(panel, state, feared):
    """No rival, no fear above the floor, no dispute remembered: the first of a ranking is not a threat."""
    evidence = read(panel, state, "NZL", 2024)
    assert threats(evidence, state, 400, 3) == []
    assert foremost(evidence, state, 400, 3) == feared
    assert fears(evidence, state, 400, 3)[evidence.place[feared]] < FEARED


def test_who_is_feared_little_threatens_if_a_dispute_with_it_is_remembered(panel):
    """The same fear, with and without a dispute on record: Germany and Slovakia of Russia."""
    found = {s: threats(read(panel, s, "NZL", 2024), s, 400, 3) for s in ("DEU", "SVK")}
    assert found == {"DEU": ["RUS"], "SVK": []}


def test_without_a_threat_the_most_feared_stands_in_and_is_not_called_one(panel):
    got = work_out(panel, "CHE", draws=400)
    assert (got.others, got.menacing) == (("RUS",), ())
    assert got.fear("RUS") < FEARED
    assert work_out(panel, "EST", draws=400).menacing == ("RUS",)


def test_war_on_record_is_seen(panel):
    assert at_war(read(panel, "UKR", "RUS", 2024).table, "UKR", "RUS")
    assert not at_war(read(panel, "NOR", "SWE", 2024).table, "NOR", "SWE")


def test_the_rival_comes_first_and_nobody_twice(found):
    for state, rival in (("PAK", "IND"), ("MAR", None), ("MAR", "ESP")):
        got = found(state, rival)
        assert got.others[0] == (rival or "DZA")
        assert len(set(got.others)) == len(got.others) <= 3
        assert state not in got.others
        assert (got.back.state, got.back.other) == (got.others[0], state)


def test_tables_hold_every_pair_channel_and_world(found):
    got = found("PAK", "IND")
    worlds, games = got.worlds_table(), got.games_table()
    assert len(worlds) == len(got.others) * 5 * 4
    assert worlds.groupby(["towards", "channel"])[["prior", "posterior"]].sum().to_numpy() == pytest.approx(1.0)
    assert games[[g.value for g in Game]].sum(axis=1).to_numpy() == pytest.approx(1.0)
    assert (games.required_low <= games.required).all()
    assert (games.required <= games.required_high).all()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("PAK", "PAK"), "named twice"), (("PAKISTN", None), "did you mean"), (("PAK", "XXX"), "XXX")],
)
def test_what_cannot_be_worked_out_is_refused(panel, arguments, told):
    with pytest.raises(InputError, match=told):
        work_out(panel, *arguments, draws=100)


def test_too_few_draws_are_refused(panel):
    with pytest.raises(InputError, match="100 to 100,000"):
        work_out(panel, "PAK", "IND", draws=99)
