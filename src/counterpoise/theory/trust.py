"""Reduced form: trust follows Bayes' rule, so only what a greedy state would not do builds it (Kydd 2000, 2005).

Trust is the belief that the other is a security seeker. Signals reassure or threaten; fear weighs threats too heavily
(Jervis 1976); arms are seen through noise. Bayes' rule is exact; the noise, the weight and the test of a costly signal
are our algebra for arguments made in words.
"""

# covers: F37

from math import exp

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    KnownResult,
    Model,
    Relation,
    formula,
    nonnegative,
    positive,
    share,
)

TRUST = share("belief that the other is a security seeker")
SEEKER_REASSURES = share("probability that a security seeker reassures", low_open=True, high_open=True)
GREEDY_REASSURES = share("probability that a greedy state reassures", low_open=True, high_open=True)
BIAS = nonnegative("extra weight given to threats")
TELLING = Relation(
    "greedy_reassures <= seeker_reassures",
    lambda seeker_reassures, greedy_reassures: greedy_reassures <= seeker_reassures,
)


@formula(trust=TRUST, likelihood_ratio=positive("P(signal | security seeker) / P(signal | greedy)"))
def updated_trust(trust, likelihood_ratio):
    r"""Trust after a signal: $\mathrm{logit}\, t' = \mathrm{logit}\, t + \ln LR$, written in odds.

    A signal as likely from either type (ratio 1) teaches nothing; certainty never moves.
    """
    return trust * likelihood_ratio / (trust * likelihood_ratio + (1.0 - trust))


@formula(TELLING, trust=TRUST, seeker_reassures=SEEKER_REASSURES, greedy_reassures=GREEDY_REASSURES)
def trust_after_reassurance(trust, seeker_reassures, greedy_reassures):
    """Trust after a reassuring signal; never below what it was."""
    ratio = seeker_reassures / greedy_reassures
    return trust * ratio / (trust * ratio + (1.0 - trust))


@formula(TELLING, trust=TRUST, seeker_reassures=SEEKER_REASSURES, greedy_reassures=GREEDY_REASSURES, bias=BIAS)
def trust_after_threat(trust, seeker_reassures, greedy_reassures, bias):
    r"""Trust after a threatening signal whose evidence is weighed $(1 + b)$ times (Jervis 1976); $b = 0$ is Bayes."""
    ratio = ((1.0 - seeker_reassures) / (1.0 - greedy_reassures)) ** (1.0 + bias)
    return trust * ratio / (trust * ratio + (1.0 - trust))


@formula(TELLING, trust=TRUST, seeker_reassures=SEEKER_REASSURES, greedy_reassures=GREEDY_REASSURES, bias=BIAS)
def expected_trust(trust, seeker_reassures, greedy_reassures, bias):
    r"""Trust expected after the next signal, over both types and both signals.

    Equal to today's trust without bias (beliefs are a martingale); below it with bias: trust drifts down even between
    security seekers who read every signal.
    """
    up = seeker_reassures / greedy_reassures
    down = ((1.0 - seeker_reassures) / (1.0 - greedy_reassures)) ** (1.0 + bias)
    reassured = trust * seeker_reassures + (1.0 - trust) * greedy_reassures
    after_reassurance = trust * up / (trust * up + (1.0 - trust))
    after_threat = trust * down / (trust * down + (1.0 - trust))
    return reassured * after_reassurance + (1.0 - reassured) * after_threat


@formula(
    base_variance=nonnegative("error variance of observed log arms without any of the three"),
    reconnaissance=share("quality of intelligence, surveillance and reconnaissance"),
    clearing=share("share of the error that perfect reconnaissance removes"),
    disinformation=nonnegative("disinformation aimed at the observer"),
    clouding=nonnegative("growth of the error per unit of disinformation"),
    diplomacy=share("diplomatic contact between the two"),
)
def perception_variance(base_variance, reconnaissance, clearing, disinformation, clouding, diplomacy):
    r"""Error variance of a rival's arms as seen: $\sigma^2 = \sigma_0^2 (1 - \iota I)(1 + \zeta D)(1 - dip)$."""
    return base_variance * (1.0 - clearing * reconnaissance) * (1.0 + clouding * disinformation) * (1.0 - diplomacy)


@formula(
    arms=nonnegative("true arms", "any"),
    variance=nonnegative("error variance of observed log arms"),
    draw=Arg("standard normal draw", low=-40.0, high=40.0),
)
def perceived_arms(arms, variance, draw):
    r"""A rival's arms as seen through noise: $\hat m = m e^{\sigma z}$.

    Right in the median; the mean is $m e^{\sigma^2 / 2}$, so noise alone makes the average observer overestimate.
    """
    return arms * exp(variance**0.5 * draw)


@formula(
    signal_cost=nonnegative("cost of the signal to its sender", "value at stake"),
    greedy_prize=nonnegative("what a greedy state gains by being trusted", "value at stake"),
    seeker_prize=nonnegative("what a security seeker gains by being trusted", "value at stake"),
)
def separation_margin(signal_cost, greedy_prize, seeker_prize):
    r"""How safely a costly signal tells the types apart; it does iff above 0: greedy prize < cost < seeker prize.

    $\min\{c - \text{greedy prize}, \text{seeker prize} - c\}$. Being trusted must matter: the other restrains only if
    trust reaches $t^* > 0$ (where $t^* = 0$ both prizes are nil and no signal is needed).
    """
    return min(signal_cost - greedy_prize, seeker_prize - signal_cost)


MODEL = Model(
    section="M6",
    title="Perception, signals and trust",
    claim="Trust grows only through signals that a greedy state would not send; fear that weighs threats double "
    "erodes it.",
    equation=r"\mathrm{logit}\, t' = \mathrm{logit}\, t + \ln \frac{P(y \mid \mathrm{seeker})}{P(y \mid "
    r"\mathrm{greedy})}",
    cites=("kydd2000", "kydd2005", "jervis1976"),
    confidence=Confidence.REDUCED,
    holds="two types, signals whose likelihoods both sides know, beliefs strictly between 0 and 1",
    breaks="when motives change, types are many, or the sender misjudges how its signals are read",
    main=updated_trust,
    example={"trust": 0.5, "likelihood_ratio": 3.0},
    meaning=lambda t: f"the other is now believed to be a security seeker with probability {t:.4g}",
    known=(
        KnownResult("a signal equally likely from both teaches nothing", lambda: updated_trust(0.3, 1.0), 0.3),
        KnownResult("even odds, ratio 3", lambda: updated_trust(0.5, 3.0), 0.75),
        KnownResult("without bias beliefs are a martingale", lambda: expected_trust(0.4, 0.8, 0.3, 0.0), 0.4),
    ),
    static=ComparativeStatic(
        vary="likelihood_ratio",
        low=0.1,
        high=10.0,
        curves="trust",
        values=(0.1, 0.5, 0.9),
        ylabel="trust after the signal",
        reading="A signal moves trust by how much likelier it is from a security seeker; deep mistrust needs several.",
    ),
    corrects="'Words and gestures reassure': a gesture that a greedy state would make as readily leaves trust where "
    "it was.",
)
