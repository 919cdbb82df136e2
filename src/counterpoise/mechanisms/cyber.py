"""Rivals contest networks without end, and what they hold costs the other output."""

# covers: A20, T04, F08, F20, F46

from math import exp

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.theory import flipit

from .economy_fields import CYBER_LOSS


class CyberContest(Mechanism):
    r"""Attacker and defender retake networks at the rates of FlipIt; only the ratio of their costs decides who holds.

    AI cheapens moves: $k_A = k\,r\,e^{-(\gamma + \omega/2) u_A}$ and $k_D = k\,e^{-(\gamma - \omega/2) u_D}$ with u the
    adoption in cyber. Whether it favors offense ($\omega$) is disputed, so that prior is centered on zero. Retaliation
    adds to the attacker's cost as far as moves are attributed. Output is lost to all who are hostile together, in
    proportion to how far they hold the networks and to how far the economy runs on them.
    """

    phase = Phase.COERCE
    cites = ("vandijk2013", "fischerkeller2019", "schneider2019")
    declares = (CYBER_LOSS,)

    cost = param(LogNormal(0.1, 1.5), unit="year of control", source="assumed", doc="cost of a move, k")
    ratio = param(LogNormal(2.0, 1.5), unit="1", source="assumed", doc="attacker's cost over the defender's, r")
    cheaper = param(Uniform(0.0, 1.5), unit="log points", source="assumed", doc="cheapening by full adoption, gamma")
    tilt = param(Normal(0.0, 0.5), unit="log points", source="assumed", doc="advantage of AI to offense, omega")
    attribution = param(Beta(3, 7), unit="probability", source="assumed", doc="chance that a move is attributed")
    retaliation = param(
        LogNormal(0.1, 2.0), unit="year of control", source="assumed", doc="cost of retaliation, expected"
    )
    # covers: P11
    damage = param(LogNormal(0.001, 2.0), unit="share of output", source="assumed", doc="lost when rivals hold all")

    @kernel
    def step(world, change, p, draw):
        attack, defend = zeros(world.n_states), zeros(world.n_states)
        denied = zeros(world.n_dyads)
        for i in range(world.n_states):
            move = p.cost * p.ratio * exp(-(p.cheaper + 0.5 * p.tilt) * world.u_cyber[i])
            attack[i] = flipit.cost_under_retaliation(move, p.attribution, p.retaliation, 1.0)
            defend[i] = p.cost * exp(-(p.cheaper - 0.5 * p.tilt) * world.u_cyber[i])
        for e in range(world.n_dyads):
            hostile = max(world.rivalry[e], world.fear[e])
            denied[e] = hostile * flipit.equilibrium_control(attack[world.src[e]], defend[world.dst[e]])
        for i in range(world.n_states):
            safe = 1.0
            for e in range(world.first[i], world.first[i + 1]):
                safe *= 1.0 - denied[world.rev[e]]  # type: ignore[assignment]
            exposed = 0.5 + 0.5 * world.automation[i]
            change.cyber_loss[i] += p.damage * exposed * (1.0 - safe)
