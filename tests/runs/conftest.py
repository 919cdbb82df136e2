"""A run small enough for tests, on the real model and the real start."""

import pytest

from counterpoise.runs.plan import Plan
from counterpoise.runs.run import How, run_plan
from counterpoise.scenarios import load

MEMBERS, YEARS = 10, (2024, 2027)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan(load("baseline", years=YEARS), MEMBERS, seed=3)


@pytest.fixture(scope="session")
def twin() -> Plan:
    return Plan(load("no-ai", years=YEARS), MEMBERS, seed=3)


@pytest.fixture(scope="session")
def finished(plan, tmp_path_factory):
    """The plan's run, undisturbed, in blocks of four."""
    return run_plan(plan, tmp_path_factory.mktemp("runs"), How(chunk=4, workers=2))


@pytest.fixture(scope="session")
def finished_twin(twin, tmp_path_factory):
    return run_plan(twin, tmp_path_factory.mktemp("twins"), How(chunk=4, workers=2))
