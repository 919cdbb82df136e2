"""Getting compiled functions ready: read from the cache, or compiled by two processes at once."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from .compile import is_kept

Task = tuple[Callable[..., Any], tuple[Any, ...]]
"""A generated function and arguments of the types it will be called with."""


def load(tasks: Iterable[Task]) -> None:
    """Make every function ready for its arguments; each must turn out to have one compiled version."""
    waiting = [task for task in tasks if not task[0].signatures]  # type: ignore[attr-defined]
    missing = [task for task in waiting if not is_kept(task[0])]
    if len(missing) > 3 and _may_fork():
        _compile_apart(missing)
    for function, arguments in waiting:
        _compile(function, arguments)


def _compile(function: Any, arguments: tuple[Any, ...]) -> None:
    from numba import typeof

    function.compile(tuple(map(typeof, arguments)))


def _may_fork() -> bool:
    """Where there is a second processor and no other thread, which a copy of this process would lack."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and processors > 1 and threading.active_count() == 1


def _compile_apart(tasks: list[Task]) -> None:
    """Fill the cache with half of the functions in another process while this one compiles the other half.

    Should the other process fail, this one finds nothing in the cache, compiles for itself and meets the error.
    """
    tasks.sort(key=lambda task: -_length(task))
    halves: tuple[list[Task], list[Task]] = ([], [])
    for task in tasks:
        min(halves, key=lambda half: sum(map(_length, half))).append(task)
    other = multiprocessing.get_context("fork").Process(target=_compile_all, args=(halves[0],), daemon=True)
    other.start()
    _compile_all(halves[1])
    other.join()


def _compile_all(tasks: list[Task]) -> None:
    for task in tasks:
        _compile(*task)


def _length(task: Task) -> int:
    """The length of a generated text is a good guess of the time it takes to compile."""
    return len(task[0].py_func.__code__.co_code)  # type: ignore[attr-defined]
