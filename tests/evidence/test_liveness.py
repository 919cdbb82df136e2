"""What is alive: the arithmetic of effects, toys that move something, themselves or nothing, and the default model."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.core.fields import Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Uniform
from counterpoise.engine import Actors, Initial, Mode, Model
from counterpoise.evidence.liveness import (
    Placebo,
    Trial,
    effect_of,
    not_shown,
    of_mechanisms,
    of_parameters,
    uncertain,
    verdicts,
    with_more,
)
from counterpoise.evidence.trial_world import made_up
from counterpoise.mechanisms.vocabulary import VOCABULARY

BASE = np.array([1.0, 2.0, 3.0, 4.0])
SPREAD = BASE.std(ddof=1)


class Mover(Mechanism):
    """Output grows with agility; one parameter does it, the other only seems to."""

    phase = Phase.GROW
    strength = param(Uniform(0.0, 0.3), unit="1/year", source="assumed", doc="growth of the most agile")
    dead = param(Uniform(0.0, 1.0), unit="1", source="assumed", doc="multiplied by nothing")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += world.gdp[i] * (p.strength * world.agility[i] + 0.0 * p.dead)


class Measurer(Mechanism):
    """Hard power is output; nobody reads it."""

    phase = Phase.MEASURE

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.hard[i] += world.gdp[i] / 100.0

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.hard[i] += 0.2


class Faint(Mechanism):
    """Moves output by far less than it scatters."""

    phase = Phase.SETTLE

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += 1e-5 * world.gdp[i]


@pytest.fixture(scope="module")
def trial():
    names = tuple("ABCDE")
    actors = Actors(names)
    values = {f.name: made_up(f, actors) for f in VOCABULARY.values() if f.kind is not Kind.FLOW}
    values |= {"gdp": np.array([10.0, 5.0, 3.0, 2.0, 1.0]), "hard": 0.2}
    model = Model((Mover, Measurer, Placebo, Faint), VOCABULARY)
    return Trial(model, Initial(actors, 2024, VOCABULARY, values), 5, 12, seed=3, mode=Mode.PLAIN)


def test_a_shift_of_everyone_is_known_exactly():
    found = effect_of(BASE, BASE, BASE + 1.0, 0.95)
    assert found.size == pytest.approx(1.0 / SPREAD)
    assert found.low == pytest.approx(found.high)


def test_the_interval_is_students():
    moved = BASE + np.array([0.0, 1.0, 2.0, 1.0])
    found = effect_of(BASE, BASE, moved, 0.95)
    half = 3.1824463 * np.std([0, 1, 2, 1], ddof=1) / 2.0
    assert (found.size, found.low, found.high) == pytest.approx(
        (1.0 / SPREAD, (1.0 - half) / SPREAD, (1.0 + half) / SPREAD)
    )


def test_luck_that_pulls_both_ways_moves_no_outcome():
    found = effect_of(BASE, BASE, BASE + np.array([1.0, -1.0, 1.0, -1.2]), 0.95)
    assert found.low < 0.0 < found.high


def test_the_sign_of_an_effect_does_not_matter():
    down, up = (effect_of(BASE, BASE, BASE + step, 0.95) for step in (-1.0, 1.0))
    assert down == up


def test_states_that_move_apart_count_though_their_mean_stays():
    base = np.stack([BASE, 2.0 * BASE], axis=1)
    found = effect_of(base, base, base + np.array([1.0, -1.0]), 0.95)
    assert found.size == pytest.approx(1.0 / (1.5 * SPREAD))
    assert found.low == pytest.approx(found.high)


def test_no_difference_is_no_effect_even_of_what_never_varies():
    same = np.ones(4)
    assert effect_of(same, same, same, 0.95).high == 0.0
    assert effect_of(same, same, same + 1.0, 0.95).low == np.inf


def test_toys_come_out_as_what_they_are(trial):
    """One moves what it does not write, one only what it writes; one draws for nothing, one moves too little."""
    found = verdicts(of_mechanisms(trial)).set_index("subject")
    assert found.verdict.to_dict() == {
        "Mover": "live", "Measurer": "own field only", "Placebo": "inert", "Faint": "inert",
    }  # fmt: skip
    assert found.loc["Mover", "measure"] == "powers_hard"
    assert found.loc["Placebo", "size"] == 0.0
    assert found.loc["Faint", "size"] > 0.0


def test_a_parameter_that_does_nothing_is_dead(trial):
    found = verdicts(of_parameters(trial, ["Mover.strength", "Mover.dead"])).set_index("subject")
    assert found.verdict.to_dict() == {"Mover.strength": "live", "Mover.dead": "inert"}
    assert uncertain(trial.model) == ["Mover.strength", "Mover.dead", "Placebo.strength"]


def test_effects_follow_by_hand(trial):
    """Against a run in which nothing grows, world output differs by what was grown, known in closed form."""
    strength = trial.ensemble.theta[:, 0, trial.model.column("Mover.strength")].astype(float)
    agility, gdp = (trial.start.values[name] for name in ("agility", "gdp"))
    grown = gdp * (1.0 + strength[:, None] * agility + 1e-5) ** 5
    np.testing.assert_allclose(trial.base["gdp"], grown, rtol=1e-4)
    table = of_mechanisms(trial, ["Mover"]).set_index("measure")
    still = gdp * (1.0 + 1e-5) ** 5
    expected = np.abs(grown - still).mean() / grown.std(axis=0, ddof=1).mean()
    assert table.loc["gdp", "size"] == pytest.approx(expected, rel=1e-3)


def made(subject, *rows):
    """A table of effects: (measure, own, size, low) each."""
    columns = ["subject", "measure", "of_states", "own", "size", "low", "high", "moved"]
    return pd.DataFrame(
        [(subject, m, False, own, s, low, 2 * s - low, low > 0) for m, own, s, low in rows], columns=columns
    )


def test_not_shown_is_not_the_same_as_shown_to_move_nothing():
    tables = [
        made("sure", ("wars", False, 0.5, 0.3), ("depth", True, 0.9, 0.8)),
        made("lucky", ("wars", False, 0.5, -0.1)),
        made("weightless", ("wars", False, 0.019, -0.1)),
        made("vain", ("wars", False, 0.5, -0.1), ("depth", True, 0.5, 0.4)),
    ]
    table = pd.concat(tables)
    found = verdicts(table).set_index("subject")
    assert found.verdict.to_dict() == {
        "sure": "live", "lucky": "unclear", "weightless": "inert", "vain": "own field only",
    }  # fmt: skip
    assert found.loc["sure", "measure"] == "wars"
    assert not_shown(table) == ["lucky", "weightless"]
    retold = verdicts(with_more(table, made("lucky", ("wars", False, 0.5, 0.1)))).set_index("subject")
    assert list(retold.index) == list(found.index)
    assert retold.verdict["lucky"] == "live"


# covers: F27
@pytest.mark.slow
def test_nothing_in_the_default_model_is_dead_weight_but_what_is_listed():
    from counterpoise.evidence.liveness_page import MEASURES_ONLY, MEMBERS, trial

    table = of_mechanisms(trial(MEMBERS["mechanisms"]))
    assert np.all(np.isfinite(table[["size", "low", "high"]].where(table["size"] < np.inf, 0.0)))
    found = verdicts(table).set_index("subject").verdict
    assert found["Placebo"] == "inert"
    assert set(found.index[found != "live"]) <= {*MEASURES_ONLY, "Placebo"}
