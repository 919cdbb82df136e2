"""What a run stores: its variables, the labels of their axes, and how members are cut into blocks."""

from collections.abc import Iterator, Sized
from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.bibliography import bibliography
from counterpoise.core.errors import InputError
from counterpoise.core.grades import Grade
from counterpoise.core.spelling import nearest

GROUPS: dict[str, tuple[str, ...]] = {
    "states": ("member", "year", "state"),
    "system": ("member", "year"),
    "regimes": ("member", "year", "regime"),
    "memberships": ("member", "year", "regime", "state"),
    "dyads": ("member", "year", "dyad"),
}
"""Variables that share their dimensions are stored together, under this name."""
MEANS: dict[str, tuple[str, ...]] = {
    "dyad_mean": ("year", "dyad"),
    "membership_mean": ("year", "regime", "state"),
}
"""Means over members, of what would be too much for each member; also stored by dimensions, under these names."""
LABELS = ("member", "year", "state", "dyad", "sender", "receiver", "regime")


@dataclass(frozen=True)
class Variable:
    """One stored quantity. ``grade`` is the weakest of what it rests on; ``cites`` are bibliography keys."""

    name: str
    dims: tuple[str, ...]
    unit: str
    meaning: str
    grade: str = Grade.ASSUMED.value
    cites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could not be labelled. Raises InputError."""
        object.__setattr__(self, "dims", tuple(self.dims))
        object.__setattr__(self, "cites", tuple(self.cites))
        if not self.name.isidentifier() or self.name in LABELS:
            raise InputError(f"variable {self.name!r}: not a usable name")
        if self.dims not in (*GROUPS.values(), *MEANS.values()):
            raise InputError(f"variable {self.name}: dimensions {self.dims} are none that a run stores")
        if not self.unit or not self.meaning:
            raise InputError(f"variable {self.name}: needs a unit and a meaning")
        if self.grade not in list(Grade):
            raise InputError(f"variable {self.name}: grade {self.grade!r} is none of {', '.join(Grade)}")
        for key in self.cites:
            if key not in bibliography():
                near = nearest(key, bibliography())
                raise InputError(
                    f"variable {self.name}: no reference {key!r}" + (f"; did you mean {near!r}?" * bool(near))
                )


@dataclass(frozen=True, eq=False)
class Layout:
    """Labels of every axis, and what is stored along them.

    ``variables`` are kept for each member as float32; ``means`` are over all members, (year, dyad) or (year, regime,
    state).
    ``chunk`` members make a block, the unit of checkpoints. Raises InputError where labels or names repeat.
    """

    members: NDArray[np.uint32]
    years: tuple[int, ...]
    states: tuple[str, ...]
    dyads: tuple[tuple[str, str], ...]
    regimes: tuple[str, ...]
    variables: tuple[Variable, ...]
    means: tuple[Variable, ...]
    chunk: int

    def __post_init__(self) -> None:
        """Bring labels to one form and check them."""
        for name in ("years", "states", "regimes", "variables", "means"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "years", tuple(int(y) for y in self.years))
        object.__setattr__(self, "dyads", tuple((str(a), str(b)) for a, b in self.dyads))
        object.__setattr__(self, "members", np.ascontiguousarray(self.members, np.uint32))
        names = [v.name for v in (*self.variables, *self.means)]
        axes = {"members": self.members.tolist(), "years": self.years, "states": self.states, "dyads": self.dyads}
        for what, labels in (axes | {"regimes": self.regimes, "variables": names}).items():
            if len(set(labels)) < len(labels):
                raise InputError(f"layout: {what} are not distinct")
        self._check()

    def _check(self) -> None:
        if self.chunk < 1 or not len(self.members) or not self.years:
            raise InputError("layout: needs a chunk of 1 or more, members and years")
        if not self.variables:
            raise InputError("layout: nothing is stored")
        for v in self.variables:
            if v.dims not in GROUPS.values() or not all(self.shape(v)):
                raise InputError(f"layout: {v.name} along {v.dims} cannot be stored for each member")
        for v in self.means:
            if v.dims not in MEANS.values() or not all(self.shape(v)):
                raise InputError(f"layout: {v.name} along {v.dims} is no mean over members")

    def size(self, dim: str) -> int:
        """How many labels a dimension has."""
        labels: dict[str, Sized] = {
            "member": self.members,
            "year": self.years,
            "state": self.states,
            "dyad": self.dyads,
            "regime": self.regimes,
        }
        return len(labels[dim])

    def shape(self, variable: Variable) -> tuple[int, ...]:
        """Shape of a variable over all members, or of a mean."""
        return tuple(self.size(dim) for dim in variable.dims)

    def groups(self) -> dict[str, tuple[Variable, ...]]:
        """Variables stored together, in the layout's order."""
        found = {name: tuple(v for v in self.variables if v.dims == dims) for name, dims in GROUPS.items()}
        return {name: variables for name, variables in found.items() if variables}

    def mean_groups(self) -> dict[str, tuple[Variable, ...]]:
        """Means stored together, in the layout's order."""
        found = {name: tuple(v for v in self.means if v.dims == dims) for name, dims in MEANS.items()}
        return {name: means for name, means in found.items() if means}

    @property
    def width(self) -> int:
        """Members in a stored chunk: no more than there are."""
        return min(self.chunk, len(self.members))

    def blocks(self) -> int:
        """How many blocks the members make; the last may be short."""
        return -(-len(self.members) // self.chunk)

    def members_of(self, block: int) -> slice:
        """Where a block's members stand among all. Raises InputError for no such block."""
        if not 0 <= block < self.blocks():
            raise InputError(f"no block {block}: there are {self.blocks()}")
        return slice(block * self.chunk, min((block + 1) * self.chunk, len(self.members)))

    def count(self, block: int) -> int:
        """How many members a block has."""
        part = self.members_of(block)
        return part.stop - part.start

    def bytes_per_member(self) -> int:
        """Bytes one member takes before compression."""
        return sum(4 * int(np.prod(self.shape(v)[1:])) for v in self.variables)

    def identity(self) -> bytes:
        """Hash of all labels and names, but not of wording or of how members are cut into blocks."""
        names = [[(v.name, v.dims) for v in vs] for vs in (self.variables, self.means)]
        labels = [self.members.tolist(), self.years, self.states, self.dyads, self.regimes, names]
        return sha256(dumps(labels, separators=(",", ":")).encode()).digest()

    def to_json(self) -> dict[str, Any]:
        """Plain values from which ``from_json`` makes an equal layout."""
        plain = {name: getattr(self, name) for name in ("years", "states", "dyads", "regimes", "chunk")}
        variables = {name: [asdict(v) for v in getattr(self, name)] for name in ("variables", "means")}
        return {"members": [list(run) for run in _runs(self.members.tolist())]} | plain | variables

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Layout":
        """A layout from what ``to_json`` gave."""
        members = [m for first, last in plain["members"] for m in range(first, last + 1)]
        variables = {name: tuple(Variable(**v) for v in plain[name]) for name in ("variables", "means")}
        rest: dict[str, Any] = {name: plain[name] for name in ("years", "states", "dyads", "regimes", "chunk")}
        return cls(members=np.array(members, np.uint32), **(rest | variables))


def _runs(members: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    start = 0
    for i in range(1, len(members) + 1):
        if i == len(members) or members[i] != members[i - 1] + 1:
            yield members[start], members[i - 1]
            start = i
