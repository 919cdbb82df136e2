"""Blocks over the threads of this machine, written and marked as they are done."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from counterpoise.results.store import Block, RunStore

from .block import compute
from .plan import Plan


def run_locally(plan: Plan, store: RunStore, todo: list[int], workers: int, done: Callable[[Block], None]) -> None:
    """Compute and write the blocks in ``todo``; ``done`` is called in this thread after each is marked."""
    if not todo:
        return
    ensemble = plan.ensemble()
    ensemble.prepare()  # compiled once, before threads would all wait for it

    def work(number: int) -> Block:
        block = compute(plan, ensemble, store.layout, number)
        store.write_arrays(block)
        return block

    for block in _finished(work, todo, workers):
        store.mark_done(block)
        done(block)


def _finished(work: Callable[[int], Block], todo: list[int], workers: int) -> Iterator[Block]:
    """Results as they come, with no more than two blocks waiting for each thread."""
    left = iter(todo)
    with ThreadPoolExecutor(workers) as pool:
        waiting: set[Future[Block]] = set()
        try:
            while True:
                for number in left:
                    waiting.add(pool.submit(work, number))
                    if len(waiting) >= 2 * workers:
                        break
                if not waiting:
                    return
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield future.result()
        finally:
            for future in waiting:
                future.cancel()
