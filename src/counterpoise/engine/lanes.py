"""Several members at once: what compiled code sees of one number in each of eight members, side by side.

A processor adds eight numbers as fast as one, if they lie beside each other. Eight members lie so: whatever is looked
up for one of them is looked up for all, at one address, and even sums in a fixed order are eight sums at a time. A
*lane* is one number of each member; a comparison of lanes is a *mask*. Operations act on each member alone and are the
ones IEEE 754 fixes, so a member has the bits it would have by itself (``masking`` rewrites steps for it).
"""

from typing import Any, NamedTuple

import numpy as np

WIDTH = 8
"""Members side by side: as many numbers of 32 bits as processors without AVX-512 add at once."""
LINE = 64
"""Bytes in a line of the processor's cache."""


class Group(NamedTuple):
    """Who the members side by side are; every array has one number for each in its last dimension."""

    theta: Any
    on: Any
    member: Any
    alive: Any


def aligned(shape: tuple[int, ...], dtype: Any) -> Any:
    """Zeros that begin where a line of the cache does."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    room = np.zeros(size + LINE, np.uint8)
    begin = -room.ctypes.data % LINE
    return room[begin : begin + size].view(dtype).reshape(shape)


def select(mask: Any, yes: Any, no: Any) -> Any:
    """For each member, the first value where the mask is set, else the second."""
    raise NotImplementedError


def both(a: Any, b: Any) -> Any:
    """Where two masks are set; either may be one truth value for all members."""
    raise NotImplementedError


def either(a: Any, b: Any) -> Any:
    """Where one of two masks is set."""
    raise NotImplementedError


def neither(a: Any) -> Any:
    """Where a mask is not set."""
    raise NotImplementedError


def any_of(a: Any) -> Any:
    """Whether a mask is set anywhere."""
    raise NotImplementedError


def spread(value: Any) -> Any:
    """The same value for every member."""
    raise NotImplementedError


def added_where(mask: Any, value: Any) -> Any:
    """The value where the mask is set, else -0, which changes nothing when it is added, not even a sign of 0."""
    raise NotImplementedError


def taken_where(mask: Any, value: Any) -> Any:
    """The value where the mask is set, else 0, which changes nothing when it is taken away."""
    raise NotImplementedError


def settled(value: Any) -> Any:
    """The same value, chosen before it is written: else LLVM writes under a mask, which some processors do slowly."""
    raise NotImplementedError


def largest(mask: Any, value: Any) -> Any:
    """The largest whole number among members of a mask, none below 0."""
    raise NotImplementedError


def look(row: Any, index: Any) -> Any:
    """What each member has at its own place of a row; a place that does not exist is taken for the first."""
    raise NotImplementedError


def put(row: Any, index: Any, value: Any, mask: Any) -> None:
    """Write each member's value of a mask at its own place of a row."""
    raise NotImplementedError


def look_up(array: Any, index: Any) -> Any:
    """What stands at each member's own place of an array that all share; see ``look``."""
    raise NotImplementedError


def room(count: Any) -> Any:
    """A row of zeros that lasts until the function that makes it is left."""
    raise NotImplementedError


def never() -> Any:
    """Never true, but no compiler of Python's code can tell; see ``masking``."""
    raise NotImplementedError


def truth(value: Any) -> Any:
    """Whether a number is other than 0."""
    raise NotImplementedError


def view_signed(value: Any) -> Any:
    """The bits of a number as a whole number with sign."""
    raise NotImplementedError


def view_real(value: Any) -> Any:
    """Bits as a real number."""
    raise NotImplementedError


def real(value: Any) -> Any:
    """As float32."""
    raise NotImplementedError


def signed(value: Any) -> Any:
    """As int32."""
    raise NotImplementedError


def unsigned(value: Any) -> Any:
    """As uint32."""
    raise NotImplementedError


def wide(value: Any) -> Any:
    """As uint64."""
    raise NotImplementedError


def root(value: Any) -> Any:
    """Square root."""
    raise NotImplementedError


def down(value: Any) -> Any:
    """Rounded down."""
    raise NotImplementedError


def up(value: Any) -> Any:
    """Rounded up."""
    raise NotImplementedError


def size_of(value: Any) -> Any:
    """Without its sign."""
    raise NotImplementedError


def block_of(array: Any) -> Any:
    """The rows of a block of shape (rows, actors, members) as lanes."""
    raise NotImplementedError


def lane_at(array: Any) -> Any:
    """The only lane of an array of eight numbers."""
    raise NotImplementedError


def note(lane: Any, array: Any) -> Any:
    """Write a lane to an array of eight numbers; 1 if one of them is not 0, else 0."""
    raise NotImplementedError
