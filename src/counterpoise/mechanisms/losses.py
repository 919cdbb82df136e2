"""What conflict and accidents cost in output."""

from math import exp, log1p

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal

from .economy_fields import CYBER_LOSS, FOUGHT
from .vocabulary import CLASH, FORCE, NUCLEAR, WAR


class Losses(Mechanism):
    r"""Each rung of escalation costs several times the one below; accidents and cyber operations add to it.

    A state loses $d\,r^{\ell - 4}$ of its output on rung $\ell$ with one rival ($\ell = 4$ is war), times twice
    the rival's part in their joint hard power (one at parity), in nuclear use without regard to it; what is left after
    one loss is exposed to the next: $1 - \prod (1 - loss)$. Losses stay within what can be lost in a year. Those from
    clashes upwards are also counted alone, as arms are lost with them.
    """

    phase = Phase.SETTLE
    cites = ("hirshleifer1989", "armstrong_bostrom_shulman2016", "vandijk2013")
    declares = (CYBER_LOSS, FOUGHT)

    major = param(LogNormal(0.05, 1.6), unit="share of output", source="assumed", doc="lost in a year of war, d")
    step_up = param(
        LogNormal(20.0, 1.3), unit="1", source="assumed", doc="a rung's cost over that of the rung below, r"
    )
    accident = param(LogNormal(0.0005, 3.0), unit="share of output", source="assumed", doc="lost in a serious accident")
    most = param(Beta(8, 8), unit="share of output", source="assumed", doc="most that can be lost in a year")

    @kernel
    def step(world, change, p, draw):
        kept, unhurt = zeros(world.n_states), zeros(world.n_states)
        spared = log1p(-p.accident / (1.0 + p.accident))
        for i in range(world.n_states):
            kept[i] = (1.0 - min(world.cyber_loss[i], 1.0)) * exp(spared * world.accidents[i])
            unhurt[i] = 1.0
        clash, nuclear = p.major / p.step_up, p.major * p.step_up
        force = clash / p.step_up
        threat = force / p.step_up
        for e in range(world.n_dyads):
            if world.rung[e] > 0.5:
                i, j = world.src[e], world.dst[e]
                # the chance that j wins a contest of ratio as decisive as 1, which is j's part in what both have
                part = (world.hard[j] + 1e-9) / (world.hard[i] + world.hard[j] + 2e-9)
                weight = 1.0 if world.rung[e] >= NUCLEAR else 2.0 * part
                cost = of_rung(world.rung[e], threat, force, clash, p.major, nuclear)
                left = 1.0 - min(weight * cost, p.most)
                kept[i] *= left
                unhurt[i] *= left if world.rung[e] >= CLASH else 1.0
        for i in range(world.n_states):
            change.loss[i] += min(1.0 - kept[i], p.most)
            change.fought[i] += min(1.0 - unhurt[i], p.most)


def of_rung(rung, threat, force, clash, war, nuclear):
    """What belongs to a rung, of five values in their order."""
    low = threat if rung < FORCE else force
    high = war if rung < NUCLEAR else nuclear
    return low if rung < CLASH else (clash if rung < WAR else high)
