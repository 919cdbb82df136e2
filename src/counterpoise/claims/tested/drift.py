"""Whither states drift in the General Assembly: does the pull of others, weighed by their power, foretell it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

from .families import families
from .folds import bootstrap_counts, folds, left_out_errors
from .nearness import KERNELS, distances

Array = NDArray[np.float64]
FIRST, LAST = 2017, 2023
POWER_OF = 2018  # series on AI begin in 2018, pooling the years from 2016
PARTS = 10
REPLICATES = 1000
EVERYONE = "no power, all states alike"


@dataclass(frozen=True)
class Contest:
    """Losses of every measure on units left out: ``loss`` [measure, unit]; ``base`` [unit] without any power.

    ``family`` and ``variant`` name each row; rows are compared within a variant. ``cluster`` has the state of a unit.
    """

    family: NDArray[np.object_]
    variant: NDArray[np.object_]
    loss: Array
    base: Array
    cluster: tuple[str, ...]


def drift_contest(panel: Panel) -> Contest:
    """The contest on the panel: shifts of ideal points 2017 to 2023, power of 2018, folds by state."""
    before, after = (panel.cross_section(["ideal_point"], y) for y in (FIRST, LAST))
    states = panel.cross_section(["population"], POWER_OF).states
    start, end = (
        _placed(s.states, s.value[0], s.origin_year[0], y, states) for s, y in ((before, FIRST), (after, LAST))
    )
    known = np.isfinite(start) & np.isfinite(end)
    power = {name: shares[:, known] for name, shares in families(panel, POWER_OF).items()}
    away = distances(panel, POWER_OF)[np.ix_(known, known)]
    return contest(start[known], end[known], power, away, tuple(np.array(states)[known]))


def contest(start: Array, end: Array, power: dict[str, Array], away: Array, states: tuple[str, ...]) -> Contest:
    r"""Losses of $\Delta x_i = a + b x_i + c P_i$, with $P_i = \sum_j w_j K_{ij} (x_j - x_i) / \sum_j w_j K_{ij}$.

    ``power`` has weights $w$ ``[measure, state]`` by family; the base has no $P$; positions of others are those at the
    start, so that nobody is pulled by where another went. Units: ideal points.
    """
    named = power | {EVERYONE: np.ones((1, len(start)))}
    rows, family, variant = [], [], []
    for kernel, near in KERNELS.items():
        weight = near(away) * (1.0 - np.eye(len(start)))
        for name, shares in named.items():
            total = shares @ weight.T
            rows.append((shares * start) @ weight.T / total - start)
            family += [name] * len(shares)
            variant += [kernel] * len(shares)
    pull = np.concatenate(rows)
    constant, own = np.ones_like(pull), np.broadcast_to(start, pull.shape)
    fold = folds(len(start), PARTS)
    loss = left_out_errors(end - start, np.stack([constant, own, pull], axis=-1), fold)
    base = left_out_errors(end - start, np.stack([constant[:1], own[:1]], axis=-1), fold)[0]
    return Contest(np.array(family, dtype=object), np.array(variant, dtype=object), loss, base, states)


def gains(found: Contest, first: str, second: str, replicates: int = REPLICATES, seed: int = 0) -> Array:
    """Draws of the skill of one family less that of another: a measure of each, a variant, and units drawn anew."""
    rng = np.random.default_rng([seed, replicates])
    counts = bootstrap_counts(len(found.base), replicates)
    losses, base = counts @ found.loss.T, counts @ found.base
    variants = np.unique(found.variant.astype(str))
    drawn = rng.choice(variants, replicates)
    out = np.empty(replicates)
    for variant in variants:
        rows = np.flatnonzero(drawn == variant)
        a, b = (np.flatnonzero((found.family == f) & (found.variant == variant)) for f in (first, second))
        one, two = rng.choice(a, len(rows)), rng.choice(b, len(rows))
        out[rows] = (losses[rows, two] - losses[rows, one]) / base[rows]
    return out


def skill_of(found: Contest, family: str) -> float:
    """Median skill over the family's measures and variants, against the base without power, on all units."""
    loss = found.loss[found.family == family].sum(axis=1)
    return float(np.median(1.0 - loss / found.base.sum()))


def _placed(
    held: tuple[str, ...], value: Array, origin: NDArray[np.int64], year: int, states: tuple[str, ...]
) -> Array:
    """Values recorded for the year itself, in the order of ``states``; NaN where there is none."""
    own = {s: v for s, v, y in zip(held, value, origin, strict=True) if y == year}
    return np.array([own.get(s, np.nan) for s in states])
