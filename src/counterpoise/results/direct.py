"""Writing large files past the system's cache of files, where the system can.

What is written the usual way is first copied into memory that the system must find, page by page, and on a virtual
machine ask its host for; that took more time than anything else in storing. Here pieces are gathered in memory of our
own that begins where a page does, and the device takes them from there (``O_DIRECT``). File systems that cannot do
that, and the end of a file that fills no block, are written the usual way.
"""

import errno
import mmap
import os
import threading
from collections.abc import Iterable

BLOCK = 4096
"""Places and lengths on a device are multiples of this."""
ROOM = 4 << 20
"""Bytes gathered before they are written."""
DIRECT = getattr(os, "O_DIRECT", 0)
"""The system's flag; 0 where there is none."""


class _Gathered(threading.local):
    """A thread's own memory, used for one file after another."""

    def __init__(self) -> None:
        self.memory = memoryview(mmap.mmap(-1, ROOM))


_GATHERED = _Gathered()


def write_direct(descriptor: int, parts: Iterable[bytes | memoryview]) -> None:
    """Write the parts one behind another to a new file. Raises OSError."""
    direct = bool(DIRECT) and _switch(descriptor, on=True)
    memory, filled = _GATHERED.memory, 0
    for part in parts:
        rest = memoryview(part).cast("B")
        while len(rest):
            taken = min(len(rest), ROOM - filled)
            memory[filled : filled + taken] = rest[:taken]
            filled, rest = filled + taken, rest[taken:]
            if filled == ROOM:
                direct, filled = _write(descriptor, memory[:filled], direct), 0
    whole = filled - filled % BLOCK
    direct = _write(descriptor, memory[:whole], direct)
    if direct:
        _switch(descriptor, on=False)
    write_all(descriptor, memory[whole:filled])


def _write(descriptor: int, rest: memoryview, direct: bool) -> bool:
    """Write whole blocks; whether the file is still written directly."""
    while len(rest):
        try:
            written = os.write(descriptor, rest)
        except OSError as error:
            if not direct or error.errno != errno.EINVAL or _switch(descriptor, on=False):
                raise
            written, direct = 0, False
        if direct and written % BLOCK:
            direct = _switch(descriptor, on=False)
        rest = rest[written:]
    return direct


def _switch(descriptor: int, *, on: bool) -> bool:
    """Turn direct writing of an open file on or off; whether it is on."""
    import fcntl

    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | DIRECT if on else flags & ~DIRECT)
    except OSError:
        return not on and bool(flags & DIRECT)
    return on


def write_all(descriptor: int, rest: memoryview) -> None:
    """Write all of it, in as many steps as the system takes. Raises OSError."""
    while len(rest):
        rest = rest[os.write(descriptor, rest) :]
