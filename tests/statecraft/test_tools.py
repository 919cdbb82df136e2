"""Mixes spend one budget; what a mix serves or harms is counted by one rule; doing nothing does nothing."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import InputError
from counterpoise.models import NEOREALIST
from counterpoise.runs.starting import starting_world
from counterpoise.statecraft.advice import SHOWN, best, mixes, restrained, shown
from counterpoise.statecraft.goals import GOALS
from counterpoise.statecraft.portfolios import Portfolio, doubles, even, single
from counterpoise.statecraft.trial import Question, lived, start
from counterpoise.theory.portfolio import TOOLS

ASKED = Question("PAK", ("IND",))
FEW = Question("PAK", ("IND",), years=2, members=8)


@pytest.fixture(scope="module")
def world():
    return starting_world(2024)


def row(portfolio, goal, effect, error=0.01, theory="neorealist", spread=1.0, better=0.9):
    return {
        "theory": theory, "portfolio": portfolio, "goal": goal, "unit": "", "usual": 1.0, "effect": effect,
        "low": effect - error, "high": effect + error, "better": better, "spread": spread, "members": 96,
    }  # fmt: skip


# covers: P03, F13
def test_every_mix_spends_the_same(world):
    for portfolio in (*single(), even(), *doubles()):
        values = start(ASKED, portfolio, world).values
        spent = sum(np.asarray(values[f"tool_{tool}"]).sum() for tool in TOOLS)
        assert spent == pytest.approx(ASKED.budget)


def test_aims_sum_to_one_and_go_where_they_are_meant(world):
    index, states = world.actors.index, world.actors.states
    aim = np.asarray(start(ASKED, even(), world).values["aim"])
    assert aim.sum() == pytest.approx(1.0)
    assert {(states[i], states[j]) for i, j in zip(index.src[aim > 0], index.dst[aim > 0], strict=True)} == {
        ("PAK", "IND")
    }
    everybody = np.asarray(start(Question("PAK"), even(), world).values["aim"])
    assert everybody.sum() == pytest.approx(1.0)
    assert (everybody > 0).sum() == (index.src == states.index("PAK")).sum()


def test_a_target_that_is_no_partner_is_refused(world):
    with pytest.raises(InputError, match="not among the pairs"):
        start(Question("PAK", ("TUV",)), even(), world)


@pytest.mark.parametrize("wrong", [{"budget": 0.0}, {"budget": 0.5}, {"years": 0}, {"members": 2}])
def test_numbers_out_of_range_are_refused(wrong):
    with pytest.raises(InputError, match="--"):
        Question("PAK", **wrong)


def test_parts_must_be_of_known_tools_and_sum_to_one():
    with pytest.raises(InputError, match="no tool"):
        Portfolio("odd", (("magic", 1.0),))
    with pytest.raises(InputError, match="sum to one"):
        Portfolio("half", (("legal", 0.5),))


def test_what_arms_nobody_says_so():
    assert {p.name for p in single() if p.restrained} == {"diplomatic", "political", "legal", "cultural"}
    assert not even().restrained


def test_an_effect_counts_if_it_is_sure_large_and_the_same_under_both_theories():
    cases = {
        "sure": [row("sure", "power", 0.2), row("sure", "power", 0.3, theory="institutionalist")],
        "small": [row("small", "power", 0.5 * SHOWN), row("small", "power", 0.5 * SHOWN, theory="institutionalist")],
        "vague": [row("vague", "power", 0.2, 0.3), row("vague", "power", 0.3, theory="institutionalist")],
        "torn": [row("torn", "power", 0.2), row("torn", "power", -0.2, theory="institutionalist")],
    }
    found = shown(pd.DataFrame([each for rows in cases.values() for each in rows])).set_index("portfolio").shown
    assert dict(found) == {"sure": True, "small": False, "vague": False, "torn": False}


def test_less_of_a_bad_thing_serves_and_more_of_it_harms():
    table = pd.DataFrame([row("diplomatic", "peace", -0.2), row("military", "peace", 0.2)])
    found = mixes(shown(table), single()).set_index("portfolio")
    assert found.serves["diplomatic"] == found.harms["military"] == "peace"
    assert best(shown(table)).portfolio.tolist() == ["diplomatic"]
    assert restrained(shown(table), single()) == "diplomatic"


def test_a_mix_that_serves_peace_in_few_worlds_is_no_option():
    table = pd.DataFrame([row("diplomatic", "peace", -0.2, better=0.55)])
    assert restrained(shown(table), single()) == ""


def test_money_moves_the_state_that_spends_it():
    goals = [goal for goal in GOALS if goal.name in ("stability", "power")]
    usual = lived(FEW, NEOREALIST, None, goals)
    again = lived(FEW, NEOREALIST, None, goals)
    political = lived(FEW, NEOREALIST, Portfolio("political", (("political", 1.0),)), goals)
    np.testing.assert_array_equal(usual, again)
    assert np.all(political[1] > usual[1])
