"""One block of one group of variables as a Zarr shard: encoded and decoded here, readable by any Zarr.

The shard of (member, variable, year, ...) holds one inner chunk a variable, all of the block's members in it. Inner
codecs: little-endian bytes, Blosc (LZ4, level 5, byte shuffle; or the bytes as they are in a frame of Blosc's, where
its first member would not shrink by a fifth), crc32c; the index stands at the end: (offset, length)
of each inner chunk as uint64, crc32c. That is Zarr v3's ``sharding_indexed``. It is written here rather than through
the library because the library takes about a millisecond for every chunk it touches, several times the encoding.
"""

import os
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.errors import DataIntegrityError

from .record import write_whole

LEVEL = 5
WORTH = 0.8
"""A chunk is compressed where that brings its first member to so much of its size or less; else copied: half of all
chunks are close to noise, and take most of the time for a few hundredths of the disk."""
LARGE = 1 << 16
"""Bytes of a chunk from which it is asked whether compressing is worth it."""
Refuse = Callable[[str], DataIntegrityError]


def shard_path(store: Path, group: str, block: int, ndim: int) -> Path:
    """Where Zarr looks for the shard of a block (chunk keys with dots)."""
    return store / group / ".".join(["c", str(block), *["0"] * (ndim - 1)])


def write_shard(path: Path, arrays: Sequence[NDArray[np.float32]], width: int) -> None:
    """Encode a group's arrays (member, year, ...) of one block, padded to ``width`` members, and write it whole.

    Idempotent: the same arrays give the same bytes. Raises OSError.
    """
    write_whole(path, _encoded(arrays, width), durable=False, direct=True)


def _encoded(arrays: Sequence[NDArray[np.float32]], width: int) -> Iterator[bytes]:
    """A shard piece by piece, so that memory for one chunk serves all: new memory costs as much as the encoding."""
    sizes = []
    for array in arrays:
        chunk = _encode(_padded(array, width))
        sizes.append(len(chunk) + 4)
        yield chunk
        yield crc(chunk)
    length = np.array(sizes, "<u8")
    index = np.stack([np.cumsum(length) - length, length], axis=1).astype("<u8").tobytes()
    yield index
    yield crc(index)


def read_shard(
    path: Path, shape: tuple[int, ...], names: Sequence[str], refuse: Refuse, wanted: Container[str] | None = None
) -> dict[str, NDArray[np.float32]]:
    """The arrays of a shard by name, each of ``shape`` (padded member, year, ...), every checksum looked at.

    Of variables that are not ``wanted`` nothing is read. ``refuse(message)`` makes the DataIntegrityError that is
    raised; the message starts with the variable's name.
    """
    with _opened(path, refuse) as file:
        chunks = _chunks(file, path, names, names if wanted is None else wanted, refuse)
        return {name: _decode(chunk, shape, name, refuse) for name, chunk in chunks}


@contextmanager
def _opened(path: Path, refuse: Refuse) -> Iterator[BinaryIO]:
    try:
        with path.open("rb", buffering=0) as file:
            yield file
    except OSError as error:
        raise refuse(f"{path.name}: cannot be read ({error.strerror})") from error


def _chunks(
    file: BinaryIO, path: Path, names: Sequence[str], wanted: Container[str], refuse: Refuse
) -> Iterator[tuple[str, bytes]]:
    """The encoded chunks that are wanted, by name; they must lie one behind another, with the index at the end."""
    tail, end = 16 * len(names) + 4, file.seek(0, os.SEEK_END)
    file.seek(max(end - tail, 0))
    last = file.read(tail)
    if len(last) < tail or crc(last[:-4]) != last[-4:]:
        raise refuse(f"{path.name}: checksum of the index differs")
    place = 0
    for name, (start, size) in zip(names, np.frombuffer(last[:-4], "<u8").reshape(-1, 2).tolist(), strict=True):
        if start != place:
            raise refuse(f"{name}: chunk is not where it was written")
        if name in wanted:
            file.seek(start)
            yield name, file.read(size)
        place = start + size
    if place != end - tail:
        raise refuse(f"{path.name}: {end - tail - place} bytes too many")


def _padded(array: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    if len(array) == width:
        return np.ascontiguousarray(array, "<f4")
    whole = np.full((width, *array.shape[1:]), np.nan, "<f4")
    whole[: len(array)] = array
    return whole


def _encode(array: NDArray[np.float32]) -> bytes:
    from numcodecs import blosc

    if (
        array.nbytes >= LARGE
        and len(blosc.compress(array[:1], b"lz4", LEVEL, blosc.SHUFFLE)) > WORTH * array[:1].nbytes
    ):
        return blosc.compress(array, b"lz4", 0, blosc.SHUFFLE)
    return blosc.compress(array, b"lz4", LEVEL, blosc.SHUFFLE)


def _decode(chunk: bytes, shape: tuple[int, ...], name: str, refuse: Refuse) -> NDArray[np.float32]:
    from numcodecs import blosc

    if len(chunk) < 4 or crc(chunk[:-4]) != chunk[-4:]:
        raise refuse(f"{name}: checksum of the chunk differs")
    raw = blosc.decompress(chunk[:-4])
    if len(raw) != 4 * int(np.prod(shape)):
        raise refuse(f"{name}: chunk holds {len(raw)} bytes, not {4 * int(np.prod(shape))}")
    return np.frombuffer(raw, "<f4").reshape(shape)


def crc(data: bytes) -> bytes:
    """Checksum of Zarr's crc32c codec: four bytes, little-endian."""
    import google_crc32c

    return int(google_crc32c.value(data)).to_bytes(4, "little")
