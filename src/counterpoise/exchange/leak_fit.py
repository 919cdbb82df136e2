"""Leak shares as a logit with more scatter than a binomial (Williams 1982), and a defense with limited channels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
REFERENCE = 100.0  # drones: the intercept is the logit of the share that leaks from a salvo of this size


@dataclass(frozen=True)
class Logit:
    """Coefficients, their covariance, and the overdispersion phi (correlation between fates within one raid)."""

    estimate: Array
    covariance: Array
    overdispersion: float


def fit_logit(leaked: Array, launched: Array, terms: Array, blocks: NDArray[np.int64]) -> Logit:
    r"""Leak share of raid i: $\ell_i = 1/(1 + e^{-x_i \beta})$, variance $n_i \ell_i (1 - \ell_i)(1 + (n_i - 1)\phi)$.

    ``terms`` is (raids, coefficients). A raid so weighs $n / (1 + (n - 1)\phi)$: ten drones of one night are no ten
    nights. $\phi$ solves Pearson's $X^2$ = its expectation (Williams 1982, method II). The covariance is a sandwich
    over ``blocks`` (weeks): nights that follow one another share weather, stocks and tactics. Raises ArithmeticError
    where no finite coefficients fit.
    """
    phi = 0.0
    beta = np.zeros(terms.shape[1])
    for _ in range(100):
        weight = 1.0 / (1.0 + (launched - 1.0) * phi)
        beta = _solve(leaked, launched, terms, weight, beta)
        step = _overdispersion(leaked, launched, terms, weight, beta)
        if abs(step - phi) < 1e-10:
            break
        phi = step
    weight = 1.0 / (1.0 + (launched - 1.0) * phi)
    return Logit(beta, _sandwich(leaked, launched, terms, weight, beta, blocks), phi)


def share(terms: Array, beta: Array) -> Array:
    """Share that leaks: the logistic function of ``terms @ beta``."""
    return np.asarray(1.0 / (1.0 + np.exp(-(terms @ beta))))


def size_terms(launched: Array) -> Array:
    r"""Terms of a leak share that depends on size: one, and $\ln(n / 100)$."""
    return np.column_stack([np.ones_like(launched), np.log(launched / REFERENCE)])


def log_worth(leaked: Array, launched: Array, weight: Array, log_odds: Array) -> Array:
    """Weighted log likelihood of each raid at given log odds of leaking, less its constant."""
    return np.asarray(weight * (leaked * log_odds - launched * np.logaddexp(0.0, log_odds)))


def _information(launched: Array, terms: Array, weight: Array, beta: Array) -> Array:
    p = share(terms, beta)
    return np.asarray((terms.T * (weight * launched * p * (1.0 - p))) @ terms)


def _solve(leaked: Array, launched: Array, terms: Array, weight: Array, beta: Array) -> Array:
    for _ in range(200):
        p = share(terms, beta)
        score = terms.T @ (weight * (leaked - launched * p))
        try:
            step = np.linalg.solve(_information(launched, terms, weight, beta), score)
        except np.linalg.LinAlgError:  # the share ran off to none or all
            break
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-12:
            return beta
    raise ArithmeticError("the leak fit did not converge: raids may be all stopped or all leaked")


def _overdispersion(leaked: Array, launched: Array, terms: Array, weight: Array, beta: Array) -> float:
    p = share(terms, beta)
    variance = launched * p * (1.0 - p)
    inverse = np.linalg.inv(_information(launched, terms, weight, beta))
    leverage = weight * variance * np.einsum("ij,jk,ik->i", terms, inverse, terms)
    pearson = float(np.sum(weight * (leaked - launched * p) ** 2 / variance))
    expected = float(np.sum(weight * (1.0 - leverage)))
    return max(0.0, (pearson - expected) / float(np.sum(weight * (launched - 1.0) * (1.0 - leverage))))


def _sandwich(
    leaked: Array, launched: Array, terms: Array, weight: Array, beta: Array, blocks: NDArray[np.int64]
) -> Array:
    scores = terms * (weight * (leaked - launched * share(terms, beta)))[:, None]
    order = np.unique(blocks, return_inverse=True)[1]
    sums = np.zeros((order.max() + 1, terms.shape[1]))
    np.add.at(sums, order, scores)
    few = len(sums) / max(len(sums) - 1, 1)
    bread = np.linalg.inv(_information(launched, terms, weight, beta))
    return np.asarray(few * bread @ (sums.T @ sums) @ bread)


@dataclass(frozen=True)
class Saturation:
    """How well a constant, a saturating and a size-dependent leak share explain the same raids.

    ``capacity`` is the number of channels that fits best and ``capacity_low`` the smallest that fits not significantly
    worse (95 %); both infinite where no limit shows inside the salvoes seen. Gains are in units of the weighted log
    likelihood over the constant share.
    """

    capacity: float
    capacity_low: float
    kill: float
    gain_saturation: float
    gain_logit: float


def fit_saturation(leaked: Array, launched: Array, logit: Logit) -> Saturation:
    r"""Profile of the number of channels $I$ in $\ell_i = 1 - q \min(1, I / n_i)$, weights as in ``logit``."""
    weight = 1.0 / (1.0 + (launched - 1.0) * logit.overdispersion)
    capacities = np.append(np.unique(np.round(np.geomspace(5.0, launched.max(), 120))), np.inf)
    profile = [_best_kill(leaked, launched, weight, capacity) for capacity in capacities]
    worth = np.array([value for value, _ in profile])
    constant = worth[-1]
    best = int(np.flatnonzero(worth >= worth.max() - 1e-9)[-1])  # of equals the largest: no limit that is not needed
    tenable = capacities[2.0 * (worth.max() - worth) < 3.841]
    sized = _worth(leaked, launched, weight, share(size_terms(launched), logit.estimate))
    largest = launched.max()
    return Saturation(
        capacity=float(capacities[best]) if capacities[best] < largest else float("inf"),
        capacity_low=float(tenable[0]) if tenable[0] < largest else float("inf"),
        kill=profile[best][1],
        gain_saturation=float(worth.max() - constant),
        gain_logit=float(sized - constant),
    )


def _best_kill(leaked: Array, launched: Array, weight: Array, capacity: float) -> tuple[float, float]:
    kills = np.linspace(0.005, 0.995, 199)
    engaged = np.minimum(1.0, capacity / launched)
    values = _worth(leaked, launched, weight, 1.0 - kills[:, None] * engaged)
    best = int(np.argmax(values))
    return float(values[best]), float(kills[best])


def _worth(leaked: Array, launched: Array, weight: Array, p: Array) -> Array:
    return np.asarray((leaked * np.log(p) + (launched - leaked) * np.log1p(-p)) @ weight)
