"""What a run will need, before it starts."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from counterpoise.core.errors import ResourceError
from counterpoise.results.layout import Layout, Variable

from .block import AT_ONCE, WRITING
from .plan import Plan, stored_name

PACKED = 0.125
"""Part of their size that fields of whole numbers, mostly none or one, take at most once compressed."""
OTHERS = 0.75
"""The same of other fields: .72 where it was measured, .46 in a world without AI, where many are nil."""
SPARE = 0.05
"""Share of the free disk and of the free memory that a run leaves alone."""


@dataclass(frozen=True)
class Needs:
    """Bytes: at most on disk, and in memory with all workers busy."""

    disk: int
    memory: int


def needs(plan: Plan, layout: Layout, workers: int) -> Needs:
    """Disk for all members; memory for the blocks in hand.

    Each worker, and who is writing meanwhile, holds one block and, while it is written, one variable of it encoded (and
    padded, in the last block); the few members that are being lived with their dyads; and the sums of a block, of which
    two more may wait to be marked.
    """
    member, largest = layout.bytes_per_member(), max(_bytes(layout, v) for v in layout.variables)
    means = sum(int(np.prod(layout.shape(v))) for v in layout.means)
    sums, lived = 8 * means, (member + 4 * means) * min(AT_ONCE, layout.width)
    return Needs(
        disk=round((member - _saved(plan, layout)) * len(layout.members)) + 2 * sums,
        memory=(workers + WRITING) * ((member + 2 * largest) * layout.width + lived + 3 * sums),
    )


def _saved(plan: Plan, layout: Layout) -> float:
    """Bytes of one member that compression saves."""
    discrete = {stored_name(name) for name, field in plan.model.fields.items() if field.discrete}
    return sum(_bytes(layout, v) * (1.0 - (PACKED if v.name in discrete else OTHERS)) for v in layout.variables)


def _bytes(layout: Layout, variable: Variable) -> int:
    """Bytes of a variable of one member."""
    return 4 * int(np.prod(layout.shape(variable)[1:]))


def refuse_too_much(needed: Needs, folder: Path) -> None:
    """Raises ResourceError where disk or memory will not do."""
    home = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    free = shutil.disk_usage(home).free
    if needed.disk > free * (1 - SPARE):
        raise ResourceError(
            f"{folder}: the run may take {size(needed.disk)} and {size(free)} are free; "
            "use fewer --members, leave --dyads out, or choose another --out"
        )
    memory = _free_memory()
    if memory is not None and needed.memory > memory * (1 - SPARE):
        raise ResourceError(
            f"the run may take {size(needed.memory)} of memory and {size(memory)} are free; "
            "use a smaller --chunk or fewer --workers"
        )


def size(count: float) -> str:
    """Bytes for people: 1.5 GB."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def _free_memory() -> int | None:
    """Memory that can be had without swapping; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
