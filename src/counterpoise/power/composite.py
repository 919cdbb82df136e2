"""Hard, soft and smart power, and their fields: the multiverse of a recipe on the panel, once a year and recipe."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import Grade, InputError
from counterpoise.data.panel import CrossSection, Panel

from .importance import choice_importance
from .imputation import regress
from .multiverse import (
    Multiverse,
    draw_choices,
    evaluate,
    indicator,
    indicator_names,
    panel_names,
    plain_scores,
    reference,
    series_of,
)
from .normalize import world_share
from .recipes import GDP, PRICES, RECIPES, Recipe
from .standing import mean_share, middle_rank, overall_rank, rank_interval, table

REPLICATES = 4000  # of every measure, in a brief and in a table alike, so that both show the same rank
DATA_DRAWS = 200
SEED = 2024
HANDFUL = 10


@dataclass(frozen=True, eq=False)
class Composite:
    """One recipe in one year: the cross-section, the multiverse over choices, and ranks under drawn data.

    ``data_ranks`` are ranks ``[draw, state]`` of the *reference* measure when the data are drawn from their errors:
    error apart from choice.
    """

    recipe: Recipe
    section: CrossSection
    multiverse: Multiverse
    data_ranks: NDArray[np.int64]

    def standing(self) -> pd.DataFrame:
        """The table of standing; ``value`` and ``share`` are the mean share over measures, rescaled to sum to one.

        A state is judged over the measures that can score it: leaving gaps out can leave nothing of a field.
        """
        return self._standing.copy()

    @cached_property
    def _standing(self) -> pd.DataFrame:
        ranks = self.multiverse.ranks()
        share = mean_share(self.multiverse.scores)
        low, high = rank_interval(ranks)
        rank = overall_rank(ranks, share)
        grades = [Grade.ESTIMATED] * len(share)
        sources = [f"composite of {n} series" for n in self.series_held()]
        years = [self.section.year] * len(share)
        return table(self.recipe.name, self.section.states, share, share, rank, low, high, grades, sources, years)

    def series_held(self) -> NDArray[np.int64]:
        """How many of the recipe's indicators each state has a value for (of either price, one counts)."""
        rows = [self.section.row(series_of(n)) for f in self.recipe.fields for n in f.indicators() if n != GDP]
        held = (~np.isnan(self.section.value[rows])).sum(axis=0) if rows else np.zeros(len(self.section.states), int)
        if any(GDP in f.indicators() for f in self.recipe.fields):
            held = held + (~np.isnan(self.section.value[self.section.row(PRICES[0])]))
        return np.asarray(held)

    def rank_under(self, measures: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The rank that :meth:`standing` would show were these the only measures, ``[state]``."""
        return overall_rank(self.multiverse.ranks()[measures], mean_share(self.multiverse.scores[measures]))

    def importance(self, states: Sequence[str] | None = None) -> pd.DataFrame:
        """Share of each state's rank spread that each choice explains alone; of all states or of some."""
        return choice_importance(self.multiverse, self.recipe, states)

    def data_interval(self, iso3: str) -> tuple[int, int]:
        """5th and 95th percentile of the rank under the plain measure when the data are drawn from their errors."""
        low, high = rank_interval(self.data_ranks[:, [self.section.states.index(iso3)]])
        return int(low[0]), int(high[0])

    def plain_rank(self, iso3: str) -> int:
        """Median rank under the plain measure over drawn data."""
        return round(float(middle_rank(self.data_ranks[:, [self.section.states.index(iso3)]])[0]))


@lru_cache(maxsize=32)
def composite(
    panel: Panel, name: str, year: int, replicates: int = REPLICATES, data_draws: int = DATA_DRAWS
) -> Composite:
    """Evaluate a recipe for the members of ``year``. Raises InputError before its first year."""
    recipe = RECIPES[name]
    if year < recipe.first_year:
        raise InputError(f"{recipe.label} needs series that begin in {recipe.first_year}; {year} is too early")
    section = panel.cross_section(panel_names(recipe), year)
    choices = draw_choices(recipe, replicates, SEED, _usable_baskets(recipe, section))
    return Composite(recipe, section, evaluate(recipe, section, choices), _data_ranks(recipe, section, data_draws))


def _usable_baskets(recipe: Recipe, section: CrossSection) -> list[str]:
    """Baskets in which every field has an indicator that more than a handful of states have in that year."""
    counts = {v.name: int(np.isfinite(row).sum()) for v, row in zip(section.variables, section.value, strict=True)}
    counts[GDP] = counts[PRICES[0]]
    return [
        basket
        for basket in recipe.baskets
        if all(any(counts[_key(n)] >= HANDFUL for n in field.basket(basket)) for field in recipe.fields)
    ] or list(recipe.baskets)


def _key(name: str) -> str:
    return name if name == GDP else series_of(name)


def _data_ranks(recipe: Recipe, section: CrossSection, draws: int) -> NDArray[np.int64]:
    """Ranks ``[draw, state]`` under the plain measure: equal weights, geometric, world shares, market prices.

    Every value is drawn from its error, every gap from its prediction's.
    """
    rng = np.random.default_rng(SEED)
    drawn = np.maximum(section.draw(rng, draws), 0.0)
    price = PRICES[0]
    point = _indicators(recipe, section, section.value[None], price)[0]
    output, population = (section.value[section.row(n)] for n in (price, "population"))
    with np.errstate(invalid="ignore", divide="ignore"):
        filled, spread = regress(point, output, population)
        guess = filled * np.exp(rng.standard_normal((draws, *filled.shape)) * spread[:, None])
        values = _indicators(recipe, section, drawn, price)
        shares = world_share(np.where(np.isnan(values), guess, values))
    scores = plain_scores(recipe, shares)
    return Multiverse(section.states, scores, reference(recipe), np.isnan(point).any(axis=0)).ranks()


def _indicators(recipe: Recipe, section: CrossSection, values: NDArray[np.float64], price: str) -> NDArray[np.float64]:
    """Indicators ``[draw, indicator, state]`` from drawn variables ``[draw, variable, state]``."""
    data = {v.name: values[:, k] for k, v in enumerate(section.variables)}
    return np.stack([indicator(name, data, price) for name in indicator_names(recipe)], axis=1)
