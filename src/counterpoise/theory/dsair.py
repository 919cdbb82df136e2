"""A race between safe and unsafe developers, and when to regulate it (Han, Pereira, Santos and Lenaerts 2020).

Always-safe developers (AS) pay c a round; always-unsafe ones (AU) skip it, run s times as fast and risk losing all with
probability p_r. A round is worth b, winning after W rounds B; unsafe conduct is found out with probability p_fo, which
forfeits the round. Strategies spread by imitation. Payoffs and thresholds agree with the published replication code of
PaoloBova/gh-pages-example. The follow-up's condition for punishment (Han et al. 2021, eq. 7) is reported to hold a slip
and is left out.
"""

# covers: T18, F02

import enum
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
    count,
    formula,
    nonnegative,
    positive,
    share,
)

BENEFIT = positive("benefit of a round, b", "payoff")
COST = nonnegative("cost of safety a round, c", "payoff")
SPEED = Arg("speed of an unsafe developer relative to a safe one, s", low=1.0)
PRIZE = positive("prize of winning the race, B", "payoff")
ROUNDS = positive("rounds a safe developer needs, W", "rounds")
RISK = share("probability that an unsafe developer loses all, p_r")
DETECTION = share("probability that unsafe conduct is found out, p_fo")
PAYOFF = Arg("payoff", "payoff")


class Zone(enum.Enum):
    """What the risk of disaster makes of the race."""

    INNOVATION = "society prefers unsafe speed and imitation selects it: regulation would cost welfare"
    DILEMMA = "society prefers safety, imitation selects unsafe speed: regulation helps"
    COMPLIANCE = "society prefers safety and imitation selects it: regulation is not needed"
    CAUTION = "society prefers unsafe speed, imitation selects safety: risk-taking would help"


@formula(benefit=BENEFIT, cost=COST, prize=PRIZE, rounds=ROUNDS)
def safe_against_safe(benefit, cost, prize, rounds):
    r"""Average payoff of a safe developer against another: $-c + b/2 + B/(2W)$."""
    return -cost + benefit / 2.0 + prize / (2.0 * rounds)


@formula(benefit=BENEFIT, cost=COST, speed=SPEED, detection=DETECTION)
def safe_against_unsafe(benefit, cost, speed, detection):
    r"""Average payoff of a safe developer against an unsafe one: $-c + (1 - p_{fo}) b / (s + 1) + p_{fo} b$."""
    return -cost + (1.0 - detection) * benefit / (speed + 1.0) + detection * benefit


@formula(benefit=BENEFIT, speed=SPEED, prize=PRIZE, rounds=ROUNDS, risk=RISK, detection=DETECTION)
def unsafe_against_safe(benefit, speed, prize, rounds, risk, detection):
    r"""Average payoff of an unsafe developer against a safe one: $(1 - p_r)[(1 - p_{fo}) s b / (s + 1) + s B / W]$."""
    return (1.0 - risk) * ((1.0 - detection) * speed * benefit / (speed + 1.0) + speed * prize / rounds)


@formula(benefit=BENEFIT, speed=SPEED, prize=PRIZE, rounds=ROUNDS, risk=RISK, detection=DETECTION)
def unsafe_against_unsafe(benefit, speed, prize, rounds, risk, detection):
    r"""Average payoff of an unsafe developer against another: $(1 - p_r)[(1 - p_{fo}^2) b / 2 + s B / (2W)]$."""
    return (1.0 - risk) * ((1.0 - detection**2.0) * benefit / 2.0 + speed * prize / (2.0 * rounds))


def payoff_matrix(
    benefit: float, cost: float, speed: float, prize: float, rounds: float, risk: float, detection: float = 0.0
) -> NDArray[np.float64]:
    """Average payoffs of the row strategy against the column one, safe first; shape ``(2, 2)``."""
    return np.array(
        [
            [safe_against_safe(benefit, cost, prize, rounds), safe_against_unsafe(benefit, cost, speed, detection)],
            [
                unsafe_against_safe(benefit, speed, prize, rounds, risk, detection),
                unsafe_against_unsafe(benefit, speed, prize, rounds, risk, detection),
            ],
        ]
    )


@formula(benefit=BENEFIT, cost=COST, speed=SPEED, prize=PRIZE, rounds=ROUNDS, detection=DETECTION)
def collective_threshold(benefit, cost, speed, prize, rounds, detection):
    r"""Risk of disaster above which all-safe beats all-unsafe: $1 - \Pi_{11} / (\pi_{22} + s B / (2W))$.

    Tends to $1 - 1/s$ as the prize dwarfs the rounds. Below 0: safety is preferred whatever the risk.
    """
    safe = -cost + benefit / 2.0 + prize / (2.0 * rounds)
    unsafe = (1.0 - detection**2.0) * benefit / 2.0 + speed * prize / (2.0 * rounds)
    return 1.0 - safe / unsafe


@formula(benefit=BENEFIT, cost=COST, speed=SPEED, prize=PRIZE, rounds=ROUNDS, detection=DETECTION)
def risk_dominance_threshold(benefit, cost, speed, prize, rounds, detection):
    r"""Risk of disaster above which safe risk-dominates unsafe: $1 - (\Pi_{11} + \Pi_{12}) / (\pi_{21} + \pi_{22} +
    3 s B / (2W))$.

    Tends to $1 - 1/(3s)$ as the prize dwarfs the rounds. Above it imitation in a large population selects safety.
    """
    safe = -2.0 * cost + benefit / 2.0 + prize / (2.0 * rounds)
    safe += (1.0 - detection) * benefit / (speed + 1.0) + detection * benefit
    unsafe = (1.0 - detection) * speed * benefit / (speed + 1.0) + (1.0 - detection**2.0) * benefit / 2.0
    return 1.0 - safe / (unsafe + 1.5 * speed * prize / rounds)


@formula(speed=SPEED)
def collective_threshold_limit(speed):
    r"""Collective threshold when the prize dwarfs the rounds: $1 - 1/s$."""
    return 1.0 - 1.0 / speed


@formula(speed=SPEED)
def risk_dominance_threshold_limit(speed):
    r"""Risk-dominance threshold when the prize dwarfs the rounds: $1 - 1/(3s)$."""
    return 1.0 - 1.0 / (3.0 * speed)


def zone(risk: float, collective: float, risk_dominance: float) -> Zone:
    """Where a risk of disaster lies against the two thresholds. Raises DomainError for a risk outside [0, 1]."""
    if not 0 <= risk <= 1:
        raise DomainError(f"zone: risk = {risk:g} lies outside [0, 1]")
    if risk > collective:
        return Zone.COMPLIANCE if risk > risk_dominance else Zone.DILEMMA
    return Zone.CAUTION if risk > risk_dominance else Zone.INNOVATION


@formula(
    mutant_mutant=PAYOFF,
    mutant_resident=PAYOFF,
    resident_mutant=PAYOFF,
    resident_resident=PAYOFF,
    selection=nonnegative("intensity of selection, beta", "1/payoff"),
    population=count("developers, Z", at_least=2),
)
def fixation_probability(mutant_mutant, mutant_resident, resident_mutant, resident_resident, selection, population):
    r"""Probability that one mutant takes a resident population over by Fermi imitation (Traulsen et al. 2006).

    $\rho = [1 + \sum_{k=1}^{Z-1} \prod_{j \le k} e^{-\beta (\pi_M(j) - \pi_R(j))}]^{-1}$, payoffs averaged over the
    other Z - 1 members when j are mutants. Neutral mutants fix with probability $1/Z$.
    """
    others = population - 1.0
    exponent, greatest, total = 0.0, 0.0, 1.0
    for mutants in range(1, int(population)):
        residents = population - mutants
        mutant = ((mutants - 1.0) * mutant_mutant + residents * mutant_resident) / others
        resident = (mutants * resident_mutant + (residents - 1.0) * resident_resident) / others
        exponent -= selection * (mutant - resident)
        # the sum is kept relative to its greatest term, so that strong selection cannot overflow
        if exponent > greatest:
            total = total * exp(greatest - exponent) + 1.0
            greatest = exponent
        else:
            total += exp(exponent - greatest)
    return exp(-greatest - log(total))


def stationary_distribution(payoffs: ArrayLike, selection: float, population: int) -> NDArray[np.float64]:
    r"""Share of time the population spends in each strategy when mutants are rare (Fudenberg and Imhof 2006).

    ``payoffs[i, j]`` is what i earns against j, shape ``(n, n)``; the result, shape ``(n,)``, sums to one. From all-i
    the population moves to all-j at the rate $\rho_{ij} / (n - 1)$ at which a j mutant fixes. Raises DomainError for a
    matrix that is not square, finite and of at least two strategies, for selection and population out of domain, and
    for selection so strong that a mutant's chance is too small for a float.
    """
    table = np.asarray(payoffs, float)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or len(table) < 2 or not np.isfinite(table).all():
        raise DomainError(
            f"stationary_distribution: payoffs {table.shape} must be square, finite, two strategies or more"
        )
    n = len(table)
    moves = np.zeros((n, n))
    for i, j in zip(*np.nonzero(~np.eye(n, dtype=bool)), strict=True):
        fixed = fixation_probability(table[j, j], table[j, i], table[i, j], table[i, i], selection, population)
        moves[i, j] = fixed / (n - 1)
    if np.any(moves[~np.eye(n, dtype=bool)] == 0):
        raise DomainError(f"stationary_distribution: selection = {selection:g} is too strong for this population")
    return _stationary(moves)


def _stationary(moves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stationary distribution of a chain from its moves between states, by eliminating one state after another.

    The Grassmann-Taksar-Heyman elimination: it never subtracts, so rates hundreds of orders apart keep their digits.
    """
    rates = moves.copy()
    n = len(rates)
    for last in range(n - 1, 0, -1):
        rates[:last, last] /= rates[last, :last].sum()
        rates[:last, :last] += np.outer(rates[:last, last], rates[last, :last])
    weights = np.ones(n)
    for state in range(1, n):
        weights[state] = weights[:state] @ rates[:state, state]
    return weights / weights.sum()


FIGURE = {"benefit": 4.0, "cost": 1.0, "speed": 1.5, "prize": 1e4, "rounds": 100.0, "detection": 0.0}

MODEL = Model(
    section="M9",
    title="AI race with regulation (DSAIR)",
    claim="Between two levels of risk a race breeds unsafe conduct that all would be better without; only there does "
    "regulation help.",
    equation=r"p_r > 1 - \frac{1}{s} \;\mathrm{(collective)}, \qquad p_r > 1 - \frac{1}{3s} \;\mathrm{(selected)}",
    cites=(
        "han_pereira_santos_lenaerts2020",
        "han_pereira_lenaerts_santos2021",
        "traulsen_nowak_pacheco2006",
        "fudenberg_imhof2006",
    ),
    confidence=Confidence.REPLICATED,
    holds="many alike developers who meet in pairs and copy success; a prize that dwarfs the rounds for the limits",
    breaks="when developers differ, when a disaster strikes all alike, or when the race is long and rounds matter most",
    main=risk_dominance_threshold,
    example=FIGURE,
    meaning=lambda p: (
        f"imitation selects safe development only if unsafe development fails with probability above {p:.4g}"
    ),
    known=(
        KnownResult("collective threshold, exact", lambda: collective_threshold(**FIGURE), 26 / 77),
        KnownResult("risk-dominance threshold, exact", lambda: risk_dominance_threshold(**FIGURE), 889 / 1147),
        KnownResult("collective threshold, s=1.5, in the limit", lambda: collective_threshold_limit(1.5), 1 / 3),
        KnownResult(
            "risk-dominance threshold, s=1.5, in the limit", lambda: risk_dominance_threshold_limit(1.5), 7 / 9
        ),
        KnownResult("a neutral mutant fixes with 1/Z", lambda: fixation_probability(1, 1, 1, 1, 0.01, 100), 0.01),
    ),
    static=ComparativeStatic(
        vary="speed",
        low=1.0,
        high=5.0,
        curves="detection",
        values=(0.0, 0.3, 0.6),
        fixed={"benefit": 4.0, "cost": 1.0, "prize": 1e4, "rounds": 100.0},
        ylabel="risk above which safety is selected",
        reading="The faster corner-cutting makes a developer, the greater the risk must be before safety wins; finding "
        "it out barely helps while the prize dwarfs the rounds.",
    ),
    corrects="'Regulate the race': below the collective threshold regulation costs welfare, above the other it is not "
    "needed; only between them is there a dilemma.",
)
