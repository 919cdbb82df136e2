"""Many members of one model, in blocks over threads; the answer does not depend on how they were cut."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension
from counterpoise.core.phases import Phase

from .compile import Mode, usual_mode
from .faults import Fault, SimulationFault, explain
from .generate import Program, program
from .initial import Initial
from .model import Model
from .pool import as_done
from .world import Blocks

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Results:
    """What was recorded: each field as (member, year, actor); the first year is the base year, before any change.

    A member that failed is NaN from the year of its fault on and stands in ``faults``.
    """

    members: NDArray[np.uint32]
    years: NDArray[np.int64]
    fields: dict[str, NDArray[np.float32]]
    faults: list[Fault] = field(default_factory=list)

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """One recorded field."""
        return self.fields[name]


class Ensemble:
    """A model, a start and a horizon, ready to run for any members.

    ``members`` are numbers that address draws, so that member 17 is the same world in every ensemble and scenario;
    ``theta`` (member, 1 or year, parameter) and ``on`` (member, mechanism) default to the priors and to all on. Fields
    named in ``record`` are kept. Raises InputError where shapes or names do not fit.
    """

    def __init__(
        self,
        model: Model,
        initial: Initial,
        years: int,
        members: ArrayLike,
        *,
        seed: int,
        record: Iterable[str] | None = None,
        theta: NDArray[np.float32] | None = None,
        on: NDArray[np.bool_] | None = None,
        mode: Mode | str | None = None,
    ):
        self.model, self.initial, self.years, self.seed = model, initial, int(years), seed
        self.members = _member_numbers(members)
        if self.years < 1 or not 0 <= seed < 2**32:
            raise InputError("years must be 1 or more, and the seed between 0 and 2**32 - 1")
        self.mode = Mode(mode) if mode is not None else usual_mode()
        self.theta = model.sample(seed, self.members) if theta is None else np.ascontiguousarray(theta, np.float32)
        self.on = model.switches(len(self.members)) if on is None else np.ascontiguousarray(on, bool)
        self.record = tuple(model.fields) if record is None else tuple(record)
        self._check()
        self._start = initial.start(model)
        recorded = [self._recorded(dimension) for dimension in Dimension]
        self._rows = Blocks(*(np.array([self.model.row(name) for name in names], np.int64) for names in recorded))
        self._row = {name: row for names in recorded for row, name in enumerate(names)}
        self._local = threading.local()

    def prepare(self) -> Program:
        """Compile, or read from the cache; done by itself at the first run."""
        if not hasattr(self, "_program"):
            made, nobody = program(self.model, self.mode), self._empty(0)
            made.ready(self._start, self._start.values, self.initial.actors.index, self._rows, nobody)
            self._program = made
            self._call(0, 0, nobody, np.full((0, 2), -1, np.int64))
        return self._program

    def blocks(self, *, threads: int = 2, block: int = 8, skip: Iterable[int] = ()) -> Iterator[Results]:
        """Run, yielding each block of members as it is done, in no fixed order; blocks in ``skip`` are left out."""
        self.prepare()
        left_out = set(skip)
        starts = [a for n, a in enumerate(range(0, len(self.members), block)) if n not in left_out]
        yield from as_done(lambda a: self._block(a, min(a + block, len(self.members))), starts, threads, ahead=4)

    def part(self, a: int, b: int, room: Blocks | None = None) -> Results:
        """Run the members at positions a to b in the calling thread; for those who share out blocks themselves.

        Fields are recorded in ``room`` where one is given, and then last only until it is given again.
        """
        self.prepare()
        return self._block(a, b, room)

    def room(self, members: int) -> Blocks:
        """Memory to record up to so many members in, again and again: new memory costs more than writing to it."""
        return self._empty(members)

    def row(self, name: str) -> int:
        """Where a recorded field stands in a room, (member, year, row, actor) for each dimension."""
        return self._row[name]

    def run(self, *, threads: int = 2, block: int = 8, progress: Progress | None = None) -> Results:
        """Run all members into memory; ``progress(done, total)`` is called after each block.

        Raises SimulationFault, naming mechanism and field, if every member failed; otherwise faults are in the results.
        """
        total, done, faults = len(self.members), 0, []
        place = {int(m): i for i, m in enumerate(self.members)}
        fields = {name: np.empty((total, *self._shape(name)), np.float32) for name in self.record}
        for part in self.blocks(threads=threads, block=block):
            a = place[int(part.members[0])]
            for name, array in part.fields.items():
                fields[name][a : a + len(part.members)] = array
            faults += part.faults
            done += len(part.members)
            if progress:
                progress(done, total)
        faults.sort(key=lambda fault: fault.member)
        if total and len(faults) == total:
            raise self.explain(faults[0])
        return Results(self.members, self._calendar(), fields, faults)

    def explain(self, fault: Fault) -> SimulationFault:
        """Run the member again up to the year of its fault and name the mechanism and the field."""
        m = int(np.flatnonzero(self.members == fault.member)[0])
        before = fault.year - self.initial.year - 1
        self.prepare()
        self._call(m, m + 1, self._empty(1, before), np.full((1, 2), -1, np.int64), before)
        theta = self.theta[m, min(before, self.theta.shape[1] - 1)]
        world = self._local.x
        if self.mode is not Mode.PLAIN:
            world = Blocks(*(np.ascontiguousarray(block[..., 0]) for block in world))
        return explain(self.model, self.initial, fault, world, theta, self.on[m], self.seed)

    def _block(self, a: int, b: int, room: Blocks | None = None) -> Results:
        out = self._empty(b - a) if room is None else Blocks(*(block[: b - a] for block in room))
        fault = np.full((b - a, 2), -1, np.int64)
        self._call(a, b, out, fault)
        fields = {}
        for name in self.record:
            recorded = getattr(out, self.model.fields[name].dimension.value)
            fields[name] = recorded[:, :, self._row[name]].reshape(b - a, *self._shape(name))
        members = self.members[a:b]
        found = [
            Fault(int(m), int(y), Phase(int(p))) for m, (y, p) in zip(members, fault.tolist(), strict=True) if y >= 0
        ]
        return Results(members, self._calendar(), fields, found)

    def _call(self, a: int, b: int, out: Blocks, fault: NDArray[np.int64], years: int | None = None) -> None:
        if not hasattr(self._local, "x"):
            values = self._start.values
            if self.mode is Mode.PLAIN:
                self._local.x, self._local.c = (Blocks(*map(np.zeros_like, values)) for _ in range(2))
                self._local.g = None
            else:
                self._local.x = self._program.world(values)
                self._local.c = self._program.changes(values, self.initial.actors.index)
                self._local.g = self._program.group(len(self.model.parameters), len(self.model.mechanisms))
        span = self.years if years is None else years
        world = (self._start, self._local.x, self._local.c, self.initial.actors.index, self._local.g, self._rows)
        given = (a, b, self.members, self.initial.year, span, self.seed, self.theta, self.on, *world, out, fault)
        try:
            with np.errstate(all="ignore"):  # plain Python would warn where compiled code is silent
                self._program.run(*given)
        except BaseException:
            del self._local.x  # an interrupted phase leaves changes behind; the next call makes new ones
            raise

    def _empty(self, members: int, years: int | None = None) -> Blocks:
        span = self.years if years is None else years
        shapes: list[Any] = [(len(r), self.initial.actors.size(d)) for r, d in zip(self._rows, Dimension, strict=True)]
        return Blocks(*(np.empty((members, span + 1, *shape), np.float32) for shape in shapes))

    def _shape(self, name: str) -> tuple[int, ...]:
        dimension, index = self.model.fields[name].dimension, self.initial.actors.index
        if dimension is Dimension.MEMBERSHIP:
            return self.years + 1, index.n_regimes, index.n_states
        return self.years + 1, self.initial.actors.size(dimension)

    def _calendar(self) -> NDArray[np.int64]:
        return np.arange(self.initial.year, self.initial.year + self.years + 1)

    def _recorded(self, dimension: Dimension) -> list[str]:
        return [name for name in self.record if self.model.fields[name].dimension is dimension]

    def _check(self) -> None:
        n, mechanisms, parameters = len(self.members), len(self.model.mechanisms), len(self.model.parameters)
        if self.theta.ndim != 3 or (self.theta.shape[0], self.theta.shape[2]) != (n, parameters):
            raise InputError(f"theta has shape {self.theta.shape}, not ({n}, 1 or years, {parameters})")
        if self.on.shape != (n, mechanisms):
            raise InputError(f"on has shape {self.on.shape}, not ({n}, {mechanisms})")
        for name in self.record:
            if name not in self.model.fields:
                self.model.vocabulary[name]
                raise InputError(f"{name} cannot be recorded: no mechanism uses it (list it in the model's keep)")


def _member_numbers(members: ArrayLike) -> NDArray[np.uint32]:
    given = np.arange(int(members)) if np.ndim(members) == 0 else np.asarray(members)  # type: ignore[arg-type]
    if given.size and (given.min() < 0 or given.max() >= 2**32 or len(np.unique(given)) < len(given)):
        raise InputError("members are distinct numbers between 0 and 2**32 - 1")
    return np.ascontiguousarray(given, np.uint32)
