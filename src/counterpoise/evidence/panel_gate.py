"""Simulation-based calibration of the panel regressions: ranks of true parameters among draws of their posteriors."""

import numpy as np

from counterpoise.data.panel import Panel

from . import panel_window, vote_fit
from .calibration_gate import DRAWS, uniformity
from .forecast import Array
from .libraries import library
from .panel_sampler import Grid, PanelPrior, chain, simulated

REPLICATES, ROWS, THIN, WARMUP = 100, 600, 5, 150
VOTE_REPLICATES, STATES = 60, 40
NAMES = {
    "growth": ("half_life", "inertia", "common", "convergence", "own_shock", "world_shock"),
    "arms": ("grievance", "reaction", "fatigue", "inertia", "shock", "tide"),
}
VOTES = ("pull", "spread", "noise")


def thinned(data: Grid, rows: int = ROWS, seed: int = 0) -> Grid:
    """Some rows of a panel, every year among them: the gate is about the sampler, not about how much is known."""
    if len(data.year) <= rows:
        return data
    chosen = np.sort(np.random.default_rng(seed).choice(len(data.year), rows, replace=False))
    return Grid(data.outcome[:, chosen], data.covariates[:, chosen], data.year[chosen], data.point, data.usual[chosen])


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


def vote_ranks(data: vote_fit.Paths, replicates: int = VOTE_REPLICATES, luck: float = 1.0, seed: int = 0) -> Array:
    """The same of (pull, spread, noise) of positions."""
    rng = np.random.default_rng(seed)
    found = []
    with library("threadpoolctl").threadpool_limits(1):
        for _ in range(replicates):
            true = vote_fit.drawn(rng)
            drawn = vote_fit.chain(vote_fit.made(data, true, rng, luck), THIN * DRAWS, WARMUP, rng)
            values, known = np.column_stack(list(drawn.values()))[::THIN], np.array(list(true.values()))
            tie = rng.uniform(size=values.shape) < rng.uniform(size=values.shape[1])
            found.append(((values < known) | ((values == known) & tie)).sum(axis=0))
    return np.array(found, dtype=float)


def some(data: vote_fit.Paths, states: int = STATES, seed: int = 0) -> vote_fit.Paths:
    """Some states of a panel of positions."""
    chosen = np.random.default_rng(seed).choice(data.seen.shape[1], min(states, data.seen.shape[1]), replace=False)
    return vote_fit.Paths.of(data.seen[:, np.sort(chosen)])


def gates(panel: Panel, last: int) -> dict[str, dict[str, float]]:
    """Chance of ranks as uneven as those found if posteriors are right, by calibration and parameter."""
    made = {
        "growth": panel_ranks(thinned(panel_window.growth_panel(panel, last)), panel_window.growth_prior()),
        "arms": panel_ranks(thinned(panel_window.arms_panel(panel, last)), panel_window.arms_prior()),
    }
    chances = {name: dict(zip(NAMES[name], uniformity(ranked), strict=True)) for name, ranked in made.items()}
    ranked = vote_ranks(some(vote_fit.paths(panel, last)))
    chances["votes"] = dict(zip(VOTES, uniformity(ranked), strict=True))
    return {name: {key: float(value) for key, value in found.items()} for name, found in chances.items()}
