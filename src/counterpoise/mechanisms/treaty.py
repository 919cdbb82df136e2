"""How far each state would keep an agreement, and how deep an agreement could be kept."""

# covers: F34, F35, F47

from counterpoise.core.maths import sqrt
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import arms_control

from .conflict_fields import SUSTAINABLE, WILLING
from .quantal import quantal_response
from .regime_fields import (
    AGENT,
    HOLDING,
    JOINING,
    ON_SUPPLY,
    PIVOTAL,
    RESOLVE,
    SHARED_LOSS,
    STANCE,
    WEIGHING,
    WORTH,
)


class TreatyIncentives(Mechanism):
    r"""States sign what they would keep: verification, enforcement and relative gains decide (Downs et al. 1996).

    Slack of a member i at depth x: $\Delta R - (T - R) - k_i (T - S)$ with $R = b_i x - g_i x^2/2$, $T = b_i x$, $T - S
    = g_i (b_i x + x^2/2)$, $\Delta = \delta\pi(\beta - \alpha) / (1 - \delta (1 - \pi\alpha))$: $\pi$ is the chance
    that a signal is punished, by members as far as they are resolved or by an agent above them, who also takes back
    from a violator seen what it gains over others; $b_i$ is its worth to i, $g_i$ what i has to give up by the mean,
    $k_i$ its weight on others' gains. A violation may bring a loss upon all, h b a unit of depth: $g_i h b x (1 +
    2\Delta)$ is added, the game turning from a dilemma to a stag hunt. A sense of duty is added, and a stance: what
    votes and acts of the base year show of i's wish to be bound. Willingness is a quantal response.

    An outsider weighs being in against staying out, where it has others' restraint for nothing (Barrett 1994; Carraro &
    Siniscalco 1993) and nobody punishes it: $\pi_i R + (1 - \pi_i) [R - T - k_i (T - S)] + g_i h b x$, duty and stance,
    with $\pi_i$ the chance that there would be none without it, as last year's readiness of others has it; 1 in a club,
    whose gains are for members alone. What could be sustained is the depth at which the members, weighted by power,
    have no slack but their duty, and no deeper than they want. Off: nobody is willing, and no depth is sustained.
    """

    phase = Phase.COERCE
    cites = (
        "downs1996",
        "green1984",
        "barrett1994",
        "carraro_siniscalco1993",
        "grieco1988",
        "maas2019",
        "saghir2025",
        "mckelvey_palfrey1995",
    )
    declares = (
        SUSTAINABLE, WILLING, JOINING, PIVOTAL, WORTH, WEIGHING, HOLDING, STANCE, RESOLVE, AGENT, SHARED_LOSS,
        ON_SUPPLY,
    )  # fmt: skip

    discount = param(Beta(18.0, 2.0), unit="1/year", source="assumed", doc="weight of next year against this one")
    punishment = param(Beta(6.0, 2.0), unit="probability", source="assumed", doc="a signal of violation is punished")
    inspection = param(Normal(0.0, 0.05), unit="probability", source="assumed", doc="detection gained or lost to AI")
    benefit = param(
        LogNormal(0.8, 1.3), unit="value/depth", source="assumed", doc="worth of binding all that is feared"
    )
    duty = param(LogNormal(0.05, 1.8), unit="value", source="assumed", doc="worth of keeping one's word as such")
    noise = param(LogNormal(0.08, 1.5), unit="value", source="assumed", doc="error in weighing whether to keep it")

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            alive = world.alive[q]
            punished = p.punishment * world.resolve[q]
            punished += (1.0 - punished) * world.agent[q]
            seen = min(max(world.detection[q] + p.inspection, 0.0), 1.0)
            fine = world.agent[q] * max(seen - world.false_alarm[q], 0.0)
            seen, mistaken = seen * punished, world.false_alarm[q] * punished
            loss = world.shared_loss[q] * p.benefit
            feared = loss * (1.0 + 2.0 * arms_control.enforcement_power(p.discount, mistaken, seen))
            power, worth, weight, wish, given = 1e-9, 0.0, 0.0, 0.0, 1e-9
            for i in range(world.n_states):
                part = world.hard[i] * (world.member[q, i] * alive + 1.0 - alive)
                power += part
                worth += part * world.worth[q, i] * p.benefit
                given += part * world.holding[q, i]
                weight += part * world.holding[q, i] * world.weighing[q, i]
                wish += part * world.stance[q, i]
            given = given / power
            minded = weight / power * (1.0 - fine) - given * fine
            strength = arms_control.enforcement_power(p.discount, mistaken, seen)
            slope = (strength - minded) * worth / power + given * feared
            deepest = depth_kept(slope, given * (1.0 + strength) + minded, wish / power)
            deepest = min(deepest, worth / power / given + 2.0 * loss, 1.0)
            depth = world.depth[q] if alive > 0.0 else deepest
            change.sustainable[q] += deepest
            for i in range(world.n_states):
                won, held, mind = world.worth[q, i] * p.benefit * depth, world.holding[q, i], world.weighing[q, i]
                cost = 0.5 * held * depth * depth
                edge = held * won + cost
                wish = p.duty + world.stance[q, i]
                slack = strength * (won - cost) - cost - (mind * (1.0 - fine) - fine) * edge
                change.willing[q, i] += quantal_response(slack + held * feared * depth + wish, p.noise)
                alone = max(world.on_supply[q], (1.0 - alive) * world.pivotal[q, i])
                gain = alone * won - cost - (1.0 - alone) * mind * edge
                change.joining[q, i] += quantal_response(gain + held * loss * depth + wish, p.noise)


def depth_kept(slope, bend, wish):
    r"""Largest depth x with $a x - c x^2/2 + d \ge 0$: $(a + \sqrt{a^2 + 2 c d}) / c$; 0 where there is none.

    With no wish d to be bound it is the sustainable depth of ``theory.treaty_depth``, $2 a / c$ or 0.
    """
    curve = max(bend, 1e-6)
    inner = slope * slope + 2.0 * curve * wish
    return max((slope + sqrt(max(inner, 0.0))) / curve, 0.0) if inner >= 0.0 else 0.0
