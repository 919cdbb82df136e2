"""Reduced form: states answer to threat, not to power alone, and threats raise the odds of a crisis (Walt 1987)."""

# covers: F39

from collections.abc import Mapping
from math import exp

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, nonnegative, share

RAISES = ("private_information", "commitment", "dilemma", "transition")
"""Terms of the crisis-onset logit that raise the odds: what bargaining theory, the dilemma and parity contribute."""

RESTRAINS = ("alliance", "trade", "joint_democracy", "peace_years")
"""Terms that lower the odds; ``peace_years`` is the value of whatever smooth function of peace years is fitted."""


@formula(
    capability=nonnegative("the other's capability as it arrives at this distance", "share"),
    offense=share("ease of offense against this state"),
    trust=share("belief that the other only seeks security"),
)
def threat(capability, offense, trust):
    r"""Reduced form: threat one state poses to another: $\theta_{ij} = \mathrm{Cap}_{j|D}\,o_{ij}\,(1 - t_{ij})$.

    Walt's four sources in one product: aggregate power and proximity (capability at a distance), offensive power,
    and intentions (trust). In the unit of capability.
    """
    return capability * offense * (1.0 - trust)


@formula(margin=Arg("how far a power shift exceeds what a declining state can be compensated for"))
def commitment_excess(margin):
    r"""The commitment term of the onset logit: $1\{\mathrm{margin} > 0\}\cdot\mathrm{margin}$."""
    return max(0.0, margin)


@formula(
    intensity=share("intensity of the security dilemma"),
    given=nonnegative("threat the first poses to the second"),
    received=nonnegative("threat the second poses to the first"),
)
def dilemma_term(intensity, given, received):
    r"""The dilemma term of the onset logit: $SDI_{ij}\,\bar\theta_{ij}$, with the mean threat of both directions."""
    return intensity * (given + received) / 2.0


@formula(
    intercept=Arg("log odds in a dyad where every term is zero", "log odds"),
    raising=nonnegative("sum of weighted terms that raise the odds", "log odds"),
    restraining=nonnegative("sum of weighted terms that lower the odds", "log odds"),
)
def onset_probability(intercept, raising, restraining):
    r"""Reduced form: probability that a pair of states has a crisis within the year.

    $\sigma(\gamma_0 + \mathrm{raising} - \mathrm{restraining})$, $\sigma(x) = 1/(1 + e^{-x})$.
    """
    odds = intercept + raising - restraining
    if odds >= 0.0:
        return 1.0 / (1.0 + exp(-odds))
    return exp(odds) / (1.0 + exp(odds))


def crisis_onset(intercept: float, terms: Mapping[str, ArrayLike], weights: Mapping[str, float]) -> NDArray[np.float64]:
    r"""Reduced form: probability of a crisis from the terms of the formal models, over dyads.

    $\sigma(\gamma_0 + \sum_{raises} \gamma_k x_k - \sum_{restrains} \gamma_k x_k)$ over the names in ``RAISES`` and
    ``RESTRAINS``. A term left out of ``terms`` is zero: so a model's marginal worth can be tested by leaving it out.
    Raises DomainError for an unknown name, a term without a weight, or a negative weight (signs are the theory's).
    """
    unknown = sorted((set(terms) | set(weights)) - {*RAISES, *RESTRAINS})
    missing = sorted(set(terms) - set(weights))
    if unknown or missing:
        raise DomainError(f"crisis_onset: unknown terms {unknown}, terms without a weight {missing}")
    for name, weight in weights.items():
        if weight < 0:
            raise DomainError(f"crisis_onset: weight of {name} = {weight:g} lies outside [0, inf)")

    def total(names: tuple[str, ...]) -> NDArray[np.float64]:
        return np.asarray(sum(weights[name] * np.asarray(terms[name], float) for name in names if name in terms), float)

    log_odds = intercept + total(RAISES) - total(RESTRAINS)
    return np.asarray(np.exp(-np.logaddexp(0.0, -log_odds)))


MODEL = Model(
    section="M11",
    title="Balance of threat",
    claim="Threat is capability that can reach, can attack and cannot be trusted; without any of the three it is none.",
    equation=r"\theta_{ij} = \mathrm{Cap}_{j|D} \cdot o_{ij} \cdot (1 - t_{ij})",
    cites=("walt1987",),
    confidence=Confidence.REDUCED,
    holds="as an index that orders threats; the product says that each source is necessary",
    breaks="Walt names the sources but no formula: a sum or another weighting is as defensible; the weights of the "
    "onset logit come from data, and its terms are only as good as their proxies",
    main=threat,
    example={"capability": 0.2, "offense": 0.5, "trust": 0.25},
    meaning=lambda t: f"the threat is {t:.4g}, in the unit of capability",
    known=(
        KnownResult("a fully trusted state is no threat", lambda: threat(1.0, 1.0, 1.0), 0.0),
        KnownResult("threat is the whole capability at worst", lambda: threat(0.3, 1.0, 0.0), 0.3),
    ),
    static=ComparativeStatic(
        vary="trust",
        low=0.0,
        high=1.0,
        curves="offense",
        values=(0.2, 0.5, 1.0),
        fixed={"capability": 1.0},
        ylabel="threat (share of the other's capability)",
        reading="The same power threatens a trusting neighbor little and a wary one much; easier offense scales it up.",
    ),
)
