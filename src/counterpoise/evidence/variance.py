r"""Whose doing an outcome's variance is: Sobol's indices of a few parameters and of everything else together.

The parameters named are drawn apart from the members; *everything else*, all other parameters, the errors of the start
and luck, is one factor more: which member lives. So the indices share out the variance of the ensemble itself.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from counterpoise.core import InputError
from counterpoise.scenarios import Scenario

from .libraries import library
from .relived import Array, Progress, Worlds
from .screening import free

if TYPE_CHECKING:
    import pandas as pd

REST = "everything else"
ENDS = (0.005, 0.995)
"""Quantiles of a prior between which parameters are drawn."""
POINTS = 256
PEOPLE = 1024
MOST_FACTORS = 12


def sobol(
    scenario: Scenario, factors: Sequence[str], points: int = POINTS, seed: int = 1, progress: Progress | None = None
) -> "pd.DataFrame":
    """First-order and total indices of each factor and of everything else, for every outcome.

    Costs ``points`` times (factors + 3) worlds; ``points`` is a power of two. Columns: ``outcome``, ``factor``,
    ``first``, ``first_error``, ``total``, ``total_error`` (half-widths of 95 % intervals from resampling).
    """
    return decomposed(Worlds.of(scenario, PEOPLE, seed), factors, points, seed, tuple(scenario.parameters), progress)


def decomposed(
    worlds: Worlds,
    factors: Sequence[str],
    points: int = POINTS,
    seed: int = 1,
    settled: Sequence[str] = (),
    progress: Progress | None = None,
) -> "pd.DataFrame":
    """The same for the members of an ensemble. Raises InputError for a factor that cannot be moved."""
    import pandas as pd

    _check(worlds, factors, settled, points)
    names = [*factors, REST]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    drawn = library("SALib.sample.sobol").sample(problem, points, calc_second_order=False, seed=seed)
    places = np.minimum((drawn[:, -1] * worlds.members).astype(int), worlds.members - 1)
    theta = worlds.ensemble.theta[places].copy()
    for k, name in enumerate(factors):
        quantile = ENDS[0] + (ENDS[1] - ENDS[0]) * drawn[:, k]
        theta[:, :, worlds.model.column(name)] = worlds.model.parameters[name].prior.ppf(quantile)[:, None]
    found = worlds.lived(places, theta=theta, progress=progress)
    analyze = library("SALib.analyze.sobol").analyze
    rows = []
    for outcome, values in found.items():
        if not _can_be_shared(values):
            continue
        index = analyze(problem, values, calc_second_order=False, seed=seed)
        columns = (index[name] for name in ("S1", "S1_conf", "ST", "ST_conf"))
        rows += [(outcome, name, *map(float, each)) for name, *each in zip(names, *columns, strict=True)]
    return pd.DataFrame(rows, columns=["outcome", "factor", "first", "first_error", "total", "total_error"])


def _can_be_shared(values: Array) -> bool:
    """Whether all worlds lived and they are not all alike."""
    return bool(np.isfinite(values).all() and values.std() > 0.0)


def _check(worlds: Worlds, factors: Sequence[str], settled: Sequence[str], points: int) -> None:
    if not 1 <= len(factors) <= MOST_FACTORS or len(set(factors)) < len(factors):
        raise InputError(f"{len(factors)} factors: from 1 to {MOST_FACTORS}, each once")
    if points < 2 or points & (points - 1):
        raise InputError(f"points {points}: a power of two")
    movable = free(worlds, settled)
    for name in factors:
        worlds.model.column(name)
        if name not in movable:
            raise InputError(f"{name} has no prior to be drawn from in this scenario")
