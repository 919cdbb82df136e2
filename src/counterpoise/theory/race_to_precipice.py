"""Teams that race for a powerful technology skimp on safety (Armstrong, Bostrom and Shulman 2016).

n teams draw a capability $c_i$ from U[0, mu] and choose safety $s_i$ in [0, 1]; the greatest $c_i - s_i$ wins and its
technology is safe with probability $s_i$. Winning safely pays 1, another's safe win $1 - e$ (enmity e), disaster 0.
What a team knows of capabilities (nothing, its own, everybody's) decides the equilibrium. The payoffs are recalled, not
re-read; the equilibria were checked against best replies.
"""

# covers: T18, F02

from math import expm1, log1p

import numpy as np
from numpy.typing import ArrayLike

from .declare import (
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

TEAMS = count("teams in the race", at_least=2)
ENMITY = share("how bad another's safe win is: 0 as good as one's own, 1 as bad as disaster")
DISPERSION = positive("spread of capability, mu: how much skill counts beside the risk one takes", "safety given up")


@formula(teams=TEAMS, enmity=ENMITY, dispersion=DISPERSION)
def safety_without_information(teams, enmity, dispersion):
    r"""Safety each team chooses when nobody knows any capability: $\min\{1, \mu / (n e)\}$."""
    if dispersion >= teams * enmity:
        return 1.0
    return dispersion / (teams * enmity)


@formula(capability=nonnegative("own capability", "safety given up"), teams=TEAMS, enmity=ENMITY)
def safety_with_private_information(capability, teams, enmity):
    r"""Safety a team chooses when it knows its own capability alone: $\min\{1, c / (n e - e + 1)\}$."""
    return min(1.0, capability / (teams * enmity - enmity + 1.0))


@formula(lead=nonnegative("capability of the leader over the next team", "safety given up"), enmity=ENMITY)
def safety_with_public_information(lead, enmity):
    r"""Safety the leading team chooses when all capabilities are known: $\min\{1, \Delta / e\}$.

    The most at which the runner-up does not undercut it; the runner-up stands ready at the leader's safety less the
    lead.
    """
    if lead >= enmity:
        return 1.0
    return lead / enmity


@formula(teams=TEAMS, enmity=ENMITY, dispersion=DISPERSION)
def risk_without_information(teams, enmity, dispersion):
    r"""Probability of disaster when nobody knows any capability: $\max\{0, 1 - \mu / (n e)\}$."""
    if dispersion >= teams * enmity:
        return 0.0
    return 1.0 - dispersion / (teams * enmity)


@formula(teams=TEAMS, enmity=ENMITY, dispersion=DISPERSION)
def risk_with_private_information(teams, enmity, dispersion):
    r"""Probability of disaster when each knows its own capability; $K = n e - e + 1$.

    $1 - n\mu / ((n + 1) K)$ if $\mu \le K$, else $K^n / ((n + 1) \mu^n)$. One more team lowers it for $\mu \le K$ iff
    $e < 1 / (n^2 + n + 1)$: the best of more teams is better and has more room for safety.
    """
    ceiling = teams * enmity - enmity + 1.0
    if dispersion <= ceiling:
        return 1.0 - teams * dispersion / ((teams + 1.0) * ceiling)
    return (ceiling / dispersion) ** teams / (teams + 1.0)


@formula(teams=TEAMS, enmity=ENMITY, dispersion=DISPERSION)
def risk_with_public_information(teams, enmity, dispersion):
    r"""Probability of disaster when all capabilities are known.

    $1 - \frac{\mu}{e (n + 1)} [1 - (1 - \min(e, \mu) / \mu)^{n + 1}]$; without enmity 0.
    """
    if enmity >= dispersion:
        return 1.0 - dispersion / (enmity * (teams + 1.0))
    ratio = enmity / dispersion
    if ratio == 0.0:
        return 0.0
    # 1 - (1 - ratio)^(n + 1), exact for small ratios too
    reached = -expm1((teams + 1.0) * log1p(-ratio))
    return max(0.0, 1.0 - reached / (ratio * (teams + 1.0)))


def critical_dispersion(teams: int, enmity: float, tolerance: float = 1e-9) -> float:
    """Spread of capability above which public information is riskier than private, in units of safety given up.

    Below it, knowing everybody's capability makes the race *safer* than knowing one's own. It is 1 at full enmity,
    where the two risks coincide up to 1, and infinite without; for two teams and enmity up to one half or so it is
    $(1 + 2e + 2e^2) / (3e)$. ``tolerance`` is relative. Raises DomainError as the risks do.
    """
    if enmity == 0:
        return np.inf
    if enmity == 1:
        return 1.0

    def public_is_riskier(dispersion: float) -> bool:
        public = risk_with_public_information(teams, enmity, dispersion)
        return bool(public > risk_with_private_information(teams, enmity, dispersion))

    low, high = 0.0, 1.0
    while not public_is_riskier(high):
        low, high = high, 2 * high
    while high - low > tolerance * high:
        middle = (low + high) / 2
        low, high = (low, middle) if public_is_riskier(middle) else (middle, high)
    return high


def accident_hazard(base_hazard: float, safety: ArrayLike, deployed: ArrayLike) -> float:
    r"""Rate of accidents from what is deployed, 1/year: $h = h_0 \sum_i (1 - s_i)\, d_i$.

    ``safety`` and ``deployed`` in [0, 1], one for each team. Raises DomainError for values outside.
    """
    safe, used = np.asarray(safety, float), np.asarray(deployed, float)
    if not base_hazard >= 0:
        raise DomainError(f"accident_hazard: base_hazard = {base_hazard:g} must be zero or more")
    for name, value in (("safety", safe), ("deployed", used)):
        if not np.all((value >= 0) & (value <= 1)):
            raise DomainError(f"accident_hazard: {name} lies outside [0, 1]")
    if safe.shape != used.shape:
        raise DomainError(f"accident_hazard: safety {safe.shape} and deployed {used.shape} differ in shape")
    return float(base_hazard * ((1.0 - safe) * used).sum())


_ROWS = (
    (2, 1.0, 1.0, 0.5, 2 / 3, 2 / 3),
    (2, 1.0, 2.0, 0.0, 1 / 3, 5 / 12),
    (2, 0.5, 1.0, 0.0, 5 / 9, 5 / 12),
    (5, 1.0, 4.0, 0.2, 1 / 3, 2777 / 6144),
    (5, 0.5, 0.5, 0.8, 31 / 36, 5 / 6),
)


def _known(row: tuple[float, ...]) -> tuple[KnownResult, ...]:
    n, e, mu, nobody, own, everybody = row
    case = f"n={n:g}, e={e:g}, mu={mu:g}"
    return (
        KnownResult(f"{case}: no information", lambda: risk_without_information(n, e, mu), nobody),
        KnownResult(f"{case}: private information", lambda: risk_with_private_information(n, e, mu), own),
        KnownResult(f"{case}: public information", lambda: risk_with_public_information(n, e, mu), everybody),
    )


MODEL = Model(
    section="M8",
    title="Race to the precipice",
    claim="Racing teams trade safety for speed; enmity raises the risk of disaster, a wide spread of skill lowers it.",
    equation=r"\mathrm{risk} = 1 - \frac{\mu}{ne} \;\Big|\; 1 - \frac{n\mu}{(n+1)K} \;\Big|\; 1 - "
    r"\frac{\mu}{e(n+1)}\left[1 - (1 - \tfrac{\min(e, \mu)}{\mu})^{n+1}\right]",
    cites=("armstrong_bostrom_shulman2016", "emery_xu_park_trager2023"),
    confidence=Confidence.DERIVED,
    holds="symmetric teams, uniform capability, one choice of safety, disaster that strikes all alike",
    breaks="with repeated or staged deployment, unequal teams, safety that also speeds, or partners within a team",
    main=risk_with_private_information,
    example={"teams": 2, "enmity": 0.5, "dispersion": 1.0},
    meaning=lambda risk: f"the winner's technology ends in disaster with probability {risk:.4g}",
    known=tuple(result for row in _ROWS for result in _known(row)),
    static=ComparativeStatic(
        vary="dispersion",
        low=0.1,
        high=6.0,
        curves="enmity",
        values=(0.1, 0.5, 1.0),
        fixed={"teams": 2},
        ylabel="risk of disaster, private information",
        reading="The more skill counts, the less it pays to gamble; enmity makes gambling pay.",
    ),
    corrects="'The more teams know, the greater the danger': knowing nothing is never worse, but public information is "
    "safer than private where skill counts little or enmity is low. 'More teams, more danger': not always when each "
    "knows its own capability alone.",
)
