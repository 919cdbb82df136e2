"""Multinomial regression with a ridge penalty, by Newton's method: small, exact, the same on every machine."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 100


def multinomial(terms: Array, classes: NDArray[np.int64], new: Array, count: int, ridge: float = 1.0) -> Array:
    r"""Probabilities ``[unit, class]`` of ``new`` units, fitted to ``terms`` ``[unit, term]`` and their ``classes``.

    Maximizes $\sum_u \ln p_{u, c_u} - \frac{r}{2} \sum \beta^2$ over standardized terms, constants unpenalized; a class
    that never occurs gets next to nothing. Raises ArithmeticError where Newton's method does not settle.
    """
    mean, spread = terms.mean(axis=0), terms.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    x, z = (np.column_stack([np.ones(len(t)), (t - mean) / scale]) for t in (terms, new))
    seen = np.eye(count)[classes]
    penalty = np.concatenate([[1e-3], np.full(x.shape[1] - 1, ridge)])  # a trace keeps an empty class finite
    beta = np.zeros((count, x.shape[1]))
    for _ in range(STEPS):
        p = softmax(x @ beta.T)
        slope = (seen - p).T @ x - penalty * beta
        step = np.linalg.solve(_bend(x, p) + np.diag(np.tile(penalty, count)), slope.ravel()).reshape(beta.shape)
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-10:
            return softmax(z @ beta.T)
    raise ArithmeticError("the multinomial regression did not settle")


def softmax(score: Array) -> Array:
    """Shares ``[unit, class]`` of exponentials."""
    found = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def _bend(x: Array, p: Array) -> Array:
    """Minus the second derivative of the likelihood, ``[class * term, class * term]``."""
    count, terms = p.shape[1], x.shape[1]
    weight = p[:, :, None] * (np.eye(count)[None] - p[:, None, :])
    return np.einsum("ucd,ua,ub->cadb", weight, x, x, optimize=True).reshape(count * terms, count * terms)
