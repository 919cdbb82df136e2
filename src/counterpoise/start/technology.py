"""Computing, talent, spending and dependence in the base year."""

# covers: P14

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.power.normalize import percentile
from counterpoise.power.sovereignty import measure_sovereignty

from .base import Base
from .economy import scaled
from .reading import Array, Reading, assumed, recorded

LISTED = 0.15
"""The list of clusters covers a tenth to a fifth of the world's AI computing (its own estimate)."""
FIRMS_ERROR = 0.3
"""Assumed: what a home's firms bought is known to a fifth (5th to 95th percentile), what else is there is not."""
SUPPLIERS_SINCE = 2020
"""The table of suppliers describes the 2020s; before, dependence on foreign AI technology is not known."""
NO_AI = "no AI of the kind yet"


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """compute, talent, spending, dependence, sovereignty, restricted and agility."""
    skill = talent(base)
    depends = dependence(base)
    return {
        "compute": compute(base, skill.value),
        "talent": skill.with_log_error(vocabulary["talent"]),
        "spending": spending(base),
        "dependence": depends,
        "sovereignty": Reading(1.0 - depends.value, np.zeros(base.size), depends.rule, depends.grade),
        "restricted": assumed(base.size, "made in the first year", 0.0),
        "agility": agility(base),
    }


def compute(base: Base, skill: Array) -> Reading:
    """AI computing owned, H100 equivalents: firms' counted chips, or listed clusters over the share that is listed.

    A state without a listed cluster has what output and part in AI research predict, at most a tenth percentile of the
    states that have one: it is not listed because it is small. Before there is a list there is no computing.
    """
    listed = scaled(base.read("compute_owned"), 1.0 / LISTED)
    owned = Reading(*chips_of_firms(base, listed), Grade.ESTIMATED)
    known = owned.value[~np.isnan(owned.value)]
    if known.size == 0:
        return assumed(base.size, NO_AI, 0.0)
    skilled = np.maximum(skill, skill[skill > 0].min())
    guess = Reading(owned.value, owned.error, owned.rule).fill_by_size(base.output, skilled)
    few = np.minimum(guess.value, np.percentile(known, 10))
    spread = np.maximum(guess.error, np.nanmax(owned.error))
    rule = "regression on output and AI research, at most the tenth percentile of the listed"
    return owned.fill(rule, few, spread).fill("tenth percentile of the listed", np.percentile(known, 10), spread)


def chips_of_firms(base: Base, listed: Reading) -> tuple[Array, Array, np.ndarray]:
    """Value, error and rule, where the firms of a state are known by the chips they bought (2024, one state)."""
    firms = base.panel.firms
    bought = firms[(firms.compute_source == "epoch_chips") & (firms.compute_year == base.year)]
    sums = bought.groupby("home_iso3").compute.sum().reindex(base.states).to_numpy(dtype=float)
    held = ~np.isnan(sums)
    return np.where(held, sums, listed.value), np.where(held, FIRMS_ERROR, listed.error), listed.rule


def talent(base: Base) -> Reading:
    """Part in the world's AI research; before 2018 in its scientific articles, before 2000 in its output."""
    research = base.read("ai_research")
    if np.isnan(research.value).all():
        research = Reading(research.value, research.error, research.rule, Grade.ASSUMED)
        research = research.fill("part in scientific articles", _part(base.read("scientific_articles").value), 0.5)
    else:
        research = research.fill_by_size(base.output, base.population)
    return research.fill("part in world output", _part(base.output), 0.7).summing_to_one()


def _part(values: Array) -> Array:
    return values / np.nansum(values) if np.nansum(values) > 0 else np.full(values.shape, np.nan)


def spending(base: Base) -> Reading:
    """Investment in AI over output at the same prices; zero before the series begin."""
    invested = base.read("ai_investment")
    if np.isnan(invested.value).all():
        return assumed(base.size, NO_AI, 0.0)
    filled = invested.fill_by_size(base.output, base.population)
    return scaled(filled, 1.0 / (1e3 * dollar_price(base) * base.output))


def dollar_price(base: Base) -> Array | float:
    """Dollars of 2023 in a dollar of 2015: US output as its military expenditure and burden imply, over the series.

    Investment is in dollars of its own year, which are taken for those of 2023.
    """
    usa = base.place["USA"]
    burden, milex = (base.read(name).value[usa] for name in ("milex_share", "milex"))
    return float(milex / burden / (1e3 * base.output[usa]))


def dependence(base: Base) -> Reading:
    """One less sovereignty: the median over measures in which a friendly supplier counts in full; their spread."""
    if base.year < SUPPLIERS_SINCE:
        return assumed(base.size, "half: suppliers are known for the 2020s only", 0.5, 0.2)
    measured = measure_sovereignty(base.panel, base.year)
    headline = measured.scores[~measured.choices.hostility.to_numpy()]
    return recorded(1.0 - np.median(headline, axis=0), headline.std(axis=0), Grade.ESTIMATED)


def agility(base: Base) -> Reading:
    """Capacity to adopt: mean of the percentiles of research spending and of human capital that a state has."""
    both = np.stack([base.read(name).value for name in ("rd_share", "human_capital")])
    ranks = percentile(both)
    known = np.sum(~np.isnan(ranks), axis=0)
    mean = np.divide(np.nansum(ranks, axis=0), known, out=np.full(base.size, np.nan), where=known > 0)
    reading = recorded(mean, 0.15, Grade.ASSUMED).fill_by_size(base.output, base.population, odds=True)
    return Reading(reading.value, np.full(base.size, 0.15), reading.rule, reading.grade)
