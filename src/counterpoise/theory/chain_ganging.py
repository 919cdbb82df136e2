"""Reduced form: where offense seems easy, allies drag one another into war (Christensen and Snyder 1990)."""

# covers: F40

from math import exp, log

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, nonnegative, share


@formula(
    base=Arg("log odds of joining under full defense dominance and no dependence", "log odds"),
    w_offense=nonnegative("weight of offense", "log odds"),
    offense=share("perceived ease of offense"),
    w_dependence=nonnegative("weight of dependence", "log odds"),
    dependence=share("how much the state's security depends on the ally"),
)
def joining_probability(base, w_offense, offense, w_dependence, dependence):
    r"""Reduced form: probability that an ally at war drags a state in: $\sigma(\tau_0 + \tau_1 o + \tau_2\,dep)$."""
    odds = base + w_offense * offense + w_dependence * dependence
    if odds >= 0.0:
        return 1.0 / (1.0 + exp(-odds))
    return exp(odds) / (1.0 + exp(odds))


@formula(mean_allies=nonnegative("mean number of allies"), joining=share("probability that an ally joins"))
def drawn_in_share(mean_allies, joining):
    r"""Reduced form: share of states in the largest possible chain gang when alliances are laid at random.

    The largest root of $S = 1 - e^{-\tau \bar k S}$: zero unless $\tau \bar k > 1$. It is also the chance that a war
    that begins anywhere does not stay small.
    """
    branching = joining * mean_allies
    if branching <= 1.0:
        return 0.0
    low, high = log(branching) / branching, 1.0
    for _ in range(60):
        middle = (low + high) / 2.0
        if 1.0 - exp(-branching * middle) > middle:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def branching_factor(allies: ArrayLike, joining: ArrayLike) -> float:
    r"""How many further states each state drawn into a war draws in; a general war is possible only above 1.

    $\langle \tau (k - 1) \rangle = \sum_i \tau_i k_i (k_i - 1) / \sum_i k_i$: the mean is over states *reached through
    an alliance*, who have many allies more often than states at large. The plain mean over states is smaller where
    numbers of allies differ, and misses wars that spread through hubs. ``allies`` (state) and ``joining`` (state, or
    one number) of the state that passes the war on. Raises DomainError for negative numbers or no alliance at all.
    """
    degree, chance = np.asarray(allies, float), np.asarray(joining, float)
    if (degree < 0).any() or degree.sum() == 0:
        raise DomainError("branching_factor: allies must be zero or more, and some state must have one")
    if (chance < 0).any() or (chance > 1).any():
        raise DomainError("branching_factor: joining lies outside [0, 1]")
    return float((chance * degree * (degree - 1.0)).sum() / degree.sum())


def war_spread(adjacency: ArrayLike, joining: ArrayLike, start: int, draws: ArrayLike) -> NDArray[np.bool_]:
    """Which states are at war once a war that ``start`` is in has run along the alliances.

    ``adjacency`` (state, state) alliances; ``joining`` the probability, one number or (member, ally), that a member at
    war drags the ally in; ``draws`` (state, state) uniform numbers, one for each member and ally.
    """
    links = np.asarray(adjacency, bool)
    passes = links & (np.asarray(draws, float) < np.asarray(joining, float))
    at_war = np.zeros(len(links), bool)
    at_war[start] = True
    fresh = at_war.copy()
    while fresh.any():
        fresh = passes[fresh].any(axis=0) & ~at_war
        at_war |= fresh
    return at_war


MODEL = Model(
    section="M12",
    title="Chain-ganging",
    claim="Where offense seems easy, allies cannot afford one another's defeat, and a local war becomes general.",
    equation=r"\tau = \sigma(\tau_0 + \tau_1 o + \tau_2\,dep), \qquad \langle \tau (k-1) \rangle > 1",
    cites=("christensensnyder1990", "molloyreed1995"),
    confidence=Confidence.REDUCED,
    holds="alliances without much clustering, each ally deciding once",
    breaks="where alliances are cliques (spread is then easier to start and sooner exhausted), when allies decide "
    "together; the weights of the joining probability are not published",
    main=drawn_in_share,
    example={"mean_allies": 4.0, "joining": 0.5},
    meaning=lambda s: f"a general war would draw in a share {s:.4g} of states",
    known=(
        KnownResult("at the threshold no general war", lambda: drawn_in_share(4.0, 0.25), 0.0),
        KnownResult("two drawn in by each: final size", lambda: round(drawn_in_share(4.0, 0.5), 5), 0.79681),
        KnownResult("every state with k allies: threshold τ(k-1) = 1", lambda: branching_factor([3] * 4, 0.5), 1.0),
    ),
    static=ComparativeStatic(
        vary="mean_allies",
        low=0.0,
        high=10.0,
        curves="joining",
        values=(0.2, 0.4, 0.8),
        ylabel="share of states in a general war",
        reading="Below one state drawn in by each, wars stay local however many alliances exist; just above, a "
        "general war becomes possible at once.",
    ),
)
