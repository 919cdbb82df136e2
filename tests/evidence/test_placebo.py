"""The placebo on toys: a planted conclusion about who gains vanishes, one that is not AI's stays, levels stay."""

import numpy as np
import pytest

from counterpoise.core.fields import Dimension
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Uniform
from counterpoise.engine import Actors, Ensemble, Initial, Mode, Model
from counterpoise.evidence.placebo import (
    AI_INPUTS,
    ANYBODY,
    STAYS,
    VANISHES,
    judged,
    permuted,
    rank_correlation,
    standing,
)
from counterpoise.evidence.relived import Worlds
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.mechanisms.vocabulary import VOCABULARY

from .toy_world import Luck, Measurer, Mover

N = 24
ORDERS = [np.random.default_rng(k).permutation(N) for k in range(10)]


class Heir(Mechanism):
    """What counts as AI here helps the populous, whoever holds AI."""

    phase = Phase.GROW
    strength = param(Uniform(0.01, 0.02), unit="1/year", source="assumed", doc="growth of the most populous")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += world.gdp[i] * p.strength * world.population[i]


def start():
    luck = np.random.default_rng(1)
    names = tuple(f"S{k:02d}" for k in range(N))
    agility = luck.uniform(size=N)
    values = {
        "gdp": np.exp(luck.normal(size=N)),
        "agility": agility,
        "population": agility + 0.3 * luck.uniform(size=N),
        "hard": np.full(N, 1.0 / N),
    }
    return Initial(Actors(names, np.array([0, 1]), np.array([1, 0]), (), (), ()), 2024, VOCABULARY, values, {})


def worlds(mechanisms, initial):
    model = Model(mechanisms, VOCABULARY)
    return Worlds(Ensemble(model, initial, 2, 6, seed=1, mode=Mode.PLAIN, record=("gdp", "hard")))


def found(planted):
    mechanisms = (planted, Luck, Measurer)
    others = (worlds(mechanisms, permuted(start(), order)) for order in ORDERS)
    return judged(worlds(mechanisms, start()), others, ORDERS, [planted.__name__])


def test_a_planted_conclusion_about_who_gains_vanishes_and_the_level_stays():
    seen = found(Mover)
    who = seen.who.set_index(["gain", "standing"]).sort_index()
    for label in ("real", "real, output held"):
        row = who.loc[("gdp", label)]
        assert row.real > 0.95
        assert abs(row.placebo) < 0.2
        assert row.verdict == VANISHES
        assert row.held > 0.95  # who was handed the AI gains instead
    level = seen.levels.set_index("outcome").loc["growth_world"]
    assert level.low > 0.0
    assert level.verdict == ANYBODY


def test_what_is_not_due_to_ai_stays_and_is_caught():
    row = found(Heir).who.set_index(["gain", "standing"]).sort_index().loc[("gdp", "real")]
    assert row.real > 0.8
    assert row.placebo == pytest.approx(row.real, abs=0.02)
    assert row.verdict == STAYS
    assert abs(row.held) < 0.2


def test_inputs_are_starting_values_of_states_and_move_together():
    assert all(STARTED[name].dimension is Dimension.STATE for name in AI_INPUTS)
    initial, order = start(), ORDERS[0]
    initial.errors["agility"] = np.arange(N, dtype=float)
    moved = permuted(initial, order)
    assert np.array_equal(moved.values["agility"], initial.values["agility"][order])
    assert np.array_equal(moved.errors["agility"], initial.errors["agility"][order])
    assert np.array_equal(moved.values["gdp"], initial.values["gdp"])
    assert standing(initial)[order] == pytest.approx(standing(moved))


def test_every_input_of_the_real_start_that_says_ai_is_handed_out():
    """Whoever adds a reading to the rooms of technology and channels decides whether it is AI."""
    from counterpoise.runs.starting import starting_world

    held = starting_world(2024).values
    assert set(AI_INPUTS) <= set(held)
    technology = {f.name for f in VOCABULARY.values() if f.name.startswith("u_")} | {"compute", "talent", "spending"}
    assert technology <= set(AI_INPUTS)


def test_holding_output_takes_out_what_output_explains():
    luck = np.random.default_rng(2)
    output = luck.normal(size=500)
    one, other = output + 0.3 * luck.normal(size=500), output + 0.3 * luck.normal(size=500)
    assert rank_correlation(one, other) > 0.8
    assert abs(rank_correlation(one, other, output)) < 0.1
    assert rank_correlation(one, np.exp(one)) == pytest.approx(1.0)
    assert rank_correlation(np.ones(500), other) == 0.0
