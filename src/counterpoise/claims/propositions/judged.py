"""A proposition tried: every effect with its estimates, what it goes with, the condition, and the verdict."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from . import verdict as rule
from .condition import Driver, drivers, region
from .estimate import Estimate, estimate
from .laboratory import Laboratory
from .proposition import Paired, Proposition
from .stated import StatedEffect
from .verdict import Verdict

TOP = 3
APART = 0.15
"""Shares of draws that differ by more differ between bundles, not by luck."""
NO_POSTERIOR = "the posterior is the prior: no weights ship for this model, seed and number of members"
POSTERIOR = "members weighted by how the same parameters fit the record of 1993-2007 (evidence.history_match)"


@dataclass(frozen=True)
class JudgedEffect:
    """One effect in every bundle, from the priors and, where members have weights, from the posterior.

    ``drivers`` are the three parameters whose ranks go most with the effect, in the first bundle; ``condition`` is the
    region in which a conditional effect holds, in words.
    """

    name: str
    unit: str
    verdict: Verdict
    why: str
    prior: dict[str, Estimate]
    posterior: dict[str, Estimate]
    drivers: tuple[Driver, ...] = ()
    condition: str = ""


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict; ``checks`` are shares of draws, by bundle, of what would refute it."""

    id: str
    verdict: Verdict
    why: str
    effects: tuple[JudgedEffect, ...] = ()
    checks: dict[str, dict[str, float]] = field(default_factory=dict)
    members: int = 0
    seconds: float = 0.0


def judge(chosen: Iterable[Proposition], laboratory: Laboratory) -> list[Judged]:
    """Try propositions on the same draws: all that they need of the world is run first, each arm once."""
    tried = list(chosen)
    for proposition in tried:
        proposition.plan(laboratory)
    laboratory.run()
    return [judge_one(proposition, laboratory) for proposition in tried]


def judge_one(proposition: Proposition, laboratory: Laboratory) -> Judged:
    """One proposition, its arms having been run or being run now."""
    if proposition.untestable:
        return Judged(proposition.id, Verdict.NOT_TESTABLE, proposition.untestable)
    begun = time.perf_counter()
    effects = tuple(_effect(proposition, stated, laboratory) for stated in proposition.stated.effects)
    checks = {c.name: {b: c.share(laboratory, b) for b in proposition.bundles} for c in proposition.checks}
    refuting = [check.name for check in proposition.checks if all(s > check.limit for s in checks[check.name].values())]
    verdict = rule.of_claim(
        zip(proposition.stated.effects, (e.verdict for e in effects), strict=True), refuted=bool(refuting)
    )
    return Judged(
        proposition.id,
        verdict,
        _why(proposition, effects, refuting),
        effects,
        checks,
        laboratory.members,
        time.perf_counter() - begun + _lived(proposition, laboratory),
    )


def _effect(proposition: Proposition, stated: StatedEffect, laboratory: Laboratory) -> JudgedEffect:
    comparison = proposition.effects[stated.name]
    pairs = {bundle: comparison.paired(laboratory, bundle) for bundle in proposition.bundles}
    prior = {b: _estimated(pair, stated, None) for b, pair in pairs.items()}
    weights = laboratory.weights
    posterior = {} if weights is None else {b: _estimated(pair, stated, weights) for b, pair in pairs.items()}
    found = rule.of_effect(stated, posterior or prior)
    first = next(iter(pairs.values()))
    return JudgedEffect(
        stated.name,
        comparison.unit,
        found,
        rule.why(stated, posterior or prior, found),
        prior,
        posterior,
        tuple(drivers(first.treatment - first.control, first.parameters, first.names, weights)[:TOP]),
        _condition(stated, found, pairs, posterior or prior),
    )


def _estimated(pair: Paired, stated: StatedEffect, weights: np.ndarray | None) -> Estimate:
    return estimate(pair.control, pair.treatment, stated.sign, stated.smallest, stated.relative, weights)


def _condition(stated: StatedEffect, verdict: Verdict, pairs: dict[str, Paired], found: dict[str, Estimate]) -> str:
    if verdict is not Verdict.CONDITIONAL:
        return ""
    alone = {b: rule.of_effect(stated, {b: e}) for b, e in found.items()}
    if len(set(alone.values())) > 1 and np.ptp([e.agree for e in found.values()]) > APART:
        return "the bundle decides: " + ", ".join(f"{b} {v}" for b, v in alone.items())
    if stated.sign and all(e.agree >= rule.AGREED for e in found.values()):
        return "the sign holds, the size falls short of what was said to count"
    pair = next(iter(pairs.values()))
    place = region((pair.treatment - pair.control) * (stated.sign or 1) > 0.0, pair.parameters, pair.names)
    return place.spelled() if place else "no region of one or two parameters was found in which it holds more often"


def _why(proposition: Proposition, effects: tuple[JudgedEffect, ...], refuting: list[str]) -> str:
    if refuting:
        return f"refuted as stated beforehand: {refuting[0]}, in more than half of draws"
    deciding = [e for e in effects if proposition.stated.effect(e.name).decides]
    return "; ".join(f"{e.why} ({e.verdict})" for e in deciding)


def _lived(proposition: Proposition, laboratory: Laboratory) -> float:
    arms = {arm.name: arm for c in proposition.effects.values() for arm in getattr(c, "arms", ())}
    arms |= {arm.name: arm for check in proposition.checks for arm, _ in check.parts}
    return sum(laboratory.took(arms.values(), b) for b in proposition.bundles)
