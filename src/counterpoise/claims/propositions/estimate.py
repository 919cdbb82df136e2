"""One effect over worlds: its mean with how well it is known, its spread, and how often it has the expected sign."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Estimate:
    """Treatment less control over members.

    ``low`` and ``high`` are the 95 % interval of the mean, ``world_low`` and ``world_high`` the 5th and 95th percentile
    over worlds. ``agree`` is the share of draws with the expected sign (upwards where none is expected), ``none`` the
    share without any effect, ``count`` the share whose effect, of whatever sign, reaches the smallest that counts.
    ``members`` is the number of draws, ``effective`` what it comes to after weighing.
    """

    control: float
    treatment: float
    effect: float
    low: float
    high: float
    world_low: float
    world_high: float
    agree: float
    none: float
    count: float
    least: float
    members: int
    effective: float


def estimate(
    control: Array, treatment: Array, sign: int, smallest: float, relative: bool = False, weights: Array | None = None
) -> Estimate:
    """Estimate an effect from paired values ``[member]``; equal weights unless given.

    Members without a value in either are left out. Raises ValueError where none is left or weights do not fit.
    """
    known = np.isfinite(control) & np.isfinite(treatment)
    if not known.any():
        raise ValueError("no member has a value in both control and treatment")
    share = _shares(weights, known)
    one, other = control[known].astype(float), treatment[known].astype(float)
    difference = other - one
    mean = float(share @ difference)
    effective = float(1.0 / (share @ share))
    error = _error(difference, share, effective)
    least = smallest * abs(float(share @ one)) if relative else smallest
    low, high = weighted_quantiles(difference, share, (0.05, 0.95))
    return Estimate(
        control=float(share @ one),
        treatment=float(share @ other),
        effect=mean,
        low=mean - NORMAL_95 * error,
        high=mean + NORMAL_95 * error,
        world_low=low,
        world_high=high,
        agree=_part(share, difference * (sign or 1) > 0.0),
        none=_part(share, difference == 0.0),
        count=_part(share, np.abs(difference) >= max(least, np.finfo(float).tiny)),
        least=least,
        members=int(known.sum()),
        effective=effective,
    )


def share_interval(share: float, effective: float) -> tuple[float, float]:
    """95 % interval of a share among so many draws (Wilson 1927), which stays within 0 and 1."""
    square = NORMAL_95**2 / effective
    center = (share + 0.5 * square) / (1.0 + square)
    half = NORMAL_95 / (1.0 + square) * np.sqrt(share * (1.0 - share) / effective + 0.25 * square / effective)
    return float(max(center - half, 0.0)), float(min(center + half, 1.0))


def weighted_quantiles(values: Array, shares: Array, at: tuple[float, ...]) -> tuple[float, ...]:
    """Quantiles of weighted values: linear between the middles of their shares, as numpy's of equal ones nearly are."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(shares[order]) - 0.5 * shares[order]
    return tuple(float(q) for q in np.interp(at, middle, values[order]))


def _shares(weights: Array | None, known: NDArray[np.bool_]) -> Array:
    given = np.ones(len(known)) if weights is None else np.asarray(weights, float)
    if given.shape != known.shape or not np.all(np.isfinite(given)) or np.any(given < 0.0):
        raise ValueError("weights are one number for each member, at least 0")
    kept = given[known]
    if not kept.sum() > 0.0:
        raise ValueError("no member with a value has any weight")
    return kept / kept.sum()


def _part(share: Array, holds: NDArray[np.bool_]) -> float:
    """Weight of the members of which something holds; rounded, so that nine in ten is .9 and not a bit less."""
    return round(float(share @ holds), 12)


def _error(difference: Array, share: Array, effective: float) -> float:
    """Standard error of a weighted mean; zero for one member, whose spread cannot be known, would be a lie."""
    if effective <= 1.0 + 1e-9:
        return float("nan")
    center = share @ difference
    variance = float(share @ (difference - center) ** 2) * effective / (effective - 1.0)
    return float(np.sqrt(variance / effective))
