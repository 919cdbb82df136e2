"""What the mechanisms of growth, measurement, coercion and accounts must keep together and in the extremes."""

import numpy as np
import pytest
from small_world import initial, relabelled, run

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
    assert moved <= {"gdp", "growth", "trend_kept"} | flows_of_a_switched_off_mechanism


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


@pytest.mark.slow
def test_compiled_and_plain_agree_bit_for_bit():
    plain, strict = (run(*ALL, years=4, members=2, mode=mode) for mode in ("plain", "strict"))
    for name, array in plain.items():
        np.testing.assert_array_equal(strict[name], array, err_msg=name)
