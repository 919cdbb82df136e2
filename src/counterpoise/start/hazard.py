r"""What a pair's own record says about disputes to come: *conflictology*, drawn towards pairs of its kind.

With $n$ years of onset in $E$ years together, and rates of its kind gamma distributed with mean $\lambda$ and shape
$a$, $h = (n + a) / (E + a / \lambda)$, with error $\sqrt{n + a} / (E + a / \lambda)$.
"""

import numpy as np
from numpy.typing import NDArray

from .base import Base
from .reading import Array

WINDOW = 10
LARGEST_SHAPE = 50.0
"""Pairs of a kind that differ no more than by chance are taken as nearly alike."""
HALF_LIFE = 8.0
KINDS = ("neither", "with a major power", "near by water", "neighbors", "rivals apart", "rivals near")


def kinds(base: Base) -> NDArray[np.int64]:
    """The kind of each pair ``[state, state]``, an index to ``KINDS``; the later kind counts where several do."""
    rows = base.pairs
    kind = np.zeros((base.size, base.size), dtype=int)
    near = base.square(rows, rows.contiguity, 6.0)
    rival = base.square(rows, rows.rivalry) == 1
    marks = (base.square(rows, rows.majors) > 0, near < 6, near == 1, rival, rival & (near < 6))
    for number, mark in enumerate(marks, start=1):
        kind[mark] = number
    return kind


def hazards(base: Base) -> tuple[Array, Array]:
    """Hazard of a dispute for each pair and its error, ``[state, state]``, 1/year, from ten years on record."""
    first = base.last_record - WINDOW + 1
    count = base.tally(base.onsets[base.onsets.year >= first])
    exposure = years_together(base, first)
    kind = kinds(base)
    mean, error = np.zeros_like(count), np.zeros_like(count)
    for number in range(len(KINDS)):
        mine = (kind == number) & ~np.eye(base.size, dtype=bool)
        if mine.any():
            mean[mine], error[mine] = shrunk(count[mine], exposure[mine])
    return mean, error


def shrunk(count: Array, exposure: Array) -> tuple[Array, Array]:
    """Posterior mean and standard deviation of each pair's rate, the prior by moments over the pairs given."""
    rate = max(count.sum(), 1.0) / max(exposure.sum(), 1.0)
    full = count[exposure == exposure.max()]
    beyond = full.var() - full.mean()
    shape = min(full.mean() ** 2 / beyond, LARGEST_SHAPE) if beyond > 0 and full.mean() > 0 else LARGEST_SHAPE
    weight = exposure + shape / rate
    return (count + shape) / weight, np.sqrt(count + shape) / weight


def years_together(base: Base, first: int) -> Array:
    """In how many years from ``first`` to the last on record both were members, ``[state, state]``."""
    years = [set(base.panel.system.members(year)) for year in range(first, base.last_record + 1)]
    member = np.array([[state in now for state in base.states] for now in years], dtype=float)
    return member.T @ member


def memory(base: Base) -> Array:
    """Disputes of each pair up to the last year on record, fading by half in eight years, ``[state, state]``."""
    age = base.last_record - base.onsets.year.to_numpy(dtype=float)
    return base.tally(base.onsets, 0.5 ** (age / HALF_LIFE))


def conflict_since(base: Base) -> Array:
    """Years of armed conflict between two states since the record of disputes ended, fading alike."""
    table = base.panel.dyads
    rows = table[(table.year > base.last_record) & (table.year <= base.year) & (table.ucdp_intensity > 0)]
    rows = base.located(rows)
    return base.tally(rows, 0.5 ** ((base.year - rows.year.to_numpy(dtype=float)) / HALF_LIFE))
