"""Parts of a brief that a second process makes while the first makes the others."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from counterpoise.engine.loading import may_fork

from .entries import Desk
from .page import Chart, Ledger, Line, Number, Section, Table

Made: TypeAlias = tuple[Section, list[Number]]
"""A section, or a stretch of one, and what it entered in a ledger of its own."""


@dataclass(frozen=True)
class Part:
    """A section, or a stretch of one: under which title it enters its numbers, who writes it, and by which process."""

    title: str
    write: Callable[[Desk], Section]
    beside: bool = False

    def at(self, desk: Desk) -> Section:
        """Written at a desk."""
        return self.write(replace(desk, section=self.title))


@contextmanager
def writer(parts: Iterable[Part], desk: Desk, processes: int) -> Iterator[Callable[[Part], Section]]:
    """Who writes a part at the desk, or takes it over from a second process that has written it beside.

    Should that process die, its parts are written here.
    """
    if processes < 2 or not may_fork():
        yield lambda part: part.at(desk)
        return
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _sit_down, (desk,)) as second:
        made = {part: second.submit(_make, part) for part in parts if part.beside}

        def write(part: Part) -> Section:
            try:
                return adopt(made[part].result(), desk.ledger) if part in made else part.at(desk)
            except BrokenProcessPool:
                return part.at(desk)

        try:
            yield write
        finally:
            second.shutdown(cancel_futures=True)


_desk: Desk
"""Where the second process writes: it is there from the start, so that no panel need travel."""


def _sit_down(desk: Desk) -> None:
    global _desk
    _desk = desk


def _make(part: Part) -> Made:
    ledger = Ledger()
    return part.at(replace(_desk, ledger=ledger)), ledger.rows


def adopt(made: Made, ledger: Ledger) -> Section:
    """Enter the numbers of a part in the ledger, under its ids, in every line."""
    section, rows = made
    entered = {row.id: ledger.enter(row) for row in rows}

    def line(old: Line) -> Line:
        return replace(old, numbers={key: entered[number.id] for key, number in old.numbers.items()})

    def block(old: Line | Table | Chart) -> Line | Table | Chart:
        if isinstance(old, Table):
            return replace(old, rows=[[line(cell) for cell in row] for row in old.rows])
        return line(old) if isinstance(old, Line) else old

    return replace(section, blocks=[block(each) for each in section.blocks])
