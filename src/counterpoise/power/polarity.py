"""How many measures read the system as unipolar, bipolar or multipolar."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.polarity import Polarity, polarity

from .structure import leading


def polarity_over_measures(scores: NDArray[np.float64]) -> dict[str, float]:
    """Share of measures under each label, read over the ten strongest; ``scores`` are ``[replicate, state]``."""
    labels = polarity(leading(scores))
    return {label.label: float(np.mean(labels == label)) for label in Polarity}
