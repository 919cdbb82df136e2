"""On what a conditional effect turns: the parameters it goes with, and a region of them in which it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
CHANCE = 3.5
"""Rank correlations of independent draws stay below this many standard errors, of a few hundred parameters too."""
CUTS = np.linspace(0.1, 0.9, 17)
LEAST_MASS = 0.15
TRIED = 8


@dataclass(frozen=True)
class Driver:
    """A parameter and its rank correlation with an effect over draws."""

    parameter: str
    correlation: float


@dataclass(frozen=True)
class Side:
    """One side of a threshold of a parameter."""

    parameter: str
    above: bool
    threshold: float

    def holds(self, values: Array) -> Mask:
        """Which values lie on it."""
        return np.asarray(values > self.threshold if self.above else values <= self.threshold)

    def spelled(self) -> str:
        """The side in words."""
        return f"{self.parameter} {'above' if self.above else 'at most'} {self.threshold:.3g}"


@dataclass(frozen=True)
class Region:
    """Sides that hold together, found on one half of the members and judged on the other.

    ``density``: share of draws inside in which the effect holds; ``coverage``: share of those in which it holds that
    lie inside; ``mass``: share of draws inside; ``base``: share of all draws in which it holds.
    """

    sides: tuple[Side, ...]
    density: float
    coverage: float
    mass: float
    base: float

    def spelled(self) -> str:
        """The region in words, with its figures on draws it was not found on."""
        where = " and ".join(side.spelled() for side in self.sides)
        return (
            f"holds in {100 * self.density:.0f} % of draws with {where} ({100 * self.mass:.0f} % of draws, "
            f"{100 * self.coverage:.0f} % of those in which it holds; {100 * self.base:.0f} % over all), "
            "on draws it was not found on"
        )


def drivers(effect: Array, parameters: Array, names: Sequence[str], weights: Array | None = None) -> list[Driver]:
    """Parameters whose rank correlation with the effect over draws is more than chance makes, the strongest first.

    ``parameters`` is ``[member, parameter]``; columns that do not vary are left out.
    """
    known = np.isfinite(effect)
    if known.sum() < 3 or np.ptp(effect[known]) == 0.0:
        return []
    share = np.ones(known.sum()) if weights is None else weights[known].astype(float)
    share = share / share.sum()
    limit = CHANCE * np.sqrt(share @ share)
    moves = np.flatnonzero(np.ptp(parameters[known], axis=0) > 0.0).tolist()
    ranked = _standard(_ranks(effect[known]), share)
    found = [(names[k], float(share @ (ranked * _standard(_ranks(parameters[known, k]), share)))) for k in moves]
    kept = [Driver(name, r) for name, r in found if abs(r) > limit]
    return sorted(kept, key=lambda d: -abs(d.correlation))


def region(holds: Mask, parameters: Array, names: Sequence[str]) -> Region | None:
    """A region of one or two parameters in which an effect holds more often; None where none stands the test.

    Of the parameters that go most with the effect on the even members one threshold is chosen, then a second inside, to
    make (density less base) times the root of mass as great as can be. The odd members judge: the density there must
    exceed the base by a twentieth and by more than two standard errors.
    """
    learn = np.arange(len(holds)) % 2 == 0
    test = ~learn
    sides: list[Side] = []
    inside = learn.copy()
    for _ in range(2):
        side = _best_side(holds, parameters, names, learn, inside)
        if side is None or side in sides:
            break
        sides.append(side)
        inside = inside & side.holds(parameters[:, names.index(side.parameter)])
    return _judged(holds, parameters, names, test, tuple(sides)) if sides else None


def _best_side(holds: Mask, parameters: Array, names: Sequence[str], learn: Mask, inside: Mask) -> Side | None:
    base, n = holds[learn].mean(), learn.sum()
    best, found = _gain(holds, inside, base, n), None
    going = drivers(np.where(inside, holds.astype(float), np.nan), parameters, names)
    for driver in going[:TRIED]:
        values = parameters[:, names.index(driver.parameter)]
        for threshold in np.quantile(values[inside], CUTS):
            side = Side(driver.parameter, driver.correlation > 0.0, float(threshold))
            kept = inside & side.holds(values)
            if kept.sum() >= LEAST_MASS * n and (gain := _gain(holds, kept, base, n)) > best + 1e-9:
                best, found = gain, side
    return found


def _gain(holds: Mask, inside: Mask, base: float, n: int) -> float:
    mass = inside.sum() / n
    return float((holds[inside].mean() - base) * np.sqrt(mass)) if inside.any() else 0.0


def _judged(holds: Mask, parameters: Array, names: Sequence[str], test: Mask, sides: tuple[Side, ...]) -> Region | None:
    inside = test.copy()
    for side in sides:
        inside &= side.holds(parameters[:, names.index(side.parameter)])
    if not inside.any() or not holds[test].any():
        return None
    base, density = float(holds[test].mean()), float(holds[inside].mean())
    error = np.sqrt(max(base * (1.0 - base), 1e-12) / inside.sum())
    if density - base < max(0.05, 2.0 * error):
        return None
    coverage = float(holds[inside].sum() / holds[test].sum())
    return Region(sides, density, coverage, float(inside.sum() / test.sum()), base)


def _ranks(values: Array) -> Array:
    """Ranks from 0, equal values sharing theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - 0.5 * (counts + 1.0))[place])


def _standard(values: Array, share: Array) -> Array:
    centered = values - share @ values
    return np.asarray(centered / np.sqrt(share @ centered**2))
