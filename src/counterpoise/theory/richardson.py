"""States arm in answer to each other, tire under the cost and nurse grievances (Richardson 1960).

$\\dot x_i = \\sum_j k_{ij} x_j - a_i x_i + g_i$: arms $x_i$ (any unit), reaction $k_{ij}$ and fatigue $a_i$ (1/year),
grievance $g_i$ (unit/year). The race settles if fatigue outweighs reaction, and runs away otherwise.
"""

from math import exp, log

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
    nonnegative,
    positive,
)

REACTION = nonnegative("how strongly a state's arming answers the other's arms", "1/year")
FATIGUE = positive("how strongly the cost of arms holds arming back", "1/year")
GRIEVANCE = Arg("arming without any threat; below zero, goodwill", "unit/year")
DETERMINED = Relation(
    "fatigue * fatigue_other != reaction * reaction_other",
    lambda reaction, reaction_other, fatigue, fatigue_other: fatigue * fatigue_other != reaction * reaction_other,
)


@formula(
    DETERMINED,
    reaction=REACTION,
    reaction_other=REACTION,
    fatigue=FATIGUE,
    fatigue_other=FATIGUE,
    grievance=GRIEVANCE,
    grievance_other=GRIEVANCE,
)
def equilibrium_arms(reaction, reaction_other, fatigue, fatigue_other, grievance, grievance_other):
    r"""Arms of one of two states where neither changes: $x^* = (k h + b g) / (ab - kl)$.

    Own reaction k, fatigue a and grievance g; the other's l, b and h. Swap the arguments in pairs for the other's arms.
    The race goes there iff ``stability_margin`` is positive; otherwise the point repels.
    """
    return (reaction * grievance_other + fatigue_other * grievance) / (
        fatigue * fatigue_other - reaction * reaction_other
    )


@formula(reaction=REACTION, reaction_other=REACTION, fatigue=FATIGUE, fatigue_other=FATIGUE)
def stability_margin(reaction, reaction_other, fatigue, fatigue_other):
    r"""How far fatigue outweighs reaction: $ab - kl$; the two-state race is stable iff it is above 0."""
    return fatigue * fatigue_other - reaction * reaction_other


BURDEN = positive("military share of output")
LOG_REACTION = nonnegative("pull of the burden towards the perceived threat", "1/year")
LOG_FATIGUE = nonnegative("pull of the burden back to its peacetime norm", "1/year")
LOG_GRIEVANCE = Arg("growth of the burden without any threat", "1/year")


@formula(
    burden=BURDEN,
    threat=positive("rivals' burden, weighted by how much each is feared"),
    norm=positive("burden in peace"),
    reaction=LOG_REACTION,
    fatigue=LOG_FATIGUE,
    grievance=LOG_GRIEVANCE,
)
def next_burden(burden, threat, norm, reaction, fatigue, grievance):
    r"""Reduced form: next year's military share of output, $\Delta \ln m = k \ln(\theta / m) - a \ln(m / \bar m) + g$.

    Richardson's equation in logs, so that burdens stay positive. Without fatigue a pair that answers each other in full
    never settles: the sum of their log burdens drifts with grievance for ever.
    """
    return burden * exp(reaction * log(threat / burden) - fatigue * log(burden / norm) + grievance)


@formula(
    regard=positive("weight of the other's burden in the threat one perceives"),
    norm=positive("burden in peace"),
    reaction=LOG_REACTION,
    fatigue=positive("pull of the burden back to its peacetime norm", "1/year"),
    grievance=LOG_GRIEVANCE,
)
def settled_burden(regard, norm, reaction, fatigue, grievance):
    r"""Reduced form: burden at which two alike states settle, $m^* = \bar m \exp[(k \ln f + g) / a]$.

    The log form with threat $\theta = f m$; without reaction it is what grievance alone supports.
    """
    return norm * exp((reaction * log(regard) + grievance) / fatigue)


def _system(
    reaction: ArrayLike, fatigue: ArrayLike, grievance: ArrayLike | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The checked matrices of the n-state race."""
    k, a = np.asarray(reaction, float), np.asarray(fatigue, float)
    g = np.zeros_like(a) if grievance is None else np.asarray(grievance, float)
    if a.ndim != 1 or k.shape != (a.size, a.size) or g.shape != a.shape:
        raise DomainError(f"richardson: reaction {k.shape}, fatigue {a.shape} and grievance {g.shape} do not fit")
    if not (np.isfinite(k).all() and np.isfinite(g).all()) or np.any(k < 0) or np.any(np.diag(k) != 0):
        raise DomainError("richardson: reaction must be zero or more, with a zero diagonal, and all numbers finite")
    if not np.all((a > 0) & np.isfinite(a)):
        raise DomainError("richardson: fatigue must be positive")
    return k, a, g


def equilibrium(reaction: ArrayLike, fatigue: ArrayLike, grievance: ArrayLike) -> NDArray[np.float64]:
    r"""Arms of n states where none changes: $x^* = (\mathrm{diag}\, a - K)^{-1} g$; shape ``(n,)``.

    ``reaction[i, j]`` is i's reaction to j, 1/year. Raises DomainError for a race that is not stable, for which no
    such point is reached.
    """
    k, a, g = _system(reaction, fatigue, grievance)
    if growth_rate(k, a) >= 0:
        raise DomainError("richardson: the race is not stable, so it settles nowhere")
    return np.asarray(np.linalg.solve(np.diag(a) - k, g), np.float64)


def growth_rate(reaction: ArrayLike, fatigue: ArrayLike) -> float:
    r"""Rate at which the n-state race runs away in the long run, 1/year; stable iff negative.

    The spectral abscissa of $K - \mathrm{diag}\, a$; with equal fatigue, $\rho(K) - a$.
    """
    k, a, _ = _system(reaction, fatigue)
    return float(np.linalg.eigvals(k - np.diag(a)).real.max())


def is_stable(reaction: ArrayLike, fatigue: ArrayLike) -> bool:
    """Whether the n-state race settles: every mode of the reaction matrix less fatigue decays."""
    return growth_rate(reaction, fatigue) < 0


def trajectory(
    start: ArrayLike, reaction: ArrayLike, fatigue: ArrayLike, grievance: ArrayLike, years: float, steps: int
) -> NDArray[np.float64]:
    """Arms over time by fourth-order Runge-Kutta; shape ``(steps + 1, n)``, from ``start`` in equal steps.

    Raises DomainError for arguments that do not fit, years not positive or no steps.
    """
    k, a, g = _system(reaction, fatigue, grievance)
    x = np.asarray(start, float)
    if x.shape != a.shape or not years > 0 or steps < 1:
        raise DomainError(f"richardson: start {x.shape}, years = {years:g} and steps = {steps} do not fit")
    matrix, h = k - np.diag(a), years / steps
    path = [x]
    for _ in range(steps):
        r1 = matrix @ x + g
        r2 = matrix @ (x + h / 2 * r1) + g
        r3 = matrix @ (x + h / 2 * r2) + g
        r4 = matrix @ (x + h * r3) + g
        x = x + h / 6 * (r1 + 2 * r2 + 2 * r3 + r4)
        path.append(x)
    return np.array(path)


def arms_race_waste(reaction: ArrayLike, fatigue: ArrayLike, grievance: ArrayLike, output: float) -> float:
    r"""Arms that answer arms, as a share of output: $\sum_i (x_i^* - g_i / a_i) / Y$.

    $g_i / a_i$ is what each would hold did nobody react. Raises DomainError for an unstable race or no output.
    """
    k, a, g = _system(reaction, fatigue, grievance)
    if not output > 0:
        raise DomainError(f"richardson: output = {output:g} must be positive")
    return float((equilibrium(k, a, g) - g / a).sum() / output)


MODEL = Model(
    section="M7",
    title="Arms race",
    claim="An arms race settles where fatigue outweighs reaction, and runs away where it does not.",
    equation=r"\dot x_i = \sum_j k_{ij} x_j - a_i x_i + g_i, \qquad x^* = \frac{k h + b g}{ab - kl}",
    cites=("richardson1960",),
    confidence=Confidence.DERIVED,
    holds="arms that answer arms in proportion, without strategy, stocks or budgets that bind",
    breaks="where budgets run on bureaucratic inertia: reviews find that reaction terms often lose to last year's "
    "budget, so compare with a model of inertia alone",
    main=equilibrium_arms,
    example={
        "reaction": 0.1,
        "reaction_other": 0.1,
        "fatigue": 0.2,
        "fatigue_other": 0.2,
        "grievance": 0.01,
        "grievance_other": 0.01,
    },
    meaning=lambda x: f"the race settles with {x:.4g} in arms" if x >= 0 else f"the race rests at {x:.4g}, unreachable",
    known=(
        KnownResult(
            "k=l=.1, a=b=.2, g=h=.01: g/(a - k)", lambda: equilibrium_arms(0.1, 0.1, 0.2, 0.2, 0.01, 0.01), 0.1
        ),
        KnownResult("edge of stability: ab = kl", lambda: stability_margin(0.4, 0.1, 0.2, 0.2), 0.0),
        KnownResult(
            "three alike states, k=.1: rate 2k - a", lambda: growth_rate(0.1 * (1 - np.eye(3)), [0.25] * 3), -0.05
        ),
    ),
    static=ComparativeStatic(
        vary="reaction",
        low=0.0,
        high=0.3,
        curves="fatigue",
        values=(0.2, 0.25, 0.3),
        fixed={"reaction_other": 0.1, "fatigue_other": 0.2, "grievance": 0.01, "grievance_other": 0.01},
        ylabel="arms where the race settles",
        reading="Arms rise ever faster as reaction nears the edge where fatigue no longer holds it.",
    ),
)
