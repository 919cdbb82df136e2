"""Reduced form: power is smart when science, economy and arms combine, and a gap in one is not made up by the others.

A weighted mean with constant elasticity of substitution over the fields of power named by Roumate: science and
technology, economy, military. Hard and soft power are the same mean over other fields. Array functions take fields of
shape ``[..., field]`` on positive scales (shares or percentile ranks), NaN where missing.
"""

# covers: P03

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
    Relation,
    formula,
    positive,
    share,
)

SMART_FIELDS = ("science", "economy", "military")
HARD_FIELDS = ("military", "economy")
SOFT_FIELDS = ("education", "culture", "science", "diplomacy")
TOLERANCE = 1e-6  # how far weights may miss a sum of one: single precision
TINY = 1e-100  # nearer to zero than this, rho is zero to all digits and its products lose theirs


@formula(
    Relation("w_science + w_economy < 1", lambda w_science, w_economy: w_science + w_economy < 1.0),
    science=positive("score in science and technology"),
    economy=positive("score in the economy"),
    military=positive("military score"),
    rho=Arg("substitution: 1 adds the fields up, 0 multiplies them, lower lets the weakest rule", high=1.0),
    w_science=share("weight of science and technology", low_open=True),
    w_economy=share("weight of the economy", low_open=True),
)
def smart_power(science, economy, military, rho, w_science=1.0 / 3.0, w_economy=1.0 / 3.0):
    r"""Smart power of a state from its three fields: $[\sum_f w_f s_f^\rho]^{1/\rho}$, $\prod_f s_f^{w_f}$ at 0.

    The military weight is what the other two leave. Any common positive scale; homogeneous of degree one.
    """
    w_military = 1.0 - w_science - w_economy
    a, b, c = log(science), log(economy), log(military)
    if abs(rho) < TINY:
        return exp(w_science * a + w_economy * b + w_military * c)
    # measured from the term that weighs most nothing overflows, and no digits are lost as rho goes to zero
    pivot = max(a, b, c) if rho > 0.0 else min(a, b, c)
    excess = w_science * expm1(rho * (a - pivot)) + w_economy * expm1(rho * (b - pivot))
    excess += w_military * expm1(rho * (c - pivot))
    return exp(pivot + log1p(excess) / rho)


def combine(fields: ArrayLike, weights: ArrayLike, rho: ArrayLike, skip_missing: bool = False) -> NDArray[np.float64]:
    r"""Index over fields, $[\sum_f w_f s_f^\rho]^{1/\rho}$; the weighted geometric mean at $\rho = 0$.

    ``fields [..., field]`` and ``weights [..., field]`` broadcast; ``rho`` broadcasts with the leading axes; the result
    is ``[...]``. Weights are nonnegative and sum to one, rho is at most 1. A zero field makes the index zero if rho is
    zero or less. A missing field makes it NaN, or with ``skip_missing`` passes its weight to the fields that are there:
    with world shares, equal weights and rho = 1 that is CINC. Raises DomainError.
    """
    values, shares, power = _checked(fields, weights, rho)
    if skip_missing:
        shares = np.where(np.isnan(values), 0.0, shares)
        total = shares.sum(axis=-1, keepdims=True)
        shares = np.divide(shares, total, out=np.full(shares.shape, np.nan), where=total > 0.0)
    counted = shares != 0.0  # also where the weight is NaN, so that nothing known gives nothing
    with np.errstate(all="ignore"):
        logs = np.log(values)
        highest = np.max(np.where(counted, logs, -np.inf), axis=-1)
        lowest = np.min(np.where(counted, logs, np.inf), axis=-1)
        pivot = np.where(power > 0.0, highest, lowest)
        gap = np.where(counted, logs - pivot[..., None], 0.0)
        excess = np.sum(shares * np.expm1(power[..., None] * gap), axis=-1)
        mean = np.where(np.abs(power) < TINY, np.sum(shares * gap, axis=-1), np.log1p(excess) / power)
        return np.where(pivot == -np.inf, 0.0, np.exp(pivot + mean))


def floor_zeros(values: ArrayLike, fraction: float = 0.5, axis: int = -1) -> NDArray[np.float64]:
    """Raise true zeros to a fraction of the smallest positive value along ``axis`` (the states); keep everything else.

    A single zero would otherwise make an index with rho of zero or less vanish. The floor is a choice: vary it. NaN
    stays NaN. Raises DomainError on negative values, on a fraction outside (0, 1], and on zeros beside no positive
    value.
    """
    if not 0.0 < fraction <= 1.0:
        raise DomainError(f"floor_zeros: fraction = {fraction:g} lies outside (0, 1]")
    given = np.asarray(values, dtype=float)
    if (given < 0.0).any():
        raise DomainError(f"floor_zeros: values = {given[given < 0.0].flat[0]:g} lies outside [0, inf)")
    smallest = np.min(np.where(given > 0.0, given, np.inf), axis=axis, keepdims=True)
    if ((given == 0.0) & np.isinf(smallest)).any():
        raise DomainError("floor_zeros: values needs a positive one beside every zero")
    return np.where(given == 0.0, fraction * smallest, given)


def _checked(
    fields: ArrayLike, weights: ArrayLike, rho: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    values, shares = np.asarray(fields, dtype=float), np.asarray(weights, dtype=float)
    power = np.asarray(rho, dtype=float)
    if (values < 0.0).any():
        raise DomainError(f"combine: fields = {values[values < 0.0].flat[0]:g} lies outside [0, inf)")
    if (shares < 0.0).any() or not (np.abs(shares.sum(axis=-1) - 1.0) <= TOLERANCE).all():
        raise DomainError("combine: weights must be nonnegative and sum to 1")
    if not (power <= 1.0).all():
        raise DomainError(f"combine: rho = {power[~(power <= 1.0)].flat[0]:g} lies outside (-inf, 1]")
    shape = np.broadcast_shapes(values.shape, shares.shape, (*power.shape, 1))
    return np.broadcast_to(values, shape), np.broadcast_to(shares, shape), np.broadcast_to(power, shape[:-1])


MODEL = Model(
    section="M1",
    title="Smart power",
    claim="Power in the age of AI is a combination of science and technology, economy and arms, not a heap of them.",
    equation=r"\mathrm{Smart}_i = \left[\sum_f w_f\, s_{if}^{\rho}\right]^{1/\rho}",
    cites=("roumate2022", "arrow1961", "nye2004"),
    confidence=Confidence.REDUCED,
    holds="fields on positive scales with a common meaning of 'more': world shares or percentile ranks",
    breaks="weights, rho, normalization and floor are the analyst's: report ranks over all of them, never one index; "
    "undefined for z-scores; with rho of zero or less the floor under zeros decides about the weakest states",
    main=smart_power,
    example={"science": 0.2, "economy": 0.1, "military": 0.4, "rho": 0.0},
    meaning=lambda s: f"the combined score is {s:.4g}, on the scale of the fields",
    known=(
        KnownResult("rho = 1: the mean", lambda: smart_power(0.2, 0.1, 0.4, 1.0), 0.7 / 3),
        KnownResult("rho = 0: the geometric mean", lambda: smart_power(0.2, 0.1, 0.4, 0.0), 0.2),
        KnownResult("rho = -1: the harmonic mean", lambda: smart_power(0.2, 0.1, 0.4, -1.0), 3 / 17.5),
        KnownResult(
            "one field missing, weight passed on, rho = 1",
            lambda: combine([0.2, np.nan, 0.4], [1 / 3, 1 / 3, 1 / 3], 1.0, skip_missing=True),
            0.3,
        ),
    ),
    static=ComparativeStatic(
        vary="military",
        low=0.01,
        high=1.0,
        curves="rho",
        values=(-1.0, 0.0, 1.0),
        fixed={"science": 0.1, "economy": 0.1},
        ylabel="smart power",
        reading="Where fields are complements, arms without science and economy add little.",
    ),
)
