"""Power is what is left after a state has fed, ruled and guarded its own people: GDP times GDP per head (Beckley 2018).

Array functions take GDP and population of shape ``[..., n]`` with NaN where a value is missing.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    Relation,
    formula,
    nonnegative,
    positive,
)

_SOMETHING = Relation("gdp_a + gdp_b > 0", lambda gdp_a, gdp_b: gdp_a + gdp_b > 0.0)


@formula(gdp=nonnegative("gross domestic product", "USD"), population=positive("population", "persons"))
def net_resources(gdp, population):
    r"""Net resources of a state, $Y \cdot Y / L$: size times efficiency; only ratios between states have a meaning."""
    return gdp * gdp / population


@formula(
    _SOMETHING,
    gdp_a=nonnegative("GDP of the first state", "USD"),
    population_a=positive("population of the first state", "persons"),
    gdp_b=nonnegative("GDP of the second state", "USD"),
    population_b=positive("population of the second state", "persons"),
)
def dyadic_share(gdp_a, population_a, gdp_b, population_b):
    r"""The first state's share of the net resources of a pair of states: $NR_a / (NR_a + NR_b)$.

    Any unit of money and of population will do, if it is the same for both.
    """
    mine = gdp_a * gdp_a / population_a
    theirs = gdp_b * gdp_b / population_b
    return mine / (mine + theirs)


def net_resource_shares(gdp: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    r"""Shares of the set's net resources: $NR_i / \sum_j NR_j$, over the states with both values.

    ``gdp`` and ``population`` broadcast to ``[..., n]``, the shape of the result. A state with a missing value is NaN
    and outside the sum. Raises DomainError on negative GDP, on population of zero or less, and on a set without
    resources.
    """
    money, people = np.asarray(gdp, dtype=float), np.asarray(population, dtype=float)
    if (money < 0.0).any():
        raise DomainError(f"net_resource_shares: gdp = {money[money < 0.0].flat[0]:g} lies outside [0, inf)")
    if (people <= 0.0).any():
        raise DomainError(f"net_resource_shares: population = {people[people <= 0.0].flat[0]:g} lies outside (0, inf)")
    resources = money * money / people
    total = np.nansum(resources, axis=-1, keepdims=True)
    if (total <= 0.0).any():
        raise DomainError("net_resource_shares: gdp needs a positive value in every set")
    return resources / total


MODEL = Model(
    section="M1",
    title="Net resources",
    claim="Gross size overstates populous poor states; size times efficiency approximates what is free for use abroad.",
    equation=r"NR_i = Y_i \cdot \frac{Y_i}{L_i}",
    cites=("beckley2018", "pomeroy2019"),
    confidence=Confidence.ABSTRACT,
    holds="as a proxy for resources net of production, welfare and security costs, in pairs or in sets of states",
    breaks="for small rich states, which it flatters; its fit over GDP or CINC in the published studies is disputed "
    "(Pomeroy 2019); it inherits the choice between exchange rates and purchasing power, squared",
    main=dyadic_share,
    example={"gdp_a": 1.0, "population_a": 4.0, "gdp_b": 1.0, "population_b": 1.0},
    meaning=lambda s: f"the first state commands {s:.1%} of the pair's net resources",
    known=(
        KnownResult("GDP times GDP per head", lambda: net_resources(20.0, 4.0), 100.0),
        KnownResult("the same GDP from four times the people", lambda: dyadic_share(1, 4, 1, 1), 0.2),
        KnownResult("twice the GDP at equal income per head: only twice", lambda: dyadic_share(2, 2, 1, 1), 2 / 3),
    ),
    static=ComparativeStatic(
        vary="population_a",
        low=0.5,
        high=10.0,
        curves="gdp_a",
        values=(0.5, 1.0, 2.0),
        fixed={"gdp_b": 1.0, "population_b": 1.0},
        ylabel="share of the pair's net resources",
        reading="With GDP given, every further mouth lowers what is left; doubling GDP quadruples it.",
    ),
)
