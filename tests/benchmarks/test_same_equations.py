"""The opponents of the engine live the same worlds as the engine, or the comparison of their speed means nothing."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.same_equations import numpy_world
from benchmarks.same_equations.agreement import Disagreement, check, shares_beyond
from benchmarks.same_equations.draws import Luck, OwnLuck, starting_values, words
from benchmarks.same_equations.report import Contestant, ratios, summary, text
from benchmarks.same_equations.subset import DYAD_OUTCOMES, STATE_OUTCOMES, parameters, subset

from counterpoise.core.random import Draw, philox
from counterpoise.engine import Ensemble, Initial

EVERY = (*STATE_OUTCOMES, *DYAD_OUTCOMES)
SEED, YEARS, MEMBERS = 5, 6, np.arange(3)
ERRORS = {"gdp": 0.05, "u_cyber": 0.4, "distance": 0.01, "affinity": 0.05, "trust": 0.5, "memory": 0.3}


@pytest.fixture(scope="module")
def world() -> Initial:
    """Twelve made-up states, with errors on every scale; losses, controls and disputes stay as they are."""
    path = Path(__file__).parents[1] / "mechanisms" / "small_world.py"
    spec = importlib.util.spec_from_file_location("small_world_of_benchmarks", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.initial()
    src, dst = (np.asarray(getattr(made.actors.index, name), int) for name in ("src", "dst"))
    staying = {"loss": np.linspace(0.0, 0.1, 12), "restricted": np.linspace(0.5, 0.0, 12), "onset": src + dst == 7}
    return Initial(made.actors, made.year, made.vocabulary, made.values | staying, ERRORS)


@pytest.fixture(scope="module")
def theta() -> np.ndarray:
    """Drawn from the priors, but alliances change more easily, so that some do in few years."""
    return subset().sample(SEED, MEMBERS, {"Alignment.inertia": 0.5})


@pytest.fixture(scope="module")
def lived(world, theta):
    """The engine's own answer, from its plain Python form, which has the compiled one's bits."""
    ensemble = Ensemble(subset(), world, YEARS, MEMBERS, seed=SEED, record=EVERY, theta=theta, mode="plain")
    return ensemble.run(threads=1).fields


def in_numpy(world, theta, batch=3, luck=Luck):
    return numpy_world.run(subset(), world, YEARS, MEMBERS, theta, SEED, EVERY, batch, luck)


@pytest.mark.parametrize("batch", [1, 3])
def test_numpy_edge_lists_live_the_engines_worlds(world, theta, lived, batch):
    check(lived, in_numpy(world, theta, batch), "NumPy", ties=0.0)


def test_mesa_agents_live_the_engines_worlds(world, theta, lived):
    pytest.importorskip("mesa", reason="Mesa is not installed (the extra 'bench')")
    from benchmarks.same_equations import mesa_world

    found = mesa_world.run(subset(), world, YEARS, MEMBERS, theta, SEED, EVERY)
    check(lived, found, "Mesa", ties=0.0)


def test_what_is_compared_is_not_standing_still(lived):
    for name in EVERY:
        moved = np.ptp(lived[name][:, 1:], axis=1) > 0
        assert moved.any(), name
        assert np.ptp(lived[name][:, -1], axis=0).any(), f"{name} is alike in all members"
    made, left = (np.any(np.diff(lived["alliance"], axis=1) == way) for way in (1.0, -1.0))
    assert made
    assert left


def test_the_loop_closes(world, theta):
    """More investment by one state reaches its power, and through fear of it others' arms, pacts and investment."""
    one = 3
    more = world.values["spending"] * np.where(np.arange(12) == one, 10.0, 1.0)
    richer = Initial(world.actors, world.year, world.vocabulary, world.values | {"spending": more}, ERRORS)
    before, after = in_numpy(world, theta), in_numpy(richer, theta)
    assert np.all(after["smart"][:, -1, one] > before["smart"][:, -1, one])
    sent = np.asarray(world.actors.index.src) != one
    for name in ("threat", "dilemma", "milex_share", "spending", "hedging"):
        others = np.arange(12) != one if name in STATE_OUTCOMES else sent
        assert np.any(after[name][:, -1][:, others] != before[name][:, -1][:, others]), name


@pytest.mark.parametrize("parameter", ["Growth.own_shock", "Adoption.w_rivals", "Beliefs.bias", "Alignment.inertia"])
def test_a_small_change_of_one_equation_is_noticed(world, theta, lived, parameter):
    other = theta.copy()
    other[:, :, subset().column(parameter)] *= 1.2
    with pytest.raises(Disagreement, match="NumPy differs from the engine in"):
        check(lived, in_numpy(world, other), "NumPy")


def test_own_draws_make_other_worlds_of_the_same_kind(world, theta, lived):
    other = in_numpy(world, theta, luck=OwnLuck)
    assert shares_beyond(lived, other, ["gdp"])["gdp"] > 0.5
    ratio = other["gdp"][:, -1].sum(1) / lived["gdp"][:, -1].sum(1)
    assert np.all((ratio > 0.7) & (ratio < 1.4))


def test_draws_are_the_engines_bit_by_bit():
    rng = np.random.default_rng(2)
    identity, members = rng.integers(0, 2**32, 50, np.uint64), np.array([0, 1, 2**32 - 1], np.uint64)
    place = (2031, 0xFFFFFFFF, 1, 0xDEADBEEF)
    with np.errstate(over="ignore"):
        expected = philox(identity, *place, members[:, None])
    found = words(identity, *place, members[:, None])
    for mine, engines in zip(found, expected[:2], strict=True):
        np.testing.assert_array_equal(mine, engines)


def test_distributions_are_the_engines():
    luck, identity = Luck(9, np.array([4])), np.arange(40, dtype=np.uint64)
    luck.year = 2030
    with np.errstate(over="ignore"):
        draws = Draw(9, np.uint32(4), np.uint32(2030), np.uint32(77))
        uniform = [draws.uniform(np.uint32(i)) for i in range(40)]
        normal = [draws.normal(np.uint32(i), np.uint32(1)) for i in range(40)]
    np.testing.assert_array_equal(luck.uniform(77, identity)[0], uniform)
    np.testing.assert_allclose(luck.normal(77, identity, channel=1)[0], normal, rtol=1e-5, atol=1e-6)


def test_starts_respect_bounds_and_the_ends_of_scales(world):
    values = starting_values(world, subset(), Luck(1, np.arange(40)))
    assert np.ptp(values["gdp"][:, 0]) > 0
    assert np.all(values["personnel"] == np.float32(world.values["personnel"]))
    assert values["trust"].min() >= 0.01
    assert values["trust"].max() <= 0.99


def test_parameters_are_columns_by_mechanism_and_name(theta):
    model = subset()
    found = parameters(model, theta[:, 0])
    assert found.Beliefs.bias.shape == (3, 1)
    np.testing.assert_array_equal(found.Beliefs.bias[:, 0], theta[:, 0, model.column("Beliefs.bias")])


def test_ratios_are_taken_within_rounds():
    """A round in which everything is slow must not look like a difference."""
    engine = Contestant("engine strict", lambda: None, 100, rounds=[(1.0, 1.0), (10.0, 2.0)])
    mesa = Contestant("Mesa", lambda: None, 10, rounds=[(20.0, 10.0), (200.0, 20.0)])
    (row,) = ratios([engine, mesa])
    assert row["wall"] == {"median": 200.0, "low": 200.0, "high": 200.0}
    assert row["processor"]["median"] == 100.0
    assert row["bar"] == 100.0


def test_the_report_names_size_machine_and_bars(world):
    engine = Contestant("engine fast", lambda: None, 100, "ready in 1 s", rounds=[(1.0, 0.5)])
    numpy_draws = Contestant("NumPy", lambda: None, 100, rounds=[(2.0, 1.25)])
    result = json.loads(json.dumps(summary([engine, numpy_draws], subset(), world, YEARS)))
    assert result["size"] == {"mechanisms": 16, "states": 12, "dyads": 132, "years": YEARS}
    shown = text(result)
    assert "engine fast / NumPy" in shown
    assert "2.5 (2.5-2.5)" in shown
    assert "missed" in shown
    assert f"NumPy {np.__version__}" in shown


@pytest.mark.slow
def test_all_live_the_same_years_of_the_real_world():
    pytest.importorskip("mesa", reason="Mesa is not installed (the extra 'bench')")
    from benchmarks.same_equations.compare import Bench, agree

    from counterpoise.runs.starting import starting_world

    agree(Bench(starting_world(2024), years=8), mesa=True)
