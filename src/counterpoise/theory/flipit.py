"""Cyber rivals contest control by persistent moves; what deters is cost, not threats without attribution.

The stealthy-takeover game of van Dijk, Juels, Oprea and Rivest (2013) with periodic moves, read for persistent
engagement (Fischerkeller & Harknett 2019) and for the capability/vulnerability paradox (Schneider 2019).
"""

# covers: F46

from math import inf

from .declare import (
    ComparativeStatic,
    Confidence,
    KnownResult,
    Model,
    formula,
    nonnegative,
    positive,
    share,
)


@formula(
    attack_rate=nonnegative("attacker's moves", "1/time"),
    defend_rate=nonnegative("defender's moves", "1/time"),
)
def attacker_control(attack_rate, defend_rate):
    r"""Share of time the attacker holds the system when both move periodically and neither sees the other.

    $\alpha_A / (2 \alpha_D)$ if the attacker is the slower, else $1 - \alpha_D / (2 \alpha_A)$. The defender starts in
    control, so an attacker that never moves holds nothing.
    """
    if attack_rate == 0.0:
        return 0.0
    if attack_rate <= defend_rate:
        return attack_rate / (2.0 * defend_rate)
    return 1.0 - defend_rate / (2.0 * attack_rate)


@formula(
    own_cost=positive("cost of one own move, in time of control", "time"),
    rival_cost=positive("cost of one move of the rival, in time of control", "time"),
)
def equilibrium_rate(own_cost, rival_cost):
    r"""How often a side moves in equilibrium, attacker and defender alike, per unit of time.

    The side with cheaper moves: $1 / (2 k_{rival})$, whatever its own cost. The side with dearer moves:
    $k_{rival} / (2 k_{own}^2)$.
    """
    if own_cost <= rival_cost:
        return 1.0 / (2.0 * rival_cost)
    return rival_cost / (2.0 * own_cost * own_cost)


@formula(
    attack_cost=positive("attacker's cost of a move, in time of control", "time"),
    defend_cost=positive("defender's cost of a move, in time of control", "time"),
)
def equilibrium_control(attack_cost, defend_cost):
    r"""Share of time the attacker holds the system in equilibrium.

    $k_D / (2 k_A)$ if defense is cheaper, else $1 - k_A / (2 k_D)$: only the ratio of costs counts. A technology that
    makes moves cheaper for both alike changes how often they move and not who holds control.
    """
    if defend_cost <= attack_cost:
        return defend_cost / (2.0 * attack_cost)
    return 1.0 - attack_cost / (2.0 * defend_cost)


@formula(
    own_cost=positive("cost of one own move, in time of control", "time"),
    rival_cost=positive("cost of one move of the rival, in time of control", "time"),
)
def equilibrium_benefit(own_cost, rival_cost):
    r"""Share of time in control less the cost of moves: $1 - k_{own} / k_{rival}$, at least 0."""
    return max(0.0, 1.0 - own_cost / rival_cost)


@formula(
    attack_cost=positive("attacker's cost of a move, in time of control", "time"),
    attribution=share("probability that a move is attributed"),
    retaliation=nonnegative("cost that retaliation imposes, in time of control", "time"),
    credibility=share("probability that the threat is carried out"),
)
def cost_under_retaliation(attack_cost, attribution, retaliation, credibility):
    r"""Attacker's cost of a move under threat of retaliation: $k_A + \text{attribution} \cdot R \cdot \text{cred}$.

    Without attribution no retaliation, however severe, changes it.
    """
    return attack_cost + attribution * retaliation * credibility


@formula(
    attack_cost=positive("attacker's cost of a move, in time of control", "time"),
    defend_cost=positive("defender's cost of a move, in time of control", "time"),
    retaliation=nonnegative("cost that retaliation imposes, in time of control", "time"),
    credibility=share("probability that the threat is carried out"),
)
def attribution_threshold(attack_cost, defend_cost, retaliation, credibility):
    r"""Attribution up to which threats leave the attacker's rate of moves exactly as it was.

    $(k_D - k_A) / (R \cdot \text{cred})$, at least 0: as long as attack stays the cheaper, its rate depends on the
    *defender's* cost alone, and the defender answers by moving more. Above 1, no attribution deters.
    """
    if attack_cost >= defend_cost:
        return 0.0
    if retaliation * credibility == 0.0:
        return inf
    return (defend_cost - attack_cost) / (retaliation * credibility)


@formula(
    capability=nonnegative("capability that runs on networks", "capability"),
    dependence=share("share of the capability lost while the rival holds the networks"),
    rival_control=share("share of time the rival holds the networks"),
)
def effective_power(capability, dependence, rival_control):
    r"""Networked capability less what the rival's hold on the networks denies: $\text{cap} (1 - d c)$."""
    return capability * (1.0 - dependence * rival_control)


@formula(
    gain=positive("what full dependence on networks adds to capability"),
    rival_control=share("share of time the rival holds the networks"),
)
def best_dependence(gain, rival_control):
    r"""Reduced form: dependence on networks at which effective power peaks (capability/vulnerability paradox).

    With capability $1 + \gamma d$, effective power $(1 + \gamma d)(1 - c d)$ peaks at
    $d = (\gamma - c) / (2 \gamma c)$, within [0, 1]: beyond it every further gain in capability makes the state weaker.
    """
    if gain <= rival_control:
        return 0.0
    if gain - rival_control >= 2.0 * gain * rival_control:
        return 1.0
    return (gain - rival_control) / (2.0 * gain * rival_control)


MODEL = Model(
    section="M16",
    title="Persistent engagement as FlipIt",
    claim="Control goes to the side with cheaper moves, and threats change nothing while attack stays the cheaper.",
    equation=r"(\alpha_A, \alpha_D) = \left(\frac{k_D}{2 k_A^2}, \frac{1}{2 k_A}\right), \quad "
    r"\frac{\alpha_A}{2 \alpha_D} = \frac{k_D}{2 k_A} \quad (k_D \le k_A)",
    cites=("vandijk2013", "fischerkeller2019", "schneider2019"),
    confidence=Confidence.DERIVED,
    holds="periodic moves with random phase, neither side sees the other's moves, control is all or nothing",
    breaks="when moves are seen, when an attacker keeps what it stole after losing control, or when costs change "
    "with use",
    main=equilibrium_control,
    example={"attack_cost": 1.0, "defend_cost": 0.5},
    meaning=lambda c: f"the attacker holds the system {100 * c:.4g} % of the time",
    known=(
        KnownResult("attack twice as costly as defense: .25", lambda: equilibrium_control(1, 0.5), 0.25),
        KnownResult("the attacker's rate there: k_D / (2 k_A^2)", lambda: equilibrium_rate(1, 0.5), 0.25),
        KnownResult("the defender's rate there: 1 / (2 k_A)", lambda: equilibrium_rate(0.5, 1), 0.5),
        KnownResult("equal costs share control", lambda: equilibrium_control(0.3, 0.3), 0.5),
        KnownResult("no attribution, no deterrence", lambda: cost_under_retaliation(1, 0, 1e6, 1), 1.0),
    ),
    static=ComparativeStatic(
        vary="attack_cost",
        low=0.1,
        high=3.0,
        curves="defend_cost",
        values=(0.5, 1.0, 2.0),
        ylabel="share of time the attacker is in control",
        reading="Making attack costlier always takes control from the attacker; scaling both costs moves along no "
        "curve at all.",
    ),
    corrects="'Credible retaliation lowers the number of attacks': not while attack remains cheaper than defense. Up "
    "to an attribution threshold the rate of attack does not move; the defender's does.",
)
