"""The example of a mechanism from outside works as its README says: found, loaded, run, switched off."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from small_world import initial, run

from counterpoise.mechanisms.crisis import CrisisOnset
from counterpoise.mechanisms.strain import DisputeStrain
from counterpoise.models import NEOREALIST
from counterpoise.scenarios import find_bundle, json_schema, load

EXAMPLE = Path(__file__).parents[2] / "examples" / "counterpoise-weariness"


@pytest.fixture
def weary(monkeypatch):
    """The example's mechanism, its package being on the path."""
    monkeypatch.syspath_prepend(EXAMPLE / "src")
    return find_bundle("counterpoise_weariness:WEARY").mechanisms[-1]


def disputes(mechanism, weight, off=()):
    """Disputes a year in a small, warlike world: most disputes climb to a war, and weariness hardly fades."""
    warlike = {"CrisisOnset.escalation": 20.0, "CrisisOnset.firebreak": 0.05}
    wary = {"WarWeariness.weight": weight, "WarWeariness.fading": 0.05}
    fields = run(
        DisputeStrain, CrisisOnset, mechanism, years=3, members=8, off=off, overrides=warlike | wary,
        start=initial(base_hazard=0.1), record=["disputes"],
    )  # fmt: skip
    return fields["disputes"][:, 1:, 0].mean(axis=1)


def test_the_bundle_is_the_default_world_and_one_mechanism_more(weary):
    bundle = find_bundle("counterpoise_weariness:WEARY")
    assert bundle.mechanisms[:-1] == NEOREALIST.mechanisms
    assert weary.__name__ == "WarWeariness"
    assert "WarWeariness.weight" in bundle.model().parameters


def test_its_entry_point_leads_to_the_bundle(weary):
    points = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]["entry-points"]["counterpoise.bundles"]
    assert {find_bundle(target).name for target in points.values()} == set(points)


def test_weariness_spares_disputes_on_the_same_luck_and_its_opposite_brings_them(weary):
    none, much, contrary = (disputes(weary, weight) for weight in (0.0, 2.0, -2.0))
    assert np.mean(much - none) < -3.0 * np.std(much - none) / np.sqrt(len(none))
    assert np.mean(contrary - none) > 3.0 * np.std(contrary - none) / np.sqrt(len(none))


def test_switched_off_it_is_as_if_it_were_not_there(weary):
    np.testing.assert_array_equal(disputes(weary, 2.0, off=["WarWeariness"]), disputes(weary, 0.0))


def test_its_scenario_loads_and_sets_its_parameter(weary):
    scenario = load(EXAMPLE / "weary-world.yaml")
    model = scenario.bundle().model()
    theta = scenario.theta(model, 1, [0, 1])
    assert np.all(theta[:, :, model.column("WarWeariness.weight")] == 1.0)
    assert "WarWeariness.weight" in json_schema(scenario.theory)["properties"]["parameters"]["properties"]
    without = load("baseline", theory=scenario.theory, without=["WarWeariness"])
    assert not without.on(model, 1)[0, model.names.index("WarWeariness")]


def test_its_own_tests_pass():
    paths = os.pathsep.join([str(EXAMPLE / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(EXAMPLE), "tests"],
        capture_output=True, text=True, cwd=EXAMPLE, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
