"""A little doubt about the other's appetite for arms can spiral into an arms race (Baliga and Sjöström 2004).

Two states decide at once whether to build. Building costs c, known only to oneself and drawn from F on [0, c_max];
(build, build) pays -c, (build, not) mu - c, (not, build) -d, (not, not) 0. A state builds iff its cost lies below a
cut-off that solves $c^* = F(c^*) d + (1 - F(c^*)) \\mu$. The payoffs are recalled from the paper, not re-read.
"""

# covers: F37

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, positive, share

TEMPTATION = positive("gain from arming alone, mu", "payoff")
HARM = positive("harm when only the other arms, d", "payoff")
CEILING = positive("highest cost of arming a state may have", "payoff")

Distribution = Callable[[float], float]


@formula(temptation=TEMPTATION, harm=HARM, ceiling=CEILING)
def arming_probability(temptation, harm, ceiling):
    r"""Equilibrium probability that a state arms, with costs uniform on $[0, \bar c]$.

    $\mu / (\bar c - d + \mu)$ if $\bar c > d$, else 1: there the multiplier condition $F(c) d \ge c$ holds for every
    cost, and the one equilibrium is that everybody arms, however small the temptation.
    """
    if ceiling <= harm:
        return 1.0
    return temptation / (ceiling - harm + temptation)


@formula(temptation=TEMPTATION, harm=HARM, ceiling=CEILING)
def arming_cutoff(temptation, harm, ceiling):
    r"""Cost of arming below which a state arms, with costs uniform on $[0, \bar c]$; the probability times $\bar c$."""
    if ceiling <= harm:
        return ceiling
    return temptation * ceiling / (ceiling - harm + temptation)


@formula(expected=share("probability that the other arms"), temptation=TEMPTATION, harm=HARM)
def cost_worth_bearing(expected, temptation, harm):
    r"""Highest cost at which arming answers a rival who arms with probability $q$: $q d + (1 - q) \mu$."""
    return expected * harm + (1.0 - expected) * temptation


@formula(expected=share("probability that the other arms"), temptation=TEMPTATION, harm=HARM, ceiling=CEILING)
def answering_probability(expected, temptation, harm, ceiling):
    r"""Probability of arming in answer to a rival who arms with probability $q$; costs uniform on $[0, \bar c]$.

    One turn of the spiral: $\min\{1, (q d + (1 - q)\mu) / \bar c\}$. Its fixed point is ``arming_probability``.
    """
    return min(1.0, (expected * harm + (1.0 - expected) * temptation) / ceiling)


def uniform(ceiling: float) -> Distribution:
    """The distribution function of a cost uniform on [0, ceiling]."""
    return lambda cost: min(1.0, max(0.0, cost / ceiling))


def spiral(distribution: Distribution, temptation: float, harm: float, rounds: int) -> NDArray[np.float64]:
    """Share of states that arm, round by round of reasoning about fear, starting from nobody; shape ``(rounds + 1,)``.

    The first round holds those who would arm against nobody, the next those who fear the first, and so on. Where arms
    answer arms (harm at least the temptation) the shares rise to the least equilibrium. ``distribution`` is the
    distribution function of the cost of arming. Raises DomainError for harm below temptation or no rounds.
    """
    cost_worth_bearing(0.0, temptation, harm)  # checks the domain, once
    if harm < temptation:
        raise DomainError(f"spiral: harm = {harm:g} below temptation = {temptation:g}; arms would not answer arms")
    if rounds < 1:
        raise DomainError(f"spiral: rounds = {rounds} must be one or more")
    arming = [0.0]
    for _ in range(rounds):
        arming.append(distribution(cost_worth_bearing.kernel(arming[-1], temptation, harm)))
    return np.array(arming)


def multiplier_condition(distribution: Distribution, harm: float, ceiling: float, points: int = 1001) -> bool:
    r"""Whether fear feeds on itself without bound: $F(c) d \ge c$ for every cost in $[0, \bar c]$, checked on a grid.

    Then even the least temptation ends with everybody arming. Raises DomainError for fewer than two points.
    """
    if points < 2:
        raise DomainError(f"multiplier_condition: points = {points} must be two or more")
    costs = np.linspace(0.0, ceiling, points)
    return all(distribution(float(cost)) * harm >= cost for cost in costs)


MODEL = Model(
    section="M5",
    title="Spiral by incomplete information",
    claim="If being caught unarmed costs more than arming ever does, the least doubt about the other ends in an arms "
    "race.",
    equation=r"c^* = F(c^*)\, d + (1 - F(c^*))\, \mu, \qquad P(\mathrm{arm}) = \frac{\mu}{\bar c - d + \mu}",
    cites=("baliga_sjostrom2004",),
    confidence=Confidence.DERIVED,
    holds="two symmetric states with independent private costs of arming, no talk before they choose",
    breaks="when states can talk first (cheap talk restores peace for small doubt), or costs are correlated",
    main=arming_probability,
    example={"temptation": 0.1, "harm": 0.5, "ceiling": 1.0},
    meaning=lambda p: f"each state arms with probability {p:.4g}, so both do with probability {p * p:.4g}",
    known=(
        KnownResult("mu=.1, d=.5, costs up to 1: mu/(c - d + mu)", lambda: arming_probability(0.1, 0.5, 1.0), 1 / 6),
        KnownResult("costs never above the harm: everybody arms", lambda: arming_probability(0.1, 0.5, 0.5), 1.0),
        KnownResult("even for next to no temptation", lambda: arming_probability(1e-9, 0.5, 0.5), 1.0),
    ),
    static=ComparativeStatic(
        vary="harm",
        low=0.2,
        high=1.2,
        curves="temptation",
        values=(0.01, 0.1, 0.2),
        fixed={"ceiling": 1.0},
        ylabel="probability that a state arms",
        reading="Fear does the work: as the harm nears the highest cost of arming, even states hardly tempted all arm.",
    ),
)
