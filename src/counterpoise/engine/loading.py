"""Getting compiled functions ready: read from the cache, or compiled by two processes at once."""

import gc
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from counterpoise.core.errors import InputError

from .compile import is_kept, make_whole
from .prune import prune

Task = tuple[Callable[..., Any], tuple[Any, ...]]
"""A generated function and arguments of the types it will be called with."""


def load(tasks: Iterable[Task], weights: dict[str, int]) -> None:
    """Make every function ready for its arguments; each must turn out to have one compiled version.

    ``weights`` say by name which take longest to compile.
    """
    waiting = [task for task in tasks if not task[0].signatures]  # type: ignore[attr-defined]
    missing = [task for task in waiting if not is_kept(task[0])]
    with _seldom_collected():
        for function, _ in missing:
            make_whole(function)
        if len(missing) > 3 and may_fork():
            _compile_apart(missing, weights)
        for function, arguments in waiting:
            _compile(function, arguments)
    if missing:
        prune()


def _compile(function: Any, arguments: tuple[Any, ...]) -> None:
    """Raises InputError, with file and line, where Numba does not know what a step means."""
    from numba import typeof
    from numba.core.errors import NumbaError

    try:
        function.compile(tuple(map(typeof, arguments)))
    except NumbaError as error:
        raise InputError(_where(str(error))) from error


def _where(message: str) -> str:
    """The innermost place and reason in one of Numba's messages, which begin with these."""
    place = re.search(r'File "([^"]+)", line (\d+)', message)
    known = re.search(r"\S+:\d+: a number becomes float64 .*", message)
    if known or not place:
        return known[0] if known else message
    said = [line.strip() for line in message[: place.start()].splitlines()]
    reason = [line for line in said if line and not line.startswith(("During", "- Of", "There are", "With arg"))]
    return f"{place[1]}:{place[2]}: this cannot be compiled: {' '.join(reason[-2:])}"


def may_fork() -> bool:
    """Where there is a second processor and no other thread, which a copy of this process would lack."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and processors > 1 and threading.active_count() == 1


def _compile_apart(tasks: list[Task], weights: dict[str, int]) -> None:
    """Fill the cache from two processes, each taking the next function when it is done with one, longest first.

    Should the other process fail, this one finds nothing in the cache, compiles for itself and meets the error.
    """
    tasks.sort(key=lambda task: -weights.get(_name(task), 0))
    queue, fill = os.pipe()
    os.write(fill, bytes(range(len(tasks))))
    os.close(fill)
    other = multiprocessing.get_context("fork").Process(target=_compile_next, args=(tasks, queue), daemon=True)
    other.start()
    try:
        _compile_next(tasks, queue)
    finally:
        os.close(queue)
        other.join()


def _compile_next(tasks: list[Task], queue: int) -> None:
    while place := os.read(queue, 1):
        _compile(*tasks[place[0]])


def _name(task: Task) -> str:
    return str(task[0].py_func.__name__)  # type: ignore[attr-defined]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Compiling makes millions of objects that live on; going over them again and again takes an eighth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
