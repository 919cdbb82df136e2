"""Means over members that do not depend on the order or the blocks in which members were summed."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import DataIntegrityError
from counterpoise.engine.compile import Mode, generated, used, usual_mode, versions
from counterpoise.engine.kept import kept_code

BITS = 30
LIMIT = 2.0 ** (51 - BITS)
_SHIFT = 1.5 * 2.0 ** (52 - BITS)
_SHIFT_BITS = int(np.float64(_SHIFT).view(np.int64))

_SUM_ROWS = """def sum_rows(values, rows, totals, sign):
    members, years, _, size = values.shape
    wrong = 0
    for y in range(years):
        for r in range(rows.size):
            total, row, m = totals[r, y], rows[r], 0
            while m + 4 <= members:
                a, b, c, d = values[m, y, row], values[m + 1, y, row], values[m + 2, y, row], values[m + 3, y, row]
                for i in range(size):
                    ab = float64(a[i] + SHIFT).view(int64) + float64(b[i] + SHIFT).view(int64)
                    cd = float64(c[i] + SHIFT).view(int64) + float64(d[i] + SHIFT).view(int64)
                    total[i] += sign * (ab + cd - 4 * SHIFT_BITS)
                m += 4
            while m < members:
                a = values[m, y, row]
                for i in range(size):
                    total[i] += sign * (float64(a[i] + SHIFT).view(int64) - SHIFT_BITS)
                m += 1
            for m in range(members):
                a = values[m, y, row]
                outside = uint32(0)
                for i in range(size):
                    outside = uint32(outside + (uint32(0) if abs(a[i]) < LIMIT else uint32(1)))
                wrong += outside
    return wrong
"""
"""``fixed_sum`` in one go over several fields and years, from memory once; integers wrap here as they do there."""


def fixed_sum(values: ArrayLike) -> NDArray[np.int64]:
    r"""Sum over members of $\mathrm{round}(2^{30} v)$, exact: integers add up the same in any order.

    ``values`` (member, year, dyad) float32, each below 2^21 in size; resolution $2^{-30} \approx 10^{-9}$, ties to
    even. A member-year that is NaN in every dyad (after its fault) adds nothing. Raises DataIntegrityError for a
    single NaN, an infinity or a value out of range. (Adding $1.5 \cdot 2^{22}$ to a double rounds it to a multiple of
    $2^{-30}$ and leaves the integer in its last bits.)
    """
    given = np.asarray(values, np.float32)
    total = np.zeros(given.shape[1:], np.int64)
    buffer = np.empty(given.shape[1:])
    bits = buffer.view(np.int64)
    for m, member in enumerate(given if total.size else ()):
        known = member if _fits(member) else _without_fault(member, m)
        np.add(known, _SHIFT, out=buffer, dtype=np.float64)
        np.add(total, bits, out=total)
    total -= np.array((len(given) * _SHIFT_BITS) % 2**64, np.uint64).view(np.int64)  # wraps, as the sum did
    return total


def fixed_sums(values: NDArray[np.float32], rows: list[int], totals: NDArray[np.int64]) -> None:
    """Add ``fixed_sum`` of some rows of what was recorded, ``values`` (member, year, row, actor), to ``totals`` (row,
    year, actor).

    Much faster than one row after the other, unless a member has a fault: then what was added is taken back first.
    """
    if usual_mode() is not Mode.PLAIN:
        add, chosen = compiled_sums(), np.array(rows, np.int64)
        if not add(values, chosen, totals, 1):
            return
        add(values, chosen, totals, -1)
    for total, row in zip(totals, rows, strict=True):
        total += fixed_sum(values[:, :, row])


@cache
def compiled_sums() -> Callable[..., int]:
    """The loop as machine code; how many values do not fit.

    Kept in the cache folder as phases of models are, so that it is read again without waking all of Numba.
    """
    from numba import njit

    scope = {"zeros": np.zeros, "int64": np.int64, "uint32": np.uint32, "float64": np.float64}
    scope |= {"SHIFT": _SHIFT, "SHIFT_BITS": _SHIFT_BITS, "LIMIT": np.float32(LIMIT)}
    key = sha256(f"kept {_SUM_ROWS}{versions()}".encode()).hexdigest()
    written = generated("sum_rows", _SUM_ROWS, scope, key, Mode.STRICT)
    text = written.py_func  # type: ignore[attr-defined]
    found: Callable[..., int] = njit(nogil=True, error_model="numpy")(text)
    found._cache = kept_code(text, lambda: None, used)  # type: ignore[attr-defined]
    return found


def _fits(member: NDArray[np.float32]) -> bool:
    return bool(max(member.max(), -member.min()) < LIMIT)  # not where anything is NaN


def _without_fault(member: NDArray[np.float32], place: int) -> NDArray[np.float32]:
    """The same with zeros for years that are wholly NaN."""
    lost = np.isnan(member).all(axis=1, keepdims=True)
    known = np.where(lost, np.float32(0), member)
    if not _fits(known):
        year, dyad = (int(i[0]) for i in np.nonzero(~(np.abs(known) < LIMIT)))
        raise DataIntegrityError(
            f"member {place} of the block, year {year}, dyad {dyad}: {known[year, dyad]} cannot be summed"
        )
    return known


def mean(total: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over members (year, ...) from sums and from how many members lived each year; NaN where none did."""
    lived = counts.reshape(-1, *(1,) * (total.ndim - 1))
    return np.where(lived > 0, total / 2.0**BITS / np.maximum(lived, 1), np.nan)
