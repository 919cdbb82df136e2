"""Read a stored run again, every byte, and hold it to the checksums that were taken when it was made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from counterpoise.core.errors import DataIntegrityError

if TYPE_CHECKING:
    from .store import RunStore


def verify(store: RunStore, threads: int = 2) -> list[str]:
    """One line for each thing that holds; the files first, then members, then the result.

    Raises DataIntegrityError at the first that does not: file, or array, block and member.
    """
    fresh = type(store).open(store.folder)  # what is on disk, not what is remembered
    for name in fresh._manifest.files:
        fresh._manifest.check(fresh.folder, name)
    lines = [f"manifest and {len(fresh._manifest.files)} fixed files: checksums agree"]
    blocks = sorted(fresh.ledger.done())
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(blocks), 4 * threads):
            list(pool.map(lambda number: check_block(fresh, number), blocks[start : start + 4 * threads]))
    members = sum(fresh.layout.count(number) for number in blocks)
    lines.append(f"{len(blocks)} of {fresh.layout.blocks()} blocks, {members} members: digests agree")
    if fresh.result is None:
        return [*lines, "unfinished: no result to compare"]
    return [*lines, f"result: sha256 {fresh.finish()}"]


def check_block(store: RunStore, number: int) -> None:
    """Read a block and compare checksums and digests. Raises DataIntegrityError."""
    from .store import digest

    layout, part = store.layout, store.layout.members_of(number)
    members = layout.members[part]
    where = f"block {number} (members {members[0]} to {members[-1]})"
    arrays = store.read_arrays(number)
    differs = (digest(arrays) != store.ledger.entries[number]["digests"]).any(axis=1)
    if differs.any():
        raise DataIntegrityError(f"{store.folder}: {where}: member {members[np.argmax(differs)]} is not as it was run")
