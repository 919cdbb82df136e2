"""Hard, soft and smart power, and their fields: the multiverse of a recipe on the panel, once a year and recipe."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import Grade, InputError
from counterpoise.data.panel import CrossSection, Panel

from .importance import choice_importance
from .multiverse import Multiverse, draw_choices, evaluate, panel_names, reference, series_of
from .recipes import GDP, PRICES, RECIPES, Recipe
from .standing import rank_interval, table

REPLICATES = 10_000
DATA_DRAWS = 200
SEED = 2024


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
        """The table of standing; ``value`` and ``share`` are the mean share over measures, which sums to one."""
        ranks = self.multiverse.ranks()
        share = self.multiverse.scores.mean(axis=0)
        low, high = rank_interval(ranks)
        middle = np.median(ranks, axis=0)
        order = np.lexsort((-np.nan_to_num(share), middle))
        rank = np.empty(len(order), dtype=int)
        rank[order] = np.arange(1, len(order) + 1)
        missing = np.isnan(share)
        grades = [Grade.ESTIMATED] * len(share)
        sources = [f"composite of {n} series" for n in self.series_held()]
        years = [self.section.year] * len(share)
        states = self.section.states
        return table(
            self.recipe.name, states, share, share, np.where(missing, 0, rank), low, high, grades, sources, years
        )

    def series_held(self) -> NDArray[np.int64]:
        """How many of the recipe's indicators each state has a value for (of either price, one counts)."""
        rows = [self.section.row(series_of(n)) for f in self.recipe.fields for n in f.indicators() if n != GDP]
        held = (~np.isnan(self.section.value[rows])).sum(axis=0) if rows else np.zeros(len(self.section.states), int)
        if any(GDP in f.indicators() for f in self.recipe.fields):
            held = held + (~np.isnan(self.section.value[self.section.row(PRICES[0])]))
        return np.asarray(held)

    def importance(self) -> pd.DataFrame:
        """Share of each state's rank spread that each choice explains alone."""
        return choice_importance(self.multiverse, self.recipe)

    def data_interval(self, iso3: str) -> tuple[int, int]:
        """5th and 95th percentile of the rank under the reference measure when the data are drawn from their errors."""
        low, high = rank_interval(self.data_ranks[:, [self.section.states.index(iso3)]])
        return int(low[0]), int(high[0])


@lru_cache(maxsize=32)
def composite(panel: Panel, name: str, year: int, replicates: int = REPLICATES) -> Composite:
    """Evaluate a recipe for the members of ``year``. Raises InputError before its first year."""
    recipe = RECIPES[name]
    if year < recipe.first_year:
        raise InputError(f"{recipe.label} needs series that begin in {recipe.first_year}; {year} is too early")
    section = panel.cross_section(panel_names(recipe), year)
    choices = draw_choices(recipe, replicates, SEED)
    return Composite(recipe, section, evaluate(recipe, section, choices), _data_ranks(recipe, section))


def _data_ranks(recipe: Recipe, section: CrossSection) -> NDArray[np.int64]:
    """Ranks under the reference measure for each draw of the data."""
    draws = section.draw(np.random.default_rng(SEED), DATA_DRAWS)
    fixed = reference(recipe)
    return np.concatenate([evaluate(recipe, _with(section, np.maximum(d, 0.0)), fixed).ranks() for d in draws])


def _with(section: CrossSection, value: NDArray[np.float64]) -> CrossSection:
    fields = {k: getattr(section, k) for k in ("states", "variables", "error", "flag", "source", "origin_year")}
    return CrossSection(year=section.year, value=value, **fields)
