"""How deep an agreement several unlike parties would keep: the treaty-depth model with all that may hold it back."""

# covers: F35, C28

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
VERIFICATION, ENFORCEMENT, GAINS = "verification", "enforcement", "relative gains"
CONSTRAINTS = (VERIFICATION, ENFORCEMENT, GAINS)
"""What the second paper holds to limit agreements on military AI."""


@dataclass(frozen=True, eq=False)
class Stakes:
    r"""What an agreement is worth to each party; ``[party, draw]`` unless said otherwise.

    ``benefit`` b: worth of the others' depth; ``weight`` k: on relative gains; ``exposure``: share of b lost to full
    transparency; ``discount``: $\delta$. Over draws alone: ``breakout`` g, how much faster a violation pays than in the
    theory's example; ``restraint`` and ``future``, the shared loss times the rise in its chance if one or all violate.
    """

    benefit: Array
    weight: Array
    exposure: Array
    discount: Array
    breakout: Array
    restraint: Array
    future: Array


@dataclass(frozen=True, eq=False)
class Terms:
    """How violations are seen and answered, over draws: chance of a signal if violated or kept, and of punishment.

    An ``agent`` takes from a violator what it gained over the others, and punishes every signal; from 0, none, to 1.
    """

    detection: Array
    false_alarm: Array
    punishment: Array
    agent: float = 0.0


def party_depths(stakes: Stakes, terms: Terms) -> Array:
    r"""Largest depth each party keeps, and no deeper than it wants; ``[party, draw]``.

    A party keeps depth x if $\Delta (R - P) - (T - R) - k (1 - f)(T - S) + f (T - S) \ge 0$ with
    $R - P = (b (1 - e\beta) + X h_2) x - x^2/2$, $T - R = (1 + g) x^2/2 - X h_1 x$, $T - S = b x + (1 + g) x^2/2$,
    $\Delta = \delta\pi(\beta - \alpha)/(1 - \delta(1 - \pi\alpha))$ and $f = \beta - \alpha$ with an agent, else 0.
    That is $A x - C x^2/2 \ge 0$. With e, X, g and f nil it is ``theory.treaty_depth.sustainable_depth``.
    """
    power, fine = enforcement(stakes, terms), taken_back(terms)
    weight = stakes.weight * (1.0 - fine) - fine
    wanted = wanted_depth(stakes, terms)
    slope = power * wanted + stakes.restraint - weight * stakes.benefit
    bend = power + (1.0 + stakes.breakout) * (1.0 + weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(bend > 0.0, 2.0 * slope / bend, np.inf)
    return np.where(slope > 0.0, np.minimum(wanted, kept), 0.0)


def wanted_depth(stakes: Stakes, terms: Terms) -> Array:
    r"""Depth each party likes best if all keep it, $b (1 - e\beta) + X h_2$; ``[party, draw]``."""
    seen = stakes.benefit * (1.0 - stakes.exposure * terms.detection)
    return np.asarray(np.maximum(seen + stakes.future, 0.0))


def enforcement(stakes: Stakes, terms: Terms) -> Array:
    """Weight of the future that a violation puts at risk, as ``theory.arms_control.enforcement_power``; never below 0.

    A signal counts only if it is punished.
    """
    punished = chance_of_punishment(terms)
    seen, mistaken = punished * terms.detection, punished * terms.false_alarm
    power = stakes.discount * (seen - mistaken) / (1.0 - stakes.discount * (1.0 - mistaken))
    return np.asarray(np.maximum(power, 0.0))


def chance_of_punishment(terms: Terms) -> Array:
    """Chance that a signal is punished: certain with an agent."""
    return np.asarray(terms.punishment + (1.0 - terms.punishment) * terms.agent)


def taken_back(terms: Terms) -> Array:
    """Part of a violator's gain over the others that an agent takes back, net of what it takes from the innocent."""
    return np.asarray(np.maximum(terms.detection - terms.false_alarm, 0.0) * terms.agent)


def full_depth(stakes: Stakes) -> Array:
    """Depth that every party would want if promises kept themselves: that of the one that wants least; ``[draw]``."""
    return np.asarray((stakes.benefit + stakes.future).min(axis=0))


def sustainable(stakes: Stakes, terms: Terms) -> Array:
    """Depth that every party keeps, as a share of ``full_depth``; ``[draw]``."""
    full = full_depth(stakes)
    depth = party_depths(stakes, terms).min(axis=0)
    return np.minimum(np.divide(depth, full, out=np.zeros_like(depth), where=full > 0.0), 1.0)


def relaxed(stakes: Stakes, terms: Terms, without: Iterable[str], by: float = 1.0) -> tuple[Stakes, Terms]:
    """The same deal with some of ``CONSTRAINTS`` gone, or a part of the way there.

    Without the problem of verification every violation is seen, nothing else is, and no alarm is false; without that of
    enforcement there is an agent; without relative gains only absolute gains count.
    """
    gone = set(without)
    if VERIFICATION in gone:
        seen = terms.detection + by * (1.0 - terms.detection)
        terms = replace(terms, detection=seen, false_alarm=(1.0 - by) * terms.false_alarm)
        stakes = replace(stakes, exposure=(1.0 - by) * stakes.exposure)
    if ENFORCEMENT in gone:
        terms = replace(terms, agent=by)
    if GAINS in gone:
        stakes = replace(stakes, weight=(1.0 - by) * stakes.weight)
    return stakes, terms


def needed_detection(stakes: Stakes, terms: Terms, share: float) -> Array:
    r"""Least detection at which all keep a given share of full depth; NaN where none does; ``[draw]``.

    The slack at that depth is a quadratic in $\beta$ that exposure bends down, so each party keeps it between two
    roots; the deal needs a detection inside every party's. Without exposure, agent, breakout and relative gains it is
    ``theory.arms_control.minimum_detection``, $\alpha + (T - R)(1 - \delta(1 - \pi\alpha)) / (\delta\pi(R - P))$.
    """
    low, high = _range_of_detection(stakes, terms, share * full_depth(stakes))
    needed = np.maximum(low.max(axis=0), terms.false_alarm)
    return np.where(needed <= np.minimum(high.min(axis=0), 1.0), needed, np.nan)


def _range_of_detection(stakes: Stakes, terms: Terms, depth: Array) -> tuple[Array, Array]:
    """Between which detections each party keeps a depth; empty (above 1) where it never does."""
    b, alpha = stakes.benefit, terms.false_alarm
    punished = chance_of_punishment(terms)
    rate = stakes.discount * punished / (1.0 - stakes.discount * (1.0 - punished * alpha))
    worth, lost = (b + stakes.future) * depth - 0.5 * depth**2, stakes.exposure * b * depth
    tempted = 0.5 * (1.0 + stakes.breakout) * depth**2
    gap = b * depth + tempted
    cost = tempted - stakes.restraint * depth + stakes.weight * gap
    fined = (1.0 + stakes.weight) * gap * terms.agent
    curve, rise, start = rate * lost, rate * (worth + alpha * lost) + fined, rate * alpha * worth + cost + alpha * fined
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        root = np.sqrt(rise**2 - 4.0 * curve * start)
        # the small root in the form that stays exact as the curve vanishes
        low = np.where(start > 0.0, 2.0 * start / (rise + root), 0.0)
        high = np.where(curve > 0.0, (rise + root) / (2.0 * curve), np.inf)
        wanted = np.where(lost > 0.0, ((b + stakes.future) - depth) * depth / lost, np.inf)
    return np.where(np.isnan(low), np.inf, low), np.minimum(high, wanted)
