"""Reduced form: smart power is a choice of tools, and a mix of them beats the best single one if they are complements.

Influence combines diplomatic, economic, military, political, legal and cultural means with constant elasticity of
substitution under a budget. Array functions take weights and prices of shape ``[..., tool]``.
"""

# covers: P03, F13

from math import exp, expm1, log, log1p

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    count,
    formula,
    positive,
    share,
)

TOOLS = ("diplomatic", "economic", "military", "political", "legal", "cultural")
TOLERANCE = 1e-6  # how far weights may miss a sum of one: single precision
TINY = 1e-100  # nearer to zero than this, rho is zero to all digits and its products lose theirs
TIE = 1e-12  # tools whose log value differs by less are equally good
LOWEST_RHO = 0.01  # below it a single tool's influence is lost to rounding

_WEIGHT = share("weight of the first tool; the second has the rest", low_open=True, high_open=True)
_PRICE = positive("price of the first tool relative to the second")


@formula(weight=_WEIGHT, price=_PRICE, rho=Arg("substitution between tools", high=1.0, high_open=True))
def first_tool_share(weight, price, rho):
    r"""Share of the budget for the first of two tools: $w^\sigma p^{1-\sigma} / (\ldots)$, $\sigma = 1/(1-\rho)$."""
    sigma = 1.0 / (1.0 - rho)
    # odds of the second tool against the first, as a logarithm that cannot overflow
    lead = sigma * log((1.0 - weight) / weight) - (1.0 - sigma) * log(price)
    if lead > 0.0:
        return exp(-lead) / (1.0 + exp(-lead))
    return 1.0 / (1.0 + exp(lead))


@formula(
    weight=_WEIGHT,
    price=_PRICE,
    rho=Arg("substitution between tools; at 0 and below one tool alone achieves nothing", low=LOWEST_RHO, high=0.99),
)
def mix_advantage(weight, price, rho):
    r"""How many times the influence of the best single tool the best mix of two tools has, at equal cost.

    $[\sum_k w_k^\sigma p_k^{1-\sigma}]^{1/(\sigma-1)} / \max_k (w_k^{1/\rho} / p_k)$ with $\sigma = 1/(1-\rho)$; above
    1 wherever $\rho < 1$.
    """
    a, b = log(weight) - log(price), log(1.0 - weight)
    best = max(log(weight) / rho - log(price), log(1.0 - weight) / rho)
    power = rho / (1.0 - rho)
    pivot = max(a, b)
    excess = weight * expm1(power * (a - pivot)) + (1.0 - weight) * expm1(power * (b - pivot))
    return exp(pivot + log1p(excess) / power - best)


@formula(
    tools=count("tools of equal weight and price", at_least=1),
    rho=Arg("substitution between tools", low=LOWEST_RHO, high=1.0),
)
def equal_mix_advantage(tools, rho):
    r"""Advantage of the even mix of n tools of equal weight and price over one of them: $n^{(1 - \rho)/\rho}$."""
    return tools ** ((1.0 - rho) / rho)


def spending_shares(weights: ArrayLike, prices: ArrayLike, rho: ArrayLike) -> NDArray[np.float64]:
    r"""Optimal share of the budget for each tool: $s_k = w_k^\sigma p_k^{1-\sigma} / \sum_l w_l^\sigma p_l^{1-\sigma}$.

    ``weights`` and ``prices`` broadcast to ``[..., tool]``, the shape of the result; ``rho`` to the leading axes. At
    rho = 0 the shares are the weights; at rho = 1 all goes to the tool with the best w/p, evenly if several are best.
    Weights are nonnegative and sum to one, prices are positive, rho is at most 1. Raises DomainError.
    """
    w, value, power = _checked("spending_shares", weights, prices, rho)
    corner = np.isinf(power)
    with np.errstate(divide="ignore", invalid="ignore"):
        appeal = np.where(w > 0.0, np.log(w) + np.where(corner, 0.0, power)[..., None] * value, -np.inf)
    mix = np.exp(appeal - appeal.max(axis=-1, keepdims=True))
    best = value >= value.max(axis=-1, keepdims=True) - TIE
    spending = np.where(corner[..., None], best, mix)
    return spending / spending.sum(axis=-1, keepdims=True)


def influence(quantities: ArrayLike, weights: ArrayLike, rho: ArrayLike) -> NDArray[np.float64]:
    r"""Influence of given amounts of each tool: $[\sum_k w_k x_k^\rho]^{1/\rho}$, the geometric mean at rho = 0.

    ``quantities`` and ``weights`` broadcast to ``[..., tool]``; the result is ``[...]``. With rho of zero or less a
    tool left out altogether leaves no influence. Raises DomainError as ``spending_shares`` does, and on negative
    quantities.
    """
    x = np.asarray(quantities, dtype=float)
    if not (x >= 0.0).all():
        raise DomainError(f"influence: quantities = {x[~(x >= 0.0)].flat[0]:g} lies outside [0, inf)")
    w, _, _ = _checked("influence", weights, np.ones(x.shape), rho)
    with np.errstate(divide="ignore"):
        return np.exp(_log_mean(w, np.broadcast_to(np.log(x), w.shape), np.asarray(rho, dtype=float)))


def best_influence(
    weights: ArrayLike, prices: ArrayLike, rho: ArrayLike, budget: ArrayLike = 1.0
) -> NDArray[np.float64]:
    r"""Influence of the best mix a budget buys: $B\,[\sum_k w_k^\sigma p_k^{1-\sigma}]^{1/(\sigma-1)}$.

    Shapes, limits and errors as for ``spending_shares``; the result is ``[...]``. At rho = 0 it is
    $B \prod_k (w_k / p_k)^{w_k}$, at rho = 1 $B \max_k w_k / p_k$.
    """
    w, value, power = _checked("best_influence", weights, prices, rho)
    return _positive("budget", budget) * np.exp(_log_mean(w, value, power))


def best_single(weights: ArrayLike, prices: ArrayLike, rho: ArrayLike, budget: ArrayLike = 1.0) -> NDArray[np.float64]:
    r"""Influence of the best tool if the whole budget goes to it: $B \max_k w_k^{1/\rho} / p_k$, for rho in [.01, 1].

    Shapes and errors as for ``spending_shares``. For $\rho \le 0$ a single tool has no influence at all.
    """
    w, value, _ = _checked("best_single", weights, prices, rho)
    r = np.asarray(rho, dtype=float)
    if (r < LOWEST_RHO).any():
        raise DomainError(f"best_single: rho = {r[r < LOWEST_RHO].flat[0]:g} lies outside [{LOWEST_RHO:g}, 1]")
    with np.errstate(divide="ignore"):
        alone = value + np.log(w) * (1.0 / r - 1.0)[..., None]
    return _positive("budget", budget) * np.exp(np.where(w > 0.0, alone, -np.inf).max(axis=-1))


def value_of_smartness(weights: ArrayLike, prices: ArrayLike, rho: ArrayLike) -> NDArray[np.float64]:
    """How many times the influence of the best single tool the best mix has, at equal cost: at least 1, 1 at rho = 1.

    Shapes and errors as for ``best_single``. Built in: the advantage follows from rho below 1 and is no evidence for
    it.
    """
    return best_influence(weights, prices, rho) / best_single(weights, prices, rho)


def _log_mean(w: NDArray[np.float64], logs: NDArray[np.float64], power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm of the weighted power mean, without overflow and without losing digits as the power goes to zero."""
    with np.errstate(all="ignore"):
        highest = np.max(np.where(w > 0.0, logs, -np.inf), axis=-1)
        lowest = np.min(np.where(w > 0.0, logs, np.inf), axis=-1)
        pivot = np.where(power > 0.0, highest, lowest)
        gap = np.where(w > 0.0, logs - pivot[..., None], 0.0)
        excess = np.sum(w * np.expm1(power[..., None] * gap), axis=-1)
        mean = np.where(np.abs(power) < TINY, np.sum(w * gap, axis=-1), np.log1p(excess) / power)
        mean = np.where(np.isinf(power), 0.0, mean)
    return np.where(pivot == -np.inf, -np.inf, pivot + mean)


def _checked(
    name: str, weights: ArrayLike, prices: ArrayLike, rho: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weights, the logarithm of each tool's weight per unit of price, and rho / (1 - rho), infinite at 1."""
    w, p, r = (np.asarray(given, dtype=float) for given in (weights, prices, rho))
    if (w < 0.0).any() or not (np.abs(w.sum(axis=-1) - 1.0) <= TOLERANCE).all():
        raise DomainError(f"{name}: weights must be nonnegative and sum to 1")
    if not (p > 0.0).all():
        raise DomainError(f"{name}: prices = {p[~(p > 0.0)].flat[0]:g} lies outside (0, inf)")
    if not (r <= 1.0).all():
        raise DomainError(f"{name}: rho = {r[~(r <= 1.0)].flat[0]:g} lies outside (-inf, 1]")
    shape = np.broadcast_shapes(w.shape, p.shape, (*r.shape, 1))
    with np.errstate(divide="ignore"):
        power = np.divide(r, 1.0 - r)
        value = np.log(w) - np.log(p)
    return np.broadcast_to(w, shape), np.broadcast_to(value, shape), np.broadcast_to(power, shape[:-1])


def _positive(name: str, given: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(given, dtype=float)
    if not (values > 0.0).all():
        raise DomainError(f"{name} = {values[~(values > 0.0)].flat[0]:g} lies outside (0, inf)")
    return values


MODEL = Model(
    section="M24",
    title="Smart-power portfolio",
    claim="If tools of statecraft are complements, the right combination beats the best single tool at the same cost.",
    equation=r"\max_x \left[\sum_k w_k x_k^{\rho}\right]^{1/\rho}\ \text{s.t.}\ \sum_k p_k x_k = B"
    r"\;\Rightarrow\; s_k = \frac{w_k^{\sigma} p_k^{1-\sigma}}{\sum_l w_l^{\sigma} p_l^{1-\sigma}},\quad"
    r" \sigma = \frac{1}{1-\rho}",
    cites=("roumate2022", "nye2004", "arrow1961"),
    confidence=Confidence.REDUCED,
    holds="tools that can be bought in any amount at a steady price, one sender and one target at a time",
    breaks="as evidence: the gain from mixing is built in by rho below 1; it grows without bound as rho nears 0, where "
    "one tool alone is assumed to achieve nothing",
    main=mix_advantage,
    example={"weight": 0.5, "price": 1.0, "rho": 0.5},
    meaning=lambda v: f"the best mix has {v:.3g} times the influence of the best single tool",
    known=(
        KnownResult("two even tools, rho = 1/2: twice", lambda: mix_advantage(0.5, 1.0, 0.5), 2.0),
        KnownResult("six even tools, rho = 1/2: six times", lambda: equal_mix_advantage(6, 0.5), 6.0),
        KnownResult("rho = 0: spending follows the weights", lambda: first_tool_share(0.3, 5.0, 0.0), 0.3),
        KnownResult(
            "rho = 1: everything on the best w/p",
            lambda: spending_shares([0.5, 0.3, 0.2], [2.0, 1.0, 1.0], 1.0),
            (0.0, 1.0, 0.0),
        ),
    ),
    static=ComparativeStatic(
        vary="rho",
        low=0.2,
        high=0.99,
        curves="weight",
        values=(0.5, 0.7, 0.9),
        fixed={"price": 1.0},
        ylabel="influence of the best mix over the best single tool",
        reading="The more the tools complement each other, and the more even they are, the more a combination gains.",
    ),
)
