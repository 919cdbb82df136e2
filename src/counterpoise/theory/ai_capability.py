"""Reduced form: AI capability is made of compute, algorithms, data and talent; compute is bought, algorithms leak.

Compute accumulates like capital, algorithms improve everywhere and spread from the frontier, and capability is the
logarithm of what the four amount to together.
"""

# covers: P25, T01

from math import log, log10

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    Relation,
    formula,
    nonnegative,
    positive,
    share,
)

TRAINING_GROWTH = 4.6  # factor a year since 2010, estimated: Epoch AI (other states of the page say 4.4 to 4.7)
ALGORITHM_DOUBLING = 8.0 / 12.0  # years, 95 % interval 5 to 14 months, estimated: Ho et al. 2024
COMPUTE_SHARES = {"USA": 0.75, "CHN": 0.15}  # of known AI supercomputers, March 2025: Pilz et al. 2025

_GROWTH = Arg("factor by which a quantity grows in a year", "1/year", low=1.0, low_open=True)
_EXPONENT = nonnegative("exponent in capability")


@formula(growth=_GROWTH)
def doubling_time(growth):
    r"""Years in which a quantity that grows by a yearly factor doubles: $\ln 2 / \ln g$."""
    return log(2.0) / log(growth)


@formula(years=positive("doubling time", "year"))
def growth_factor(years):
    r"""Yearly factor of a quantity that doubles in a given time: $2^{1/\tau}$."""
    return 2.0 ** (1.0 / years)


@formula(
    stock=nonnegative("compute in use", "FLOP/s"),
    depreciation=share("share of the stock that is retired in a year"),
    performance=nonnegative("compute a dollar buys", "FLOP/s/USD"),
    investment=nonnegative("spending on AI compute in the year", "USD"),
    restriction=share("share of purchases that export controls prevent"),
)
def next_compute(stock, depreciation, performance, investment, restriction):
    r"""Compute after a year: $C_{t+1} = (1 - \delta) C_t + \pi I (1 - e)$."""
    return (1.0 - depreciation) * stock + performance * investment * (1.0 - restriction)


@formula(
    Relation("algorithms <= frontier", lambda algorithms, frontier: algorithms <= frontier),
    algorithms=positive("efficiency of a country's algorithms"),
    doubling=positive("time in which algorithmic efficiency doubles", "year"),
    spillover=share("share of the distance to the frontier that is closed in a year"),
    frontier=positive("efficiency of the best algorithms"),
)
def next_algorithms(algorithms, doubling, spillover, frontier):
    r"""Algorithmic efficiency after a year: own progress and what leaks from the frontier.

    $Q_{t+1} = Q_t 2^{1/\tau} + \sigma (Q^*_t - Q_t)$. The frontier advances by $2^{1/\tau}$, so that the relative
    distance of a follower shrinks by the factor $1 - \sigma 2^{-1/\tau}$ a year.
    """
    return algorithms * 2.0 ** (1.0 / doubling) + spillover * (frontier - algorithms)


@formula(
    compute=positive("compute", "FLOP/s"),
    algorithms=positive("algorithmic efficiency"),
    data=positive("data"),
    talent=positive("talent"),
    a_compute=_EXPONENT,
    a_algorithms=_EXPONENT,
    a_data=_EXPONENT,
    a_talent=_EXPONENT,
)
def capability(compute, algorithms, data, talent, a_compute, a_algorithms, a_data, a_talent):
    r"""Capability in powers of ten: $\log_{10}(C^{\alpha_C} Q^{\alpha_Q} D^{\alpha_D} H^{\alpha_H})$.

    A one-unit lead is a tenfold one in the product; only differences between countries have a meaning.
    """
    return (
        a_compute * log10(compute) + a_algorithms * log10(algorithms) + a_data * log10(data) + a_talent * log10(talent)
    )


@formula(
    years=nonnegative("time from the base year", "year"),
    growth=_GROWTH,
    slowdown=nonnegative("time from the base year to the slowdown", "year"),
    divisor=Arg("factor by which the slowdown lengthens the doubling time", low=1.0),
)
def frontier_compute(years, growth, slowdown, divisor):
    r"""Training compute at the frontier relative to the base year, with a slowdown on the way.

    $g^t$ up to the slowdown at $T$, then $g^{T + (t - T)/d}$: the doubling time lengthens d-fold. Dividing the factor g
    itself would turn slow growth into decline. Unbroken growth to 2040 is not credible: vary both.
    """
    return growth ** (min(years, slowdown) + max(0.0, years - slowdown) / divisor)


@formula(adoption=share("share of the economy that uses AI"), pulse=nonnegative("one-off relative rise in adoption"))
def adoption_after_pulse(adoption, pulse):
    r"""Adoption after a one-off push such as the pandemic of 2020-21: $\min(1, u (1 + x))$."""
    return min(1.0, adoption * (1.0 + pulse))


def compute_shares(stocks: ArrayLike) -> NDArray[np.float64]:
    """Each country's share of the world's compute: ``[..., n]`` to ``[..., n]``; NaN countries are left out.

    Raises DomainError on negative stocks and on a world without compute.
    """
    values = np.asarray(stocks, dtype=float)
    if (values < 0.0).any():
        raise DomainError(f"compute_shares: stocks = {values[values < 0.0].flat[0]:g} lies outside [0, inf)")
    total = np.nansum(values, axis=-1, keepdims=True)
    if (total <= 0.0).any():
        raise DomainError("compute_shares: stocks needs a positive total")
    return values / total


MODEL = Model(
    section="M3",
    title="AI capability",
    claim="Capability is compute, algorithms, data and talent together; chips can be withheld, ideas hardly.",
    equation=r"C_{t+1} = (1-\delta) C_t + \pi I (1-e),\quad Q_{t+1} = Q_t 2^{1/\tau} + \sigma (Q^*_t - Q_t),\quad "
    r"a = \log_{10}\left(C^{\alpha_C} Q^{\alpha_Q} D^{\alpha_D} H^{\alpha_H}\right)",
    cites=("epoch2024", "ho2024", "pilz2025"),
    confidence=Confidence.REDUCED,
    holds="countries as owners of compute, over years rather than months",
    breaks="beyond the slowdown, whose date nobody knows; the shares of 75 and 15 per cent rest on a sample of 10 to "
    "20 per cent of all AI compute, and on where machines stand rather than whose they are",
    main=doubling_time,
    example={"growth": TRAINING_GROWTH},
    meaning=lambda years: f"it doubles every {12 * years:.1f} months",
    known=(
        KnownResult("4.6-fold a year: about five months", lambda: 12 * doubling_time(4.6), 5.4504976),
        KnownResult("a doubling in 9 months: 2.5-fold a year", lambda: growth_factor(0.75), 2.5198421),
        KnownResult("the price of a doubling every year", lambda: growth_factor(1.0), 2.0),
        KnownResult("without investment the stock decays", lambda: next_compute(100.0, 0.3, 5.0, 0.0, 0.0), 70.0),
    ),
    static=ComparativeStatic(
        vary="growth",
        low=1.1,
        high=6.0,
        ylabel="doubling time, years",
        reading="At low rates a little more growth shortens the doubling time by years, at high rates by days.",
    ),
)
