"""How many measures read the system as unipolar, bipolar or multipolar, or do not settle it."""

import numpy as np
from numpy.typing import NDArray

from .poles import LABELS, agreed, label
from .structure import leading


def polarity_over_measures(scores: NDArray[np.float64]) -> dict[str, float]:
    """Share of measures under each label, read over the ten strongest; ``scores`` are ``[replicate, state]``.

    A measure under which the definitions of polarity differ, or one is not met, reads *indeterminate*. Give it scores
    that keep ratios (``normalize.RATIOS``): definitions of polarity compare shares, and ranks or logarithms read as
    multipolar whatever the world is like.
    """
    readings = agreed(leading(scores))
    said = np.array([label(int(r)) for r in range(len(LABELS))])[readings]
    return {name: float(np.mean(said == name)) for name in LABELS}
