"""Reduced form: more effort on both sides first favors the offense, then the defense (after Garfinkel and Dafoe 2019).

A system has N holes. With effort k on each side the attacker finds a hole with probability $1 - e^{-ka}$ and the
defender leaves it open with probability $e^{-kd}$. The story is theirs; the algebra is ours, as theirs was not seen.
"""

# covers: F44

from math import exp, log

import numpy as np
from numpy.typing import ArrayLike

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    count,
    formula,
    nonnegative,
    positive,
)

EFFORT = nonnegative("effort that attacker and defender each make", "effort")
ATTACK = positive("rate at which effort finds holes to exploit", "1/effort")
DEFENSE = positive("rate at which effort finds holes to close", "1/effort")
BUGS = count("holes in the system", at_least=1)


@formula(effort=EFFORT, attack=ATTACK, defense=DEFENSE)
def open_hole_probability(effort, attack, defense):
    r"""Probability that one hole is found by the attacker and not closed: $(1 - e^{-ka}) e^{-kd}$."""
    return (1.0 - exp(-effort * attack)) * exp(-effort * defense)


@formula(effort=EFFORT, attack=ATTACK, defense=DEFENSE, bugs=BUGS)
def breach_probability(effort, attack, defense, bugs):
    r"""Probability that at least one of N holes is open to the attacker: $1 - [1 - (1 - e^{-ka}) e^{-kd}]^N$.

    Zero without effort, greatest at ``peak_effort``, and back to zero as effort on both sides grows without bound.
    """
    return 1.0 - (1.0 - (1.0 - exp(-effort * attack)) * exp(-effort * defense)) ** bugs


@formula(attack=ATTACK, defense=DEFENSE)
def peak_effort(attack, defense):
    r"""Effort at which the offense is at its best: $k^* = \ln((a + d)/d) / a$, whatever the number of holes."""
    return log((attack + defense) / defense) / attack


@formula(attack=ATTACK, defense=DEFENSE, bugs=BUGS)
def peak_breach(attack, defense, bugs):
    r"""Probability of a breach at the worst level of effort; one hole: $\frac{a}{a+d} (\frac{d}{a+d})^{d/a}$."""
    hole = attack / (attack + defense) * (defense / (attack + defense)) ** (defense / attack)
    return 1.0 - (1.0 - hole) ** bugs


@formula(lean=Arg("lean of the technology mix towards offense", "log odds"), barrier=Arg("geography", "log odds"))
def offense_ease(lean, barrier):
    r"""Ease of offense from technology and geography: $o = 1 / (1 + e^{-(lean - barrier)})$, in (0, 1)."""
    score = lean - barrier
    tail = exp(-abs(score))
    return 1.0 / (1.0 + tail) if score >= 0.0 else tail / (1.0 + tail)


def technology_lean(baseline: float, effects: ArrayLike, use: ArrayLike) -> float:
    r"""Lean of a mix of technologies towards offense, in log odds: $b_0 + \sum_\tau b_\tau u_\tau$.

    ``effects`` are log odds per unit of military use, one for each technology, of either sign (for AI the sign is
    disputed and must be swept, not assumed); ``use`` is zero or more. Raises DomainError for differing shapes, a
    negative use or a number that is not finite.
    """
    per_use, used = np.asarray(effects, float), np.asarray(use, float)
    if per_use.ndim != 1 or per_use.shape != used.shape:
        raise DomainError(f"technology_lean: effects {per_use.shape} and use {used.shape} must be equally long vectors")
    if np.any(used < 0):
        raise DomainError("technology_lean: use must be zero or more")
    lean = baseline + float((per_use * used).sum())
    if not np.isfinite(lean):
        raise DomainError("technology_lean: baseline, effects and use must be finite")
    return lean


MODEL = Model(
    section="M5",
    title="How the offense-defense balance scales",
    claim="When both sides scale up, offense gains at first and defense in the end.",
    equation=r"P(\mathrm{breach}) = 1 - \left[1 - (1 - e^{-ka})\, e^{-kd}\right]^N",
    cites=("garfinkel_dafoe2019",),
    confidence=Confidence.REDUCED,
    holds="a fixed stock of holes, each found independently, and effort that grows in step on both sides",
    breaks="when new holes appear as fast as old ones close, patches are not applied, or only one side scales up",
    main=breach_probability,
    example={"effort": 0.6931471805599453, "attack": 1.0, "defense": 1.0, "bugs": 1},
    meaning=lambda p: f"an attack gets in with probability {p:.4g}",
    known=(
        KnownResult("equal rates: the offense peaks at effort ln 2", lambda: peak_effort(1.0, 1.0), log(2.0)),
        KnownResult("equal rates, one hole: at most a quarter", lambda: peak_breach(1.0, 1.0, 1), 0.25),
        KnownResult("the breach at that effort", lambda: breach_probability(log(2.0), 1.0, 1.0, 1), 0.25),
        KnownResult("boundless effort shuts every hole", lambda: breach_probability(1000.0, 1.0, 1.0, 50), 0.0),
    ),
    static=ComparativeStatic(
        vary="effort",
        low=0.0,
        high=6.0,
        curves="bugs",
        values=(1.0, 5.0, 20.0),
        fixed={"attack": 1.0, "defense": 1.0},
        ylabel="probability of a breach",
        reading="Offense gains while effort is low and loses once it is high. More holes raise the risk; the effort at "
        "which the tide turns is the same.",
    ),
    corrects="'AI favors the offense' and 'AI favors the defense': scaling up the same capability does first the one, "
    "then the other, so the sign depends on where one stands.",
)
