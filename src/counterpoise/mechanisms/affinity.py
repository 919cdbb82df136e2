"""Friends grow alike, adversaries drift apart, slowly."""

from math import sqrt

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal

VOTES = "bailey_strezhnev_voeten2017"

LIKE_NORMAL = 3.4641016
"""A uniform draw stretched by it has a standard deviation of 1; over some years it is as good as a normal one."""


class AffinityDrift(Mechanism):
    r"""Agreement drifts toward a common level, up between allies, down under export controls and after disputes.

    $\Delta a_{ij} = \chi(\bar a - a_{ij}) + [b_A\,ally - b_E\,control - b_M\,M/(1 + M)]\,2\sqrt{a(1 - a)} + \sigma z$,
    alike for both sides of a pair: the stricter control counts, and one draw serves both. Reduced form.
    """

    phase = Phase.SETTLE
    cites = (VOTES,)

    pull = param(
        LogNormal(0.0235, 1.335), unit="1/year", source="estimated:votes", doc="drift toward the common level, chi"
    )
    common = param(Normal(0.955, 0.0282), unit="0 to 1", source="estimated:votes", doc="common level of agreement")
    bond = param(LogNormal(0.003, 1.6), unit="1/year", source="assumed", doc="drift together of allies")
    rift = param(LogNormal(0.006, 1.6), unit="1/year", source="assumed", doc="drift apart under a full export control")
    grudge = param(
        LogNormal(0.006, 1.6), unit="1/year", source="assumed", doc="drift apart of those with many disputes"
    )
    spread = param(LogNormal(0.0296, 1.085), unit="1/year", source="estimated:votes", doc="chance movement in a year")

    @kernel
    def step(world, change, p, draw):
        apart, luck = zeros(world.n_pairs), zeros(world.n_pairs)
        for k in range(world.n_pairs):
            luck[k] = p.spread * LIKE_NORMAL * (draw.uniform(world.pair_id[k]) - 0.5) + p.pull * p.common
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            control = max(world.export_control[e], world.export_control[back])
            remembered = 0.5 * (world.memory[e] + world.memory[back])
            apart[k] = p.rift * control + p.grudge * remembered / (1.0 + remembered)
        for e in range(world.n_dyads):
            push = p.bond * world.alliance[e] - apart[world.pair[e]]
            room = 2.0 * sqrt(max(world.affinity[e] * (1.0 - world.affinity[e]), 0.0))
            change.affinity[e] += push * room + (luck[world.pair[e]] - p.pull * world.affinity[e])
