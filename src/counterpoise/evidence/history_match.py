"""Which members of the prior look like 1993-2007: implausibility against patterns of the record, and weights.

The onset hazard, growth, luck in arms and votes are estimated by their likelihood; what only the whole simulator can
say (how disputes cluster, climb and spread, how burdens and pacts move) is matched here. Each member lives 1992-2007;
its statistics are set beside the record's. A member is *implausible* if one of them lies further off than three spreads
of the prior predictive. Weights are a kernel on the distance over all patterns (approximate Bayesian computation),
its width the least that leaves an effective sample of ``LEAST``. A member's number addresses its parameters, so that
its weight holds for the same member of runs from any year. ``python -m counterpoise.evidence.history_match`` makes what
ships and prints what it says.
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
from counterpoise.models import NEOREALIST
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.start.initial import gather

from .past import past
from .plausibility import TUNED_ON, masked, outcomes, simulated

Array = NDArray[np.float64]
FILE = "history_match.json"
ORIGIN, MEMBERS, SEED = 1992, 1000, 1
LEAST = 200
"""Least effective number of members that the weights may leave."""
FAR = 3.0
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


@dataclass(frozen=True)
class Match:
    """``weights`` (member) sum to one; ``width`` of the kernel in spreads; ``effective`` number of members;
    ``plausible``: share of members with no pattern further off than three spreads; ``patterns``: one row each."""

    weights: Array
    width: float
    effective: float
    plausible: float
    patterns: pd.DataFrame


def match(statistics: Array, record: Array, names: tuple[str, ...] = PATTERNS, least: int = LEAST) -> Match:
    """Weights of members from their statistics ``[member, pattern]`` and those of the record ``[pattern]``.

    Distances are in robust spreads of the prior predictive (interquartile range over 1.349), averaged over patterns.
    Raises InputError where a pattern does not differ between members.
    """
    low, middle, high = np.nanquantile(statistics, [0.25, 0.5, 0.75], axis=0)
    spread = (high - low) / 1.349
    if not np.all(spread > 0.0):
        raise InputError(f"no two members differ in {names[int(np.argmin(spread))]!r}: it cannot be matched")
    off = np.abs(np.nan_to_num(statistics, nan=np.inf) - record) / spread
    distance = np.sqrt((np.minimum(off, 1e3) ** 2).mean(axis=1))
    width = _narrowest(distance, least)
    weights = _kernel(distance, width)
    table = pd.DataFrame(
        {
            "pattern": names,
            "record": record,
            "prior": middle,
            "off": (middle - record) / spread,
            "matched": [_weighted_median(statistics[:, k], weights) for k in range(len(names))],
        }
    )
    plausible = float((off.max(axis=1) <= FAR).mean())
    return Match(weights, width, effective(weights), plausible, table)


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


def lived(members: int = MEMBERS) -> tuple[Array, Array]:
    """Statistics of members that live 1992-2007, ``[member, pattern]``, and of the record, ``[pattern]``."""
    panel = load_panel()
    world = gather(panel, ORIGIN)
    record = past(panel, world, *TUNED_ON)
    known = outcomes(record, world)
    parts = [
        outcomes(masked(part, record), world) for part in simulated(world, TUNED_ON[1] - ORIGIN, members, NEOREALIST)
    ]
    table = np.column_stack([np.concatenate([part[name] for part in parts]) for name in PATTERNS])
    return table, np.array([known[name].item() for name in PATTERNS])


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
    found = match(*lived())
    rows = {"identity": identity(), "width": found.width, "effective": found.effective, "plausible": found.plausible}
    rows["weights"] = [float(f"{w:.6g}") for w in found.weights]
    _place().write_text(json.dumps(rows) + "\n", encoding="utf-8")
    print(f"{found.effective:.0f} effective of {MEMBERS}; width {found.width:.2f}; plausible {found.plausible:.1%}")
    print(found.patterns.to_string(float_format=lambda x: f"{x:.3g}"))
    print(informed(found.weights).head(15).to_string(float_format=lambda x: f"{x:.3g}"))


if __name__ == "__main__":
    main()
