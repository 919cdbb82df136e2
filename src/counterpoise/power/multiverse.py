"""The measure multiverse: one composite measure under thousands of defensible sets of choices.

A replicate is one way a careful analyst might have built the measure. Each says what it varied: weights of fields and
of indicators, the CES exponent, the floor under zeros, normalization, imputation, market prices or PPP, and the
basket. Ranks over replicates are a spread of *choices*, never a confidence interval; error in the data is kept apart.
"""

# covers: P08

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import CrossSection
from counterpoise.theory.smart_power import combine

from .imputation import IMPUTATIONS, political_gaps
from .normalize import NORMALIZATIONS
from .recipes import GDP, PRICES, Recipe

Array = NDArray[np.float64]
CATEGORICAL = ("basket", "price", "normalization", "imputation")
FIELD_CONCENTRATION, INDICATOR_CONCENTRATION = 5.0, 5.0  # Dirichlet(5, 5, 5): weights between about .1 and .6
RHO = (-1.0, 1.0)
FLOOR = (0.25, 4.0)


@dataclass(frozen=True)
class Choices:
    """What each replicate chose. Categorical columns hold names; weights are ``[replicate, field|indicator]``."""

    table: pd.DataFrame
    field_weights: Array
    indicator_weights: Array

    def __len__(self) -> int:
        return len(self.table)


@dataclass(frozen=True)
class Multiverse:
    """Scores of every state under every replicate, ``[replicate, state]``, each replicate summing to one."""

    states: tuple[str, ...]
    scores: Array
    choices: Choices
    imputed: NDArray[np.bool_]

    def ranks(self) -> NDArray[np.int64]:
        """Rank of each state in each replicate, 1 the strongest; states without a score have rank 0."""
        return self._ranks

    @cached_property
    def _ranks(self) -> NDArray[np.int64]:
        order = _stable_order(-np.nan_to_num(self.scores, nan=-1.0))
        ranks = np.empty(order.shape, dtype=np.int64)
        np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1, dtype=np.int64)[None, :], axis=1)
        return np.where(np.isnan(self.scores), 0, ranks)

    def outranks(self, first: str, second: str) -> float:
        """Share of replicates in which ``first`` scores above ``second``."""
        i, j = self.states.index(first), self.states.index(second)
        return float(np.mean(self.scores[:, i] > self.scores[:, j]))


def _stable_order(values: Array) -> NDArray[np.intp]:
    """Positions in ascending order, row by row, equal values as they stand: slow where there are some, so there alone.

    The order of unequal values leaves no choice, so any sort finds it.
    """
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    tied = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    order[tied] = np.argsort(values[tied], axis=1, kind="stable")
    return order


def draw_choices(recipe: Recipe, replicates: int, seed: int, baskets: Sequence[str] | None = None) -> Choices:
    """Draw the choices of ``replicates`` measures; which ``baskets`` there are may be limited, values play no part."""
    rng = np.random.default_rng([seed, len(recipe.fields)])
    columns: dict[str, NDArray[np.object_] | Array] = {
        "basket": rng.choice(np.array(baskets or recipe.baskets, dtype=object), replicates),
        "price": rng.choice(np.array(PRICES, dtype=object), replicates),
        "normalization": rng.choice(np.array(list(NORMALIZATIONS), dtype=object), replicates),
        "imputation": rng.choice(np.array(list(IMPUTATIONS), dtype=object), replicates),
        "rho": rng.uniform(*RHO, replicates),
        "floor": np.exp(rng.uniform(np.log(FLOOR[0]), np.log(FLOOR[1]), replicates)),
    }
    fields = rng.dirichlet(np.full(len(recipe.fields), FIELD_CONCENTRATION), replicates)
    indicators = rng.gamma(INDICATOR_CONCENTRATION, size=(replicates, len(indicator_names(recipe))))
    return Choices(pd.DataFrame(columns), fields, indicators)


def reference(recipe: Recipe) -> Choices:
    """The plain measure: equal weights, geometric aggregate, world shares, market prices, new basket, prediction."""
    table = pd.DataFrame(
        {
            "basket": ["new"],
            "price": ["gdp_market"],
            "normalization": ["world share"],
            "imputation": ["predict"],
            "rho": [0.0],
            "floor": [1.0],
        }
    )
    n = len(recipe.fields)
    return Choices(table, np.full((1, n), 1.0 / n), np.ones((1, len(indicator_names(recipe)))))


def indicator_names(recipe: Recipe) -> list[str]:
    """Every indicator of a recipe with the price marker unfilled, one entry a field and indicator."""
    return [name for field in recipe.fields for name in field.indicators()]


def panel_names(recipe: Recipe) -> list[str]:
    """The variables of the panel that a recipe needs, output and population among them."""
    return list(dict.fromkeys([*(series_of(n) for n in indicator_names(recipe) if n != GDP), *PRICES, "population"]))


def series_of(indicator: str) -> str:
    """The series of the panel behind an indicator: ``rd_share`` for ``rd_share*{gdp}``."""
    return indicator.removesuffix(f"*{GDP}")


def evaluate(recipe: Recipe, section: CrossSection, choices: Choices) -> Multiverse:
    """Score every state under every replicate.

    Loops over prices, imputations and normalizations (24 combinations), never over states or baskets: a basket is a set
    of indicators that have weight.
    """
    scores = np.full((len(choices), len(section.states)), np.nan)
    data = dict(zip([v.name for v in section.variables], section.value, strict=True))
    political = _political(recipe, section)
    weights = choices.indicator_weights * _in_basket(recipe, choices)
    rho, floor = (choices.table[c].to_numpy(dtype=float) for c in ("rho", "floor"))
    for (price, imputation), rows in choices.table.groupby(["price", "imputation"], sort=True).indices.items():
        filled = _fill(recipe, data, str(price), str(imputation), political)
        used = choices.table.normalization.to_numpy()[rows]
        for normalization in sorted(set(used)):
            index = np.asarray(rows)[used == normalization]
            with np.errstate(invalid="ignore", divide="ignore"):
                prepared = NORMALIZATIONS[normalization](filled)
            fields = _field_scores(recipe, prepared, weights[index])
            scores[index] = _join(fields, choices.field_weights[index], rho[index], floor[index])
    total = np.nansum(scores, axis=1, keepdims=True)
    return Multiverse(section.states, scores / total, choices, _incomplete(recipe, data))


def _in_basket(recipe: Recipe, choices: Choices) -> Array:
    """One where the replicate's basket holds the indicator, ``[replicate, indicator]``."""
    held = {
        basket: [float(n in field.basket(basket)) for field in recipe.fields for n in field.indicators()]
        for basket in recipe.baskets
    }
    return np.array([held[basket] for basket in choices.table.basket])


def _political(recipe: Recipe, section: CrossSection) -> NDArray[np.bool_]:
    """Where a gap would be political, ``[indicator, state]``; output is estimated for every state and never is."""
    variables = [
        section.variables[section.row(PRICES[0] if n == GDP else series_of(n))] for n in indicator_names(recipe)
    ]
    return political_gaps(variables, section.states, section.year)


def _fill(recipe: Recipe, data: dict[str, Array], price: str, imputation: str, political: NDArray[np.bool_]) -> Array:
    """Indicators with their gaps treated, ``[indicator, state]``."""
    raw = np.stack([indicator(name, data, price) for name in indicator_names(recipe)])
    with np.errstate(invalid="ignore", divide="ignore"):
        return IMPUTATIONS[imputation](raw, data[price], data["population"], political)


def indicator(name: str, data: dict[str, Array], price: str) -> Array:
    """One indicator ``[state]`` at the prices of the replicate."""
    if name == GDP:
        return data[price]
    return data[series_of(name)] * data[price] if name.endswith(f"*{GDP}") else data[name]


def _field_scores(recipe: Recipe, prepared: Array, weights: Array) -> Array:
    """Weighted mean of each field's available indicators, ``[replicate, state, field]``; NaN where it has none."""
    out = np.empty((len(recipe.fields), len(weights), prepared.shape[1]))  # a field in one piece: they are few
    start = 0
    for f, field in enumerate(recipe.fields):
        part = slice(start, start + len(field.indicators()))
        block, w = prepared[part], weights[:, part]
        known = ~np.isnan(block)
        out[f] = _ratio(w @ np.where(known, block, 0.0), w @ known.astype(float))
        start = part.stop
    return np.moveaxis(out, 0, -1)


def plain_scores(recipe: Recipe, shares: Array) -> Array:
    """Scores of the plain measure on prepared indicators ``[draw, indicator, state]``: new basket, equal weights."""
    out, start = [], 0
    for field in recipe.fields:
        names = field.indicators()
        chosen = np.array([n in field.new for n in names])
        block = shares[:, start : start + len(names)][:, chosen]
        known = ~np.isnan(block)
        out.append(_ratio(np.where(known, block, 0.0).sum(axis=1), known.sum(axis=1).astype(float)))
        start += len(names)
    fields = np.stack(out, axis=-1)
    n = len(recipe.fields)
    draws = len(fields)
    return _join(fields, np.full((draws, n), 1.0 / n), np.zeros(draws), np.ones(draws))


def _ratio(top: Array, bottom: Array) -> Array:
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)


def _join(fields: Array, weights: Array, rho: Array, floor: Array) -> Array:
    """CES aggregate over the fields a state has, ``[replicate, state]``, with zeros lifted to the floor.

    The floor is half the smallest positive score of the field in that replicate, times the replicate's factor.
    """
    lowest = 0.5 * np.where(fields > 0, fields, np.inf).min(axis=1, keepdims=True) * floor[:, None, None]
    lifted = np.where(fields < lowest, np.where(np.isfinite(lowest), lowest, np.nan), fields)
    if lifted.shape[-1] == 1:  # the mean of one field is that field, whatever the exponent
        return np.asarray(lifted[..., 0])
    return combine(lifted, weights[:, None, :], rho[:, None], skip_missing=True)


def _incomplete(recipe: Recipe, data: dict[str, Array]) -> NDArray[np.bool_]:
    """States that lack at least one indicator of the new basket."""
    needed = [series_of(n) for field in recipe.fields for n in field.new if n != GDP] + [PRICES[0]]
    return np.asarray(np.isnan(np.stack([data[n] for n in needed])).any(axis=0))


def combinations(recipe: Recipe) -> int:
    """How many combinations of categorical choices there are."""
    return len(recipe.baskets) * len(PRICES) * len(NORMALIZATIONS) * len(IMPUTATIONS)
