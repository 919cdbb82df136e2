"""Reduced form: who adopts a military technology depends on what it costs and what it upsets (Horowitz 2010)."""

# covers: F43

from math import exp

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    formula,
    nonnegative,
    positive,
    share,
)


@formula(
    threat=nonnegative("threat received", "threat"),
    neighbors=nonnegative("adopting neighbors, weighted by how closely they are watched", "states"),
    commercial=share("how far the technology has commercial uses"),
    civilian=share("share of the state's economy already using it"),
    w_threat=nonnegative("weight of threat", "1/threat"),
    w_neighbors=nonnegative("weight of neighbors' adoption", "1/states"),
    w_civilian=nonnegative("weight of civilian use"),
)
def adoption_pull(threat, neighbors, commercial, civilian, w_threat, w_neighbors, w_civilian):
    r"""Reduced form: what draws a state to a technology, added to its log rate of adoption.

    $\beta_I\,\mathrm{threat}_i + \beta_N \sum_j a_{ij} u_j + \beta_C\,\mathrm{commercial}\,u_i^{civ}$.
    """
    return w_threat * threat + w_neighbors * neighbors + w_civilian * commercial * civilian


@formula(
    intensity=share("financial intensity of the technology"),
    unit_cost=nonnegative("cost of one unit", "$"),
    milex=positive("military expenditure", "$/year"),
    weight=nonnegative("weight of cost", "1/year"),
)
def financial_barrier(intensity, unit_cost, milex, weight):
    r"""Reduced form: the cost of a unit beside what the state spends: $\beta_F\,FI\,c / m_i$."""
    return weight * intensity * unit_cost / milex


@formula(
    change=share("organizational change the technology asks for"),
    capacity=share("the state's capacity for such change"),
    weight=nonnegative("weight of organizational change"),
)
def organizational_barrier(change, capacity, weight):
    r"""Reduced form: change asked for that the state cannot absorb: $\beta_O\,OC\,(1 - \mathrm{orgcap}_i)$."""
    return weight * change * (1.0 - capacity)


@formula(
    baseline=Arg("log rate of adoption without pull or barrier", "log 1/year"),
    pull=nonnegative("what draws the state to the technology"),
    financial=nonnegative("financial barrier"),
    organizational=nonnegative("organizational barrier"),
)
def adoption_hazard(baseline, pull, financial, organizational):
    r"""Reduced form: probability that a state without a military technology adopts it within the year.

    $h = 1 - \exp\{-\exp[\alpha + \mathrm{pull} - \mathrm{financial} - \mathrm{organizational}]\}$, the chance of at
    least one event in a year at the rate in the inner exponential.
    """
    return 1.0 - exp(-exp(min(700.0, baseline + pull - financial - organizational)))


def adoption_years(
    log_rate: ArrayLike, w_neighbors: float, adjacency: ArrayLike, draws: ArrayLike
) -> NDArray[np.float64]:
    """First year in which each state holds the technology, infinite if it never does.

    ``log_rate`` (state) is everything in the hazard but the neighbors; ``adjacency`` (state, state) how closely a state
    (row) watches another; ``draws`` (year, state) uniform numbers, so that equal draws make two worlds comparable.
    Raises DomainError if ``w_neighbors`` or ``adjacency`` is negative or the shapes disagree.
    """
    rate, watches, uniform = np.asarray(log_rate, float), np.asarray(adjacency, float), np.asarray(draws, float)
    if w_neighbors < 0 or (watches < 0).any():
        raise DomainError("adoption_years: needs w_neighbors >= 0 and adjacency >= 0")
    if watches.shape != (rate.size, rate.size) or uniform.ndim != 2 or uniform.shape[1] != rate.size:
        raise DomainError(f"adoption_years: needs {rate.size} states in adjacency and draws")
    first = np.full(rate.size, np.inf)
    for year, luck in enumerate(uniform):
        held = np.isfinite(first)
        hazard = -np.expm1(-np.exp(rate + w_neighbors * (watches @ held)))
        first[~held & (luck < hazard)] = year
    return first


def power_shares(milex: ArrayLike, held: ArrayLike, gain: float) -> NDArray[np.float64]:
    """Shares of military power when holding the technology multiplies a state's spending by ``1 + gain``.

    Raises DomainError unless ``milex`` is positive and ``gain`` is zero or more.
    """
    spending = np.asarray(milex, float)
    if (spending <= 0).any() or gain < 0:
        raise DomainError("power_shares: needs milex > 0 and gain >= 0")
    power = spending * (1.0 + gain * np.asarray(held, float))
    return power / power.sum()


def proliferation_count(adoption: ArrayLike, threshold: float = 0.5) -> int:
    """How many actors have adopted beyond ``threshold`` (a share; one half by convention)."""
    if not 0 <= threshold <= 1:
        raise DomainError(f"proliferation_count: threshold = {threshold:g} lies outside [0, 1]")
    return int((np.asarray(adoption, float) > threshold).sum())


MODEL = Model(
    section="M10",
    title="Adoption capacity",
    claim="Costly technologies favor the rich; technologies that upset organizations favor the nimble.",
    equation=r"h = 1 - \exp\{-\exp[\alpha + \beta_I\,\mathrm{threat} + \beta_N \textstyle\sum_j a_{ij} u_j"
    r" + \beta_C\,\mathrm{commercial}\,u^{civ} - \beta_F\,FI\,c/m - \beta_O\,OC\,(1-\mathrm{orgcap})]\}",
    cites=("horowitz2010",),
    confidence=Confidence.REDUCED,
    holds="after a technology's demonstration; weights are to be fitted, none is published in this form",
    breaks="the theory says who can adopt, not who wants to; that organizational change levels the field needs "
    "incumbents to be less flexible than small states: where capacity does not fall with size, it does not",
    main=adoption_hazard,
    example={"baseline": -2.0, "pull": 1.0, "financial": 0.5, "organizational": 0.5},
    meaning=lambda h: f"the state adopts within the year with probability {h:.4g}",
    known=(
        KnownResult("no barrier and no pull leave the base rate", lambda: adoption_hazard(0.0, 0, 0, 0), 1 - exp(-1)),
        KnownResult("full capacity removes the organizational barrier", lambda: organizational_barrier(1, 1, 3), 0.0),
    ),
    static=ComparativeStatic(
        vary="organizational",
        low=0.0,
        high=4.0,
        curves="financial",
        values=(0.0, 1.0, 2.0),
        fixed={"baseline": -1.0, "pull": 0.0},
        ylabel="probability of adoption within a year",
        reading="Either barrier slows adoption; low on both is fastest. Who faces which barrier decides who gains.",
    ),
)
