r"""Which parameters and mechanisms matter to which outcome: Morris's elementary effects, held against chance.

Along a trajectory one parameter after another steps from one level of its prior to another, everything else as it is
(Morris 1991); each trajectory is lived by one member, with its luck. Mechanisms are switched off one at a time at the
trajectory's first point: with half of them off at random there would be no model left to ask. Two floors stand beside
the steps. *Nudges*, steps that matter to nobody, say what chaos makes of a difference; *luck*, the first point lived
again by other members, says what chance and the errors of the start make of the same parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.priors import Fixed
from counterpoise.scenarios import Scenario

from .libraries import library
from .liveness import LEAST, LEVEL
from .relived import Array, Progress, Worlds

if TYPE_CHECKING:
    import pandas as pd

LEVELS = 4
ENDS = (0.05, 0.95)
"""Lowest and highest level, as quantiles of a prior: .05, .35, .65 and .95. A step is two levels."""
NUDGE = 1e-4
"""By what share of its prior every parameter is moved in a nudge, up or down at random."""
NUDGES, LUCKS = 4, 3
"""Nudges, and lives of other members, at each first point."""
SPREAD_FROM = 100
"""Members from which an outcome's spread is taken."""
TRAJECTORIES = 20


@dataclass(frozen=True, eq=False)
class Screening:
    """Differences made by single steps, in spreads of the outcome over members.

    ``steps`` maps an outcome to (trajectory, factor), ``nudges`` to (trajectory, nudge), ``luck`` to (trajectory,
    life). Factors are parameters, then switches.
    """

    factors: tuple[str, ...]
    switches: frozenset[str]
    steps: dict[str, Array]
    nudges: dict[str, Array]
    luck: dict[str, Array]
    worlds: int
    """Worlds lived: what it cost."""

    def table(self, outcome: str) -> "pd.DataFrame":
        r"""Factors of one outcome, the strongest first.

        Columns: ``outcome``, ``factor``, ``kind``, ``mu`` (mean step), ``mu_star`` (mean absolute step), ``sigma`` (its
        spread over trajectories: interaction, or luck), ``chance`` (mean absolute nudge), ``luck`` (mean absolute
        difference that other luck makes), ``excess`` ($\mu^*$ less chance) with ``low`` and ``high`` (Student's
        interval at 95 % over all factors at once), ``shown`` (low > 0).
        """
        import pandas as pd
        from scipy.stats import t

        steps, chance = self.steps[outcome], np.abs(self.nudges[outcome]).mean(axis=1)
        excess = np.abs(steps) - chance[:, None]
        n, k = steps.shape
        reach = t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * k), n - 1) * excess.std(axis=0, ddof=1) / n**0.5
        mean = excess.mean(axis=0)
        frame = pd.DataFrame(
            {
                "outcome": outcome,
                "factor": self.factors,
                "kind": ["mechanism" if f in self.switches else "parameter" for f in self.factors],
                "mu": steps.mean(axis=0),
                "mu_star": np.abs(steps).mean(axis=0),
                "sigma": steps.std(axis=0, ddof=1),
                "chance": chance.mean(),
                "luck": np.abs(self.luck[outcome]).mean(),
                "excess": mean,
                "low": mean - reach,
                "high": mean + reach,
                "shown": mean - reach > 0.0,
            }
        )
        return frame.sort_values("excess", ascending=False, kind="stable", ignore_index=True)

    def tables(self, outcomes: Sequence[str] | None = None) -> "pd.DataFrame":
        """The tables of several outcomes, or all, one below the other."""
        import pandas as pd

        return pd.concat([self.table(o) for o in outcomes or self.steps], ignore_index=True)

    def idle(self) -> tuple[str, ...]:
        """Factors that move no outcome by ``LEAST`` of its spread in the mean over trajectories."""
        most = np.max([np.abs(steps).mean(axis=0) for steps in self.steps.values()], axis=0)
        return tuple(name for name, size in zip(self.factors, most, strict=True) if size < LEAST)


def screen(
    scenario: Scenario, trajectories: int = TRAJECTORIES, seed: int = 1, progress: Progress | None = None
) -> Screening:
    """Screen all parameters with a prior that the scenario leaves free, and all mechanisms that it leaves on."""
    worlds = Worlds.of(scenario, max(trajectories, SPREAD_FROM), seed)
    return screened(worlds, trajectories, seed, tuple(scenario.parameters), progress)


def screened(
    worlds: Worlds,
    trajectories: int = TRAJECTORIES,
    seed: int = 1,
    settled: Sequence[str] = (),
    progress: Progress | None = None,
) -> Screening:
    """Screen the members of an ensemble; parameters in ``settled`` are not moved."""
    names, on = free(worlds, settled), worlds.ensemble.on[0]
    switches = [name for name, is_on in zip(worlds.model.names, on, strict=True) if is_on]
    points = design(len(names), trajectories, seed)
    shaken = nudged(points[:, 0], seed)
    places, theta, switched = _rows(worlds, names, switches, points, shaken)
    every = np.concatenate([np.arange(worlds.members), places])
    found = worlds.lived(
        every,
        theta=np.concatenate([worlds.ensemble.theta, theta]),
        on=np.concatenate([worlds.ensemble.on, switched]),
        progress=progress,
    )
    steps: dict[str, Array] = {}
    nudges: dict[str, Array] = {}
    luck: dict[str, Array] = {}
    for outcome, values in found.items():
        spread = np.nanstd(values[: worlds.members], ddof=1)
        rows = values[worlds.members :].reshape(trajectories, -1) / (spread if spread > 0.0 else 1.0)
        steps[outcome], nudges[outcome], luck[outcome] = _differences(rows, points)
    return Screening((*names, *switches), frozenset(switches), steps, nudges, luck, len(every))


def free(worlds: Worlds, settled: Sequence[str] = ()) -> list[str]:
    """Parameters with a prior, of mechanisms that are on, that nobody has settled."""
    off = {n for n, is_on in zip(worlds.model.names, worlds.ensemble.on[0], strict=True) if not is_on}
    return [
        name
        for name, parameter in worlds.model.parameters.items()
        if not isinstance(parameter.prior, Fixed) and name not in settled and name.partition(".")[0] not in off
    ]


def design(factors: int, trajectories: int, seed: int) -> Array:
    """Morris's trajectories as quantiles: (trajectory, point, factor), one factor stepping from point to point."""
    problem = {"num_vars": factors, "names": [str(k) for k in range(factors)], "bounds": [list(ENDS)] * factors}
    points = library("SALib.sample.morris").sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    return np.asarray(points, float).reshape(trajectories, factors + 1, factors)


def nudged(first: Array, seed: int) -> Array:
    """First points moved by what matters to nobody: (trajectory, nudge, factor)."""
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], (first.shape[0], NUDGES, first.shape[1]))
    return first[:, None] + NUDGE * signs


def _rows(
    worlds: Worlds, names: Sequence[str], switches: Sequence[str], points: Array, shaken: Array
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.bool_]]:
    """Members, parameters, switches of all rows: for each trajectory its points, nudges, other lives and switches."""
    count, length = points.shape[:2]
    at_first = np.repeat(points[:, :1], LUCKS + len(switches), axis=1)
    quantiles = np.concatenate([points, shaken, at_first], axis=1)
    each, others = quantiles.shape[1], slice(length + NUDGES, length + NUDGES + LUCKS)
    places = np.repeat(np.arange(count)[:, None], each, axis=1)
    places[:, others] += 1 + np.arange(LUCKS)
    theta = worlds.ensemble.theta[np.repeat(np.arange(count), each)].copy()
    flat = quantiles.reshape(count * each, len(names))
    for k, name in enumerate(names):
        theta[:, :, worlds.model.column(name)] = worlds.model.parameters[name].prior.ppf(flat[:, k])[:, None]
    on = np.repeat(worlds.ensemble.on[:count, None], each, axis=1)
    for k, name in enumerate(switches):
        on[:, others.stop + k, worlds.model.names.index(name)] = False
    return (places % worlds.members).ravel(), theta, on.reshape(count * each, -1)


def _differences(rows: Array, points: Array) -> tuple[Array, Array, Array]:
    """Steps (trajectory, factor), upward for parameters and off for switches; nudges; other lives."""
    count, length, factors = points.shape
    moved = np.diff(points, axis=1)
    which = np.abs(moved).argmax(axis=2)
    upward = np.sign(np.take_along_axis(moved, which[..., None], axis=2)[..., 0])
    by_parameter = np.empty((count, factors))
    np.put_along_axis(by_parameter, which, np.diff(rows[:, :length], axis=1) * upward, axis=1)
    nudges, luck, switched = np.split(rows[:, length:] - rows[:, :1], [NUDGES, NUDGES + LUCKS], axis=1)
    return np.concatenate([by_parameter, switched], axis=1), nudges, luck
