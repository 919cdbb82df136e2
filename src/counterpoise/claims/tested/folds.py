"""Folds over states, least squares scored on states left out, and bootstrap sums."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SEED = 2024


def folds(count: int, parts: int, seed: int = SEED) -> NDArray[np.int64]:
    """The fold of each of ``count`` units, of nearly equal size, drawn once."""
    return np.random.default_rng([seed, parts]).permutation(np.arange(count) % parts)


def left_out_errors(outcome: Array, terms: Array, fold: NDArray[np.int64]) -> Array:
    """Squared errors ``[fit, unit]`` of least squares fitted without each unit's fold.

    ``terms`` are ``[fit, unit, term]``, a constant among them.
    """
    loss = np.empty(terms.shape[:2])
    for part in np.unique(fold):
        held = fold == part
        inside, outside = terms[:, ~held], terms[:, held]
        square = np.einsum("fua,fub->fab", inside, inside)
        cross = np.einsum("fua,u->fa", inside, outcome[~held])
        beta = np.linalg.solve(square, cross[..., None])[..., 0]
        loss[:, held] = (outcome[held] - np.einsum("fua,fa->fu", outside, beta)) ** 2
    return loss


def bootstrap_counts(units: int, replicates: int, seed: int = SEED) -> Array:
    """How often each unit is drawn in each replicate, ``[replicate, unit]``."""
    drawn = np.random.default_rng([seed, units]).integers(0, units, size=(replicates, units))
    flat = (drawn + units * np.arange(replicates)[:, None]).ravel()
    return np.bincount(flat, minlength=replicates * units).reshape(replicates, units).astype(float)
