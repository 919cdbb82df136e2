"""The cache folder kept within bounds: what was used least lately goes first, and nothing that was used just now.

Every edit of a mechanism leaves code behind that nobody will call again. Whatever is deleted can be made again, and
what a process has read it holds in memory, so nothing breaks where another process deletes the same, or still uses it.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .compile import cache_folder

MIB = 2**20
BOUNDS = {"compiled": 100 * MIB, "outlines": 10 * MIB, "starts": 100 * MIB}
"""How large each part of the cache may grow: code, its outlines, and starting points (about 1 MiB each)."""
JUST_NOW = 3600.0
"""Seconds for which a file is left alone after its last use: a process may be between writing and reading it."""


def prune() -> None:
    """Delete what was used least lately where a part of the cache is larger than its bound; never fails."""
    for part, bound in BOUNDS.items():
        entries = sorted(_entries(cache_folder() / part).values(), key=_last_used)
        excess = sum(map(_size, entries)) - bound
        for files in entries:
            if excess <= 0 or _last_used(files) > time.time() - JUST_NOW:
                break
            excess -= _size(files)
            for file in sorted(files, key=lambda file: file.suffix == ".py"):  # the text last: code without it is idle
                with suppress(OSError):
                    file.unlink()


def sizes() -> dict[str, int]:
    """Bytes in every part of the cache."""
    folder = cache_folder()
    parts = sorted(part for part in folder.iterdir() if part.is_dir()) if folder.is_dir() else []
    return {part.name: _size(file for file in part.rglob("*") if file.is_file()) for part in parts}


def _entries(folder: Path) -> dict[str, list[Path]]:
    """Files that belong together: a function's text, its code and the index of it share the begin of their names."""
    found: dict[str, list[Path]] = {}
    with suppress(OSError):
        for file in folder.rglob("*"):
            if file.is_file():
                found.setdefault(file.name.partition(".")[0], []).append(file)
    return found


def _last_used(files: Iterable[Path]) -> float:
    """When an entry was last written, read (where the file system notes that) or noted as used."""
    times = [0.0]
    for file in files:
        with suppress(OSError):
            known = file.stat()
            times += [known.st_mtime, known.st_atime]
    return max(times)


def _size(files: Iterable[Path]) -> int:
    total = 0
    for file in files:
        with suppress(OSError):
            total += file.stat().st_size
    return total
