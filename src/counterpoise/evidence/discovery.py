r"""Under which conditions something happens: the patient rule induction method (PRIM; Friedman & Fisher 1999).

From the box that holds everything, thin slices are peeled off one side at a time, each time the one that leaves the
box densest in successes; then slices are pasted back where that costs no density. Half of the worlds are used to find
the box, the other half to say what it is worth (Bryant & Lempert 2010).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import InputError

from .relived import Array

if TYPE_CHECKING:
    import pandas as pd

PEEL = 0.05
LEAST_SUPPORT = 0.05
"""Smallest share of the worlds that a box may hold."""
LEAST_GAIN = 0.05
"""A restriction is kept if without it the box is less dense by this share of its density."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Range:
    """A restricted parameter: no limit on a side is infinite. ``chance`` is that of so many successes without it."""

    name: str
    low: float
    high: float
    chance: float


@dataclass(frozen=True)
class Box:
    """Conditions, and what they are worth among worlds that were not used to find them.

    ``coverage``: the share of successes that lie inside; ``density``: the share of worlds inside that are successes;
    ``support``: the share of worlds that lie inside; ``base``: the share of successes among all.
    """

    ranges: tuple[Range, ...]
    coverage: float
    density: float
    support: float
    base: float
    worlds: int

    def holds(self, parameters: "pd.DataFrame") -> Flags:
        """Which worlds lie inside."""
        inside = np.ones(len(parameters), bool)
        for each in self.ranges:
            values = parameters[each.name].to_numpy()
            inside &= (values >= each.low) & (values <= each.high)
        return inside

    def told(self) -> str:
        """The conditions in words."""
        parts = []
        for each in self.ranges:
            ends = [f"from {each.low:.3g}"] * bool(np.isfinite(each.low)) + [f"up to {each.high:.3g}"] * bool(
                np.isfinite(each.high)
            )
            parts.append(f"{each.name} {' '.join(ends)}")
        return " and ".join(parts) or "no condition found"


def box(parameters: "pd.DataFrame", success: NDArray[np.bool_], seed: int = 1, most: int = 4) -> Box:
    """The box of at most ``most`` restricted parameters that is densest in successes, judged on held-out worlds.

    ``parameters`` is one row a world, one column a parameter; ``success`` one flag a world. Restrictions that chance
    would give one time in twenty (a binomial test in the held-out half, Bonferroni) are dropped. Raises InputError
    where there are too few worlds or all are alike.
    """
    flags = np.asarray(success, bool)
    if len(flags) != len(parameters) or len(flags) < 40:
        raise InputError(f"{len(flags)} flags for {len(parameters)} worlds: as many, and at least 40")
    if flags.all() or not flags.any():
        raise InputError("all worlds are alike: there is nothing to tell apart")
    learn = np.random.default_rng(seed).permutation(len(flags)) < len(flags) // 2
    names, values = list(parameters.columns), parameters.to_numpy(float)
    limits = _pasted(_peeled(values[learn], flags[learn]), values[learn], flags[learn])
    kept = _strongest(limits, values[learn], flags[learn], most)
    held, true = values[~learn], flags[~learn]
    ranges = _ranges(names, kept, held, true)
    while ranges and max(r.chance for r in ranges) > 0.05 / len(names):
        worst = names.index(max(ranges, key=lambda r: r.chance).name)
        kept[:, worst] = -np.inf, np.inf
        ranges = _ranges(names, kept, held, true)
    inside = _inside(held, kept)
    return Box(
        tuple(ranges),
        coverage=float(true[inside].sum() / max(true.sum(), 1)),
        density=float(true[inside].mean()) if inside.any() else float("nan"),
        support=float(inside.mean()),
        base=float(true.mean()),
        worlds=len(true),
    )


def _inside(values: Array, limits: Array) -> Flags:
    return np.asarray(((values >= limits[0]) & (values <= limits[1])).all(axis=1))


def _peeled(values: Array, flags: Flags) -> Array:
    """Peel until the box is as small as it may be; of all boxes passed, that with the best trade (see ``_worth``)."""
    limits = np.stack([np.full(values.shape[1], -np.inf), np.full(values.shape[1], np.inf)])
    best, best_worth = limits.copy(), -np.inf
    while True:
        inside = _inside(values, limits)
        worth = _worth(flags, inside)
        if worth > best_worth:
            best, best_worth = limits.copy(), worth
        found = _best_slice(values[inside], flags[inside], LEAST_SUPPORT * len(values))
        if found is None:
            return best
        side, column, end = found
        limits[side, column] = end


def _worth(flags: Flags, inside: Flags) -> float:
    """How far a box tells successes from failures: coverage less the share of failures that it holds."""
    return float(inside[flags].mean() - inside[~flags].mean())


def _best_slice(values: Array, flags: Flags, least: float) -> tuple[int, int, float] | None:
    best, found = -np.inf, None
    for column in range(values.shape[1]):
        x = values[:, column]
        for side, share in ((0, PEEL), (1, 1.0 - PEEL)):
            end = float(np.quantile(x, share))
            stay = x > end if side == 0 else x < end
            if not stay.all() and stay.sum() >= max(least, 2) and flags[stay].mean() > best:
                best, found = flags[stay].mean(), (side, column, float(x[stay].min() if side == 0 else x[stay].max()))
    return found


def _pasted(limits: Array, values: Array, flags: Flags) -> Array:
    """Slacken each limit as far as that does not lower the worth of the box."""
    pasted = limits.copy()
    for side, column in zip(*np.nonzero(np.isfinite(limits)), strict=True):
        own = np.sort(values[:, column])
        outer = own[own < limits[0, column]][::-1] if side == 0 else own[own > limits[1, column]]
        worth = _worth(flags, _inside(values, pasted))
        for end in [*outer[:: max(len(outer) // 20, 1)], (-np.inf, np.inf)[side]]:
            tried = pasted.copy()
            tried[side, column] = end
            if (new := _worth(flags, _inside(values, tried))) >= worth:
                pasted, worth = tried, new
    return pasted


def _strongest(limits: Array, values: Array, flags: Flags, most: int) -> Array:
    """Drop one restricted parameter after another, the least missed first, until few are left and all are missed."""
    kept = limits.copy()
    while True:
        restricted = np.flatnonzero(np.isfinite(kept).any(axis=0))
        density = flags[_inside(values, kept)].mean()
        losses = []
        for column in restricted:
            tried = kept.copy()
            tried[:, column] = -np.inf, np.inf
            losses.append(1.0 - flags[_inside(values, tried)].mean() / density)
        if not losses or (min(losses) >= LEAST_GAIN and len(losses) <= most):
            return kept
        kept[:, restricted[int(np.argmin(losses))]] = -np.inf, np.inf


def _ranges(names: list[str], limits: Array, values: Array, flags: Flags) -> list[Range]:
    """The restricted parameters, each with the chance of so many successes if it did not matter."""
    from scipy.stats import binomtest

    found = []
    inside = _inside(values, limits)
    for column in np.flatnonzero(np.isfinite(limits).any(axis=0)):
        slack = limits.copy()
        slack[:, column] = -np.inf, np.inf
        among = flags[_inside(values, slack)].mean()
        n, k = int(inside.sum()), int(flags[inside].sum())
        chance = float(binomtest(k, n, float(among), alternative="greater").pvalue) if n else 1.0
        found.append(Range(names[column], float(limits[0, column]), float(limits[1, column]), chance))
    return found
