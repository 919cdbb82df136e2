"""What each state would gain by keeping an agreement, and how deep an agreement could be kept."""

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import treaty_depth

from .conflict_fields import SUSTAINABLE, WILLING
from .quantal import quantal_response


class TreatyIncentives(Mechanism):
    r"""States sign what they would keep: verification, enforcement and relative gains decide (Downs et al. 1996).

    Slack of state i at depth x: $\Delta R - (T - R) - k_i (T - S)$ with $R = b_i x - x^2/2$, $T = b_i x$, $S = -x^2/2$,
    $\Delta = \delta\pi(\beta - \alpha) / (1 - \delta (1 - \pi\alpha))$: $\pi$ is the chance that a signal is punished,
    $b_i$ the worth of binding the part of what i fears that the agreement binds, k the mean weight of relative gains
    towards those in it. Willingness is a quantal response on slack and a sense of duty. What could be sustained is the
    depth at which the members, weighted by power, have no slack. Where no agreement is in force, states weigh one that
    binds all. Off: nobody is willing, and no depth is sustained.
    """

    phase = Phase.COERCE
    cites = ("downs1996", "green1984", "grieco1988", "maas2019", "mckelvey_palfrey1995")
    declares = (SUSTAINABLE, WILLING)

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
        gains, bound = zeros(world.n_states), zeros(world.n_states)
        for q in range(world.n_regimes):
            alive = world.alive[q]
            for i in range(world.n_states):
                feared, partners, gained, tied = 0.0, 0.0, 0.0, 0.0
                for e in range(world.first[i], world.first[i + 1]):
                    inside = world.member[q, world.dst[e]] * alive + 1.0 - alive
                    feared += world.fear[e]
                    partners += inside
                    gained += inside * world.relative_gains[e]
                    tied += inside * world.fear[e]
                gains[i] = gained / max(partners, 1.0)
                bound[i] = tied * p.benefit / (feared + 1e-6)
            seen = min(max(world.detection[q] + p.inspection, 0.0), 1.0) * p.punishment
            mistaken = world.false_alarm[q] * p.punishment
            power, worth, weight = 1e-9, 0.0, 0.0
            for i in range(world.n_states):
                part = world.hard[i] * (world.member[q, i] * alive + 1.0 - alive)
                power += part
                worth += part * bound[i]
                weight += part * gains[i]
            deepest = treaty_depth.sustainable_depth(worth / power, p.discount, mistaken, seen, weight / power)
            depth = world.depth[q] if alive > 0.0 else min(deepest, 1.0)
            change.sustainable[q] += min(deepest, 1.0)
            for i in range(world.n_states):
                slack = treaty_depth.depth_slack(depth, bound[i], p.discount, mistaken, seen, gains[i])
                change.willing[q, i] += quantal_response(slack + p.duty, p.noise)
