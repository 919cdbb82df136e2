"""What lies between two states in the base year: distance, borders, rivalry, pacts, votes, trust, quarrels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.dyads import great_circle
from counterpoise.mechanisms.luck_fields import LARGEST_DISTANCE
from counterpoise.mechanisms.vocabulary import CLASH, FORCE, THREAT, WAR

from . import hazard
from .actors import Pairs
from .base import LAST_DISPUTE, Base
from .export_controls import controls
from .reading import RECORDED, Array, Reading, assumed, recorded

CARRY_VOTES = 10
TRUST = {"affinity": 2.0, "alliance": 1.5, "rivalry": -2.0, "memory": -0.25}
"""Assumed: what full instead of half agreement in votes, a pact, a rivalry and a dispute in memory add to log odds."""
TRUST_ERROR = 1.0
CAPITAL_ERROR = 0.01
MISSED = 0.07
"""Part of the onsets that the record of disputes misses (its card)."""
AFTER_RECORD = "no dispute on record after 2014, no armed conflict"
FIRST = "made in the first year"
FLOWS = {"hedging": 0.0, "ease": 0.5, "distinct": 0.5, "fear": 0.0, "required_trust": 0.5, "relative_gains": 0.0}


class Edges(NamedTuple):
    """Positions of the two states of each directed dyad, sorted by sender."""

    src: NDArray[np.int64]
    dst: NDArray[np.int64]

    def of(self, matrix: np.ndarray) -> np.ndarray:
        """The entries ``[state, state]`` of the dyads."""
        return matrix[self.src, self.dst]


def readings(base: Base, pairs: Pairs, vocabulary: Vocabulary) -> dict[str, Reading]:
    """Every field of dyads, sorted by sender."""
    edges = Edges(*np.nonzero(pairs.listed))
    affine, recalled = affinity(base, edges), memory(base, edges)
    return {
        "distance": recorded(edges.of(distance(base)), CAPITAL_ERROR),
        "contiguous": recorded(edges.of(base.square(base.pairs, base.pairs.contiguity < 6))),
        "rivalry": recorded(edges.of(base.square(base.pairs, base.pairs.rivalry))),
        "affinity": affine,
        "alliance": alliance(pairs, edges),
        "trust": trust(base, pairs, affine, recalled.value, edges),
        "export_control": controls(base, edges.src, edges.dst),
        "memory": recalled,
        "relevant": recorded(edges.of(np.where(pairs.relevant, 1.0, 0.0))),
        "base_hazard": base_hazard(base, edges, vocabulary),
        "onset": happened(base, onset(base), edges),
        "rung": happened(base, rung(base), edges),
        **{name: assumed(len(edges.src), FIRST, value) for name, value in FLOWS.items()},
    }


def distance(base: Base) -> Array:
    """Thousand km between capitals, ``[state, state]``."""
    lat, lng = (base.read(f"capital_{name}").value for name in ("latitude", "longitude"))
    return np.asarray(great_circle(lat[:, None], lng[:, None], lat[None, :], lng[None, :])) / 1e3


def affinity(base: Base, edges: Edges) -> Reading:
    r"""Agreement in votes, $1 - |p_i - p_j| / 5.8$, with $p$ the ideal points in the General Assembly."""
    point = positions(base)
    i, j = edges
    value = 1.0 - np.abs(point.value[i] - point.value[j]) / LARGEST_DISTANCE
    error = np.hypot(point.error[i], point.error[j]) / LARGEST_DISTANCE
    rule = np.where(point.rule[i] != RECORDED, point.rule[i], point.rule[j])
    return Reading(np.maximum(value, 0.0), error, rule, Grade.ESTIMATED)


def positions(base: Base) -> Reading:
    """Ideal points of states, those of the year without error.

    Agreement is the same measure: with errors drawn apart, a pair's agreement would not be that of its two positions,
    and what it then loses at the bound of one, where many pairs are, never comes back. Where a state does not vote, its
    last position of ten years stands in with twice the usual error, or else the median state's, with the spread over
    states.
    """
    point = base.read("ideal_point")
    usual, spread = float(np.nanmedian(point.error)), float(np.nanstd(point.value))
    point = recorded(point.value, 0.0, Grade.ESTIMATED)
    for past in base.history("ideal_point", base.year - CARRY_VOTES)[::-1]:
        point = point.fill("last position of ten years", past, 2.0 * usual)
    return point.fill("position of the median state", np.nanmedian(point.value), spread)


def alliance(pairs: Pairs, edges: Edges) -> Reading:
    """Bound by a defense pact in either direction; unlisted pairs of one alliance are inferred."""
    bound = recorded(edges.of(pairs.pact))
    rule = "shares defense pacts with four major powers"
    bound = bound.replace(edges.of(pairs.inferred) == 1, rule, 1.0, 0.0)
    unlisted = (edges.of(pairs.base.square(pairs.base.pairs, 1.0)) == 0) & (bound.value == 0)
    return bound.replace(unlisted, "unlisted and not inferred: taken as none", 0.0, 0.0)


def trust(base: Base, pairs: Pairs, affine: Reading, recalled: Array, edges: Edges) -> Reading:
    r"""Belief that the other seeks only security, alike in both directions.

    $\mathrm{logit}\,t = 2 (2 a - 1) + 1.5 A - 2 R - .25 m$, with affinity $a$, pact $A$, rivalry $R$ and memory $m$
    (assumed; the standard deviation of the log odds is 1).
    """
    odds = (
        TRUST["affinity"] * (2.0 * affine.value - 1.0)
        + TRUST["alliance"] * edges.of(pairs.alliance)
        + TRUST["rivalry"] * edges.of(base.square(base.pairs, base.pairs.rivalry))
        + TRUST["memory"] * recalled
    )
    return assumed(len(odds), "affinity, pact, rivalry and memory", 1.0 / (1.0 + np.exp(-odds)), TRUST_ERROR)


def memory(base: Base, edges: Edges) -> Reading:
    r"""Fading disputes; after the record's end what was remembered then, as if quarrels went on at the same rate.

    Each later year of armed conflict is one more. Error: the 7 % of onsets that are missed, $\sqrt{.07\,m}$; carried
    on, the spread of a steady stream of events that fade by half in eight years, $\sqrt{m / 2}$.
    """
    kept = edges.of(hazard.memory(base))
    if base.year <= LAST_DISPUTE:
        return recorded(kept, np.sqrt(MISSED * kept), Grade.ESTIMATED)
    since = edges.of(hazard.conflict_since(base))
    carried = assumed(len(kept), "carried from 2014", kept + since, np.sqrt(0.5 * (kept + since)))
    return carried.replace(since > 0, "carried from 2014, and armed conflict since", carried.value, carried.error)


def base_hazard(base: Base, edges: Edges, vocabulary: Vocabulary) -> Reading:
    r"""Dispute hazard of the pair as estimated up to the base year; with the record of 2014 for every later one.

    A member's hazard is lognormal with the mean h and the coefficient of variation c of the estimate. The two
    directions are drawn apart and their mean is what counts, so each has $\sqrt{2}\,c$: it starts from the median
    $h / \sqrt{1 + 2 c^2}$ with an error of $\sqrt{\ln(1 + 2 c^2)}$. All pairs are drawn apart too: what they share
    of the error, the uncertain coefficients, so cancels in sums (``docs/decisions/0015-onset-hazard.md``).
    """
    mean, error = (edges.of(part) for part in hazard.hazards(base))
    varied = 1.0 + 2.0 * (error / mean) ** 2
    reading = recorded(mean / np.sqrt(varied), np.sqrt(np.log(varied)), Grade.ESTIMATED)
    reading = reading.with_log_error(vocabulary["base_hazard"])
    if base.year <= LAST_DISPUTE:
        return reading
    return reading.replace(np.ones(len(mean), bool), "carried from 2014", reading.value, reading.error)


def onset(base: Base) -> Array:
    """Whether a dispute began in the base year, ``[state, state]``; after 2014 whether armed conflict did."""
    now = base.pairs
    if base.year <= LAST_DISPUTE:
        return base.square(now, now.mid_onset.fillna(0))
    before = base.pairs_of(base.year - 1)
    current, past = (base.square(rows, rows.ucdp_intensity.fillna(0)) > 0 for rows in (now, before))
    return (current & ~past).astype(float)


def rung(base: Base) -> Array:
    """Highest rung in the base year, of disputes on record or of armed conflict, ``[state, state]``."""
    rows = base.pairs
    fought = np.array([0.0, CLASH, WAR])[rows.ucdp_intensity.fillna(0).to_numpy(dtype=int)]
    hostility = rows[["mid_hostility_ab", "mid_hostility_ba"]].max(axis=1).fillna(0).to_numpy(dtype=float)
    deaths = rows[["mid_fatality_ab", "mid_fatality_ba"]].max(axis=1).fillna(0).to_numpy(dtype=float)
    return base.square(rows, np.maximum(fought, rungs_of(hostility, deaths)))


def rungs_of(hostility: Array, deaths: Array) -> Array:
    """Rungs from the record of disputes: hostility 0 to 5 and level of fatalities 0 to 6 (0 where not known)."""
    forced = np.where(deaths > 0, CLASH, FORCE)
    return np.select([hostility >= 5, hostility == 4, hostility > 0], [WAR, forced, THREAT], 0.0)


def happened(base: Base, matrix: Array, edges: Edges) -> Reading:
    """Events of the base year; after 2014 quiet pairs count as filled, since only armed conflicts are recorded."""
    reading = recorded(edges.of(matrix))
    if base.year <= LAST_DISPUTE:
        return reading
    return reading.replace(reading.value == 0, AFTER_RECORD, 0.0, 0.0)
