"""The ensemble under every brief: the baseline and its twin without AI on the same draws, run once and kept.

What a brief reads of it ships with the package, under the ids of the runs it was made of. Where model, panel or
scenario differ from those, the runs are made anew on this machine. ``python -m counterpoise.runs.outlook`` makes what
ships.
"""

import time
from importlib.resources import files
from pathlib import Path

import xarray as xr

from counterpoise.core.errors import ResourceError
from counterpoise.engine.compile import cache_folder
from counterpoise.results.dataset import open_dataset
from counterpoise.scenarios import load

from . import digest
from .chances import chances, lived
from .plan import Plan
from .run import How, Progress, folder_of, run_plan

MEMBERS = 400
NAMES = ("baseline", "no-ai")
PARTS = {"chance", "within", "joined"}
"""What a digest kept by an earlier version may lack."""
PATIENCE = 600.0
"""Seconds to wait for another process that makes the same run."""


SHIPPED = "outlook.npz"


def outlook_digest(progress: Progress | None = None) -> xr.Dataset:
    """The two runs in quantiles: as shipped, as kept on this machine, or made now."""
    plans = [Plan(load(name), MEMBERS) for name in NAMES]
    ids = [plan.run_id for plan in plans]
    kept = cache_folder() / "digests" / f"{'-'.join(ids)}.npz"
    for place in (shipped(), kept):
        if place.is_file():
            found = digest.read(place)
            if [found.attrs["run_id"], found.attrs["twin_id"]] == ids and set(found.data_vars) >= PARTS:
                return found
    digest.save(made(progress), kept)
    return digest.read(kept)


def made(progress: Progress | None = None) -> xr.Dataset:
    """The digest of the two runs, brought about where they are not kept on this machine."""
    run, twin = outlook(progress)
    return digest.digest(run, twin, chances(*(lived(Plan(load(name), MEMBERS)) for name in NAMES)))


def shipped() -> Path:
    """Where what ships stands."""
    return Path(str(files(__package__).joinpath(SHIPPED)))


def outlook(progress: Progress | None = None) -> tuple[xr.Dataset, xr.Dataset]:
    """The baseline and the no-AI twin, paired; made at the first call on a machine, read afterwards."""
    baseline, twin = (_kept(name, progress) for name in NAMES)
    return baseline, twin


def _kept(name: str, progress: Progress | None) -> xr.Dataset:
    plan = Plan(load(name), MEMBERS)
    folder = folder_of(plan, cache_folder() / "runs")
    _bring_about(plan, folder.parent, progress)
    return open_dataset(folder)


def _bring_about(plan: Plan, out: Path, progress: Progress | None) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            run_plan(plan, out, How(resume=True), progress)
            return
        except ResourceError as error:
            if "in use by" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(1.0)


if __name__ == "__main__":
    digest.save(made(), shipped())
