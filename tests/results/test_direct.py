"""Files written past the system's cache hold what was given, wherever pieces end and whatever the system refuses."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoise.results import direct
from counterpoise.results.record import write_whole

SIZES = (0, 1, direct.BLOCK - 1, direct.BLOCK, direct.ROOM - 1, direct.ROOM, direct.ROOM + direct.BLOCK + 7)


def pieces(sizes: list[int]) -> list[bytes]:
    return [bytes([n % 251 + 1]) * size for n, size in enumerate(sizes)]


@pytest.mark.parametrize("size", SIZES)
def test_one_piece_of_any_length_is_written_whole(tmp_path, size):
    data = os.urandom(size)
    write_whole(tmp_path / "file", [data], durable=False, direct=True)
    assert (tmp_path / "file").read_bytes() == data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 3 * direct.BLOCK), max_size=30))
def test_pieces_follow_each_other_without_gaps(tmp_path, monkeypatch, sizes):
    monkeypatch.setattr(direct, "ROOM", 2 * direct.BLOCK)  # so that a few pieces fill it several times
    write_whole(tmp_path / "file", pieces(sizes), durable=False, direct=True)
    assert (tmp_path / "file").read_bytes() == b"".join(pieces(sizes))


def refusing(monkeypatch, number: int, after: int) -> list[int]:
    """``os.write`` that refuses once it was called ``after`` times; how much was asked each time."""
    asked: list[int] = []
    write = os.write

    def refuse(descriptor: int, data: memoryview) -> int:
        asked.append(len(data))
        if len(asked) == after + 1:
            raise OSError(number, os.strerror(number))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", refuse)
    return asked


@pytest.mark.skipif(not direct.DIRECT, reason="no direct writing on this system")
@pytest.mark.parametrize("after", [0, 1])
def test_where_the_device_takes_no_blocks_the_file_is_written_the_usual_way(tmp_path, monkeypatch, after):
    data = os.urandom(2 * direct.ROOM + 100)
    asked = refusing(monkeypatch, errno.EINVAL, after)
    write_whole(tmp_path / "file", [data], durable=False, direct=True)
    assert (tmp_path / "file").read_bytes() == data
    assert asked[after] == asked[after + 1] == direct.ROOM  # what was refused is asked again


@pytest.mark.skipif(not direct.DIRECT, reason="no direct writing on this system")
def test_a_refusal_that_nothing_helps_against_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(direct, "_switch", lambda descriptor, on: True)
    refusing(monkeypatch, errno.EINVAL, 0)
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        write_whole(tmp_path / "file", [os.urandom(direct.ROOM)], durable=False, direct=True)


def test_a_file_system_that_knows_no_direct_writing_gets_the_file_too(tmp_path, monkeypatch):
    monkeypatch.setattr(direct, "_switch", lambda descriptor, on: False)
    data = os.urandom(direct.ROOM + 5)
    write_whole(tmp_path / "file", [data], durable=False, direct=True)
    assert (tmp_path / "file").read_bytes() == data


@pytest.mark.parametrize("after", [0, 1])
def test_a_full_disk_is_an_error_and_leaves_nothing_behind(tmp_path, monkeypatch, after):
    refusing(monkeypatch, errno.ENOSPC, after)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write_whole(tmp_path / "file", [os.urandom(2 * direct.ROOM)], durable=False, direct=True)
    assert not list(Path(tmp_path).iterdir())


def test_a_write_cut_short_goes_on_where_it_stopped(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[: max(1, len(data) // 3)]))
    data = os.urandom(direct.ROOM + 10)
    write_whole(tmp_path / "file", [data], durable=False, direct=True)
    assert (tmp_path / "file").read_bytes() == data
