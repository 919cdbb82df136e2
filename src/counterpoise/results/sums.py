"""Means over members that do not depend on the order or the blocks in which members were summed."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import DataIntegrityError

BITS = 30
LIMIT = 2.0 ** (51 - BITS)
_SHIFT = 1.5 * 2.0 ** (52 - BITS)
_SHIFT_BITS = int(np.float64(_SHIFT).view(np.int64))


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
    """Mean over members (year, dyad) from sums and from how many members lived each year; NaN where none did."""
    known = np.where(counts > 0, counts, 1)[:, None]
    return np.where(counts[:, None] > 0, total / 2.0**BITS / known, np.nan)
