"""How likely each pair of states is to come to a dispute, member by member: each draws the pair's hazard anew.

A chance over an ensemble is a mean over worlds that differ in how prone to disputes the pair is, because that is not
known. How it differs between worlds is its interval; how few worlds there are is an error of the mean, and far smaller.
A run keeps no hazards of pairs, so its members are lived once more for them.
"""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from .plan import Plan

HORIZON = 10
"""Years within which a first dispute is looked for."""
BOUNDS = ("mean", "low", "high", "error")
LOW, HIGH = 0.05, 0.95
WIDTH = 128
"""Pairs worked out at a time, so that what is made in between stays small."""
Array = NDArray[np.float64]
Yes = NDArray[np.bool_]


@dataclass(frozen=True)
class Lived:
    """Hazards and disputes of pairs, each ``[member, year, pair]`` without the first year: the chance that one begins
    between the two, whether one did, and whether one of them joined a dispute of others against the other. ``pair``
    says which pair a dyad is, ``members`` which members these are.
    """

    members: NDArray[np.int64]
    hazard: NDArray[np.float32]
    begun: Yes
    joined: Yes
    pair: NDArray[np.int64]


def lived(plan: Plan) -> Lived:
    """All members of a plan once more, but for those that fail; they are the members of its run."""
    index = plan.initial.actors.index
    first = np.asarray(index.first_of, np.int64)
    shape = (plan.members, plan.years, first.size)
    hazard, whole = np.empty(shape, np.float32), np.ones(plan.members, bool)
    begun, joined = np.empty(shape, bool), np.empty(shape, bool)
    for part in plan.ensemble(record=("hazard", "onset", "joined")).blocks():
        members = part.members
        hazard[members] = part["hazard"][:, 1:][..., first]
        joined[members] = part["joined"][:, 1:][..., first] > 0.0
        begun[members] = (part["onset"][:, 1:][..., first] > 0.0) & ~joined[members]
        whole[[fault.member for fault in part.faults]] = False
    pair = np.asarray(index.pair, np.int64)
    return Lived(np.flatnonzero(whole), hazard[whole], begun[whole], joined[whole], pair)


def chances(run: Lived, twin: Lived) -> xr.Dataset:
    """What is known of each dyad's chances from two paired runs, from the members that both have.

    ``chance`` (kind, bound, dyad): that a dispute begins or is joined, in a year, the mean over years; with AI,
    without, and the paired difference. ``within`` (side, bound, dyad): that one does within ``HORIZON`` years.
    ``joined`` (side, dyad): mean number a year of those joined after their first day. Bounds: mean, 5th and
    95th percentile over members, and the standard error of the mean over so many.
    """
    _, *both = np.intersect1d(run.members, twin.members, assume_unique=True, return_indices=True)
    run, twin = (_only(each, members) for each, members in zip((run, twin), both, strict=True))
    pairs = run.hazard.shape[2]
    spans = [slice(a, min(a + WIDTH, pairs)) for a in range(0, pairs, WIDTH)]
    found = [_of_pairs(run, twin, span) for span in spans]
    chance, within, joined = (np.concatenate(parts, axis=-1)[..., run.pair] for parts in zip(*found, strict=True))
    return xr.Dataset(
        {
            "chance": (("kind", "bound", "dyad"), chance),
            "within": (("side", "bound", "dyad"), within),
            "joined": (("side", "dyad"), joined),
        },
        {"bound": list(BOUNDS)},
        {"horizon": min(HORIZON, run.hazard.shape[1])},
    )


def _only(each: Lived, at: NDArray[np.int64]) -> Lived:
    """Some of the members, by position; without a copy where it is all of them."""
    if at.size == each.members.size:
        return each
    return Lived(each.members[at], each.hazard[at], each.begun[at], each.joined[at], each.pair)


def _of_pairs(run: Lived, twin: Lived, span: slice) -> tuple[Array, Array, Array]:
    sides = [
        (each.hazard[..., span].astype(float), each.begun[..., span], each.joined[..., span]) for each in (run, twin)
    ]
    one, other = (in_a_year(hazard, joined) for hazard, _, joined in sides)
    chance = np.array([bounds(values) for values in (one, other, one - other)])
    within = np.array([bounds(within_years(*side)) for side in sides])
    return chance, within, np.array([joined.mean(axis=(0, 1)) for *_, joined in sides])


def bounds(values: Array) -> Array:
    """Mean, 5th and 95th percentile and standard error of the mean over members: ``[bound, ...]`` of ``[member, ...]``.

    The percentiles are drawn out to the mean where a few members hold most of it.
    """
    mean = values.mean(axis=0)
    low, high = np.quantile(values, (LOW, HIGH), axis=0)
    error = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return np.array([mean, np.minimum(low, mean), np.maximum(high, mean), error])


def in_a_year(hazard: Array, joined: Yes) -> Array:
    r"""Each member's own chance of a dispute of the pair in a year, mean over years: ``[member, pair]``.

    $p_m = \bar h_m + \tilde q_m$, with hazards h and the chance q of one that is joined (``steadied``). Its mean over
    members is the share of years with a dispute, but for luck. What came about in a member is in its hazards: a dispute
    foretells others.
    """
    return np.asarray(hazard.mean(axis=1) + steadied(joined), float)


def within_years(hazard: Array, begun: Yes, joined: Yes, horizon: int = HORIZON) -> Array:
    r"""Each member's own chance of one dispute or more within the first years: ``[member, pair]``.

    $P_m = 1 - (1 - \tilde q_m)^T \prod_t (1 - h_{mt})$ along hazards as they would be had none begun
    (``undisturbed``): those of a member in which one did are higher, and would count what it foretells as if it had
    been foretold.
    """
    years = min(horizon, hazard.shape[1])
    calm = undisturbed(hazard[:, :years], begun[:, :years])
    spared = (1.0 - steadied(joined[:, :years])) ** years
    return np.asarray(1.0 - spared * np.prod(1.0 - calm, axis=1), float)


def undisturbed(hazard: Array, begun: Yes) -> Array:
    """Hazards as they would be had no dispute begun: a member's own up to its first dispute, and from there on moving
    by the same factor a year as in the members that have had none yet.
    """
    free: Yes = np.cumsum(begun, axis=1) - begun == 0
    calm = hazard.copy()
    for t in range(1, hazard.shape[1]):
        still: Yes = free[:, t]
        before = np.where(still, hazard[:, t - 1], 0.0).sum(axis=0)
        now = np.where(still, hazard[:, t], 0.0).sum(axis=0)
        factor = np.divide(now, before, out=np.ones_like(now), where=before > 0.0)
        calm[:, t] = np.where(still, hazard[:, t], np.minimum(calm[:, t - 1] * factor, 1.0))
    return calm


def steadied(happened: Yes) -> Array:
    r"""Each member's chance of what happens or not each year, where only its luck is known: ``[member, pair]``.

    The share of years f_m, drawn to the mean so far that members differ by no more than luck leaves unexplained:
    $\tilde q_m = \bar f + \sqrt{1 - \bar f (1 - \bar f) / (T\,\mathrm{var} f)}\,(f_m - \bar f)$.
    """
    share = happened.mean(axis=1)
    mean, spread = share.mean(axis=0), share.var(axis=0)
    luck = mean * (1.0 - mean) / happened.shape[1]
    own = 1.0 - np.divide(luck, spread, out=np.ones_like(luck), where=spread > 0.0)
    return np.asarray(mean + np.sqrt(np.maximum(own, 0.0)) * (share - mean), float)
