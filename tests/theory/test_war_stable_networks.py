"""Jackson and Nei (2015): the theorem by enumeration, vulnerability by trying every coalition."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import war_stable_networks as wars
from counterpoise.theory.declare import DomainError

seeds = st.integers(0, 10_000)


def subsets(items):
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def vulnerable_by_hand(links, power, advantage, trade=None, spoils=0.0):
    """The definition, coalition by coalition."""
    n = len(power)
    found = [False] * n
    for i in range(n):
        allies = {k for k in range(n) if links[i, k]}
        for j in set(range(n)) - {i}:
            for others in subsets([k for k in range(n) if links[j, k] and k != i]):
                coalition = {j, *others}
                if trade is not None and any(links[k, i] and trade[k, i] > spoils for k in coalition):
                    continue
                defense = sum(power[k] for k in {i} | (allies - coalition))
                if sum(power[k] for k in coalition) > advantage * defense:
                    found[i] = True
    return found


def random_case(seed, n):
    rng = np.random.default_rng(seed)
    links = np.triu(rng.uniform(size=(n, n)) < rng.uniform(), 1)
    return links | links.T, rng.lognormal(0, 0.7, n), float(rng.uniform(0.4, 4.0)), rng


@given(seeds, st.integers(2, 5))
def test_vulnerability_is_its_definition(seed, n):
    links, power, advantage, _ = random_case(seed, n)
    assert wars.vulnerable(links, power, advantage).tolist() == vulnerable_by_hand(links, power, advantage)


@given(seeds, st.integers(2, 5))
def test_vulnerability_with_trade_is_its_definition(seed, n):
    links, power, advantage, rng = random_case(seed, n)
    trade, spoils = rng.uniform(size=(n, n)), float(rng.uniform())
    got = wars.vulnerable(links, power, advantage, trade, spoils)
    assert got.tolist() == vulnerable_by_hand(links, power, advantage, trade, spoils)


def test_vulnerability_over_many_networks_at_once():
    many = wars.networks(4)
    power = [1.0, 2.0, 0.5, 1.5]
    together = wars.vulnerable(many, power, 1.3)
    assert together.tolist() == [wars.vulnerable(one, power, 1.3).tolist() for one in many]


def test_ties_leave_the_defense_standing():
    assert not wars.vulnerable(np.zeros((2, 2)), [1, 2], 2.0).any()
    assert wars.vulnerable(np.zeros((2, 2)), [1, 2], 1.99).tolist() == [True, False]


def no_alliance_survives(n, cases, reading):
    for seed in range(cases):
        _, power, advantage, _ = random_case(seed, n)
        for network in wars.war_stable(power, advantage, reading):
            assert not network.any()


@pytest.mark.parametrize("reading", wars.READINGS)
@pytest.mark.parametrize("n", [3, 4])
def test_no_network_with_an_alliance_is_war_stable(n, reading):
    no_alliance_survives(n, 150, reading)


@pytest.mark.slow
@pytest.mark.parametrize("reading", wars.READINGS)
def test_no_network_with_an_alliance_is_war_stable_among_five(reading):
    no_alliance_survives(5, 500, reading)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_empty_network_condition_against_enumeration(n):
    verdicts = set()
    for seed in range(60):
        rng = np.random.default_rng(seed)
        power, advantage = rng.uniform(0.7, 1.3, n), float(rng.uniform(1.0, 5.0))
        condition = wars.empty_network_is_stable(power, advantage)
        assert condition == any(not network.any() for network in wars.war_stable(power, advantage))
        verdicts.add(condition)
    assert verdicts == {True, False}


@pytest.mark.parametrize("n", [3, 4, 5])
def test_equals_need_double_strength_in_defense(n):
    assert wars.empty_network_is_stable([1.0] * n, 2.0)
    assert not wars.empty_network_is_stable([1.0] * n, 1.999)


def test_each_country_must_withstand_the_two_strongest_others():
    """The weakest faces 3 + 2, but the middle one faces 3 + 1 only."""
    assert wars.empty_network_is_stable([1, 2, 3], 5.0)
    assert not wars.empty_network_is_stable([1, 2, 3], 4.99)
    assert wars.empty_network_is_stable([2, 2, 3, 1], 5.0)
    assert not wars.empty_network_is_stable([2, 2, 3, 1], 4.9)


def test_stability_is_its_three_conditions():
    """With trade there are stable networks; each is checked by hand against S1, S2 and S3."""
    rng = np.random.default_rng(1)
    seen = 0
    for _ in range(20):
        power, advantage = rng.uniform(0.5, 1.5, 4), float(rng.uniform(0.8, 2.0))
        trade, spoils = rng.uniform(size=(4, 4)) * (rng.uniform(size=(4, 4)) < 0.7), float(rng.uniform(0, 0.6))
        for reading in wars.READINGS:
            stable = {code.tobytes() for code in wars.war_stable(power, advantage, reading, trade, spoils)}
            for links in wars.networks(4):
                expected = stable_by_hand(links, power, advantage, reading, trade, spoils)
                assert (links.tobytes() in stable) == expected
                seen += expected and links.any()
    assert seen > 10


def stable_by_hand(links, power, advantage, reading, trade, spoils):
    def exposed(network):
        return vulnerable_by_hand(network, power, advantage, trade, spoils)

    if any(exposed(links)):
        return False
    for i, j in combinations(range(len(power)), 2):
        other = links.copy()
        other[i, j] = other[j, i] = not links[i, j]
        after = exposed(other)
        if not links[i, j]:
            if any(after):
                return False
        elif not (trade[i, j] > 0 and trade[j, i] > 0):
            needed = any(after) if reading == "anyone" else after[i] and after[j]
            if not needed:
                return False
    return True


def test_trade_makes_peace_among_all_stable():
    """Every pair trades more than war would bring: the complete network holds, though without trade nothing does."""
    power, advantage, trade = [1.0] * 4, 1.0, np.full((4, 4), 1.0)
    assert len(wars.war_stable(power, advantage)) == 0
    stable = wars.war_stable(power, advantage, trade=trade, spoils=0.5)
    assert any(network.sum() == 12 for network in stable)
    assert not any(network.sum() == 12 for network in wars.war_stable(power, advantage, trade=trade, spoils=1.5))


def test_an_indifferent_winner_attacks():
    links, trade = np.array([[0, 1], [1, 0]]), np.full((2, 2), 0.5)
    assert wars.vulnerable(links, [1, 5], 1.0, trade, 0.5).tolist() == [True, False]
    assert not wars.vulnerable(links, [1, 5], 1.0, trade, 0.49).any()
    assert not wars.vulnerable(links, [1, 5], 1.0, trade).any()  # no spoils unless stated
    assert [network.sum() for network in wars.war_stable([1, 5], 1.0, trade=trade)] == [2]
    assert wars.attack_gain(0.5, 0.2) == pytest.approx(0.3)


def test_networks():
    for n, total in ((2, 2), (3, 8), (4, 64), (5, 1024), (6, 32768)):
        every = wars.networks(n)
        assert every.shape == (total, n, n)
        assert not every[0].any()
        assert every[-1].sum() == n * (n - 1)
    every = wars.networks(4)
    assert len({one.tobytes() for one in every}) == 64
    assert (every == every.transpose(0, 2, 1)).all()
    assert not every[:, range(4), range(4)].any()


@given(st.floats(0.1, 5), st.floats(0, 5), st.floats(0.1, 5))
def test_defense_margin(defenders, attackers, advantage):
    assert wars.defense_margin(defenders, attackers, advantage) == pytest.approx(advantage * defenders - attackers)


def test_renaming_countries_permutes_the_answer():
    links, power, advantage, rng = random_case(8, 5)
    order = rng.permutation(5)
    renamed = wars.vulnerable(links[np.ix_(order, order)], power[order], advantage)
    assert renamed.tolist() == wars.vulnerable(links, power, advantage)[order].tolist()


def test_bad_input_is_refused():
    empty = np.zeros((2, 2))
    for links, power, advantage, message in (
        (empty, [1, 0], 1.0, "strength"),
        (empty, [[1, 1]], 1.0, "strength"),
        (empty, [1, 1], 0.0, "advantage"),
        (np.zeros((3, 3)), [1, 1], 1.0, "symmetric among 2"),
        (np.array([[0, 1], [0, 0]]), [1, 1], 1.0, "symmetric among 2"),
    ):
        with pytest.raises(DomainError, match=message):
            wars.vulnerable(links, power, advantage)
    with pytest.raises(DomainError, match="needed_by"):
        wars.war_stable([1, 1, 1], 1.0, "nobody")
    for bad in (1, 7):
        with pytest.raises(DomainError, match="countries"):
            wars.networks(bad)
    with pytest.raises(DomainError, match="three countries"):
        wars.empty_network_is_stable([1, 1], 3.0)
