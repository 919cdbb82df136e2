"""Blocks over the workers of a Dask cluster: each writes its own part of the store, the caller marks it done.

Workers must see the run's folder under the same path and have the same packages installed. A worker that dies loses
only the blocks in its hands, which others then do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counterpoise.core.errors import InputError, ResourceError
from counterpoise.results.store import Block, RunStore

from .block import Bench
from .plan import Plan

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = "30s"
_ready: dict[tuple[str, int], Bench] = {}
"""Where a worker last made blocks, by run id and chunk, so that a run is made ready once and not for every block."""


def run_on_cluster(
    plan: Plan, store: RunStore, todo: list[int], workers: int, scheduler: str | None, done: Callable[[Block], None]
) -> None:
    """Compute and write the blocks in ``todo`` on the cluster at ``scheduler``, or on one of this machine's own.

    ``done`` is called here after each block is marked. Raises InputError where Dask is not installed, ResourceError
    where the scheduler does not answer or a block was lost with every worker that tried it.
    """
    if not todo:
        return
    with _client(workers, scheduler) as client:
        from distributed import KilledWorker, as_completed

        futures = client.map(work, todo, plan=plan, store=store, pure=False)
        try:
            for future in as_completed(futures):
                block = future.result()
                store.mark_done(block)
                done(block)
        except KilledWorker as error:
            raise ResourceError(f"{store.folder}: workers died one after another; --resume goes on: {error}") from error
        finally:
            client.cancel(futures)


def work(number: int, plan: Plan, store: RunStore) -> Block:
    """One block, computed and written in a worker; what comes back is its receipt."""
    asked = plan.run_id, store.layout.chunk
    if asked not in _ready:
        _ready.clear()
        _ready[asked] = Bench(plan, plan.ensemble(), store.layout)
    block = _ready[asked].block(number)
    store.write_arrays(block)
    return block.receipt()


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator["Client"]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError("--executor dask needs Dask: pip install 'counterpoise[cluster]'") from error
    if scheduler is not None:
        try:
            client = Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise ResourceError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        with client:
            yield client
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client
