"""How far each state would keep an agreement, and how deep an agreement could be kept."""

# covers: F34, F35, F47

from counterpoise.core.maths import sqrt
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import arms_control, treaty_depth

from .conflict_fields import SUSTAINABLE, WILLING
from .quantal import quantal_response
from .regime_fields import AGENT, RESOLVE, SHARED_LOSS, STANCE, WEIGHING, WORTH


class TreatyIncentives(Mechanism):
    r"""States sign what they would keep: verification, enforcement and relative gains decide (Downs et al. 1996).

    Slack of state i at depth x: $\Delta R - (T - R) - k_i (T - S)$ with $R = b_i x - x^2/2$, $T = b_i x$, $S = -x^2/2$,
    $\Delta = \delta\pi(\beta - \alpha) / (1 - \delta (1 - \pi\alpha))$: $\pi$ is the chance that a signal is punished,
    by members as far as they are resolved or by an agent above them, who also takes back from a violator seen what it
    gains over others; $b_i$ and $k_i$ are its worth to i and i's weight on others' gains. A violation may bring a loss
    upon all, h b a unit of depth: $h b x (1 + 2\Delta)$ is added, the game turning from a dilemma to a stag hunt. A
    sense of duty is added, and a stance: what votes and acts of the base year show of i's wish to be bound. Willingness
    is a quantal response. What could be sustained is the depth at which the members, weighted by power, have no slack
    but their duty, and no deeper than they want. Off: nobody is willing, and no depth is sustained.
    """

    phase = Phase.COERCE
    cites = ("downs1996", "green1984", "grieco1988", "maas2019", "saghir2025", "mckelvey_palfrey1995")
    declares = (SUSTAINABLE, WILLING, WORTH, WEIGHING, STANCE, RESOLVE, AGENT, SHARED_LOSS)

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
            power, worth, weight, wish = 1e-9, 0.0, 0.0, 0.0
            for i in range(world.n_states):
                part = world.hard[i] * (world.member[q, i] * alive + 1.0 - alive)
                power += part
                worth += part * world.worth[q, i] * p.benefit
                weight += part * world.weighing[q, i]
                wish += part * world.stance[q, i]
            minded = weight / power * (1.0 - fine) - fine
            strength = arms_control.enforcement_power(p.discount, mistaken, seen)
            slope = (strength - minded) * worth / power + feared
            deepest = depth_kept(slope, 1.0 + strength + minded, wish / power)
            deepest = min(deepest, worth / power + 2.0 * loss, 1.0)
            depth = world.depth[q] if alive > 0.0 else deepest
            change.sustainable[q] += deepest
            for i in range(world.n_states):
                slack = treaty_depth.depth_slack(
                    depth, world.worth[q, i] * p.benefit, p.discount, mistaken, seen,
                    world.weighing[q, i] * (1.0 - fine) - fine,
                )  # fmt: skip
                wanted = slack + feared * depth + p.duty + world.stance[q, i]
                change.willing[q, i] += quantal_response(wanted, p.noise)


def depth_kept(slope, bend, wish):
    r"""Largest depth x with $a x - c x^2/2 + d \ge 0$: $(a + \sqrt{a^2 + 2 c d}) / c$; 0 where there is none.

    With no wish d to be bound it is the sustainable depth of ``theory.treaty_depth``, $2 a / c$ or 0.
    """
    curve = max(bend, 1e-6)
    inner = slope * slope + 2.0 * curve * wish
    return max((slope + sqrt(max(inner, 0.0))) / curve, 0.0) if inner >= 0.0 else 0.0
