r"""How much a new dispute raises a pair's hazard beyond its record, and for how long: by likelihood inside a window.

For base year Y: hazards fitted up to Y - 15, and what the same pairs did in the fifteen years that end with Y, so that
nothing after Y is read. Log odds of a dispute in year t are

$\mathrm{logit}\,h_i + z_i + a + \gamma \ln\frac{1 + M_{it}}{1 + E_{it}}$, $M' = 2^{-1/\tau} M + begun$,
$E' = 2^{-1/\tau} E + P(begun)$, $E_0 = M_0$,

as in ``DisputeStrain`` and ``DisputeMemory``; z is the frailty of the fit, normal and integrated out, so that a pair
that was always worse than its record said is not taken for one that learned to quarrel.
"""

from dataclasses import dataclass

import numpy as np

from counterpoise.start.hazard import expected
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from .calibration import fitted
from .calibration_gate import DRAWS
from .calibration_mode import Posterior, averaged, nodes, posterior
from .forecast import Array

YEARS, NODES = 15, 9
PRIOR = {"DisputeStrain.past": (2.0, 2.0), "DisputeMemory.half_life": (8.0, 1.8)}
"""Median and geometric deviation before data (assumed)."""
LEVEL_SD = 0.5
"""Prior deviation of the window's own level a (assumed)."""


@dataclass(frozen=True, eq=False)
class Window:
    """Relevant pairs of a base year: log odds, memory and frailty then; what they did after, ``[year, pair]``."""

    odds: Array
    memory: Array
    frailty: float
    begun: Array
    member: Array

    def thinned(self, count: int = 600, seed: int = 0) -> "Window":
        """Some of the pairs: the gate is about posteriors, not about how much is known."""
        chosen = np.sort(np.random.default_rng(seed).choice(len(self.odds), count, replace=False))
        years = (kind[:, chosen] for kind in (self.begun, self.member))
        return Window(self.odds[chosen], self.memory[chosen], self.frailty, *years)


def window(pairs: PairYears, last: int) -> Window:
    """The fifteen years that end with ``last``, for the pairs relevant before them."""
    base, history = last - YEARS, pairs.history
    fit, rows = fitted(pairs, base), pairs.at_end_of(base)
    rows = rows[rows.relevant > 0]
    chance, _ = expected(fit, fit.standardized(rows))
    at = tuple(rows[side].map(history.place).to_numpy() for side in ("a", "b"))
    years = range(base + 1, last + 1)
    begun = np.array([history.begun(year)[at] for year in years])
    member = np.array([history.member(year)[at[0]] & history.member(year)[at[1]] for year in years], dtype=float)
    spread = float(np.sqrt(np.log1p(fit.frailty)))
    return Window(np.log(chance / (1.0 - chance)), history.faded(base)[at], spread, begun, member)


def likelihood(data: Window, q: Array) -> Array:
    """Log likelihood of each pair at (level, log weight, log half-life), frailty integrated out."""
    level, weight, kept = q[0], np.exp(q[1]), 0.5 ** np.exp(-q[2])
    points, weights = nodes(NODES)
    frail = (data.odds - 0.5 * data.frailty**2)[None, :] + data.frailty * points[:, None]
    memory, usual, total = data.memory, np.broadcast_to(data.memory, frail.shape), np.zeros(frail.shape)
    for begun, member in zip(data.begun, data.member, strict=True):
        odds = frail + level + weight * np.log((1.0 + memory) / (1.0 + usual))
        total = total + member * (begun * odds - np.logaddexp(0.0, odds))
        usual = kept * usual + 0.5 * (1.0 + np.tanh(0.5 * odds))
        memory = kept * memory + begun
    return averaged(total, weights)


def prior() -> tuple[Array, Array]:
    """Mean and deviation of (level, log weight, log half-life)."""
    logs = np.log(np.array(list(PRIOR.values())))
    return np.r_[0.0, logs[:, 0]], np.r_[LEVEL_SD, logs[:, 1]]


def believed(data: Window) -> Posterior:
    """What a window says; clusters are pairs."""
    return posterior(lambda q: likelihood(data, q), *prior())


def recurrence(pairs: PairYears, last: int) -> PanelFit:
    """Weight and half-life of what a pair remembers, for runs from ``last``."""
    data = window(pairs, last)
    found = believed(data)
    error = np.sqrt(np.diag(found.clustered))
    estimates = tuple(
        Estimate(name, "lognormal", PRIOR[name], float(np.exp(center)), float(np.exp(spread)), 1 - (spread / sd) ** 2)
        for name, center, spread, sd in zip(PRIOR, found.at[1:], error[1:], prior()[1][1:], strict=True)
    )
    note = f"level {found.at[0]:.3f} +- {error[0]:.3f}; {int((data.begun * data.member).sum())} disputes begun"
    return PanelFit("recurrence", last - YEARS + 1, last, int(data.member.sum()), 1.0, estimates, note)


def simulated(data: Window, q: Array, rng: np.random.Generator) -> Window:
    """The same pairs living the same years with known parameters, nobody joining."""
    level, weight, kept = q[0], np.exp(q[1]), 0.5 ** np.exp(-q[2])
    frail = data.odds - 0.5 * data.frailty**2 + data.frailty * rng.normal(size=len(data.odds))
    memory, usual, begun = data.memory, data.memory, np.zeros(data.begun.shape)
    for year, member in enumerate(data.member):
        odds = frail + level + weight * np.log((1.0 + memory) / (1.0 + usual))
        chance = 0.5 * (1.0 + np.tanh(0.5 * odds))
        begun[year] = member * (rng.uniform(size=len(odds)) < chance)
        memory, usual = kept * memory + begun[year], kept * usual + chance
    return Window(data.odds, data.memory, data.frailty, begun, data.member)


def ranks(data: Window, replicates: int = 40, scale: float = 1.0, seed: int = 0) -> Array:
    """Ranks of true parameters among draws of their posteriors by curvature, ``[replicate, parameter]``, 0 to 99."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(replicates):
        true = rng.normal(*prior())
        made = believed(simulated(data, true, rng))
        drawn = rng.multivariate_normal(made.at, scale**2 * made.covariance, size=DRAWS)
        found.append((drawn < true).sum(axis=0))
    return np.array(found, dtype=float)
