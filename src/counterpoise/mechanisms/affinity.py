"""States move in votes, friends grow alike, adversaries drift apart, slowly."""

from math import sqrt

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .heavy_tails import laplace
from .luck_fields import LARGEST_DISTANCE, POSITION

VOTES = "bailey_strezhnev_voeten2017"


class AffinityDrift(Mechanism):
    r"""Agreement follows the positions of states, and rises between allies, falls under export controls and disputes.

    A state moves in all its pairs at once: $\Delta p_i = -\chi (p_i - \bar p) + b e_i$, with luck e of Laplace's
    distribution, of scale one. Agreement was $1 - |p_i - p_j| / 5.8$ at the start and moves by what that moves, and
    $\Delta a_{ij} = [b_A\,ally - b_E\,control - b_M\,M/(1 + M)]\,2\sqrt{a(1 - a)}$ beyond it, alike for both sides: the
    stricter control counts. The pull $\chi$ keeps positions from scattering for ever. Reduced form.
    """

    phase = Phase.SETTLE
    cites = (VOTES,)
    declares = (POSITION,)

    pull = param(
        LogNormal(0.0195, 1.159), unit="1/year", source="estimated:votes", doc="pull of positions to their mean, chi"
    )
    spread = param(
        LogNormal(0.1029, 1.0368),
        unit="ideal points/year",
        source="estimated:votes",
        doc="mean size of a state's luck, b",
    )
    bond = param(LogNormal(0.003, 1.6), unit="1/year", source="assumed", doc="drift together of allies")
    rift = param(LogNormal(0.006, 1.6), unit="1/year", source="assumed", doc="drift apart under a full export control")
    grudge = param(
        LogNormal(0.006, 1.6), unit="1/year", source="assumed", doc="drift apart of those with many disputes"
    )

    @kernel
    def step(world, change, p, draw):
        after, middle = zeros(world.n_states), 0.0
        nearer, apart = zeros(world.n_pairs), zeros(world.n_pairs)
        for i in range(world.n_states):
            middle += world.position[i] / float(world.n_states)
        for i in range(world.n_states):
            luck = p.spread * laplace(draw.uniform(world.state_id[i]))
            after[i] = world.position[i] - p.pull * (world.position[i] - middle) + luck
            change.position[i] += after[i] - world.position[i]
        for k in range(world.n_pairs):
            e, back, i, j = world.first_of[k], world.second_of[k], world.one_of[k], world.other_of[k]
            nearer[k] = abs(world.position[i] - world.position[j]) - abs(after[i] - after[j])
            remembered = 0.5 * (world.memory[e] + world.memory[back])
            control = max(world.export_control[e], world.export_control[back])
            apart[k] = p.rift * control + p.grudge * remembered / (1.0 + remembered)
        for e in range(world.n_dyads):
            push = p.bond * world.alliance[e] - apart[world.pair[e]]
            change.affinity[e] += nearer[world.pair[e]] / LARGEST_DISTANCE + push * room(world.affinity[e])


def room(agreement):
    """How far agreement can move, one at the middle and none at the ends."""
    return 2.0 * sqrt(max(agreement * (1.0 - agreement), 0.0))
