"""What is known of stored blocks: a marker for each, folded from time to time into one file.

A marker holds a block's digests, faults, file sizes and sums over members. Sums of a few thousand dyads weigh as much
as the states of several members, so they must not stay on disk for every block: the ledger holds their total.
After a kill between folding and removing markers both are there; a marker of a block the ledger has counts no more.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.errors import DataIntegrityError, InputError

from .layout import Layout
from .record import TEMPORARY, read_record, write_record

LEDGER, DONE = "ledger", "done"
LOOSE = 32
Sums = dict[str, NDArray[np.int64]]


@dataclass(eq=False)
class Ledger:
    """Digests, faults, sizes of done blocks by number, and the totals of sums over them."""

    folder: Path
    layout: Layout
    totals: Sums
    entries: dict[int, dict[str, Any]] = field(default_factory=dict)
    loose: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path, layout: Layout) -> "Ledger":
        """Ledger and loose markers of a folder. Raises DataIntegrityError where one is damaged."""
        try:
            return cls._read(folder, layout)
        except DataIntegrityError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            return cls._read(folder, layout)  # a marker was folded while we looked

    @classmethod
    def _read(cls, folder: Path, layout: Layout) -> "Ledger":
        made = cls(folder, layout, {v.name: np.zeros(layout.shape(v), np.int64) for v in layout.means})
        if made.file.exists():
            meta, arrays = read_record(made.file)
            digests = arrays.pop("digests")
            for entry in meta["blocks"]:
                count = layout.count(entry["number"])
                made.entries[entry["number"]] = entry | {"digests": digests[:count]}
                digests = digests[count:]
            made.totals = arrays
        for path in sorted((folder / DONE).iterdir()):
            if not path.name.endswith(TEMPORARY):
                made._read_marker(path)
        return made

    @property
    def file(self) -> Path:
        """Where markers are folded."""
        return self.folder / LEDGER

    def done(self) -> set[int]:
        """Numbers of the blocks that are done."""
        return set(self.entries)

    def sizes(self, block: int) -> dict[str, int]:
        """Bytes of each file of a block."""
        return self.entries[block]["sizes"]

    def faults(self) -> list[dict[str, Any]]:
        """All faults, in the order of members."""
        return [fault for number in sorted(self.entries) for fault in self.entries[number]["faults"]]

    def digests(self) -> NDArray[np.uint8]:
        """Digests of all members of done blocks, in the order of members."""
        return np.concatenate([self.entries[number]["digests"] for number in sorted(self.entries)])

    def counts(self) -> NDArray[np.int64]:
        """How many members of done blocks lived each year without a fault."""
        years, members = np.array(self.layout.years), sum(len(e["digests"]) for e in self.entries.values())
        first: dict[int, int] = {}
        for fault in self.faults():
            first[fault["member"]] = min(fault["year"], first.get(fault["member"], fault["year"]))
        lost = np.array(list(first.values()), np.int64)
        return members - (lost[:, None] <= years).sum(axis=0, dtype=np.int64)

    def add(
        self, number: int, digests: NDArray[np.uint8], sums: Sums, faults: list[Any], sizes: dict[str, int]
    ) -> None:
        """Write a block's marker. Raises DataIntegrityError where it is known with other values, OSError."""
        if number in self.entries:
            if not np.array_equal(self.entries[number]["digests"], digests):
                raise DataIntegrityError(f"block {number} came out otherwise than when it was first stored")
            if self.entries[number]["sizes"] != sizes:  # written again, by another version of the codec
                self.entries[number]["sizes"] = sizes
                self.fold()
            return
        self._check(number, sums, faults)
        meta = {"number": number, "faults": faults, "sizes": sizes}
        write_record(self.folder / DONE / f"{number:07d}", meta, {"digests": digests} | sums)
        self._enter(meta, digests, sums)
        if len(self.loose) >= LOOSE:
            self.fold()

    def fold(self) -> None:
        """Write all that is known into the ledger, then remove the markers. Raises OSError."""
        numbers = sorted(self.entries)
        kept = [{k: v for k, v in self.entries[n].items() if k != "digests"} for n in numbers]
        write_record(self.file, {"blocks": kept}, {"digests": self.digests()} | self.totals)
        for path in (self.folder / DONE).iterdir():
            path.unlink(missing_ok=True)
        self.loose.clear()

    def _read_marker(self, path: Path) -> None:
        meta, arrays = read_record(path)
        if path.name != f"{meta['number']:07d}":
            raise DataIntegrityError(f"{path}: is the marker of block {meta['number']}")
        if meta["number"] not in self.entries:
            digests = arrays.pop("digests")
            self._enter(meta, digests, arrays)

    def _enter(self, meta: dict[str, Any], digests: NDArray[np.uint8], sums: Sums) -> None:
        self.entries[meta["number"]] = meta | {"digests": digests}
        self.loose.add(meta["number"])
        for name, total in self.totals.items():
            total += sums[name]

    def _check(self, number: int, sums: Sums, faults: list[Any]) -> None:
        if set(sums) != set(self.totals):
            raise InputError(f"block {number}: sums of {sorted(sums)} are not the layout's {sorted(self.totals)}")
        for name, total in sums.items():
            shape = self.totals[name].shape
            if total.shape != shape or total.dtype != np.int64:
                raise InputError(f"block {number}: {name} is {total.dtype} {total.shape}, not int64 {shape}")
        members = set(self.layout.members[self.layout.members_of(number)].tolist())
        for fault in faults:
            if fault.get("member") not in members or fault.get("year") not in self.layout.years:
                raise InputError(
                    f"block {number}: a fault needs a member of the block and a year of the run, got {fault}"
                )
