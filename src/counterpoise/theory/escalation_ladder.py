"""Reduced form: a crisis climbs rung by rung; speed outruns diplomacy and firebreaks hold it back.

Rungs: 0 peace, 1 dispute or cyber operation, 2 show of force, 3 limited war, 4 major war, 5 nuclear use. Rung 0 and the
top are absorbing. The ladder is Kahn's (1965), tempo Horowitz's (2019), firebreaks Kreps and Schneider's (2019); the
Markov chain is ours.
"""

# covers: F45

from math import exp
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    Relation,
    count,
    formula,
    nonnegative,
    positive,
    share,
)


@formula(
    tempo=positive("speed of events against that of diplomacy, v"),
    up_rate=positive("rate of escalation at human speed", "1/time"),
    down_rate=positive("rate at which diplomacy clears a rung", "1/time"),
)
def step_up(tempo, up_rate, down_rate):
    r"""Chance that the next step of a crisis is upwards: $u = v \lambda_u / (v \lambda_u + \lambda_d)$."""
    return tempo * up_rate / (tempo * up_rate + down_rate)


@formula(
    tempo=positive("speed of events against that of diplomacy, v"),
    up_rate=positive("rate of escalation at human speed", "1/time"),
    down_rate=positive("rate at which diplomacy clears a rung", "1/time"),
    rungs=count("number of the top rung, n", at_least=1),
)
def top_probability(tempo, up_rate, down_rate, rungs):
    r"""Chance that a crisis on the first rung reaches the top before it is cleared (gambler's ruin).

    $P = (1 - r) / (1 - r^n) = 1 / \sum_{k<n} r^k$ with $r = \lambda_d / (v \lambda_u)$; $1/n$ at $r = 1$.
    """
    up = tempo * up_rate / (tempo * up_rate + down_rate)
    reached, climbs = 1.0, 0.0
    # climbs: chance of going from the rung at hand to the next before peace; exact where powers of r would overflow
    for _ in range(1, int(rungs)):
        climbs = up / (1.0 - (1.0 - up) * climbs)
        reached *= climbs
    return reached


@formula(
    Relation("at < rungs", lambda at, rungs: at < rungs),
    tempo=positive("speed of events against that of diplomacy, v"),
    up_rate=positive("rate of escalation at human speed", "1/time"),
    down_rate=positive("rate at which diplomacy clears a rung", "1/time"),
    rungs=count("number of the top rung, n", at_least=2),
    firebreak=share("strength of the firebreak, f"),
    at=count("rung above which the firebreak stands", at_least=1),
)
def top_probability_with_firebreak(tempo, up_rate, down_rate, rungs, firebreak, at):
    r"""Chance of reaching the top from the first rung with one firebreak on the way.

    At rung ``at`` the chance of a step up is multiplied by $1 - f$ and the rest leads down. With $d_k/u_k$ the odds of
    going down at rung k, $P = 1 / (1 + \sum_{j=1}^{n-1} \prod_{k \le j} d_k / u_k)$; 0 behind a perfect firebreak.
    """
    up = tempo * up_rate / (tempo * up_rate + down_rate)
    if firebreak == 1.0:
        return 0.0
    reached, climbs = 1.0, 0.0
    for rung in range(1, int(rungs)):
        here = up * (1.0 - firebreak) if rung == at else up
        climbs = here / (1.0 - (1.0 - here) * climbs)
        reached *= climbs
    return reached


@formula(
    up_rate=nonnegative("rate of deliberate escalation", "1/time"),
    accident_rate=nonnegative("rate at which fully autonomous, unsafe systems set off incidents", "1/time"),
    autonomy=share("share of decisions without a human, d"),
    safety=share("effort spent on safety, s"),
)
def rate_with_accidents(up_rate, accident_rate, autonomy, safety):
    r"""Rate of escalation when machines can start it too ("flash war"): $\lambda_u + \lambda_{acc}\, d\, (1 - s)$."""
    return up_rate + accident_rate * autonomy * (1.0 - safety)


@formula(
    firebreak=share("strength of the nuclear firebreak, f_5"),
    inferiority=nonnegative("how far the state lags in conventional and AI capability", "log points"),
    sensitivity=nonnegative("how fast inferiority wears the firebreak down", "1/log point"),
)
def firebreak_under_inferiority(firebreak, inferiority, sensitivity):
    r"""Strength of the nuclear firebreak of a state that falls behind: $f e^{-s g}$ (our own form)."""
    return firebreak * exp(-sensitivity * inferiority)


def fundamental_matrix(up: ArrayLike) -> NDArray[np.float64]:
    r"""Expected visits to each rung between peace and the top before the crisis ends: $N = (I - Q)^{-1}$.

    ``up[k]`` is the chance of a step up from rung k + 1; the shape is ``(rungs, rungs)``, from row to column. Raises
    DomainError if a chance lies outside [0, 1] or if a crisis could go on for ever.
    """
    steps = _steps(up)
    transient = np.diag(steps[:-1], 1) + np.diag(1.0 - steps[1:], -1)
    # Above a rung that always rises and below one that never does, a crisis would never end.
    floor, ceiling = np.flatnonzero(steps == 1.0), np.flatnonzero(steps == 0.0)
    if len(floor) and len(ceiling) and floor[0] < ceiling[-1]:
        raise DomainError("fundamental_matrix: up holds a crisis between two rungs for ever")
    return np.linalg.inv(np.eye(len(steps)) - transient).astype(np.float64)


def absorption(up: ArrayLike) -> NDArray[np.float64]:
    r"""Chances of ending in peace and at the top, from each rung: $B = N R$; shape ``(rungs, 2)``."""
    steps = _steps(up)
    leave = np.zeros((len(steps), 2))
    leave[0, 0] = 1.0 - steps[0]
    leave[-1, 1] = steps[-1]
    return fundamental_matrix(steps) @ leave


def with_firebreaks(up: ArrayLike, firebreaks: ArrayLike) -> NDArray[np.float64]:
    """Chances of a step up behind firebreaks of the given strengths, rung by rung: $u_k (1 - f_k)$."""
    steps, strength = _steps(up), np.asarray(firebreaks, dtype=float)
    if strength.shape != steps.shape:
        raise DomainError(f"with_firebreaks: firebreaks has shape {strength.shape}, up {steps.shape}")
    if not np.all((strength >= 0.0) & (strength <= 1.0)):
        raise DomainError("with_firebreaks: firebreaks lies outside [0, 1]")
    return np.asarray(steps * (1.0 - strength))


def _steps(up: ArrayLike) -> NDArray[np.float64]:
    steps: NDArray[Any] = np.asarray(up, dtype=float)
    if steps.ndim != 1 or len(steps) == 0:
        raise DomainError(f"up needs one chance for each rung below the top, not shape {steps.shape}")
    if not np.all((steps >= 0.0) & (steps <= 1.0)):
        raise DomainError("up lies outside [0, 1]")
    return steps


MODEL = Model(
    section="M14",
    title="The escalation ladder",
    claim="Speed that outruns diplomacy raises the risk that a crisis reaches the top; firebreaks lower it.",
    equation=r"P(\text{top} \mid 1) = \frac{1 - r}{1 - r^n}, \quad r = \frac{\lambda_d}{v \lambda_u}",
    cites=("kahn1965", "horowitz2019", "kreps2019", "altmann2017"),
    confidence=Confidence.REDUCED,
    holds="one step at a time, the same chances whatever happened before, no learning within the crisis",
    breaks="when leaders skip rungs, when alarm itself restrains, or when the top is chosen rather than drifted into",
    main=top_probability,
    example={"tempo": 2.0, "up_rate": 1.0, "down_rate": 2.0, "rungs": 5.0},
    meaning=lambda p: f"a crisis on the first rung reaches the top with probability {p:.4g}",
    known=(
        KnownResult("tempo 1: .0323", lambda: top_probability(1, 1, 2, 5), 1 / 31),
        KnownResult("tempo 2: .2000", lambda: top_probability(2, 1, 2, 5), 0.2),
        KnownResult("tempo 4: .5161", lambda: top_probability(4, 1, 2, 5), 16 / 31),
    ),
    static=ComparativeStatic(
        vary="tempo",
        low=0.1,
        high=8.0,
        curves="rungs",
        values=(3.0, 5.0, 8.0),
        fixed={"up_rate": 1.0, "down_rate": 2.0},
        ylabel="probability of reaching the top",
        reading="With five rungs risk accelerates until events are as fast as diplomacy and flattens beyond: "
        "the curve is S-shaped, and more rungs make it steeper.",
    ),
    corrects="'Speed kills ever faster': with five rungs the risk is convex in tempo only below the point where "
    "escalation and diplomacy are equally fast, and concave above.",
)
