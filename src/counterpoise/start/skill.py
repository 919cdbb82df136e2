"""Schooling, the trend of AI research, attraction, and whose media a public lives on, in the base year."""

import numpy as np

from counterpoise.core.grades import Grade
from counterpoise.power.supply import read_supply

from .actors import Pairs
from .base import Base
from .reading import Reading, assumed, recorded
from .technology import SUPPLIERS_SINCE

RESEARCH_WINDOW, FEWEST = 6, 4
"""Years of record from which the trend of AI research is read, and the least that make one."""
SMALL, SWING = 0.002, 0.2
"""Assumed: the trend of a state with that part in AI research is half luck; no trend exceeds that in a year."""


def readings(base: Base) -> dict[str, Reading]:
    """schooling, research_trend, attraction and federated."""
    return {
        "schooling": schooling(base),
        "research_trend": research_trend(base),
        "attraction": attraction(base),
        "federated": assumed(base.size, "each acts for itself unless a scenario says otherwise", 0.0),
    }


def schooling(base: Base) -> Reading:
    """Index of human capital; by output and population where nobody has one."""
    read = base.read("human_capital")
    reading = recorded(read.value, 0.05 * np.ones(base.size)).fill_by_size(base.output, base.population)
    value = np.clip(reading.value, 1.05, 4.4)
    return Reading(value, np.where(reading.rule == "", 0.05 * value, 0.15 * value), reading.rule, reading.grade)


def research_trend(base: Base) -> Reading:
    r"""Growth of the part in AI research over six years, drawn to none by $h / (h + h_0)$: small parts are luck."""
    held = base.history("ai_research", base.year - RESEARCH_WINDOW)
    years = np.sum(held > 0, axis=0)
    known = held > 0
    share = np.where(known, held, 0.0) / np.maximum(np.nansum(held, axis=1, keepdims=True), 1e-12)
    mean = share.sum(axis=0) / np.maximum(years, 1)
    growth = np.diff(np.log(np.where(known, share, 1.0)), axis=0)
    both = known[1:] & known[:-1]
    trend = np.where(both, growth, 0.0).sum(axis=0) / np.maximum(both.sum(axis=0), 1)
    weight = mean / (mean + SMALL)
    found = np.where(years >= FEWEST, np.clip(trend * weight, -SWING, SWING), np.nan)
    return recorded(found, 0.01, Grade.ESTIMATED).fill("no trend on record", 0.0, 0.02)


def attraction(base: Base) -> Reading:
    """Part in the world's students abroad; by output and people drawn by its language where nobody counted."""
    pull = base.read("language_pull").value
    if np.isnan(pull).all():
        return assumed(base.size, "part in world output", base.output / np.nansum(base.output), 0.7)
    read = base.read("students_inbound")
    reading = recorded(np.maximum(read.value, 1.0), read.error).fill_by_size(base.output, np.nan_to_num(pull) + 1.0)
    reading = reading.fill("median of the others", np.nanmedian(reading.value), 1.0)
    return reading.summing_to_one()


def relations(base: Base, pairs: Pairs) -> dict[str, Reading]:
    """media of dyads: shares of users by the platform's home, without platforms that are barred."""
    src, dst = np.nonzero(pairs.listed)
    if base.year < SUPPLIERS_SINCE:
        return {"media": assumed(src.size, "platforms are known for the 2020s only", 0.0)}
    supply = read_supply(base.panel, base.year, "state")
    at = supply.technologies.index("media")
    share = np.zeros((base.size, base.size))
    for j, supplier in enumerate(supply.suppliers):
        if supplier in base.place:
            share[:, base.place[supplier]] = supply.share[:, j, at]
    own = supply.specific[:, at]
    rule = "the platform's share of the world, less what is barred"
    particular = recorded(np.where(own[src], share[src, dst], np.nan), grade=Grade.ASSUMED)
    return {"media": particular.fill(rule, share[src, dst])}
