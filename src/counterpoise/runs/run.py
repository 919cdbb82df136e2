"""Run a scenario into a folder of its own: start, go on after an interruption, or find it already done."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counterpoise.core.errors import InputError, ResourceError
from counterpoise.results.store import Block, RunStore

from .estimate import needs, refuse_too_much
from .local import run_locally
from .plan import CHUNK, MOST_MEMBERS, Plan

EXECUTORS = ("local", "dask")
MOST_WORKERS = 1024
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class How:
    """How a run is carried out; none of it changes a bit of the results."""

    chunk: int = CHUNK
    workers: int | None = None
    executor: str = "local"
    scheduler: str | None = None
    resume: bool = False

    def __post_init__(self) -> None:
        """Refuse before anything is made. Raises InputError."""
        if self.workers is not None and not 1 <= self.workers <= MOST_WORKERS:
            raise InputError(f"--workers {self.workers}: from 1 to {MOST_WORKERS}")
        if not 1 <= self.chunk <= MOST_MEMBERS:
            raise InputError(f"--chunk {self.chunk}: from 1 to {MOST_MEMBERS:,}")
        if self.executor not in EXECUTORS:
            raise InputError(f"--executor {self.executor!r}: one of {', '.join(EXECUTORS)}")
        if self.scheduler is not None and self.executor != "dask":
            raise InputError("--scheduler goes with --executor dask")

    @property
    def threads(self) -> int:
        """Workers asked for, or as many as there are processors."""
        return self.workers or available_processors()


@dataclass(frozen=True)
class Finished:
    """A run that is complete: where it is and the hash of its results."""

    run_id: str
    folder: Path
    sha256: str
    computed: int
    """Members computed now; the others were there before."""


def available_processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def folder_of(plan: Plan, out: Path) -> Path:
    """A run's own folder: named by scenario and run id."""
    return out / f"run-{plan.scenario.name}-{plan.run_id}"


def run_plan(plan: Plan, out: Path, how: How | None = None, progress: Progress | None = None) -> Finished:
    """Bring a run to its end. A finished one is not touched; an unfinished one needs ``resume``.

    Raises ResourceError where disk or memory will not do, the folder is held by a live run, or an unfinished run lies
    there and ``resume`` is not set; InputError for options out of range.
    """
    how = how or How()
    folder, workers = folder_of(plan, out.absolute()), how.threads
    store = _store(plan, folder, how, workers)
    with store.lock():
        return _finish(plan, store, folder, how, workers, progress)


def _finish(plan: Plan, store: RunStore, folder: Path, how: How, workers: int, progress: Progress | None) -> Finished:
    layout = store.layout
    before = store.done()
    todo = [n for n in range(layout.blocks()) if n not in before]
    ready = sum(map(layout.count, before))
    total, state = len(layout.members), {"done": ready}

    def advance(block: Block) -> None:
        state["done"] += layout.count(block.number)
        if progress:
            progress(state["done"], total)

    if progress and todo:
        progress(ready, total)
    _execute(plan, store, todo, how, workers, advance)
    return Finished(plan.run_id, folder, store.finish(), total - ready)


def _execute(
    plan: Plan, store: RunStore, todo: list[int], how: How, workers: int, done: Callable[[Block], None]
) -> None:
    if how.executor == "local":
        run_locally(plan, store, todo, workers, done)
        return
    from .cluster import run_on_cluster

    run_on_cluster(plan, store, todo, workers, how.scheduler, done)


def _store(plan: Plan, folder: Path, how: How, workers: int) -> RunStore:
    if not RunStore.exists(folder):
        layout = plan.layout(how.chunk)
        refuse_too_much(needs(plan, layout, workers), folder)
        return RunStore.create(folder, layout, plan.manifest())
    store = RunStore.open(folder)
    if store.result is None and not how.resume:
        raise ResourceError(
            f"{folder}: holds an unfinished run ({len(store.done())} of {store.layout.blocks()} blocks); "
            "--resume goes on with it"
        )
    return store


__all__ = ["EXECUTORS", "Finished", "How", "folder_of", "run_plan"]
