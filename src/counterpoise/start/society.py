"""Publics, regimes and norms in the base year: who is online and schooled, what lasts, and who keeps human control."""

# covers: F26

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.regimes import regimes
from counterpoise.data.registers import codes_in, register

from .actors import Pairs
from .base import Base
from .reading import Array, Reading, assumed, recorded
from .technology import NO_AI

SCHOOLED, LITERATE, SPREAD = 4.0, (0.1, 0.7), 0.7
"""Assumed: the index of human capital runs from 1 to about 4; with none one person in ten, with all seven in ten see
through a false story. The error (log odds) is that of the map; nothing here measures literacy in media."""
WINDOW, LASTING, CHANGE = 30, 10, 3
"""Years of record; years that stability speaks of; points of the polity score within a year that make a new regime."""
DEMOCRACY, AUTOCRACY = 6, -6
ADHERENCE = {"against": 0.05, "none": 0.15, "endorsed": 0.3, "ban": 0.5}
"""Assumed: adherence of states that voted against or abstained on autonomous weapons, of all others, of those that
endorsed responsible military AI or human control of nuclear weapons, and of those that called for a ban."""
ENDORSED = ("responsible-military-ai", "nuclear-human-control")
NORM_ERROR = 0.5


SEVEN = ("USA", "GBR", "CAN", "JPN", "DEU", "FRA", "ITA")
SANCTIONED = {
    "RUS": (2014, SEVEN),
    "IRN": (2006, SEVEN),
    "PRK": (2006, SEVEN),
    "SYR": (2011, SEVEN),
    "BLR": (2020, SEVEN),
    "MMR": (2021, SEVEN),
    "VEN": (2017, ("USA", "CAN", "GBR", "DEU", "FRA", "ITA")),
    "CUB": (1962, ("USA",)),
}
"""Economic sanctions of the seven in force in 2024, with the year they began: from memory, unchecked; those that ended
before 2024 and those of other senders are missing."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """norm, literacy, online, institutions and stability."""
    lasting = institutions(base)
    return {
        "norm": norm(base),
        "literacy": literacy(base),
        "online": online(base),
        "institutions": lasting,
        "stability": Reading(lasting.value, np.zeros(base.size), lasting.rule, lasting.grade),
    }


def relations(base: Base, pairs: Pairs) -> dict[str, Reading]:
    """sanction of dyads, and the system's pacing_gap."""
    src, dst = np.nonzero(pairs.listed)
    sanctioned = np.zeros((base.size, base.size))
    for target, (since, senders) in SANCTIONED.items():
        if base.year >= since and target in base.place:
            sanctioned[[base.place[s] for s in senders if s in base.place], base.place[target]] = 1.0
    rule = "a short list of sanctions in force, from memory"
    return {
        "sanction": assumed(src.size, rule, sanctioned[src, dst]),
        "pacing_gap": assumed(1, "counted from the base year", 0.0),
    }


def norm(base: Base) -> Reading:
    """Adherence to human control: what was said and how was voted, in classes; none before 2012."""
    if base.ripeness == 0.0:
        return assumed(base.size, NO_AI, 0.0)
    held = {r.id: r for r in regimes(base.states, base.year)}
    endorsed = {state for name in ENDORSED if name in held for state in held[name].members}
    ban = set(held["laws-limits"].proponents) if "laws-limits" in held else set()
    level = np.full(base.size, ADHERENCE["none"])
    for name, who in (("endorsed", endorsed), ("ban", ban), ("against", opposed(base.year))):
        level[[state in who for state in base.states]] = ADHERENCE[name]
    rule = "classes of statements and votes"
    return assumed(base.size, rule, base.ripeness * level, NORM_ERROR)


def opposed(year: int) -> set[str]:
    """States that voted against limits on autonomous weapons or abstained, in the last roll call up to a year."""
    votes = register("ai_governance_votes")
    votes = votes[(votes.issue == "autonomous weapons") & (votes.date.str[:4].astype(int) <= year)]
    last = votes.sort_values("date").tail(1)
    return {state for column in ("against", "abstaining") for cell in last[column] for state in codes_in(cell)}


def literacy(base: Base) -> Reading:
    """People who see through a false story: a map of human capital; by output and population where that is missing."""
    schooled = np.clip((base.read("human_capital").value - 1.0) / (SCHOOLED - 1.0), 0.0, 1.0)
    low, high = LITERATE
    reading = recorded(low + (high - low) * schooled, SPREAD, Grade.ASSUMED)
    reading = reading.fill_by_size(base.output, base.population, odds=True).fill("mean of the map", (low + high) / 2)
    value = np.clip(reading.value, 0.02, 0.98)
    return Reading(value, np.full(base.size, SPREAD), reading.rule, Grade.ASSUMED)


def online(base: Base) -> Reading:
    """Share of people who use the internet; by output and population where nobody counted."""
    share = np.clip(base.read("internet_users").value / 100.0, 0.0, 0.999)
    reading = recorded(share).fill_by_size(base.output, base.population, odds=True)
    reading = reading.fill("mean over states", np.nanmean(share) if np.any(share >= 0) else 0.0)
    return Reading(reading.value, np.zeros(base.size), reading.rule, reading.grade)


def institutions(base: Base) -> Reading:
    r"""Chance that a regime lasts ten years, from how often those of its kind and income changed in thirty.

    Kinds are democracies, autocracies and what is between (polity score), in the richer and the poorer half; with n
    changes in E years the yearly chance is $h = (n + \frac12) / (E + 1)$, and $S = (1 - h)^{10}$. The error (log odds)
    is that of n. A state without a score has the mean over states.
    """
    score, rich, per_head = history(base)
    moved = np.abs(np.diff(score, axis=0)) >= CHANGE
    known = ~np.isnan(np.diff(score, axis=0))
    now = usual(score)
    then = np.array([usual(score[: t + 1]) for t in range(len(score) - 1)])
    kinds, today = kind_of(then, rich[:-1]), kind_of(now, per_head >= np.nanmedian(per_head))
    value, error = np.full(base.size, np.nan), np.zeros(base.size)
    for kind in np.unique(today[~np.isnan(now)]):
        cell = (kinds == kind) & known
        hazard = (moved[cell].sum() + 0.5) / (cell.sum() + 1.0)
        lasting = (1.0 - hazard) ** LASTING
        mine = (today == kind) & ~np.isnan(now)
        value[mine] = lasting
        error[mine] = LASTING * hazard / np.sqrt(moved[cell].sum() + 0.5) / (1.0 - lasting)
    return recorded(value, error, Grade.ESTIMATED).fill("mean over states", np.nanmean(value), 0.5)


def history(base: Base) -> tuple[Array, np.ndarray, Array]:
    """Polity scores and whether output per head was above the median ``[year, state]``, and output per head now."""
    first = base.year - WINDOW
    score = base.history("polity2", first)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_head = base.history("gdp_market", first) / base.history("population", first)
        return score, per_head >= np.nanmedian(per_head, axis=1)[:, None], base.output / base.population


def usual(score: Array) -> Array:
    """Mean of the last ten scores of the window, NaN for a state without any: one odd year makes no other regime."""
    known = ~np.isnan(score)
    late = known & (known[::-1].cumsum(axis=0)[::-1] <= LASTING)
    count = late.sum(axis=0)
    total = np.where(late, score, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def kind_of(score: Array, rich: np.ndarray) -> np.ndarray:
    """0 to 5: autocracies, those between and democracies, poorer then richer."""
    regime = np.where(score >= DEMOCRACY, 2, np.where(score <= AUTOCRACY, 0, 1))
    return regime + 3 * rich.astype(int)
