"""The folder of a run: written block by block, killed anywhere, resumed, finished once, verified for ever.

    run/
      manifest.json      what was run (given by the caller), checksums of the fixed files, the result once finished
      layout.json        labels of every axis, variables, members in a block
      results.zarr/      Zarr v3; an array a group of variables (member, variable, year, ...), a shard a block
      done/<block>       marker of a stored block: digests of its members, faults, sums over members
      ledger             markers folded into one file, so that they do not pile up
      lock, owner        who is writing

A block is stored in two steps: its shards, by any process; then its marker, by the owner, in one atomic step. Without a
marker a block was never stored. Nothing is written outside the folder.
"""

import os
from collections.abc import Collection, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_128

from counterpoise.core.errors import DataIntegrityError, InputError, ResourceError

from .layout import MEANS, Layout
from .ledger import Ledger
from .lock import exclusive
from .manifest import LAYOUT, MANIFEST, Manifest
from .record import TEMPORARY, storing
from .shards import read_shard, shard_path, write_shard
from .skeleton import create_store

STORE = "results.zarr"
DIGEST = 16
"""Bytes of a member's digest."""
SMALL = 4096
"""Bytes of a member's array below which it is hashed together with its neighbors."""


@dataclass(frozen=True, eq=False)
class Block:
    """What one block of members gave.

    ``arrays`` (member, year, ...) float32 by variable, in the layout's order; ``sums`` (year, ...) from ``fixed_sum``,
    by mean; ``faults`` with at least ``member`` and ``year``, from which on the member is NaN; ``digests`` (member, 16)
    from ``digest``.
    """

    number: int
    arrays: dict[str, NDArray[np.float32]]
    sums: dict[str, NDArray[np.int64]]
    faults: list[dict[str, Any]]
    digests: NDArray[np.uint8]

    def receipt(self) -> "Block":
        """The block without its arrays: all that ``mark_done`` needs, small enough to send to another process."""
        return replace(self, arrays={})


def digest(arrays: dict[str, NDArray[np.float32]]) -> NDArray[np.uint8]:
    """XXH3 (128 bits) of each member over its variables in the order given (the layout's): (member, 16) bytes.

    A member's digest does not depend on which others stand in its block. It tells accidents, not forgers: who can
    write to a run's folder could write any digest beside the numbers, so SHA-256 here kept nobody out, and took a tenth
    of the engine's time.
    """
    members = len(next(iter(arrays.values()))) if arrays else 0
    found, pieces = np.empty((members, DIGEST), np.uint8), list(_pieces(arrays, members))
    for m in range(members):
        taken = xxh3_128()
        for piece in pieces:
            taken.update(piece[m].data)
        found[m] = np.frombuffer(taken.digest(), np.uint8)
    return found


def _pieces(arrays: dict[str, NDArray[np.float32]], members: int) -> Iterator[NDArray[np.float32]]:
    """The same numbers in the same order, (member, number); small arrays that follow each other as one: a call each
    would cost as much as their hash."""
    for small, run in groupby(arrays.values(), lambda array: array.nbytes < SMALL * members):
        flat = [np.ascontiguousarray(array, "<f4").reshape(members, -1) for array in run]
        yield from [np.concatenate(flat, axis=1)] if small else flat


@dataclass(eq=False)
class RunStore:
    """One run's folder. ``write_arrays`` may be called in any process or thread; the rest by the owner, in one."""

    folder: Path
    layout: Layout
    _manifest: Manifest = field(repr=False)
    _ledger: Ledger | None = field(default=None, repr=False)

    @classmethod
    def create(cls, folder: Path | str, layout: Layout, manifest: dict[str, Any]) -> "RunStore":
        """Start a run in a folder that holds none. Raises ResourceError where it does, or cannot be written."""
        place = Path(folder)
        if cls.exists(place):
            raise ResourceError(f"{place} has a run already; resume it, or choose another folder")
        with storing("the run", place):
            place.mkdir(parents=True, exist_ok=True)
            with exclusive(place):
                _clear_half_made(place)
                create_store(place / STORE, layout)
                (place / "done").mkdir()
                made = Manifest.create(place, layout, manifest, STORE)
        return cls(place, layout, made)

    @staticmethod
    def exists(folder: Path | str) -> bool:
        """Whether a run was started there, finished or not; a start that was killed half-way is none."""
        return (Path(folder) / MANIFEST).is_file()

    @classmethod
    def open(cls, folder: Path | str) -> "RunStore":
        """A run that was created. Raises InputError where there is none, DataIntegrityError where it is damaged."""
        place = Path(folder)
        if not cls.exists(place):
            raise InputError(f"{place} holds no run (no {MANIFEST})")
        manifest = Manifest.read(place)
        return cls(place, manifest.layout(place), manifest)

    @property
    def manifest(self) -> dict[str, Any]:
        """What the caller gave at the start."""
        return self._manifest.run

    @property
    def result(self) -> str | None:
        """The result's hash, or None while the run is unfinished."""
        return self._manifest.result

    @property
    def ledger(self) -> Ledger:
        """What is known of stored blocks; read from disk once."""
        if self._ledger is None:
            self._ledger = Ledger.read(self.folder, self.layout)
        return self._ledger

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Faults of all stored blocks, in the order of members."""
        return self.ledger.faults()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Own the folder while writing. Raises ResourceError naming the process that does already."""
        with exclusive(self.folder):
            self._manifest, self._ledger = Manifest.read(self.folder), None  # as the last owner left them
            yield

    def __getstate__(self) -> dict[str, Any]:
        """Sent to another process, a store can write arrays; what is done it must read anew."""
        return {"folder": self.folder, "layout": self.layout, "_manifest": self._manifest, "_ledger": None}

    def done(self) -> set[int]:
        """Numbers of the blocks that need not be run again: marked, and their files as long as they were written.

        (Markers wait for the disk, arrays do not: after a loss of power a marked block's file may be empty.)
        """
        return {number for number in self.ledger.done() if self._intact(number)}

    def write_arrays(self, block: Block) -> None:
        """Store a block's arrays. Idempotent; counts for nothing until ``mark_done``.

        Raises ResourceError where the disk is full: what was stored before stays.
        """
        self._check(block)
        with storing(f"block {block.number}", self.folder):
            for name, variables in self.layout.groups().items():
                arrays = [block.arrays[v.name] for v in variables]
                write_shard(self.shard(name, block.number), arrays, self.layout.width)

    def read_arrays(self, block: int, wanted: Container[str] | None = None) -> dict[str, NDArray[np.float32]]:
        """A block's arrays as they were written, in the layout's order, every checksum looked at; all, or some.

        Raises DataIntegrityError naming array, block and members.
        """
        part = self.layout.members_of(block)
        found: dict[str, NDArray[np.float32]] = {}
        first, last = self.layout.members[part][[0, -1]]

        def refuse(message: str) -> DataIntegrityError:
            return DataIntegrityError(f"{self.folder}: block {block} (members {first} to {last}): {message}")

        for name, variables in self.layout.groups().items():
            shape, names = (self.layout.width, *self.layout.shape(variables[0])[1:]), [v.name for v in variables]
            if wanted is None or any(v in wanted for v in names):
                arrays = read_shard(self.shard(name, block), shape, names, refuse, wanted)
                found |= {v: array[: part.stop - part.start] for v, array in arrays.items()}
        return {v.name: found[v.name] for v in self.layout.variables if v.name in found}

    def read_years(self, wanted: Collection[str], years: slice | list[int]) -> dict[str, NDArray[np.float32]]:
        """Some variables over all members of done blocks, at some places among the years: (member, year, ...).

        Far cheaper than a labelled dataset where a few numbers are asked for. Raises DataIntegrityError.
        """
        parts: dict[str, list[NDArray[np.float32]]] = {}
        for block in sorted(self.ledger.done()):
            for name, array in self.read_arrays(block, wanted).items():
                parts.setdefault(name, []).append(array[:, years])
        return {name: np.concatenate(arrays) for name, arrays in parts.items()}

    def mark_done(self, block: Block) -> None:
        """Declare a stored block done, in one atomic step; again with the same digests is no error.

        Raises DataIntegrityError where the arrays are not there or the block was stored with other values,
        ResourceError where the disk is full.
        """
        expected = (self.layout.count(block.number), DIGEST)
        if block.digests.shape != expected or block.digests.dtype != np.uint8:
            raise InputError(f"block {block.number}: digests {block.digests.shape}, not {expected} bytes")
        sizes = self._sizes(block.number)
        with storing(f"block {block.number}", self.folder):
            self.ledger.add(block.number, block.digests, block.sums, block.faults, sizes)

    def result_hash(self) -> str:
        """SHA-256 over labels, digests in the order of members, and the sums; the same however members were cut.

        Raises InputError while blocks are missing.
        """
        self._refuse_missing(self.ledger.done())
        taken = sha256(self.layout.identity())
        taken.update(self.ledger.digests().tobytes())
        taken.update(self.ledger.counts().astype("<i8").tobytes())
        for variable in self.layout.means:
            taken.update(self.ledger.totals[variable.name].astype("<i8").tobytes())
        return taken.hexdigest()

    def finish(self) -> str:
        """Write the means over members and the result's hash, and close the run; again is no error.

        Raises InputError while blocks are missing.
        """
        value = self.result_hash()
        if self._manifest.result is not None:
            return self._agreed(value)
        self._refuse_missing(self.done())
        with storing("the result", self.folder):
            self.ledger.fold()
            written = self._write_means()
            for left in self.folder.rglob(f"*{TEMPORARY}"):
                left.unlink(missing_ok=True)
            self._manifest = self._manifest.finished(self.folder, value, [*written, self.ledger.file])
        return value

    def verify(self) -> list[str]:
        """Read everything again; one line for each thing that holds.

        Raises DataIntegrityError naming array, block and member (or file) of what does not.
        """
        from .verification import verify

        return verify(self)

    def _agreed(self, value: str) -> str:
        if value != self._manifest.result:
            raise DataIntegrityError(f"{self.folder}: the result is {value}, the manifest says {self._manifest.result}")
        return value

    def _write_means(self) -> list[Path]:
        from .record import write_whole
        from .shards import crc
        from .sums import mean

        counts, written = self.ledger.counts(), []
        for name, means in self.layout.mean_groups().items():
            raw = np.stack([mean(self.ledger.totals[v.name], counts) for v in means]).astype("<f8").tobytes()
            written.append(shard_path(self.folder / STORE, name, 0, 1 + len(MEANS[name])))
            write_whole(written[-1], [raw, crc(raw)])
        return written

    def shard(self, group: str, block: int) -> Path:
        """The file of one group of variables of one block."""
        ndim = 1 + len(self.layout.groups()[group][0].dims)
        return shard_path(self.folder / STORE, group, block, ndim)

    def _refuse_missing(self, done: set[int]) -> None:
        blocks = self.layout.blocks()
        if missing := blocks - len(done):
            raise InputError(f"{self.folder}: the run is unfinished ({missing} of {blocks} blocks missing); resume it")

    def _intact(self, block: int) -> bool:
        try:
            return self._sizes(block) == self.ledger.sizes(block)
        except DataIntegrityError:
            return False

    def _sizes(self, block: int) -> dict[str, int]:
        try:
            return {name: os.path.getsize(self.shard(name, block)) for name in self.layout.groups()}
        except OSError as error:
            raise DataIntegrityError(
                f"{self.folder}: block {block} is incomplete: {error.filename} is missing"
            ) from error

    def _check(self, block: Block) -> None:
        names, given = [v.name for v in self.layout.variables], list(block.arrays)
        if given != names:
            raise InputError(f"block {block.number}: arrays {given} are not the layout's {names}, in its order")
        members = self.layout.count(block.number)
        for v in self.layout.variables:
            array, expected = block.arrays[v.name], (members, *self.layout.shape(v)[1:])
            if array.shape != expected or array.dtype != np.float32:
                raise InputError(
                    f"block {block.number}: {v.name} is {array.dtype} {array.shape}, not float32 {expected}"
                )


def _clear_half_made(folder: Path) -> None:
    """Remove what a start that was killed left; a folder with anything else in it is refused."""
    from shutil import rmtree

    ours = {STORE, "done", LAYOUT, "lock", "owner"}
    strangers = [p.name for p in folder.iterdir() if p.name not in ours and not p.name.endswith(TEMPORARY)]
    if strangers:
        raise ResourceError(f"{folder} is not empty ({sorted(strangers)[0]}, ...); choose another folder")
    for name in (STORE, "done"):
        if (folder / name).exists():
            rmtree(folder / name)
