"""Files that are whole or absent, and that know when a bit of theirs has changed.

A record is a small table of named arrays: ``CPRECORD``, the SHA-256 of all that follows, the length of a JSON header
(8 bytes, little-endian), the header, then the arrays compressed (Blosc, LZ4, byte shuffle) one after another.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.errors import DataIntegrityError, ResourceError

from .direct import write_all, write_direct

MAGIC = b"CPRECORD"
TEMPORARY = ".tmp"
HEAD = len(MAGIC) + 32 + 8


@contextmanager
def storing(what: str, folder: Path) -> Iterator[None]:
    """Say in one line what the machine refused (space, permission, a device). Raises ResourceError for OSError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ResourceError(
            f"{what} could not be stored in {folder}: {reason}; what was stored before is safe"
        ) from error


def write_whole(path: Path, parts: Iterable[bytes | memoryview], durable: bool = True, direct: bool = False) -> None:
    """Write a file in one step: after a kill at any instant it has its old content or all of the new.

    ``durable`` waits until it would also survive a loss of power; ``direct`` spares large files the system's cache.
    Raises OSError, and then leaves nothing behind.
    """
    mine = path.with_name(f"{path.name}.{os.getpid()}.{uuid4().hex[:8]}{TEMPORARY}")
    try:
        with open(mine, "wb", buffering=0) as file:
            if direct:
                write_direct(file.fileno(), parts)
            else:
                for part in parts:
                    write_all(file.fileno(), memoryview(part).cast("B"))
            if durable:
                os.fsync(file.fileno())
        os.replace(mine, path)
    except BaseException:
        mine.unlink(missing_ok=True)
        raise
    if durable:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make a rename durable (folders cannot be opened so on Windows, where the rename itself suffices)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def file_hash(path: Path) -> str:
    """SHA-256 of a file. Raises DataIntegrityError where it is missing."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DataIntegrityError(f"{path}: cannot be read ({error.strerror})") from error


def write_record(path: Path, meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    """Write named arrays and some plain values, whole and checksummed. Raises OSError."""
    from numcodecs import blosc

    described, payload = [], []
    for name, array in arrays.items():
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        packed = blosc.compress(little, b"lz4", 5, blosc.SHUFFLE) if little.size else b""
        described.append([name, little.dtype.str, array.shape, len(packed)])
        payload.append(packed)
    header = json.dumps({"meta": meta, "arrays": described}, separators=(",", ":")).encode()
    body = [len(header).to_bytes(8, "little"), header, *payload]
    digest = sha256()
    for part in body:
        digest.update(part)
    write_whole(path, [MAGIC, digest.digest(), *body])


def read_record(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """What ``write_record`` wrote. Raises DataIntegrityError, naming the file, where a bit is not as written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataIntegrityError(f"{path}: cannot be read ({error.strerror})") from error
    if data[: len(MAGIC)] != MAGIC or sha256(data[HEAD - 8 :]).digest() != data[len(MAGIC) : HEAD - 8]:
        raise DataIntegrityError(f"{path}: the marker is not as it was written (checksum differs)")
    start = HEAD + int.from_bytes(data[HEAD - 8 : HEAD], "little")
    header = json.loads(data[HEAD:start])
    arrays = {}
    for name, kind, shape, size in header["arrays"]:
        arrays[name] = _unpack(data[start : start + size], kind, shape)
        start += size
    return header["meta"], arrays


def _unpack(packed: bytes, kind: str, shape: list[int]) -> NDArray[Any]:
    from numcodecs import blosc

    raw = blosc.decompress(packed) if packed else b""
    return np.frombuffer(raw, kind).reshape(shape).copy()
