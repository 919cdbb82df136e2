"""Reduced form: a laggard gambles on an unsafe technology if the rivalry is bitter and the gap small (Stafford et al.).

After the abstract of Stafford, Trager and Dafoe (2022); their equations were not seen. A leader has deployed a risky
technology; a laggard, a gap g behind in knowing how to make it safe, deploys or holds. Whoever leads gains the prize V
and costs the other eV; a disaster costs both 1. If both deploy the laggard leads with probability $(1 - g)/2$.
Only the three verbal results are claimed; no number here is theirs.
"""

# covers: F49

from math import exp

import numpy as np
from numpy.typing import NDArray

from .declare import ComparativeStatic, Confidence, KnownResult, Model, Relation, formula, nonnegative, positive, share

GAP = share("how far the laggard is behind in knowledge of the technology")
ENMITY = share("how adversarial the two are: loss from the other's lead as a share of the prize of one's own")
PRIZE = positive("prize of leading", "loss from a disaster")
FLOOR = share("risk of disaster from a deployment with full knowledge")
RAW = share("risk of disaster from a deployment without any")
ORDER = Relation("floor_risk <= raw_risk", lambda floor_risk, raw_risk: floor_risk <= raw_risk)


@formula(ORDER, gap=GAP, floor_risk=FLOOR, raw_risk=RAW)
def accident_risk(gap, floor_risk, raw_risk):
    r"""Risk of disaster from a deployment a gap behind full knowledge: $\rho(g) = \rho_0 + (\rho_1 - \rho_0) g$."""
    return floor_risk + (raw_risk - floor_risk) * gap


@formula(ORDER, gap=GAP, enmity=ENMITY, prize=PRIZE, floor_risk=FLOOR, raw_risk=RAW)
def deployment_margin(gap, enmity, prize, floor_risk, raw_risk):
    r"""What the laggard gains by deploying against a leader who has: it deploys iff above 0.

    $\frac{1 - g}{2} V (1 + e) - (1 - \rho_0) \rho(g)$, in losses from a disaster: the chance to take the lead, and not
    to suffer the other's, against the risk it adds.
    """
    risk = floor_risk + (raw_risk - floor_risk) * gap
    return 0.5 * (1.0 - gap) * prize * (1.0 + enmity) - (1.0 - floor_risk) * risk


@formula(ORDER, gap=GAP, enmity=ENMITY, prize=PRIZE, floor_risk=FLOOR, raw_risk=RAW)
def shared_risk(gap, enmity, prize, floor_risk, raw_risk):
    r"""Risk of disaster that both bear: $1 - (1 - \rho_0)(1 - \rho(g))$ if the laggard deploys, else $\rho_0$.

    A laggard that catches up (g to 0) lowers it if it was gambling before, and raises it if it was holding.
    """
    risk = floor_risk + (raw_risk - floor_risk) * gap
    margin = 0.5 * (1.0 - gap) * prize * (1.0 + enmity) - (1.0 - floor_risk) * risk
    if margin > 0.0:
        return 1.0 - (1.0 - floor_risk) * (1.0 - risk)
    return floor_risk


@formula(
    ORDER,
    gap=GAP,
    enmity=ENMITY,
    prize=PRIZE,
    floor_risk=FLOOR,
    raw_risk=RAW,
    noise=nonnegative("scale of the errors in weighing payoffs", "loss from a disaster"),
)
def deployment_probability(gap, enmity, prize, floor_risk, raw_risk, noise):
    """Probability that the laggard deploys when payoffs are weighed with error; without noise the margin decides."""
    risk = floor_risk + (raw_risk - floor_risk) * gap
    margin = 0.5 * (1.0 - gap) * prize * (1.0 + enmity) - (1.0 - floor_risk) * risk
    if noise == 0.0:
        return 1.0 if margin > 0.0 else 0.0
    # the exponent is kept at or below zero, where it cannot overflow
    tail = exp(-abs(margin) / noise)
    return 1.0 / (1.0 + tail) if margin >= 0.0 else tail / (1.0 + tail)


def payoffs(gap: float, enmity: float, prize: float, floor_risk: float, raw_risk: float) -> NDArray[np.float64]:
    """The game in full, in losses from a disaster; shape ``(2, 2, 2)``: leader and laggard (hold 0, deploy 1), whose.

    Raises DomainError as ``deployment_margin`` does.
    """
    deployment_margin(gap, enmity, prize, floor_risk, raw_risk)  # checks the domain
    risks = (accident_risk(0.0, floor_risk, raw_risk), accident_risk(gap, floor_risk, raw_risk))
    table = np.zeros((2, 2, 2))
    for leader, laggard in np.ndindex(2, 2):
        lead = np.array([leader * (1 - laggard), laggard * (1 - leader)], float)
        if leader and laggard:
            lead = np.array([(1 + gap) / 2, (1 - gap) / 2])
        disaster = 1 - (1 - leader * risks[0]) * (1 - laggard * risks[1])
        table[leader, laggard] = prize * (lead - enmity * lead[::-1]) - disaster
    return table


MODEL = Model(
    section="M8",
    title="Safety not guaranteed",
    claim="A bitter rival close behind gambles on unsafe technology; a moderate or distant one waits to catch up.",
    equation=r"\mathrm{deploy} \iff \tfrac{1 - g}{2} V (1 + e) > (1 - \rho_0)\,[\rho_0 + (\rho_1 - \rho_0) g]",
    cites=("stafford_trager_dafoe2022",),
    confidence=Confidence.REDUCED,
    holds="one laggard, a leader that has deployed, a disaster that strikes both alike, risk that falls with knowledge",
    breaks="where safety and capability are learned apart, the leader answers the laggard, or deployment can be undone",
    main=shared_risk,
    example={"gap": 0.3, "enmity": 1.0, "prize": 0.4, "floor_risk": 0.05, "raw_risk": 0.5},
    meaning=lambda risk: f"both states together run a risk of disaster of {risk:.4g}",
    known=(
        KnownResult("caught up, whatever the enmity", lambda: shared_risk(0.0, 0.0, 0.4, 0.05, 0.5), 0.0975),
        KnownResult("a gap behind, indifferent rival: it holds", lambda: shared_risk(0.3, 0.0, 0.4, 0.05, 0.5), 0.05),
        KnownResult("a gap behind, bitter rival: it gambles", lambda: shared_risk(0.3, 1.0, 0.4, 0.05, 0.5), 0.22575),
    ),
    static=ComparativeStatic(
        vary="gap",
        low=0.0,
        high=1.0,
        curves="enmity",
        values=(0.0, 0.5, 1.0),
        fixed={"prize": 0.4, "floor_risk": 0.05, "raw_risk": 0.5},
        ylabel="risk of disaster that both bear",
        reading="Read from right to left as catching up: nothing happens at first, then the laggard gambles, sooner if "
        "the rivalry is bitter, and from there on catching up makes both safer.",
    ),
    corrects="'Safer technology makes the world safer': where it was held back as too risky, making it safer gets it "
    "deployed. 'A laggard that catches up adds danger': not if it was already gambling.",
)
