"""One pole, two or many: three definitions side by side, and *indeterminate* where they differ or none is met.

No definition is an else-branch: each names what it asks of one, two and many poles, and what meets none of the three
has no reading under it. Shares are those of the leading states, largest first, summing to one.
"""

# covers: P30

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.polarity import Polarity, Thresholds

Array = NDArray[np.float64]
Readings = NDArray[np.int8]
NONE = 0  # a definition that is not met; the others are values of Polarity
INDETERMINATE = "indeterminate"
LABELS = (*(p.label for p in Polarity), INDETERMINATE)


def by_gaps(shares: Array, thresholds: Thresholds | None = None) -> Readings:
    """Ours: where the shares of the first, second and third stand apart (thresholds assumed, docs/theory/polarity.md).

    One: the first has .45 and no second has half of it. Two: they have .55 together, the second at least half of the
    first, the third less than half of the second. Many: the second at least half of the first and the third at least
    half of the second. ``[..., state]`` to values of ``Polarity``, or 0.
    """
    t = thresholds or Thresholds()
    first, second, third = (shares[..., k] for k in range(3))
    rival, close = second >= t.rival * first, third >= t.third * second
    one = (first >= t.lead) & ~rival
    return _first_met(one, (first + second >= t.pair) & rival & ~close, rival & close)


def by_control(shares: Array) -> Readings:
    """Modelski and Thompson (1988), constants from memory: who controls how much of what the powers have together.

    One: a state has half and no other as much. Two: two states have half together and a quarter each. Many: three or
    more states have a twentieth each.
    """
    first, second, third = (shares[..., k] for k in range(3))
    return _first_met((first >= 0.5) & (second < first), (second >= 0.25) & (first + second >= 0.5), third >= 0.05)


def by_half_of_the_strongest(shares: Array) -> Readings:
    """Schweller (1993), from memory: a pole has more than half of the resources of the strongest state; count them."""
    poles = (shares > 0.5 * shares[..., :1]).sum(axis=-1)
    return np.minimum(poles, int(Polarity.MULTIPOLAR)).astype(np.int8)


DEFINITIONS: dict[str, Callable[[Array], Readings]] = {
    "gaps between the first three": by_gaps,
    "half or quarters of the whole": by_control,
    "half of the strongest": by_half_of_the_strongest,
}


def agreed(shares: Array) -> Readings:
    """The reading that every definition gives, 0 where they differ or one is not met, ``[...]``."""
    readings = np.stack([define(shares) for define in DEFINITIONS.values()])
    return np.where((readings == readings[0]).all(axis=0), readings[0], NONE).astype(np.int8)


def label(reading: int) -> str:
    """A reading in words."""
    return INDETERMINATE if reading == NONE else Polarity(reading).label


def _first_met(*conditions: NDArray[np.bool_]) -> Readings:
    """The value of the first condition met (one, two, many), 0 where none is."""
    return np.select(list(conditions), [int(p) for p in Polarity], default=NONE).astype(np.int8)
