"""What better armed forces spare a side, and cost the other, on the battlefield."""

from counterpoise.core.maths import exp, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal
from counterpoise.theory import lanchester

from .force_fields import EDGE
from .tallies import tally
from .vocabulary import CLASH, WAR


class Attrition(Mechanism):
    r"""Numbers count by their square and AI in the rate at which each unit kills (Lanchester 1916).

    Sides at war fight for a year with their military stock, split over their wars; each unit of i destroys
    $r e^{\kappa (x_i - x_j) / 2}$ of the rival's, x the mean adoption of weapons, surveillance and command. Counted is
    what this leaves a side beyond what equal quality would leave it; the losses of an ordinary war are counted with its
    other costs. So the side with more AI keeps arms, and hard power, that it would have lost.
    """

    phase = Phase.SETTLE
    cites = ("lanchester1916", "hirshleifer1989", "saghir2025")
    declares = (EDGE,)

    rate = param(LogNormal(0.25, 1.6), unit="1/year", source="assumed", doc="arms lost in a year at parity, r")
    quality = param(LogNormal(1.1, 1.6), unit="log factor", source="assumed", doc="what full AI makes of a unit, kappa")

    @kernel
    def step(world, change, p, draw):
        wars = zeros(world.n_states)
        tally(world.rung, CLASH, world.src, wars)
        for i in range(world.n_states):
            if wars[i] > 0.0:
                kept = 0.0
                ours = adopted(world.u_weapons[i], world.u_isr[i], world.u_command[i])
                for e in range(world.first[i], world.first[i + 1]):
                    if world.rung[e] >= WAR:
                        j = world.dst[e]
                        own, rival = world.military_stock[i] / wars[i], world.military_stock[j] / wars[j]
                        lead = ours - adopted(world.u_weapons[j], world.u_isr[j], world.u_command[j])
                        better = exp(0.5 * p.quality * lead)
                        kept += left(own, rival, p.rate * better, p.rate / better) - left(own, rival, p.rate, p.rate)
                change.military_stock[i] += kept
                change.edge[i] += kept / max(world.military_stock[i], 1e-6)


def adopted(weapons, isr, command):
    """Mean adoption of what makes a unit deadlier."""
    return (weapons + isr + command) / 3.0


def left(own, rival, own_rate, rival_rate):
    """Own units after a year of battle under the square law."""
    return max(lanchester.square_strength(own, rival, own_rate, rival_rate, 1.0), 0.0)
