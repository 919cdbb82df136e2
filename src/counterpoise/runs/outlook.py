"""The ensemble under every brief: the baseline and its twin without AI on the same draws, run once and kept."""

import time
from pathlib import Path

import xarray as xr

from counterpoise.core.errors import ResourceError
from counterpoise.engine.compile import cache_folder
from counterpoise.results.dataset import open_dataset
from counterpoise.scenarios import load

from .plan import Plan
from .run import How, Progress, folder_of, run_plan

MEMBERS = 400
PATIENCE = 600.0
"""Seconds to wait for another process that makes the same run."""


def outlook(progress: Progress | None = None) -> tuple[xr.Dataset, xr.Dataset]:
    """The baseline and the no-AI twin, paired; made at the first call on a machine, read afterwards."""
    baseline, twin = (_kept(name, progress) for name in ("baseline", "no-ai"))
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
