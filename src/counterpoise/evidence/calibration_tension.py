r"""How far the disputes of a year rise and fall together, and how long that lasts: by likelihood on yearly counts.

What a run expects of a year (``yearly_counts``) is off, in all log odds, by

$s_t = a + x_t$, $x_t + \sigma^2 / 2 = \rho\,(x_{t-1} + \sigma^2 / 2) + \sqrt{1 - \rho^2}\,\sigma z_t$,

as in ``Tension``, with the error a that the hazards of all pairs share (``CrisisOnset.level``), one for each stretch of
years. Both are integrated out: a by Gauss-Hermite nodes, the path of x by a forward filter on a grid. Given s a count
is a sum of independent chances. Pairs of one dispute are not independent, and a run has no such disputes: x carries
what they add.
"""

from dataclasses import dataclass, replace

import numpy as np

from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import FORMS, Estimate, PanelFit, share

from .calibration_gate import DRAWS
from .calibration_mode import nodes
from .forecast import Array
from .libraries import library
from .yearly_counts import FIRST_BASE, Counts, counts, in_company

PRIOR = {"Tension.spread": ("lognormal", 0.2, 2.0), "Tension.persistence": ("beta", 0.5, 0.2236)}
"""Center and spread before data (assumed): two thirds of spreads from .1 to .4; any persistence, Beta(2, 2)."""
SPREADS, PERSISTENCES = np.exp(np.linspace(np.log(0.01), np.log(1.5), 41)), np.linspace(0.02, 0.98, 25)
HEIGHTS = np.linspace(-3.0, 3.0, 601)
PLACES = np.linspace(-5.0, 5.0, 81)
"""Where the filter knows the shock, in its standard deviations."""
LEVELS = 7


@dataclass(frozen=True, eq=False)
class Belief:
    """Posterior weight of each of ``SPREADS`` and ``PERSISTENCES``, adding up to one."""

    weight: Array

    @property
    def estimates(self) -> tuple[Estimate, Estimate]:
        """As the mechanism draws them: a lognormal and a beta law with the moments of the posterior."""
        center, error = moments(np.log(SPREADS), self.weight.sum(axis=1))
        mean, deviation = moments(PERSISTENCES, self.weight.sum(axis=0))
        (spread, (form, *usual)), (persistence, (shape, *wide)) = PRIOR.items()
        told = 1.0 - (error / np.log(usual[1])) ** 2, 1.0 - (deviation / wide[1]) ** 2
        return (
            Estimate(spread, form, (usual[0], usual[1]), float(np.exp(center)), float(np.exp(error)), float(told[0])),
            Estimate(persistence, shape, (wide[0], wide[1]), mean, deviation, float(told[1])),
        )


def moments(values: Array, weight: Array) -> tuple[float, float]:
    """Mean and standard deviation of values under weights that add up to one."""
    mean = float(weight @ values)
    return mean, float(np.sqrt(weight @ (values - mean) ** 2))


def heights(data: Counts) -> Array:
    """Log likelihood of each year's count at each of ``HEIGHTS``, ``[year, shift]``.

    A sum of independent chances, by the binomial law that has its mean and variance.
    """
    gammaln = library("scipy.special").gammaln
    mean, ratio = data.at(HEIGHTS)
    each, count = 1.0 - ratio, data.count[:, None]
    trials = mean / each
    missed = np.maximum(trials - count, 0.0)
    ways = gammaln(trials + 1.0) - gammaln(count + 1.0) - gammaln(missed + 1.0)
    return np.asarray(ways + count * np.log(each) + missed * np.log(ratio))


def likelihood(data: Counts) -> Array:
    """Log likelihood of all counts at each of ``SPREADS`` and ``PERSISTENCES``, by forward filtering."""
    table, step, (points, logs) = heights(data), steps(PERSISTENCES), nodes(LEVELS)
    usual = np.exp(-0.5 * PLACES**2) / np.exp(-0.5 * PLACES**2).sum()
    found = np.zeros((len(SPREADS), len(PERSISTENCES)))
    for k, spread in enumerate(SPREADS):
        shift = data.level * points[:, None] + (spread * PLACES - 0.5 * spread**2)[None, :]
        chance = [np.exp(np.interp(shift, HEIGHTS, row)) for row in table]
        for begin, end in data.spans:
            at = np.broadcast_to(usual, (len(PERSISTENCES), *shift.shape))
            total = np.zeros((len(PERSISTENCES), LEVELS))
            for year in range(begin, end):
                at = (at if year == begin else at @ step) * chance[year]
                sums = at.sum(axis=2)
                total, at = total + np.log(sums), at / sums[:, :, None]
            found[k] += np.logaddexp.reduce(total + logs, axis=1)
    return found


def steps(persistences: Array) -> Array:
    """Chance to go from one of ``PLACES`` to another in a year, ``[persistence, from, to]``."""
    left = np.sqrt(1.0 - persistences**2)[:, None, None]
    gap = (PLACES[None, None, :] - persistences[:, None, None] * PLACES[None, :, None]) / left
    density = np.exp(-0.5 * gap**2)
    return np.asarray(density / density.sum(axis=2, keepdims=True))


def believed(data: Counts) -> Belief:
    """The posterior on the grid, prior and likelihood multiplied."""
    (_, median, gsd), (_, mean, sd) = PRIOR.values()
    spread = -0.5 * (np.log(SPREADS / median) / np.log(gsd)) ** 2
    edges = 0.5 * (PERSISTENCES[1:] + PERSISTENCES[:-1])
    persistence = np.log(np.diff(share(mean, sd).cdf(np.r_[0.0, edges, 1.0])))
    height = likelihood(data) + spread[:, None] + persistence
    weight = np.exp(height - height.max())
    return Belief(weight / weight.sum())


def tension(pairs: PairYears, last: int, past: float, half_life: float, level: float) -> PanelFit:
    """Spread and persistence of the shock that all pairs share, for runs from ``last`` that remember and err so."""
    data = counts(pairs, last, past, half_life, level)
    usual, _ = data.at(np.zeros(1))
    disputes, added = in_company(pairs, last)
    note = (
        f"{data.count.sum():.0f} pairs begun in {disputes} disputes, {usual.sum():.0f} expected; "
        f"pairs of one dispute add {added:.2f} to variance over mean"
    )
    return PanelFit("tension", FIRST_BASE + 1, last, len(data.count), 1.0, believed(data).estimates, note)


def simulated(data: Counts, spread: float, persistence: float, rng: np.random.Generator) -> Counts:
    """The same years, given the same chances, with counts made from known parameters."""
    made = np.zeros(len(data.count))
    for begin, end in data.spans:
        level, z = data.level * rng.normal(), rng.normal()
        for year in range(begin, end):
            z = z if year == begin else persistence * z + np.sqrt(1.0 - persistence**2) * rng.normal()
            mean, ratio = (kind[year, 0] for kind in data.at(np.array([level + spread * z - 0.5 * spread**2])))
            made[year] = rng.binomial(round(mean / (1.0 - ratio)), 1.0 - ratio)
    return replace(data, count=made)


def ranks(data: Counts, replicates: int = 60, scale: float = 1.0, seed: int = 0) -> Array:
    """Ranks of true parameters among draws of the laws as they would ship, ``[replicate, parameter]``, 0 to 99."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(replicates):
        true = [float(FORMS[form](center, spread).ppf(rng.uniform())) for form, center, spread in PRIOR.values()]
        laws = believed(simulated(data, true[0], true[1], rng)).estimates
        drawn = [each.center + scale * (each.posterior.ppf(rng.uniform(size=DRAWS)) - each.center) for each in laws]
        found.append([(each < value).sum() for each, value in zip(drawn, true, strict=True)])
    return np.array(found, dtype=float)
