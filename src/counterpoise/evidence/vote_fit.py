r"""How positions of states in votes move: pull to the mean, size of luck and noise of the measure, by their likelihood.

$x_{i,t+1} = (1 - \chi)\,x_{it} + e_{it}$ with luck e of Laplace's distribution and scale b, what the mechanism draws;
$y_{it} = x_{it} + n_{it}$ with noise of Laplace's distribution and scale $\tau$: ideal points of two years differ by it
where nobody moved, for agendas differ. Positions are taken less the year's mean over states. Sampled by Gibbs: whole
paths given the scales (Carter & Kohn 1994; what is Laplace's is normal of drawn variance), then b given the paths;
noise, with paths integrated out, and pull on grids. A state's move is a move in all its pairs, so states are the units,
and pairs are not looked at.
"""

from dataclasses import dataclass

import numpy as np

from counterpoise.data.panel import Panel
from counterpoise.start.panel_fits import PanelFit

from .calibration import NotConvergedError
from .estimates import lognormal
from .forecast import Array
from .libraries import library
from .panel_sampler import LARGEST_RHAT, SMALLEST, split_rhat
from .protocol import protocol
from .series import state_series

CHAINS, WARMUP, DRAWS = 4, 150, 1200
PRIOR = {"pull": (0.015, 2.0), "spread": (0.1, 1.5)}
"""Weak ones (assumed): median and geometric deviation. A pull of .015 keeps the scatter of positions as it is."""
PULLS, NOISES = np.geomspace(5e-4, 0.3, 80), np.geomspace(0.02, 0.16, 24)
LUCK, NOISE = (3.0, 0.25), (0.05, 2.0)
"""Assumed: inverse-gamma prior of b, shape and rate, its mean .125; median and geometric deviation of the noise."""
FIRST_VARIANCE = 1.0
"""Of positions where a state is first seen: about that of all positions in any year."""


@dataclass(frozen=True, eq=False)
class Paths:
    """Measured positions ``[year, state]``, NaN where not measured; ``first`` and ``last`` year each is measured."""

    seen: Array
    first: Array
    last: Array

    @classmethod
    def of(cls, seen: Array) -> "Paths":
        """Of the states measured in two years at least."""
        seen = seen[:, np.sum(~np.isnan(seen), axis=0) > 1]
        known = ~np.isnan(seen)
        return cls(seen, known.argmax(axis=0), len(seen) - 1 - known[::-1].argmax(axis=0))

    @property
    def moves(self) -> Array:
        """Whether the step from a year to the next lies within what is measured of a state, ``[year - 1, state]``."""
        year = np.arange(len(self.seen) - 1)[:, None]
        return np.asarray((year >= self.first) & (year < self.last))


def paths(panel: Panel, last: int) -> Paths:
    """Positions in the sixteen years that end with ``last``, less the mean of the year."""
    points = state_series(panel, "ideal_point").loc[last - protocol().windows.fit_years + 1 : last]
    return Paths.of(points.sub(points.mean(axis=1), axis=0).to_numpy())


def drawn(rng: np.random.Generator) -> dict[str, float]:
    """One draw from the prior of pull, spread b and noise tau."""
    return {
        "pull": float(rng.choice(PULLS, p=_weights(PULLS, PRIOR["pull"]))),
        "spread": LUCK[1] / rng.gamma(LUCK[0]),
        "noise": float(rng.choice(NOISES, p=_weights(NOISES, NOISE))),
    }


def made(data: Paths, true: dict[str, float], rng: np.random.Generator, luck: float = 1.0) -> Paths:
    """Positions made by known parameters, measured where the data are; ``luck`` scales what moves them."""
    years, states = data.seen.shape
    position = np.full((years, states), np.nan)
    for t in range(years):
        begins = rng.normal(0.0, np.sqrt(FIRST_VARIANCE), states)
        moved = (1.0 - true["pull"]) * position[t - 1] + rng.laplace(0.0, luck * true["spread"], states)
        position[t] = np.where(data.first == t, begins, moved if t else np.nan)
    seen = position + rng.laplace(0.0, true["noise"], position.shape)
    return Paths(np.where(np.isnan(data.seen), np.nan, seen), data.first, data.last)


def chain(data: Paths, draws: int, warmup: int, rng: np.random.Generator) -> dict[str, Array]:
    """One chain: ``pull``, ``spread`` and ``noise`` [draw]."""
    state, moves = drawn(rng), data.moves
    variance, noises = np.full(moves.shape, 2.0 * state["spread"] ** 2), np.full(data.seen.shape, 2.0)
    kept = []
    for _ in range(warmup + draws):
        noise, mean, width = filtered(data, state["pull"], variance, noises, rng)
        position = backward(data, state["pull"], variance, mean, width, rng)
        error = np.abs(position[1:] - (1.0 - state["pull"]) * position[:-1])
        luck = (LUCK[1] + error[moves].sum()) / rng.gamma(LUCK[0] + moves.sum())
        # the variance of each move given its size and the scale, which is drawn first and without them
        variance = luck**2 * mixed(error / luck, rng)
        noises = mixed(np.nan_to_num(np.abs(data.seen - position)) / noise, rng)
        state = {"pull": _pull(position, variance, moves, rng), "spread": luck, "noise": noise}
        kept.append(tuple(state.values()))
    return dict(zip(state, np.array(kept[warmup:]).T, strict=True))


def mixed(size: Array, rng: np.random.Generator) -> Array:
    """Variances of normal numbers that together are Laplace's of scale one, given their absolute sizes."""
    return np.asarray(1.0 / np.maximum(rng.wald(1.0 / np.maximum(size, SMALLEST), 1.0), SMALLEST))


def _pull(position: Array, variance: Array, moves: Array, rng: np.random.Generator) -> float:
    start, move = position[:-1][moves], np.diff(position, axis=0)[moves]
    own, across = (start**2 / variance[moves]).sum(), -(start * move / variance[moves]).sum()
    return _chosen(PULLS, np.log(_weights(PULLS, PRIOR["pull"])) + PULLS * across - 0.5 * PULLS**2 * own, rng)


def _chosen(grid: Array, height: Array, rng: np.random.Generator) -> float:
    chance = np.exp(height - height.max())
    return float(rng.choice(grid, p=chance / chance.sum()))


def _weights(grid: Array, prior: tuple[float, float]) -> Array:
    """A lognormal prior on a grid that is even in logs."""
    weight = np.exp(-0.5 * (np.log(grid / prior[0]) / np.log(prior[1])) ** 2)
    return np.asarray(weight / weight.sum())


def filtered(
    data: Paths, pull: float, variance: Array, noises: Array, rng: np.random.Generator
) -> tuple[float, Array, Array]:
    """The noise, drawn with paths integrated out, and with it mean and variance of each position given its past.

    ``noises`` is the variance of each measure over the square of the scale.
    """
    (years, states), kept = data.seen.shape, 1.0 - pull
    known, seen = ~np.isnan(data.seen), np.nan_to_num(data.seen)
    mean, width = np.zeros((2, years, len(NOISES), states))
    height, spread = np.log(_weights(NOISES, NOISE)), np.ones((len(NOISES), states))
    for t in range(years):
        begins = data.first >= t
        ahead = np.where(begins, 0.0, kept * mean[t - 1])
        wide = np.where(begins, FIRST_VARIANCE, kept**2 * width[t - 1] + variance[t - 1])
        total, off = wide + NOISES[:, None] ** 2 * noises[t], seen[t] - ahead
        spread *= np.where(known[t], total, 1.0)
        gain = wide / total * known[t]
        height -= 0.5 * (off**2 / total) @ known[t]
        mean[t], width[t] = ahead + gain * off, (1.0 - gain) * wide
    noise = _chosen(NOISES, height - 0.5 * np.log(spread).sum(axis=1), rng)
    at = int(np.argmax(noise == NOISES))
    return noise, mean[:, at], width[:, at]


def backward(data: Paths, pull: float, variance: Array, mean: Array, width: Array, rng: np.random.Generator) -> Array:
    """One draw of all true positions ``[year, state]``, from each state's last year back."""
    years, kept, luck = len(mean), 1.0 - pull, rng.normal(size=mean.shape)
    position = mean + np.sqrt(width) * luck
    for t in range(years - 2, -1, -1):
        gain = kept * width[t] / (kept**2 * width[t] + variance[t])
        center = mean[t] + gain * (position[t + 1] - kept * mean[t])
        inside = center + np.sqrt((1.0 - gain * kept) * width[t]) * luck[t]
        position[t] = np.where((t >= data.first) & (t < data.last), inside, position[t])
    return position


def sampled(data: Paths, seed: int = 0) -> dict[str, Array]:
    """Four chains together, with their split R-hat (``rhat``). Raises NotConvergedError where one exceeds 1.05."""
    with library("threadpoolctl").threadpool_limits(1):
        chains = [chain(data, DRAWS, WARMUP, np.random.default_rng([seed, k])) for k in range(CHAINS)]
    found = split_rhat(np.stack([np.column_stack(list(one.values())) for one in chains]))
    if not (found < LARGEST_RHAT).all():
        raise NotConvergedError(f"R-hat {np.max(found):.3f} in positions of {data.seen.shape[1]} states")
    return {name: np.concatenate([one[name] for one in chains]) for name in chains[0]} | {"rhat": found}


def votes(panel: Panel, last: int) -> PanelFit:
    """Pull and luck of positions, from the sixteen years that end with ``last``; the noise of the measure is noted."""
    data = paths(panel, last)
    found = sampled(data)
    parameters = tuple(lognormal(f"AffinityDrift.{name}", found[name], prior) for name, prior in PRIOR.items())
    note = f"noise of a measured position {found['noise'].mean():.4f} +- {found['noise'].std():.4f} ideal points"
    rows, rhat = int(data.moves.sum()), float(found["rhat"].max())
    return PanelFit("votes", last - protocol().windows.fit_years + 1, last, rows, rhat, parameters, note)
