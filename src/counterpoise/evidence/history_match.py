"""Which members of the prior look like 1993-2007: implausibility against patterns of the record, and weights.

The onset hazard, growth, luck in arms and votes are estimated by their likelihood; what only the whole simulator can
say (how disputes cluster, climb and spread, how burdens and pacts move) is matched here. Each member lives 1992-2007;
its patterns are set beside the record's. As in history matching (Craig et al. 1997; Vernon, Goldstein & Bower 2010) a
pattern counts as far off by what may part a good member from the record:
$I = |f - z| / \\sqrt{V_z + V_d + V_c}$, with the record's own error (``record_error``), what the model is not expected
to meet even at its best (``discrepancies``, fixed beforehand), and the chance of one run, from members that live again
with other luck. A member is *implausible* if one pattern has I above 3. Weights are a kernel on the mean square of I
over all patterns, its width the least that leaves an effective sample of ``LEAST``. A member's number addresses its
parameters, so that its weight holds for the same member of runs from any year.
``python -m counterpoise.evidence.history_match`` makes what ships and prints what it says.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.engine import Ensemble
from counterpoise.models import NEOREALIST
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.start.initial import StartingPoint, gather

from .past import past
from .plausibility import RECORD, TUNED_ON, Fields, masked, outcomes
from .record_error import record_errors

Array = NDArray[np.float64]
FILE = "history_match.json"
ORIGIN, MEMBERS, SEED = 1992, 1000, 1
LEAST = 200
"""Least effective number of members that the weights may leave."""
FAR = 3.0
"""Of any law with one peak, 95 per cent lie within three standard deviations (Pukelsheim 1994)."""
PATTERNS = (
    "disputes, pairs a year",
    "disputes, variance over mean",
    "disputes, of pairs that had one in the window",
    "disputes, of neighbors",
    "disputes, joined",
    "disputes, with force",
    "disputes, with deaths",
    "pacts formed a year",
    "pacts ended a year",
    "agreement in votes, spread of changes",
    "growth of states, spread of means",
    "burdens, spread of yearly changes",
    "burdens, spread of changes over ten years",
)
"""What is matched: annual counts and their overdispersion, where and with whom disputes recur, how far they climb and
spread, and how much pacts, votes, growth and burdens move. Levels that the start sets are left out."""
TENTH, FIFTH, HALF = 0.1, 0.2, 0.5
DISCREPANCY = dict.fromkeys(PATTERNS, TENTH) | {
    "disputes, variance over mean": FIFTH,
    "pacts formed a year": HALF,
    "pacts ended a year": HALF,
}
"""What the model is not expected to meet at its best, as parts of the record's value; assumed, and fixed before members
were looked at with it. A tenth: what is coded (a dispute, a death, a burden) and what the model means by it part by as
much. A fifth for years that go together: the model has one tension of the system, the record many causes. One half for
pacts: those on record are made and ended by treaties among many at once (eight of them made nearly all of 182 in
1992-2007), and the model signs pair by pair."""
AGAIN, TIMES = 40, 5
"""Members that live again with other luck, and how often."""


@dataclass(frozen=True)
class Match:
    """``weights`` (member) sum to one; ``width`` of the kernel, in implausibility; ``effective`` number of members;
    ``plausible``: share of members that no pattern rules out; ``patterns``: one row each."""

    weights: Array
    width: float
    effective: float
    plausible: float
    patterns: pd.DataFrame


def match(
    statistics: Array, record: Array, variance: Array, names: tuple[str, ...] = PATTERNS, least: int = LEAST
) -> Match:
    """Weights of members from their statistics ``[member, pattern]`` and the record's with its variance ``[pattern]``.

    The table has for each pattern the record, its tolerance (a standard deviation), quartiles of members, the weighted
    median, and which part of members it rules out: ``out``, and ``alone`` where no other pattern does. Raises
    InputError for a pattern without variance or one in which no two members differ.
    """
    if not np.all(variance > 0.0):
        raise InputError(f"no tolerance is given for {names[int(np.argmin(variance))]!r}: it cannot be matched")
    off = implausibility(statistics, record, variance)
    if not np.all(np.ptp(statistics, axis=0) > 0.0):
        still = int(np.argmin(np.ptp(statistics, axis=0)))
        raise InputError(f"no two members differ in {names[still]!r}: it cannot be matched")
    distance = np.sqrt((np.minimum(off, 1e3) ** 2).mean(axis=1))
    width = _narrowest(distance, least)
    weights = _kernel(distance, width)
    low, middle, high = np.nanquantile(statistics, [0.25, 0.5, 0.75], axis=0)
    out = off > FAR
    table = pd.DataFrame(
        {
            "pattern": names,
            "record": record,
            "tolerance": np.sqrt(variance),
            "p25": low,
            "median": middle,
            "p75": high,
            "matched": [_weighted_median(statistics[:, k], weights) for k in range(len(names))],
            "out": out.mean(axis=0),
            "alone": (out & (out.sum(axis=1, keepdims=True) == 1)).mean(axis=0),
        }
    )
    return Match(weights, width, effective(weights), float((~out).all(axis=1).mean()), table)


def implausibility(statistics: Array, record: Array, variance: Array) -> Array:
    """How far each member lies off each pattern, ``[member, pattern]``, infinite where it has none."""
    return np.abs(np.nan_to_num(statistics, nan=np.inf) - record) / np.sqrt(variance)


def effective(weights: Array) -> float:
    r"""Effective number of members, $(\sum w)^2 / \sum w^2$."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _kernel(distance: Array, width: float) -> Array:
    raw = np.exp(-0.5 * ((distance - distance.min()) * (distance + distance.min())) / width**2)
    return np.asarray(raw / raw.sum())


def _narrowest(distance: Array, least: int) -> float:
    """The least width that leaves ``least`` effective members, by bisection."""
    low, high = 1e-3, 1e3
    for _ in range(80):
        middle = np.sqrt(low * high)
        low, high = (middle, high) if effective(_kernel(distance, middle)) < least else (low, middle)
    return float(high)


def _weighted_median(values: Array, weights: Array) -> float:
    known = np.isfinite(values)
    order = np.argsort(values[known])
    reached = np.cumsum(weights[known][order]) / weights[known].sum()
    return float(values[known][order][np.searchsorted(reached, 0.5)])


@dataclass(frozen=True)
class Tolerance:
    """Variances ``[pattern]``: of the record itself, of the model's discrepancy and of the chance of one run."""

    record: Array
    discrepancy: Array
    chance: Array

    @property
    def total(self) -> Array:
        """Their sum."""
        return self.record + self.discrepancy + self.chance


def lived(members: int = MEMBERS) -> tuple[Array, Array, Tolerance]:
    """Statistics of members that live 1992-2007, ``[member, pattern]``, those of the record, and the tolerance."""
    panel = load_panel()
    world = gather(panel, ORIGIN)
    record = past(panel, world, *TUNED_ON)
    known, errors = outcomes(record, world), record_errors(record, world)
    at = np.array([known[name].item() for name in PATTERNS])
    numbers = np.arange(members, dtype=np.uint32)
    parted = np.array([DISCREPANCY[name] for name in PATTERNS]) * at
    tolerance = Tolerance(
        np.array([errors[name] for name in PATTERNS]) ** 2, parted**2, chance(world, record, numbers[:AGAIN])
    )
    return statistics(world, record, numbers), at, tolerance


def statistics(world: StartingPoint, record: Fields, members: NDArray[np.uint32], luck: int = 0) -> Array:
    """Patterns of members, ``[member, pattern]``; ``luck`` above 0 lets them live again, with the same parameters."""
    model = NEOREALIST.model(keep=RECORD)
    on = model.switches(len(members), NEOREALIST.off_from(world.year))
    years, theta = TUNED_ON[1] - ORIGIN, model.sample(SEED, members)
    whole = Ensemble(model, world.initial(), years, members, seed=SEED + luck, theta=theta, on=on, record=RECORD)
    rows = []
    for part in sorted(whole.blocks(threads=1), key=lambda part: int(part.members[0])):
        seen = outcomes(masked({name: part[name].astype(float) for name in RECORD}, record), world)
        rows.append(np.column_stack([seen[name] for name in PATTERNS]))
    return np.concatenate(rows)


def chance(world: StartingPoint, record: Fields, members: NDArray[np.uint32]) -> Array:
    """Variance between runs of one member that differ in luck and start alone, ``[pattern]``: the mean over members,
    leaving out the tenth with the most, whose pacts come and go by hundreds."""
    again = np.stack([statistics(world, record, members, luck) for luck in range(1, TIMES + 1)])
    within = np.sort(np.nanvar(again, axis=0, ddof=1), axis=0)
    return np.asarray(within[: len(members) - len(members) // 10].mean(axis=0))


def informed(weights: Array, members: int = MEMBERS) -> pd.DataFrame:
    """How far each parameter's draws move under the weights: parameter, shift (in prior spreads), narrowed (1 less the
    ratio of spreads), noise (the shift that weights shuffled over members make in nine of ten), most moved first."""
    model = NEOREALIST.model()
    theta = model.sample(SEED, np.arange(members, dtype=np.uint32))[:, 0].astype(float)
    names = [n for k, n in enumerate(model.parameters) if np.ptp(theta[:, k]) > 0.0]
    ranks = np.argsort(np.argsort(theta[:, [model.column(n) for n in names]], axis=0), axis=0) / (members - 1.0)
    spread = ranks.std(axis=0)

    def shifts(share: Array) -> Array:
        return np.asarray((share @ ranks - ranks.mean(axis=0)) / spread)

    luck = np.random.default_rng(SEED)
    noise = np.quantile(np.abs([shifts(luck.permutation(weights)) for _ in range(200)]), 0.9)
    mean = weights @ ranks
    narrowed = 1.0 - np.sqrt(weights @ (ranks - mean) ** 2) / spread
    table = pd.DataFrame({"parameter": names, "shift": shifts(weights), "narrowed": narrowed, "noise": noise})
    return table.sort_values("shift", key=np.abs, ascending=False, ignore_index=True)


def identity() -> dict[str, str]:
    """What weights rest on: mechanisms, priors and the panel."""
    whole = Plan(load("baseline"), 1).identity
    return {name: str(whole[name]) for name in ("mechanisms", "priors", "panel")}


@cache
def shipped_weights(members: int, seed: int) -> Array | None:
    """Weights of the first members, if they ship for this seed and were made with the model as it is; else None."""
    place = _place()
    if not place.is_file() or seed != SEED or members > MEMBERS:
        return None
    held = json.loads(place.read_text(encoding="utf-8"))
    if held["identity"] != identity():
        return None
    weights = np.array(held["weights"][:members])
    return np.asarray(weights / weights.sum())


def _place() -> Path:
    return Path(str(files(__package__).joinpath(FILE)))


def main() -> None:
    """Match, write what ships, print what it says."""
    seen, record, tolerance = lived()
    found = match(seen, record, tolerance.total)
    rows = {"identity": identity(), "width": found.width, "effective": found.effective, "plausible": found.plausible}
    rows["weights"] = [float(f"{w:.6g}") for w in found.weights]
    _place().write_text(json.dumps(rows) + "\n", encoding="utf-8")
    print(f"{found.effective:.0f} effective of {MEMBERS}; width {found.width:.2f}; plausible {found.plausible:.1%}")
    parts = {"of record": tolerance.record, "of model": tolerance.discrepancy, "of chance": tolerance.chance}
    table = found.patterns.assign(**{name: np.sqrt(part) for name, part in parts.items()})
    print(table.to_string(float_format=lambda x: f"{x:.3g}"))
    print(informed(found.weights).head(15).to_string(float_format=lambda x: f"{x:.3g}"))


if __name__ == "__main__":
    main()
