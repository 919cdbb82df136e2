"""Reduced form: whether arming is safety, temptation or a dilemma depends on offense and on what can be told apart.

Jervis (1978) names two variables, the offense-defense balance and whether defense can be told from offense. A two-state
stage game carries them here: both choose to restrain or to arm; mutual restraint pays R = 0, mutual arming P = -a,
exploiting a restrained rival T = -a + oG, being exploited S = -o(1 - kappa)L. Two margins order everything:
*greed* T - R and *fear* P - S. Glaser's (2010) power, information and motives enter as cost, belief and gain.
"""

# covers: F37, F38

import enum
from math import exp

import numpy as np
from numpy.typing import ArrayLike

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, nonnegative, share

EASE = share("ease of offense: how much of what is attacked is taken")
DISTINCT = share("how well defensive arms can be told from offensive ones")
COST = nonnegative("cost of arming", "value at stake")
GAIN = nonnegative("gain from exploiting a restrained rival: greed times what can be taken", "value at stake")
LOSS = nonnegative("loss when exploited by an armed rival", "value at stake")
BELIEF = share("belief that the other restrains")


class Game(enum.Enum):
    """What the stage game is, by the signs of greed and fear."""

    HARMONY = "harmony"
    STAG_HUNT = "stag hunt"
    PRISONERS_DILEMMA = "prisoner's dilemma"
    CHICKEN = "chicken"


class World(enum.Enum):
    """The four worlds of Jervis (1978), numbered as he does."""

    DOUBLY_DANGEROUS = 1
    SECURITY_DILEMMA = 2
    AGGRESSION_POSSIBLE = 3
    DOUBLY_STABLE = 4


@formula(ease=EASE, cost=COST, gain=GAIN)
def greed(ease, cost, gain):
    r"""What a state gains by arming against a restrained rival: $T - R = oG - a$."""
    return ease * gain - cost


@formula(ease=EASE, distinct=DISTINCT, cost=COST, loss=LOSS)
def fear(ease, distinct, cost, loss):
    r"""What a state gains by arming against an armed rival: $P - S = o(1 - \kappa)L - a$."""
    return ease * (1.0 - distinct) * loss - cost


@formula(ease=EASE, distinct=DISTINCT, cost=COST, gain=GAIN, loss=LOSS)
def minimum_trust(ease, distinct, cost, gain, loss):
    r"""Least belief that the other restrains at which restraint is worth the risk (Kydd 2005; Jervis 1978).

    $t^* = (P - S) / [(R - T) + (P - S)] = (o(1-\kappa)L - a) / (o[(1-\kappa)L - G])$ in a stag hunt; 0 in harmony;
    1 where greed is positive, since no trust makes restraint a best reply to restraint.
    """
    fearful = ease * (1.0 - distinct) * loss - cost
    greedy = ease * gain - cost
    if greedy > 0.0:
        return 1.0
    if fearful <= 0.0:
        return 0.0
    return fearful / (fearful - greedy)


@formula(ease=EASE, distinct=DISTINCT, cost=COST, gain=GAIN, loss=LOSS)
def dilemma_intensity(ease, distinct, cost, gain, loss):
    """How severe the security dilemma is: 0 where nobody arms from fear, t* in a stag hunt, 1 in a prisoner's dilemma.

    Differs from ``minimum_trust`` in chicken alone: there greed arms a state, fear does not, and Jervis sees no
    security dilemma (world 3).
    """
    fearful = ease * (1.0 - distinct) * loss - cost
    greedy = ease * gain - cost
    if fearful <= 0.0:
        return 0.0
    if greedy > 0.0:
        return 1.0
    return fearful / (fearful - greedy)


@formula(belief=BELIEF, ease=EASE, distinct=DISTINCT, cost=COST, gain=GAIN, loss=LOSS)
def restraint_advantage(belief, ease, distinct, cost, gain, loss):
    r"""Expected payoff of restraint less that of arming: $t(R - T) - (1 - t)(P - S)$, in units of the value at stake.

    In a stag hunt it is 0 at $t^*$ and positive above.
    """
    greedy = ease * gain - cost
    fearful = ease * (1.0 - distinct) * loss - cost
    return -belief * greedy - (1.0 - belief) * fearful


@formula(
    belief=BELIEF,
    ease=EASE,
    distinct=DISTINCT,
    cost=COST,
    gain=GAIN,
    loss=LOSS,
    noise=nonnegative("scale of the errors in weighing payoffs", "value at stake"),
)
def restraint_probability(belief, ease, distinct, cost, gain, loss, noise):
    r"""Probability of restraint when payoffs are weighed with error (logit response, McKelvey and Palfrey 1995).

    $1 / (1 + e^{-A/\lambda})$ with the advantage of restraint $A$ and noise $\lambda$. At zero noise it is the best
    reply itself: restrain iff $A \ge 0$, which in a stag hunt is $t \ge t^*$.
    """
    greedy = ease * gain - cost
    fearful = ease * (1.0 - distinct) * loss - cost
    advantage = -belief * greedy - (1.0 - belief) * fearful
    if noise == 0.0:
        return 1.0 if advantage >= 0.0 else 0.0
    # the exponent is kept at or below zero, where it cannot overflow
    tail = exp(-abs(advantage) / noise)
    return 1.0 / (1.0 + tail) if advantage >= 0.0 else tail / (1.0 + tail)


@formula(ease=EASE, distinct=DISTINCT, cost=COST, gain=GAIN, loss=LOSS)
def risk_dominance(ease, distinct, cost, gain, loss):
    r"""How far restraint is the safer bet at even odds, $(R - T) - (P - S)$: in a stag hunt above 0 iff $t^* < 1/2$."""
    return 2.0 * cost - ease * gain - ease * (1.0 - distinct) * loss


def classify(ease: float, distinct: float, cost: float, gain: float, loss: float) -> Game:
    """Which game the two states are in. Raises DomainError outside the domain of ``greed`` and ``fear``."""
    greedy = greed(ease, cost, gain) > 0
    fearful = fear(ease, distinct, cost, loss) > 0
    if greedy:
        return Game.PRISONERS_DILEMMA if fearful else Game.CHICKEN
    return Game.STAG_HUNT if fearful else Game.HARMONY


def class_shares(
    ease: ArrayLike, distinct: ArrayLike, cost: ArrayLike, gain: ArrayLike, loss: ArrayLike
) -> dict[Game, float]:
    """Share of dyads in each game; the arguments are scalars or arrays over dyads. The shares sum to one."""
    arming, taking = np.broadcast_arrays(greed(ease, cost, gain) > 0, fear(ease, distinct, cost, loss) > 0)
    return {
        Game.HARMONY: float(np.mean(~arming & ~taking)),
        Game.STAG_HUNT: float(np.mean(~arming & taking)),
        Game.PRISONERS_DILEMMA: float(np.mean(arming & taking)),
        Game.CHICKEN: float(np.mean(arming & ~taking)),
    }


def system_intensity(intensity: ArrayLike, threat: ArrayLike) -> float:
    """Security dilemma of the system: mean over dyads of its intensity [0, 1], weighted by threat (any unit, >= 0).

    Raises DomainError for an intensity outside [0, 1], a negative threat or no threat at all.
    """
    values, weights = np.broadcast_arrays(np.asarray(intensity, float), np.asarray(threat, float))
    if not np.all((values >= 0) & (values <= 1)):
        raise DomainError("system_intensity: intensity lies outside [0, 1]")
    if not (np.all(weights >= 0) and 0 < weights.sum() < np.inf):
        raise DomainError("system_intensity: threat must be zero or more, and positive somewhere")
    return float(np.average(values, weights=weights))


def world(ease: float, distinct: float) -> World:
    """Which of Jervis's four worlds: offense has the advantage above one half, and so for telling arms apart."""
    if not (0 <= ease <= 1 and 0 <= distinct <= 1):
        raise DomainError(f"world: ease = {ease:g} and distinct = {distinct:g} must lie in [0, 1]")
    if distinct > 0.5:
        return World.AGGRESSION_POSSIBLE if ease > 0.5 else World.DOUBLY_STABLE
    return World.DOUBLY_DANGEROUS if ease > 0.5 else World.SECURITY_DILEMMA


SEEKER = {"cost": 0.3, "gain": 0.0, "loss": 1.5}

MODEL = Model(
    section="M5",
    title="Security dilemma",
    claim="States that want only safety arm against each other when offense is easy and intentions cannot be read.",
    equation=r"t^* = \frac{P - S}{(R - T) + (P - S)} = \frac{o(1-\kappa)L - a}{o\,[(1-\kappa)L - G]}",
    cites=("jervis1978", "kydd2005", "glaser2010", "mckelvey_palfrey1995"),
    confidence=Confidence.REDUCED,
    holds="two symmetric states, one simultaneous choice, payoffs in units of the value at stake",
    breaks="with repeated play, unequal power, nuclear arms that make defense and deterrence differ, or three states",
    main=minimum_trust,
    example={"ease": 0.5, "distinct": 0.0, "cost": 0.3, "gain": 0.5, "loss": 1.5},
    meaning=lambda t: f"restraint is worth the risk only to a state at least {t:.2%} sure that the other restrains",
    known=(
        KnownResult("o=.5, kappa=0, a=.3, G=.5, L=1.5", lambda: minimum_trust(0.5, 0.0, 0.3, 0.5, 1.5), 0.9),
        KnownResult("easier defense, o=.3", lambda: minimum_trust(0.3, 0.0, 0.3, 0.5, 1.5), 0.5),
        KnownResult("arms told apart, kappa=.7: harmony", lambda: minimum_trust(0.5, 0.7, 0.3, 0.5, 1.5), 0.0),
        KnownResult("easier offense, o=.8: greed rules", lambda: minimum_trust(0.8, 0.0, 0.3, 0.5, 1.5), 1.0),
        KnownResult("world 1, security seekers", lambda: minimum_trust(0.8, 0.0, **SEEKER), 0.75),
        KnownResult("world 2, security seekers", lambda: minimum_trust(0.3, 0.0, **SEEKER), 1 / 3),
        KnownResult("world 3, security seekers", lambda: minimum_trust(0.8, 0.7, **SEEKER), 1 / 6),
        KnownResult("world 4, security seekers", lambda: minimum_trust(0.3, 0.7, **SEEKER), 0.0),
    ),
    static=ComparativeStatic(
        vary="ease",
        low=0.0,
        high=1.0,
        curves="distinct",
        values=(0.0, 0.4, 0.7),
        fixed=SEEKER,
        ylabel="least trust that supports restraint",
        reading="Easier offense asks for more trust; arms that can be told apart ask for less, and below some ease of "
        "offense for none.",
    ),
    corrects="'A state that gains by cheating (oG > a) is in a prisoner's dilemma': only if it also arms from fear. "
    "Where o(1 - kappa)L <= a the game is chicken: each arms against restraint but yields to arms.",
)
