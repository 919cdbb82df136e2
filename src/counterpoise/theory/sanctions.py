"""Reduced form: adversaries sanction more and extract less (Drezner 1999, with Grieco's relative gains)."""

from math import inf

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative

_TARGET = nonnegative("what sanctions cost the target", "value of the stake")
_SENDER = nonnegative("what sanctions cost the sender", "value of the stake")
_CONFLICT = nonnegative("conflict expectations: weight of relative gains")


@formula(own=Arg("own payoff"), other=Arg("the other's payoff"), conflict=_CONFLICT)
def utility(own, other, conflict):
    r"""What an outcome is worth to a state that expects conflict (Grieco 1988): $U = V - k(W - V)$."""
    return own - conflict * (other - own)


@formula(target_cost=_TARGET, sender_cost=_SENDER, conflict=_CONFLICT)
def greatest_concession(target_cost, sender_cost, conflict):
    r"""Reduced form: the most the target concedes rather than be sanctioned.

    $x_{max} = [(1+k) c_T - k c_S] / (1 + 2k)$, at least 0. Conceding x is worth $-x(1+2k)$ to the target, sanctions
    $-(1+k) c_T + k c_S$.
    """
    return max(0.0, ((1.0 + conflict) * target_cost - conflict * sender_cost) / (1.0 + 2.0 * conflict))


@formula(target_cost=_TARGET, sender_cost=_SENDER, conflict=_CONFLICT)
def threat_margin(target_cost, sender_cost, conflict):
    r"""Reduced form: what carrying out the threat is worth to the sender: $k c_T - (1+k) c_S$; credible if not below 0.

    So the threat is credible iff $c_T / c_S \ge (1+k)/k$.
    """
    return conflict * target_cost - (1.0 + conflict) * sender_cost


@formula(target_cost=_TARGET, sender_cost=_SENDER, conflict=_CONFLICT)
def extracted(target_cost, sender_cost, conflict):
    r"""Reduced form: what the sender gets: the greatest concession if its threat is credible, else nothing."""
    if conflict * target_cost < (1.0 + conflict) * sender_cost:
        return 0.0
    return max(0.0, ((1.0 + conflict) * target_cost - conflict * sender_cost) / (1.0 + 2.0 * conflict))


@formula(target_cost=_TARGET, sender_cost=_SENDER)
def least_conflict(target_cost, sender_cost):
    r"""Reduced form: least conflict expectations at which the threat is credible: $k^* = c_S / (c_T - c_S)$.

    Zero if sanctions cost the sender nothing, infinite if they cost it at least as much as the target. There the sender
    extracts the most it ever can, $c_T - c_S$.
    """
    if sender_cost == 0.0:
        return 0.0
    if target_cost <= sender_cost:
        return inf
    return sender_cost / (target_cost - sender_cost)


MODEL = Model(
    section="M17",
    title="Sanctions and conflict expectations",
    claim="The more conflict is expected, the readier the sender is to sanction, and the less the target concedes.",
    equation=r"x_{max} = \frac{(1+k)c_T - k c_S}{1+2k}, \qquad \frac{c_T}{c_S} \ge \frac{1+k}{k}",
    cites=("drezner1998", "drezner1999", "grieco1988"),
    confidence=Confidence.REDUCED,
    holds="costs known to both, a divisible concession, both sides expecting the same conflict, one threat",
    breaks="with private information (threats that fail are then seen more often than those that work), domestic "
    "winners from sanctions, third parties who fill the gap; the algebra is ours, not Drezner's",
    main=greatest_concession,
    example={"target_cost": 1.0, "sender_cost": 0.4, "conflict": 1.0},
    meaning=lambda x: f"the target concedes up to {x:.4g} of the stake",
    known=(
        KnownResult("c_T=1, c_S=.4, k=0", lambda: greatest_concession(1.0, 0.4, 0.0), 1.0),
        KnownResult("but at k=0 the threat is empty", lambda: threat_margin(1.0, 0.4, 0.0) >= 0, False),
        KnownResult("c_T=1, c_S=.4, k=1", lambda: round(greatest_concession(1.0, 0.4, 1.0), 4), 0.5333),
        KnownResult("and at k=1 credible", lambda: threat_margin(1.0, 0.4, 1.0) >= 0, True),
        KnownResult("c_T=1, c_S=.4, k→∞", lambda: round(greatest_concession(1.0, 0.4, 1e9), 6), 0.3),
    ),
    static=ComparativeStatic(
        vary="conflict",
        low=0.0,
        high=6.0,
        curves="sender_cost",
        values=(0.1, 0.4, 0.8),
        fixed={"target_cost": 1.0},
        ylabel="greatest concession (share of the stake)",
        reading="Concessions shrink as conflict is expected; yet the threat is empty to the left of "
        "c_S/(c_T - c_S), so friends who would concede most are not threatened at all.",
    ),
    corrects="that sanctions work best against adversaries because they are used there most",
)
