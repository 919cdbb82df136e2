"""What every mechanism of growth, measurement, coercion and accounts must keep, together and in the extremes."""

import numpy as np
import pytest
from small_world import extremes, initial, model, relabelled, run

from counterpoise.core.bibliography import bibliography
from counterpoise.mechanisms.adoption import Adoption
from counterpoise.mechanisms.affinity import AffinityDrift
from counterpoise.mechanisms.algorithms import Algorithms
from counterpoise.mechanisms.automation import Automation
from counterpoise.mechanisms.capability import Capability
from counterpoise.mechanisms.computing import Computing
from counterpoise.mechanisms.cyber import CyberContest
from counterpoise.mechanisms.export_controls import ExportControls
from counterpoise.mechanisms.growth import Growth
from counterpoise.mechanisms.losses import Losses
from counterpoise.mechanisms.memory import DisputeMemory
from counterpoise.mechanisms.power import Power
from counterpoise.mechanisms.prices import DronePrice
from counterpoise.mechanisms.sovereignty import Sovereignty
from counterpoise.mechanisms.spending import AISpending
from counterpoise.mechanisms.stock import MilitaryStock

GROW = (Growth, Automation, Computing, Algorithms, AISpending, Adoption, DronePrice, Capability)
REST = (Power, Sovereignty, ExportControls, CyberContest, Losses, DisputeMemory, MilitaryStock, AffinityDrift)
ALL = GROW + REST
AI = ("Automation", "Computing", "Algorithms", "AISpending", "Adoption", "DronePrice")


@pytest.fixture(scope="module")
def twenty_years():
    return run(*ALL, years=20, members=60, start=initial(capability=0.0), mode="strict")


@pytest.mark.parametrize("mechanism", ALL, ids=lambda m: m.__name__)
def test_sources_are_in_the_bibliography(mechanism):
    works = bibliography()
    assert mechanism.cites
    assert set(mechanism.cites) <= set(works)
    named = {p.source for p in mechanism.params.values()} - {"assumed"}
    assert {s for s in named if not s.startswith("estimated:")} <= set(works)


@pytest.mark.parametrize("mechanism", ALL, ids=lambda m: m.__name__)
def test_finite_at_the_ends_of_every_prior(mechanism):
    """Each parameter low and high in turn with the others, and all low or all high together."""
    made = model(mechanism)
    ends = extremes(made)
    rng = np.random.default_rng(5)
    mixed = {name: values[np.r_[[0, 1], rng.integers(0, 2, 10)]] for name, values in ends.items()}
    fields = run(
        mechanism, years=4, members=12, overrides=mixed, start=initial(rung=4.0, accidents=3.0, restricted=0.9)
    )
    assert all(np.all(np.isfinite(array)) for array in fields.values())


@pytest.mark.parametrize(
    "changed",
    [{"compute": 0.0, "spending": 0.0, "talent": 0.0}, {"gdp": 1e-3, "personnel": 0.0, "military_stock": 0.0}],
)
def test_finite_where_there_is_nothing(changed):
    fields = run(*ALL, years=3, members=2, start=initial(capability=0.0, **changed))
    assert all(np.all(np.isfinite(array)) for array in fields.values())


def test_relabelling_states_permutes_the_answer():
    usual, shuffled = run(*ALL, years=3), relabelled(*ALL, years=3)
    for name, array in usual.items():
        np.testing.assert_allclose(shuffled[name], array, rtol=2e-4, atol=1e-6, err_msg=name)


def test_switched_off_nothing_moves_but_what_has_a_null_version():
    fields = run(*ALL, years=3, off=[m.__name__ for m in ALL], start=initial(chip_growth=0.0))
    moved = {name for name, array in fields.items() if np.any(array[:, -1] != array[:, 0])}
    flows_of_a_switched_off_mechanism = {"capability", "hard", "smart", "sovereignty"}
    assert moved <= {"gdp", "growth"} | flows_of_a_switched_off_mechanism


@pytest.mark.slow
def test_twenty_years_are_plausible(twenty_years):
    """No runaway: shares sum to one, computing grows ever more slowly, the world by one to eight per cent a year."""
    fields = twenty_years
    for name in ("hard", "smart"):
        np.testing.assert_allclose(fields[name][:, 1:].sum(axis=-1), 1.0, atol=1e-5)
    growth = np.log(fields["compute"][:, 1:, 0] / fields["compute"][:, :-1, 0])
    pace = np.median(growth, axis=0)
    assert pace[1] > 2 * pace[9] > 2 * pace[18] > 0.0
    world = fields["gdp"].sum(axis=-1)
    yearly = (world[:, -1] / world[:, 0]) ** (1 / 20) - 1.0
    assert 0.015 < np.median(yearly) < 0.045
    assert yearly.min() > 0.0
    assert yearly.max() < 0.3
    assert fields["capability"].max() < 25.0
    assert fields["loss"].max() < 0.05


@pytest.mark.slow
def test_ai_speeds_up_growth_in_nearly_every_world_and_not_by_much_in_most(twenty_years):
    without = run(*ALL, years=20, members=60, start=initial(capability=0.0), off=AI, mode="strict")
    ratio = twenty_years["gdp"].sum(axis=-1)[:, -1] / without["gdp"].sum(axis=-1)[:, -1]
    assert np.mean(ratio > 1.0) > 0.8
    assert np.median(ratio) < 1.5


NOTHING = {
    AISpending: {"momentum": 0.0, "reaction": 0.0, "alarm": 0.0},
    Adoption: {"rate": 1e-30},
    AffinityDrift: {"pull": 0.0, "bond": 0.0, "rift": 0.0, "grudge": 0.0, "spread": 0.0},
    Automation: {"speed": 0.0},
    CyberContest: {"damage": 0.0},
    DronePrice: {"output": 0.0},
    ExportControls: {"speed": 0.0},
    Losses: {"major": 0.0, "accident": 0.0},
}
"""Parameters that measure a mechanism's strength; at these values it must change nothing but bookkeeping."""


@pytest.mark.parametrize("mechanism", NOTHING, ids=lambda m: m.__name__)
def test_zero_strength_changes_nothing(mechanism):
    settings = {f"{mechanism.__name__}.{name}": value for name, value in NOTHING[mechanism].items()}
    fields = run(mechanism, years=3, overrides=settings, start=initial(rung=3.0, accidents=1.0, capability=14.0))
    for name in set(mechanism.mentioned("changes")) - {"restricted"}:
        np.testing.assert_allclose(fields[name][:, -1], fields[name][:, 0], rtol=1e-6, atol=1e-12, err_msg=name)


@pytest.mark.slow
def test_compiled_and_plain_agree_bit_for_bit():
    plain, strict = (run(*ALL, years=4, members=2, mode=mode) for mode in ("plain", "strict"))
    for name, array in plain.items():
        np.testing.assert_array_equal(strict[name], array, err_msg=name)
