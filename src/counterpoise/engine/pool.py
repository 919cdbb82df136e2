"""Work shared out over threads: handed out a little ahead, taken back as it is done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")


def as_done(work: Callable[[Task], Done], tasks: Iterable[Task], threads: int, ahead: int) -> Iterator[Done]:
    """``work(task)`` of every task, in no fixed order; never more than ``ahead`` of them waiting for each thread.

    What ``work`` raises is raised here. Tasks not yet begun are dropped where the caller stops early.
    """
    left = iter(tasks)
    with ThreadPoolExecutor(threads) as pool:
        waiting: set[Future[Done]] = set()
        try:
            while True:
                for task in left:
                    waiting.add(pool.submit(work, task))
                    if len(waiting) >= ahead * threads:
                        break
                if not waiting:
                    return
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield future.result()
        finally:
            for future in waiting:
                future.cancel()
