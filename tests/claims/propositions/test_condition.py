"""Conditions that were planted are found, and none is found in noise."""

import numpy as np
import pytest

from counterpoise.claims.propositions.condition import CHANCE, drivers, region

N, K = 1000, 40
NAMES = tuple(f"Made.p{k}" for k in range(K))


def drawn(seed):
    return np.random.default_rng(seed).uniform(size=(N, K))


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_threshold_is_found(seed):
    parameters = drawn(seed)
    holds = parameters[:, 7] > 0.7
    found = region(holds, parameters, NAMES)
    assert found.sides[0].parameter == "Made.p7"
    assert found.sides[0].above
    assert found.sides[0].threshold == pytest.approx(0.7, abs=0.06)
    assert found.density > 0.85
    assert found.coverage > 0.85
    assert found.base == pytest.approx(0.3, abs=0.06)


def test_a_corner_of_two_parameters_is_found():
    parameters = drawn(3)
    holds = (parameters[:, 2] > 0.5) & (parameters[:, 9] <= 0.4)
    found = region(holds, parameters, NAMES)
    assert {(s.parameter, s.above) for s in found.sides} == {("Made.p2", True), ("Made.p9", False)}
    assert found.density > 0.8
    assert found.coverage > 0.7


@pytest.mark.parametrize("seed", range(5))
def test_no_region_stands_in_noise(seed):
    luck = np.random.default_rng(100 + seed)
    assert region(luck.uniform(size=N) < 0.5, drawn(seed), NAMES) is None


def test_a_region_is_judged_on_members_it_was_not_found_on():
    parameters = drawn(4)
    holds = parameters[:, 0] > 0.5
    holds[1::2] = np.random.default_rng(5).uniform(size=N // 2) < 0.5  # the threshold is true of the even members only
    assert region(holds, parameters, NAMES) is None


def test_what_always_or_never_holds_has_no_region():
    assert region(np.ones(N, bool), drawn(6), NAMES) is None
    assert region(np.zeros(N, bool), drawn(6), NAMES) is None


def test_drivers_are_the_parameters_an_effect_is_made_of():
    parameters = drawn(7)
    effect = 3.0 * parameters[:, 4] - np.exp(parameters[:, 11]) + 0.1 * np.random.default_rng(8).normal(size=N)
    found = drivers(effect, parameters, NAMES)
    assert [d.parameter for d in found[:2]] == ["Made.p4", "Made.p11"]
    assert found[0].correlation > 0.5 > 0 > found[1].correlation


def test_chance_alone_names_no_driver():
    luck = np.random.default_rng(9)
    named = [drivers(luck.normal(size=N), drawn(20 + k), NAMES) for k in range(10)]
    assert sum(map(len, named)) <= 1
    assert CHANCE >= 3.0


def test_drivers_heed_weights_and_what_does_not_vary_is_none():
    parameters = drawn(10)
    effect = np.where(parameters[:, 0] > 0.5, parameters[:, 1], parameters[:, 2])
    weights = np.where(parameters[:, 0] > 0.5, 1.0, 0.0)
    assert drivers(effect, parameters, NAMES, weights)[0].parameter == "Made.p1"
    assert "Made.p2" not in {d.parameter for d in drivers(effect, parameters, NAMES, weights)}
    assert drivers(np.zeros(N), parameters, NAMES) == []
    assert drivers(effect, np.ones((N, K)), NAMES) == []
