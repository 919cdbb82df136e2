"""The security dilemma: closed forms against best replies and equilibria of the game written out as a table."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import jervis
from counterpoise.theory.declare import DomainError
from counterpoise.theory.jervis import Game, World

SECURITY_SEEKER = {"cost": 0.3, "gain": 0.0, "loss": 1.5}
shares = st.floats(0, 1)
payoffs = st.floats(0, 3)
games = st.tuples(shares, shares, payoffs, payoffs, payoffs)


@st.composite
def stag_hunts(draw):
    """Ease, distinctness, cost, gain and loss with fear above 0 and greed at most 0."""
    ease, distinct = draw(st.floats(0.1, 1)), draw(st.floats(0, 0.9))
    loss = draw(st.floats(0.1, 3))
    cost = draw(st.floats(0.01, 0.99)) * ease * (1 - distinct) * loss
    return ease, distinct, cost, draw(st.floats(0, 0.99)) * cost / ease, loss


# one game of each class, away from every edge
TYPICAL = {
    Game.HARMONY: (0.5, 0.7, 0.3, 0.5, 1.5),
    Game.STAG_HUNT: (0.5, 0.0, 0.3, 0.5, 1.5),
    Game.PRISONERS_DILEMMA: (0.8, 0.0, 0.3, 0.5, 1.5),
    Game.CHICKEN: (0.8, 0.9, 0.3, 0.5, 1.5),
}


def table(ease, distinct, cost, gain, loss):
    """Row player's payoffs; restrain 0, arm 1."""
    reward, punishment = 0.0, -cost
    temptation, sucker = -cost + ease * gain, -ease * (1 - distinct) * loss
    return np.array([[reward, sucker], [temptation, punishment]])


def restraint_is_best(game, belief):
    restrain, arm = table(*game) @ np.array([belief, 1 - belief])
    return restrain >= arm


def pure_equilibria(game):
    pay = table(*game)
    return {(i, j) for i in (0, 1) for j in (0, 1) if pay[i, j] >= pay[1 - i, j] and pay[j, i] >= pay[1 - j, i]}


@pytest.mark.parametrize(
    ("game", "expected"),
    [
        ((0.5, 0.0, 0.3, 0.5, 1.5), 0.9),
        ((0.3, 0.0, 0.3, 0.5, 1.5), 0.5),
        ((0.5, 0.7, 0.3, 0.5, 1.5), 0.0),
        ((0.8, 0.0, 0.3, 0.5, 1.5), 1.0),
    ],
)
def test_minimum_trust_at_the_published_points(game, expected):
    assert jervis.minimum_trust(*game) == pytest.approx(expected)


# covers: F37, F38
def test_four_worlds_are_ranked_as_jervis_ranks_them():
    trust = [jervis.minimum_trust(o, kappa, **SECURITY_SEEKER) for kappa in (0.0, 0.7) for o in (0.8, 0.3)]
    assert trust == pytest.approx([0.75, 1 / 3, 1 / 6, 0.0])
    assert [jervis.dilemma_intensity(o, k, **SECURITY_SEEKER) for k in (0.0, 0.7) for o in (0.8, 0.3)] == trust
    assert sorted(trust, reverse=True) == trust
    worlds = [jervis.world(o, kappa) for kappa in (0.0, 0.7) for o in (0.8, 0.3)]
    assert [w.value for w in worlds] == [1, 2, 3, 4]


def test_worlds_are_cut_at_one_half():
    assert jervis.world(0.5, 0.5) is World.SECURITY_DILEMMA
    assert jervis.world(0.51, 0.5) is World.DOUBLY_DANGEROUS
    assert jervis.world(0.5, 0.51) is World.DOUBLY_STABLE
    assert jervis.world(0.51, 0.51) is World.AGGRESSION_POSSIBLE
    assert jervis.world(0.0, 0.0) is World.SECURITY_DILEMMA
    assert jervis.world(1.0, 1.0) is World.AGGRESSION_POSSIBLE


@pytest.mark.parametrize("point", [(-0.1, 0.5), (1.1, 0.5), (0.5, -0.1), (0.5, 1.1), (float("nan"), 0.5)])
def test_worlds_outside_the_domain_are_refused(point):
    with pytest.raises(DomainError, match="ease = .* distinct = "):
        jervis.world(*point)


@given(games)
def test_margins_are_the_payoff_differences(game):
    pay = table(*game)
    ease, distinct, cost, gain, loss = game
    assert jervis.greed(ease, cost, gain) == pytest.approx(pay[1, 0] - pay[0, 0])
    assert jervis.fear(ease, distinct, cost, loss) == pytest.approx(pay[1, 1] - pay[0, 1])
    expected = (pay[0, 0] - pay[1, 0]) - (pay[1, 1] - pay[0, 1])
    assert jervis.risk_dominance(*game) == pytest.approx(expected)


@given(games, shares)
def test_advantage_of_restraint_is_the_expected_payoff_difference(game, belief):
    restrain, arm = table(*game) @ np.array([belief, 1 - belief])
    assert jervis.restraint_advantage(belief, *game) == pytest.approx(restrain - arm, abs=1e-12)


@pytest.mark.parametrize("kind", list(Game))
def test_a_class_is_known_by_its_equilibria(kind):
    game = TYPICAL[kind]
    assert jervis.classify(*game) is kind
    expected = {
        Game.HARMONY: {(0, 0)},
        Game.STAG_HUNT: {(0, 0), (1, 1)},
        Game.PRISONERS_DILEMMA: {(1, 1)},
        Game.CHICKEN: {(0, 1), (1, 0)},
    }
    assert pure_equilibria(game) == expected[kind]


def test_gain_from_cheating_without_fear_is_chicken_not_a_prisoners_dilemma():
    """oG > a alone does not make a dilemma: told-apart arms leave nothing to fear, only to grab."""
    game = TYPICAL[Game.CHICKEN]
    assert jervis.greed(0.8, 0.3, 0.5) > 0 > jervis.fear(0.8, 0.9, 0.3, 1.5)
    assert not restraint_is_best(game, 1.0)
    assert restraint_is_best(game, 0.0)
    assert jervis.minimum_trust(*game) == 1.0
    assert jervis.dilemma_intensity(*game) == 0.0


def test_classes_on_their_edges():
    assert jervis.classify(0.5, 0.0, 0.25, 0.5, 0.5) is Game.HARMONY  # greed and fear both exactly 0
    assert jervis.classify(0.5, 0.0, 0.25, 0.5, 0.75) is Game.STAG_HUNT
    assert jervis.classify(0.5, 0.0, 0.25, 0.75, 0.5) is Game.CHICKEN
    assert jervis.minimum_trust(0.5, 0.0, 0.25, 0.5, 0.75) == 1.0  # greed 0: only certainty will do
    assert jervis.minimum_trust(0.5, 0.0, 0.25, 0.5, 0.5) == 0.0
    assert jervis.dilemma_intensity(0.5, 0.0, 0.25, 0.5, 0.5) == 0.0
    assert jervis.dilemma_intensity(0.5, 0.0, 0.25, 0.5, 0.75) == 1.0
    assert jervis.dilemma_intensity(*TYPICAL[Game.PRISONERS_DILEMMA]) == 1.0
    assert jervis.dilemma_intensity(*TYPICAL[Game.STAG_HUNT]) == pytest.approx(0.9)
    assert jervis.dilemma_intensity(*TYPICAL[Game.HARMONY]) == 0.0


@given(games, shares)
def test_minimum_trust_divides_beliefs_by_best_reply(game, belief):
    trust = jervis.minimum_trust(*game)
    assert 0 <= trust <= 1
    kind = jervis.classify(*game)
    if kind in (Game.HARMONY, Game.STAG_HUNT):
        assume(abs(belief - trust) > 1e-9)
        assume(abs(jervis.restraint_advantage(belief, *game)) > 1e-12)
        assert restraint_is_best(game, belief) == (belief >= trust)
    elif kind is Game.PRISONERS_DILEMMA:
        assert trust == 1
        assert not restraint_is_best(game, min(belief, 0.999)) or abs(jervis.fear(*np.delete(game, 3))) < 1e-9
    else:
        assert trust == 1


@given(stag_hunts())
def test_trust_asked_for_is_closed_form_in_a_stag_hunt(game):
    o, kappa, a, gain, loss = game
    assert jervis.classify(*game) is Game.STAG_HUNT
    expected = (o * (1 - kappa) * loss - a) / (o * ((1 - kappa) * loss - gain))
    assert jervis.minimum_trust(*game) == pytest.approx(expected)
    assert jervis.dilemma_intensity(*game) == jervis.minimum_trust(*game)
    assert jervis.restraint_advantage(expected, *game) == pytest.approx(0, abs=1e-12)


@given(stag_hunts())
def test_restraint_risk_dominates_iff_less_than_even_trust_suffices(game):
    margin, trust = jervis.risk_dominance(*game), jervis.minimum_trust(*game)
    assume(abs(margin) > 1e-9)
    assert (margin > 0) == (trust < 0.5)


@given(games, shares)
def test_the_trust_asked_for_rises_with_offense_and_falls_with_distinction(game, other):
    ease, distinct, *rest = game
    low, high = sorted((ease, other))
    assert jervis.minimum_trust(low, distinct, *rest) <= jervis.minimum_trust(high, distinct, *rest) + 1e-9
    low, high = sorted((distinct, other))
    assert jervis.minimum_trust(ease, high, *rest) <= jervis.minimum_trust(ease, low, *rest) + 1e-9
    assert jervis.dilemma_intensity(ease, high, *rest) <= jervis.dilemma_intensity(ease, low, *rest) + 1e-9


@given(games, shares)
def test_without_noise_the_response_is_the_best_reply(game, belief):
    advantage = jervis.restraint_advantage(belief, *game)
    assert jervis.restraint_probability(belief, *game, 0.0) == float(advantage >= 0)


def test_without_noise_a_stag_hunt_turns_exactly_at_the_threshold():
    # halves and quarters, so that the threshold is exact in floating point: t* = .5
    game = (0.5, 0.0, 0.25, 0.25, 0.75)
    assert jervis.minimum_trust(*game) == 0.5
    beliefs = np.linspace(0, 1, 1025)
    assert np.array_equal(jervis.restraint_probability(beliefs, *game, 0.0), (beliefs >= 0.5).astype(float))


@pytest.mark.parametrize("kind", list(Game))
def test_as_noise_vanishes_the_response_tends_to_the_best_reply(kind):
    beliefs = np.linspace(0, 1, 101)
    advantage = jervis.restraint_advantage(beliefs, *TYPICAL[kind])
    clear = np.abs(advantage) > 1e-6
    for noise in (1e-8, 1e-300):
        response = jervis.restraint_probability(beliefs, *TYPICAL[kind], noise)
        assert np.allclose(response[clear], advantage[clear] > 0, atol=1e-12)


@given(games, shares, st.floats(0.01, 10))
def test_response_is_the_logit_of_the_advantage(game, belief, noise):
    advantage = jervis.restraint_advantage(belief, *game)
    expected = 1 / (1 + np.exp(-advantage / noise))
    assert jervis.restraint_probability(belief, *game, noise) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_response_is_even_where_restraint_and_arming_pay_the_same():
    assert jervis.restraint_probability(0.5, 0.5, 0.0, 0.25, 0.25, 0.75, 0.1) == 0.5


def test_class_shares_count_dyads():
    games_ = np.array([TYPICAL[k] for k in Game] + [TYPICAL[Game.STAG_HUNT]]).T
    shares_ = jervis.class_shares(*games_)
    assert shares_ == {
        Game.HARMONY: 0.2,
        Game.STAG_HUNT: 0.4,
        Game.PRISONERS_DILEMMA: 0.2,
        Game.CHICKEN: 0.2,
    }
    assert jervis.class_shares(*TYPICAL[Game.CHICKEN])[Game.CHICKEN] == 1.0
    on_edge = jervis.class_shares(np.array([0.5, 0.5]), 0.0, 0.25, 0.5, 0.5)
    assert on_edge[Game.HARMONY] == 1.0


def test_security_dilemma_of_the_system_is_weighted_by_threat():
    assert jervis.system_intensity([0.2, 0.8], [1, 3]) == pytest.approx(0.65)
    assert jervis.system_intensity([0.2, 0.8], [0.01, 0.03]) == pytest.approx(0.65)
    assert jervis.system_intensity([0.2, 0.8], 1.0) == pytest.approx(0.5)
    assert jervis.system_intensity([0.0, 1.0], [0.0, 2.0]) == 1.0


@pytest.mark.parametrize(
    ("intensity", "threat", "name"),
    [
        ([0.2, 1.1], [1, 1], "intensity"),
        ([-0.1, 0.5], [1, 1], "intensity"),
        ([np.nan, 0.5], [1, 1], "intensity"),
        ([0.2, 0.5], [0, 0], "threat"),
        ([0.2, 0.5], [3, -1], "threat"),
        ([0.2, 0.5], [np.inf, 1], "threat"),
    ],
)
def test_system_intensity_refuses_what_it_cannot_weigh(intensity, threat, name):
    with pytest.raises(DomainError, match=f"system_intensity: {name}"):
        jervis.system_intensity(intensity, threat)


def test_arguments_outside_the_domain_are_refused_by_name():
    for name in ("ease", "distinct", "cost", "gain", "loss"):
        arguments = {"ease": 0.5, "distinct": 0.5, "cost": 0.5, "gain": 0.5, "loss": 0.5, name: -0.1}
        with pytest.raises(DomainError, match=f"{name} = -0.1"):
            jervis.minimum_trust(**arguments)
    with pytest.raises(DomainError, match="ease = 1.1"):
        jervis.fear(1.1, 0.0, 0.1, 1.0)
    with pytest.raises(DomainError, match="distinct = 1.1"):
        jervis.fear(0.1, 1.1, 0.1, 1.0)
    with pytest.raises(DomainError, match="noise = -1"):
        jervis.restraint_probability(0.5, 0.5, 0.0, 0.3, 0.5, 1.5, -1)
    with pytest.raises(DomainError, match="belief = 1.5"):
        jervis.restraint_advantage(1.5, 0.5, 0.0, 0.3, 0.5, 1.5)
