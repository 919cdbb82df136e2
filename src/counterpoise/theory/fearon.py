"""States with private information, or unable to commit, may fight although a bargain exists (Fearon 1995)."""

from .declare import ComparativeStatic, Confidence, KnownResult, Model, Relation, formula, share


@formula(p=share("probability that the attacker wins a war"), c_attacker=share("attacker's cost of war"))
def bargain_low(p, c_attacker):
    """Least share of the stake the attacker prefers to war: $p - c_A$, at least 0."""
    return max(0.0, p - c_attacker)


@formula(p=share("probability that the attacker wins a war"), c_target=share("target's cost of war"))
def bargain_high(p, c_target):
    """Greatest share the target concedes rather than fight: $p + c_B$, at most 1."""
    return min(1.0, p + c_target)


@formula(
    Relation("c_low < c_high", lambda c_low, c_high: c_low < c_high),
    c_low=share("lowest cost of war the target may have"),
    c_high=share("highest cost of war the target may have"),
    c_attacker=share("attacker's cost of war"),
)
def war_probability(c_low, c_high, c_attacker):
    r"""Probability that bargaining fails when the target's cost of war is private.

    Target cost $c_B \sim U(c_{low}, c_{high})$, take-it-or-leave-it offer by the attacker:
    $P = \max\{0, (c_{high} - c_A - 2 c_{low}) / (2 (c_{high} - c_{low}))\}$.

    Costs are shares of the stake, in [0, 1]. Holds for risk-neutral actors, one offer and a stake large enough that the
    offer does not hit its bounds.
    """
    return max(0.0, (c_high - c_attacker - 2.0 * c_low) / (2.0 * (c_high - c_low)))


@formula(
    p_now=share("attacker's chance of winning today"),
    p_next=share("attacker's chance of winning after the shift"),
    c_target=share("declining target's cost of war"),
    delta=share("discount factor", high_open=True),
)
def preventive_war_margin(p_now, p_next, c_target, delta):
    r"""How far a power shift exceeds what a declining state can be compensated for; war if above 0.

    The declining state attacks iff $\delta p_2 - p_1 > c_B (1 - \delta)^2$.
    """
    return delta * p_next - p_now - c_target * (1.0 - delta) ** 2.0


MODEL = Model(
    section="M11",
    title="Bargaining and private information",
    claim="War is a bargaining failure: uncertainty about costs makes it possible, more of it likelier.",
    equation=r"P(\mathrm{war}) = \max\left\{0, \frac{c_{high} - c_A - 2 c_{low}}{2 (c_{high} - c_{low})}\right\}",
    cites=("fearon1995",),
    confidence=Confidence.DERIVED,
    holds="risk-neutral unitary actors, a divisible stake, one take-it-or-leave-it offer, uniform private costs",
    breaks="with several offers, two-sided uncertainty or an indivisible stake; offers at the bounds of the stake",
    main=war_probability,
    example={"c_low": 0.05, "c_high": 0.45, "c_attacker": 0.1},
    meaning=lambda p: f"the attacker's best offer is refused, and war follows, with probability {p:.4g}",
    known=(
        KnownResult("c_L=.05, c_H=.45, c_A=.1", lambda: war_probability(0.05, 0.45, 0.1), 0.3125),
        KnownResult("no war when the worst case is cheap to buy off", lambda: war_probability(0.2, 0.4, 0.1), 0.0),
    ),
    static=ComparativeStatic(
        vary="c_high",
        low=0.1,
        high=1.0,
        curves="c_attacker",
        values=(0.05, 0.1, 0.3),
        fixed={"c_low": 0.05},
        ylabel="probability of war",
        reading="A wider range of possible costs raises the risk; a costlier war for the "
        "attacker makes its offer more generous and lowers it.",
    ),
)
