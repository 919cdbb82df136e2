"""Whether contestants lived the same worlds: they drew the same numbers, so they may differ by rounding alone."""

from collections.abc import Iterable, Mapping

import numpy as np

from .draws import Array
from .subset import DYAD_OUTCOMES, STATE_OUTCOMES

TOLERANCE = 1e-3
TIES = 1e-4
"""Share of a pair's values that may differ: a draw within rounding of its threshold falls to either side, and what
follows from that in the pair differs for some years."""


class Disagreement(AssertionError):
    """Two contestants did not live the same world."""


def shares_beyond(reference: Mapping[str, Array], other: Mapping[str, Array], names: Iterable[str]) -> dict[str, float]:
    """For each field, which share of its values differs by more than the tolerance.

    Relative to the value, or to a hundredth of the field's mean size where the value is smaller than that: what is left
    of a difference of nearly equal numbers holds fewer digits.
    """
    found = {}
    for name in names:
        expected = np.asarray(reference[name], float)
        size = np.maximum(abs(expected), 1e-2 * abs(expected).mean() + 1e-12)
        near = abs(other[name] - expected) <= TOLERANCE * size  # false for what is not a number
        found[name] = float(1.0 - near.mean())
    return found


def check(reference: Mapping[str, Array], other: Mapping[str, Array], who: str, ties: float = TIES) -> None:
    """Raises Disagreement, naming the fields: states must agree everywhere, pairs but for a few ties."""
    names = [name for name in (*STATE_OUTCOMES, *DYAD_OUTCOMES) if name in reference]
    allowed = {name: ties if name in DYAD_OUTCOMES else 0.0 for name in names}
    bad = {n: share for n, share in shares_beyond(reference, other, names).items() if share > allowed[n]}
    if bad:
        told = ", ".join(f"{name} ({share:.2%} of its values)" for name, share in bad.items())
        raise Disagreement(f"{who} differs from the engine in {told}")
