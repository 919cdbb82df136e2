"""Simulation-based calibration of the panel regressions: ranks of true parameters among draws of their posteriors."""

import numpy as np

from counterpoise.data.panel import Panel

from . import panel_window, vote_fit
from .calibration_gate import DRAWS, uniformity
from .forecast import Array
from .libraries import library
from .panel_sampler import Grid, PanelPrior, chain, simulated

REPLICATES, ROWS, THIN, WARMUP = 100, 600, 5, 150
NAMES = {
    "growth": ("half_life", "inertia", "common", "convergence", "own_shock", "world_shock"),
    "arms": ("grievance", "reaction", "fatigue", "shock", "tide"),
}


def thinned(data: Grid, rows: int = ROWS, seed: int = 0) -> Grid:
    """Some rows of a panel, every year among them: the gate is about the sampler, not about how much is known."""
    if len(data.year) <= rows:
        return data
    chosen = np.sort(np.random.default_rng(seed).choice(len(data.year), rows, replace=False))
    return Grid(data.outcome[:, chosen], data.covariates[:, chosen], data.year[chosen], data.point)


def panel_ranks(data: Grid, prior: PanelPrior, replicates: int = REPLICATES, luck: float = 1.0, seed: int = 0) -> Array:
    """Ranks ``[replicate, parameter]`` of (grid point if there is a grid, coefficients, luck, common), 0 to 99.

    ``luck`` scales the luck of the made-up panels, to see what a wrong likelihood looks like.
    """
    rng = np.random.default_rng(seed)
    found = []
    with library("threadpoolctl").threadpool_limits(1):
        for _ in range(replicates):
            true = prior.drawn(rng)
            made = simulated(data, true | {"luck": luck * true["luck"]}, rng)
            drawn = chain(made, prior, THIN * DRAWS, WARMUP, rng)
            values = np.column_stack([drawn["point"], drawn["beta"], drawn["luck"], drawn["common"]])[::THIN]
            known = np.r_[data.point[int(true["place"])], true["beta"], true["luck"], true["common"]]
            # a tie on the grid is broken by chance
            tie = rng.uniform(size=values.shape) < rng.uniform(size=values.shape[1])
            found.append(((values < known) | ((values == known) & tie)).sum(axis=0))
    ranked = np.array(found, dtype=float)
    return ranked if len(data.point) > 1 else ranked[:, 1:]


def vote_ranks(start: Array, replicates: int = 2 * REPLICATES, scale: float = 1.0, seed: int = 0) -> Array:
    """The same of (pull, common, spread) where pairs are independent; ``scale`` widens the posterior."""
    rng = np.random.default_rng(seed)
    before = np.array(list(vote_fit.PRIOR.values()))
    center = np.array([np.log(before[0, 0]), before[1, 0], np.log(before[2, 0])])
    spread = np.array([np.log(before[0, 1]), before[1, 1], np.log(before[2, 1])])
    found = []
    for _ in range(replicates):
        true = rng.normal(center, spread)
        change = moved(start, true, rng)
        at = vote_fit.scaled(vote_fit.regressed(start, change, np.ones(len(start))))
        error = scale * resampled_error(start, change, rng)
        estimates = vote_fit.believed(at, error)
        drawn = np.column_stack([_draws(e.form, e.center, e.spread, rng) for e in estimates])
        found.append((drawn < true).sum(axis=0))
    return np.array(found, dtype=float)


def moved(start: Array, true: Array, rng: np.random.Generator) -> Array:
    """Changes over seven years with a known log pull, common level and log spread."""
    pull, common, spread = np.exp(true[0]), true[1], np.exp(true[2])
    kept = (1.0 - pull) ** vote_fit.SPAN
    lasting = ((1.0 - pull) ** (2 * np.arange(vote_fit.SPAN))).sum()
    return np.asarray((1.0 - kept) * (common - start) + spread * np.sqrt(lasting) * rng.normal(size=len(start)))


def resampled_error(start: Array, change: Array, rng: np.random.Generator) -> Array:
    """Standard errors where rows are independent, by drawing rows with replacement."""
    weights = [np.bincount(rng.integers(0, len(start), len(start)), minlength=len(start)) for _ in range(60)]
    found = [vote_fit.regressed(start, change, weight.astype(float)) for weight in weights]
    return np.asarray(vote_fit.scaled(np.array(found)).std(axis=0, ddof=1))


def _draws(form: str, center: float, spread: float, rng: np.random.Generator) -> Array:
    if form == "normal":
        return rng.normal(center, spread, DRAWS)
    return rng.normal(np.log(center), np.log(spread), DRAWS)


def gates(panel: Panel, last: int) -> dict[str, dict[str, float]]:
    """Chance of ranks as uneven as those found if posteriors are right, by calibration and parameter."""
    made = {
        "growth": panel_ranks(thinned(panel_window.growth_panel(panel, last)), panel_window.growth_prior()),
        "arms": panel_ranks(thinned(panel_window.arms_panel(panel, last)), panel_window.arms_prior()),
    }
    chances = {name: dict(zip(NAMES[name], uniformity(ranked), strict=True)) for name, ranked in made.items()}
    start = vote_fit.changes(panel, last).start.sample(4000, random_state=0).to_numpy()
    chances["votes"] = dict(zip(vote_fit.PRIOR, uniformity(vote_ranks(start)), strict=True))
    return {name: {key: float(value) for key, value in found.items()} for name, found in chances.items()}
