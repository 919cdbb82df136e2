r"""Posterior of a panel regression with a common shock of the year and heavy-tailed luck of each state.

$y_{it} = x_{it}'\beta + w_t + e_{it}$, $w_t \sim N(0, \omega^2)$, $e_{it}$ Laplace of scale b: what the mechanisms of
growth and arms draw, of scale $b s_{it}$ with s the size that is usual for the state. One parameter more (a half-life,
on which y and x may depend) lies on a grid. Sampled by Gibbs: a Laplace error is a normal one whose variance is drawn
from an exponential distribution (Park & Casella 2008).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calibration import NotConvergedError
from .libraries import library

Array = NDArray[np.float64]
CHAINS, WARMUP, DRAWS = 4, 300, 2000
LARGEST_RHAT = 1.05
SMALLEST = 1e-9


@dataclass(frozen=True, eq=False)
class Grid:
    """Outcome ``[grid, row]`` and covariates ``[grid, row, coefficient]`` for each value of the gridded parameter.

    ``year`` numbers the years of the rows from zero; ``point`` holds the grid, ``[0.]`` where there is none; ``usual``
    [row] is the size of luck that is usual for the state, of which ``luck`` is a multiple.
    """

    outcome: Array
    covariates: Array
    year: NDArray[np.int64]
    point: Array
    usual: Array

    def with_outcome(self, shift: Array) -> "Grid":
        """The same with ``shift`` [row] added to the outcome of every point."""
        return Grid(self.outcome + shift, self.covariates, self.year, self.point, self.usual)


@dataclass(frozen=True, eq=False)
class PanelPrior:
    """Normal coefficients, inverse-gamma b and $\\omega^2$ (shape and rate), weights of the grid."""

    mean: Array
    deviation: Array
    luck: tuple[float, float]
    common: tuple[float, float]
    weight: Array

    def drawn(self, rng: np.random.Generator) -> dict[str, Array]:
        """One draw: ``place`` on the grid, ``beta``, ``luck`` b and ``common`` $\\omega$."""
        return {
            "place": np.array(rng.choice(len(self.weight), p=self.weight)),
            "beta": rng.normal(self.mean, self.deviation),
            "luck": np.array(self.luck[1] / rng.gamma(self.luck[0])),
            "common": np.sqrt(np.array(self.common[1] / rng.gamma(self.common[0]))),
        }


def simulated(data: Grid, true: dict[str, Array], rng: np.random.Generator) -> Grid:
    """The panel with an outcome made by known parameters: at every grid point as if seen from there."""
    place = int(true["place"])
    shock = rng.normal(0.0, true["common"], int(data.year.max()) + 1)[data.year]
    made = data.covariates[place] @ true["beta"] + shock + rng.laplace(0.0, true["luck"] * data.usual)
    return data.with_outcome(made - data.outcome[place])


def chain(data: Grid, prior: PanelPrior, draws: int, warmup: int, rng: np.random.Generator) -> dict[str, Array]:
    """One chain: ``point`` [draw], ``beta`` [draw, coefficient], ``luck`` and ``common`` [draw]."""
    state = prior.drawn(rng)
    years, products = int(data.year.max()) + 1, Products.of(data)
    shock, kept = np.zeros(years), []
    for _ in range(warmup + draws):
        place, beta = int(state["place"]), state["beta"]
        error = data.outcome[place] - data.covariates[place] @ beta - shock[data.year]
        luck = (prior.luck[1] + (np.abs(error) / data.usual).sum()) / rng.gamma(prior.luck[0] + len(error))
        size, scale = np.maximum(np.abs(error), SMALLEST), luck * data.usual
        # the variance of each error given its size and the scale, which is drawn first and without them
        weight = np.maximum(rng.wald(1.0 / (scale * size), 1.0 / scale**2), SMALLEST)
        place, beta = _coefficients(products, prior, shock[data.year], weight, rng)
        error = data.outcome[place] - data.covariates[place] @ beta
        common = np.sqrt((prior.common[1] + 0.5 * (shock**2).sum()) / rng.gamma(prior.common[0] + 0.5 * years))
        precision = np.bincount(data.year, weight, years) + common**-2.0
        mean = np.bincount(data.year, weight * error, years) / precision
        shock = rng.normal(mean, precision**-0.5)
        state = {"place": np.array(place), "beta": beta, "luck": np.array(luck), "common": np.array(common)}
        kept.append((data.point[place], *beta, luck, common))
    table = np.array(kept[warmup:])
    return {"point": table[:, 0], "beta": table[:, 1:-2], "luck": table[:, -2], "common": table[:, -1]}


@dataclass(frozen=True, eq=False)
class Products:
    """Products of covariates and outcome, row by row, so that a weighted sum over rows is one multiplication.

    ``square`` [row, grid x pair] holds those of two of (covariates, outcome), ``single`` [row, grid x one] each alone.
    """

    square: Array
    single: Array
    points: int
    size: int

    @classmethod
    def of(cls, data: Grid) -> "Products":
        """All products of a panel."""
        both = np.concatenate([data.covariates, data.outcome[:, :, None]], axis=2).transpose(1, 0, 2)
        rows, points, size = both.shape
        square = both[:, :, :, None] * both[:, :, None, :]
        return cls(square.reshape(rows, -1), np.ascontiguousarray(both.reshape(rows, -1)), points, size)

    def sums(self, weight: Array, shock: Array) -> tuple[Array, Array, Array]:
        """Weighted cross-products of the covariates, with outcome less shock, and its square; by grid point."""
        square = (weight @ self.square).reshape(self.points, self.size, self.size)
        single = ((weight * shock) @ self.single).reshape(self.points, self.size)
        own = float(weight @ shock**2)
        return (
            square[:, :-1, :-1],
            square[:, :-1, -1] - single[:, :-1],
            square[:, -1, -1] - 2.0 * single[:, -1] + own,
        )


def _coefficients(
    products: Products, prior: PanelPrior, shock: Array, weight: Array, rng: np.random.Generator
) -> tuple[int, Array]:
    """The grid point with coefficients integrated out, then the coefficients there."""
    precision = np.diag(prior.deviation**-2.0)
    cross, pull, own = products.sums(weight, shock)
    total, pull = cross + precision, pull + precision @ prior.mean
    center = np.linalg.solve(total, pull[:, :, None])[:, :, 0]
    height = np.log(prior.weight) + 0.5 * ((pull * center).sum(axis=1) - own - np.linalg.slogdet(total)[1])
    chance = np.exp(height - height.max())
    place = int(rng.choice(len(chance), p=chance / chance.sum()))
    root = np.linalg.cholesky(np.linalg.inv(total[place]))
    return place, center[place] + root @ rng.normal(size=len(prior.mean))


def sampled(data: Grid, prior: PanelPrior, seed: int = 0) -> dict[str, Array]:
    """Four chains together, with their split R-hat by parameter (``rhat``).

    Raises NotConvergedError where one exceeds 1.05: nothing may be made of such draws.
    """
    # many threads on few cores spend their time waiting for one another
    with library("threadpoolctl").threadpool_limits(1):
        chains = [chain(data, prior, DRAWS, WARMUP, np.random.default_rng([seed, k])) for k in range(CHAINS)]
    table = np.stack([_table(one) for one in chains])
    found = split_rhat(table)
    if not (found < LARGEST_RHAT).all():
        raise NotConvergedError(f"R-hat {np.max(found):.3f} in a panel regression of {len(data.year)} rows")
    names = ("point", "beta", "luck", "common")
    return {name: np.concatenate([one[name] for one in chains]) for name in names} | {"rhat": found}


def _table(one: dict[str, Array]) -> Array:
    return np.column_stack([one["point"], one["beta"], one["luck"], one["common"]])


def split_rhat(draws: Array) -> Array:
    """Split R-hat (Gelman & Rubin 1992) of ``[chain, draw, parameter]``; 1 for what never moves."""
    half = draws.shape[1] // 2
    parts = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    within = parts.var(axis=1, ddof=1).mean(axis=0)
    between = parts.mean(axis=1).var(axis=0, ddof=1)
    still = within == 0
    ratio = (within * (half - 1) / half + between) / np.where(still, 1.0, within)
    return np.where(still, np.where(between == 0, 1.0, np.inf), np.sqrt(ratio))
