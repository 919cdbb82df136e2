"""Make a run again from its manifest, and say whether every member came out the same."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from counterpoise.core.errors import DataIntegrityError, InputError
from counterpoise.results.store import RunStore
from counterpoise.scenarios import Adjustment, Scenario, Setting

from .block import Bench
from .plan import Plan

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Reproduced:
    """What came of it: how many members were made again, all of them the same."""

    run_id: str
    members: int
    sha256: str


def reproduce(folder: Path, members: int | None = None, progress: Progress | None = None) -> Reproduced:
    """Compute a stored run again, member by member, and compare their digests; with ``members`` only the blocks that
    hold the first so many.

    Raises DataIntegrityError naming the first member that differs; InputError where this installation makes another
    run of the same request, naming the parts of its identity that differ.
    """
    store = RunStore.open(folder)
    plan = plan_of(store)
    _same_identity(plan, store)
    layout = store.layout
    wanted = len(layout.members) if members is None else min(members, len(layout.members))
    kept, bench = store.ledger.digests(), Bench(plan, plan.ensemble(), layout)
    for number in range(layout.blocks()):
        span = layout.members_of(number)
        if span.start >= wanted:
            break
        again = bench.block(number).digests
        _same_digests(layout.members[span], again, kept[span], folder)
        if progress:
            progress(min(span.stop, wanted), wanted)
    return Reproduced(plan.run_id, wanted, store.result_hash())


def plan_of(store: RunStore) -> Plan:
    """The plan that a run's manifest records."""
    kept = store.manifest
    identity = kept["identity"]
    return Plan(
        scenario=recorded_scenario(kept["scenario"], kept["title"], identity["scenario"]),
        members=identity["members"],
        seed=identity["seed"],
        fast=identity["arithmetic"] == "fast",
        dyads=kept["dyads"],
    )


def recorded_scenario(name: str, title: str, meaning: dict[str, Any]) -> Scenario:
    """The scenario that has this canonical meaning."""
    start = [one | {"who": tuple(tuple(names) for names in one["who"])} for one in meaning["start"]]
    parameters = {
        name: Setting(setting["how"], tuple(setting["amounts"]), tuple(setting["years"]))
        for name, setting in meaning["parameters"].items()
    }
    return Scenario(
        name=name,
        title=title,
        theory=meaning["theory"],
        base_year=meaning["years"][0],
        end_year=meaning["years"][1],
        without=tuple(meaning["without"]),
        parameters=parameters,
        start=tuple(Adjustment(**one) for one in start),
    )


def _same_identity(plan: Plan, store: RunStore) -> None:
    recorded = store.manifest["identity"]
    other = [key for key in recorded if plan.identity.get(key) != recorded[key]]
    if other:
        raise InputError(
            f"run {store.manifest['run_id']}: this installation differs in {', '.join(other)} "
            f"(it was made by counterpoise {store.manifest['counterpoise']}), so it cannot make the same run"
        )


def _same_digests(members: np.ndarray, again: np.ndarray, kept: np.ndarray, folder: Path) -> None:
    wrong = np.flatnonzero((again != kept).any(axis=1))
    if wrong.size:
        raise DataIntegrityError(f"{folder}: member {members[wrong[0]]} does not come out as stored")
