"""How many measures read the system as unipolar, bipolar or multipolar."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.polarity import Polarity, polarity

from .structure import POWERS


def polarity_over_measures(scores: NDArray[np.float64]) -> dict[str, float]:
    """Share of measures under each label, read over the ten strongest; ``scores`` are ``[replicate, state]``."""
    known = np.nan_to_num(scores, nan=0.0)
    top = np.sort(known, axis=1)[:, ::-1][:, :POWERS]
    labels = polarity(top / top.sum(axis=1, keepdims=True))
    return {label.label: float(np.mean(labels == label)) for label in Polarity}
