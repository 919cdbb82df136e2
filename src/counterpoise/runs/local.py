"""Blocks over the threads of this machine, written and marked as they are done."""

from collections.abc import Callable
from threading import Semaphore

from counterpoise.engine.pool import as_done
from counterpoise.results.store import Block, RunStore

from .block import WRITING, Bench
from .plan import Plan


def run_locally(plan: Plan, store: RunStore, todo: list[int], workers: int, done: Callable[[Block], None]) -> None:
    """Compute and write the blocks in ``todo``; ``done`` is called in this thread after each is marked.

    Never more than ``workers`` blocks are computed at a time.
    """
    if not todo:
        return
    ensemble = plan.ensemble()
    ensemble.prepare()  # compiled once, before threads would all wait for it

    bench, computing = Bench(plan, ensemble, store.layout), Semaphore(workers)

    def work(number: int) -> Block:
        with computing:
            block = bench.block(number)
        store.write_arrays(block)
        return block.receipt()

    for block in as_done(work, todo, workers + WRITING, ahead=2):
        store.mark_done(block)
        done(block)
