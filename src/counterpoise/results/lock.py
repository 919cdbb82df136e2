"""One process at a time in a run's folder; a lock dies with its process."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterpoise.core.errors import ResourceError

LOCK, OWNER = "lock", "owner"


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises ResourceError, naming the process that holds it, at once where another does.

    The lock is the operating system's, on an open file, so one left by a killed process does not block.
    """
    from filelock import FileLock, Timeout

    lock, owner = FileLock(folder / LOCK), folder / OWNER
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ResourceError(f"{folder} is in use by {_holder(owner)}; wait for it, or end it") from error
    except OSError as error:
        raise ResourceError(f"{folder} cannot be locked: {error.strerror or error}") from error
    try:
        owner.write_text(f"process {os.getpid()} on {platform.node()}\n", encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _holder(owner: Path) -> str:
    try:
        return owner.read_text(encoding="utf-8").strip() or "another process"
    except OSError:
        return "another process"
