"""What agreements in force do to their members, and a club of suppliers to others."""

# covers: F23, F47, F48

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .regime_fields import ON_COMMAND, ON_CONDUCT, ON_FRONTIER, ON_SUPPLY, ON_WEAPONS
from .society_fields import NORM


class Obligations(Mechanism):
    r"""Members do what they agreed on, as far as it is deep and as far as they keep it (Downs et al. 1996; Maas 2019).

    With $r_{qi} = x_q\,compliance_{qi}$ a member of an agreement in force gives up, a year, the parts $l r$ of its
    autonomous weapons and, where it has nuclear weapons, $h r$ of AI in command; the parts $s r$ of the safety and
    $g r$ of the norm that it lacks are added; each as far as the agreement is about it. Members of a club of suppliers
    bring their export controls on an outsider up to the strictest among them, by $c r$ a year. Compliance is last
    year's. What agreements do to the human in the loop is in ``Autonomy``, what to leaks in ``NonstateHolders``. Off:
    words without deeds.
    """

    phase = Phase.GOVERN
    cites = ("downs1996", "maas2019", "drezner1999", "finnemoresikkink1998")
    declares = (NORM, ON_WEAPONS, ON_COMMAND, ON_FRONTIER, ON_SUPPLY, ON_CONDUCT)

    limits = param(LogNormal(0.06, 1.8), unit="1/year", source="assumed", doc="weapons a deep agreement removes, l")
    control = param(LogNormal(0.1, 1.8), unit="1/year", source="assumed", doc="AI in nuclear command it removes, h")
    care = param(LogNormal(0.1, 1.8), unit="1/year", source="assumed", doc="missing safety a deep accord adds, s")
    closing = param(LogNormal(0.1, 1.8), unit="1/year", source="assumed", doc="gap to the strictest closed, c")
    example = param(LogNormal(0.02, 1.8), unit="1/year", source="assumed", doc="missing adherence deep rules add, g")

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            reach = world.alive[q] * world.depth[q]
            if reach > 0.0:
                weapons, command = p.limits * world.on_weapons[q], p.control * world.on_command[q]
                frontier, conduct = p.care * world.on_frontier[q], p.example * world.on_conduct[q]
                for i in range(world.n_states):
                    kept = reach * world.member[q, i] * world.compliance[q, i]
                    armed = 1.0 if world.warheads[i] > 0.0 else 0.0
                    change.u_weapons[i] -= part(weapons, kept) * world.u_weapons[i]
                    change.u_command[i] -= part(command * armed, kept) * world.u_command[i]
                    change.safety[i] += part(frontier, kept) * (1.0 - world.safety[i])
                    change.norm[i] += part(conduct, kept) * (1.0 - world.norm[i])
                if world.on_supply[q] > 0.0:
                    strictest = zeros(world.n_states)
                    for i in range(world.n_states):
                        if world.member[q, i] > 0.0:
                            for e in range(world.first[i], world.first[i + 1]):
                                j = world.dst[e]
                                strictest[j] = max(strictest[j], world.export_control[e])
                    for j in range(world.n_states):
                        strictest[j] = strictest[j] * (1.0 - world.member[q, j])  # nothing is closed to a member
                    for i in range(world.n_states):
                        kept = part(p.closing * world.on_supply[q], reach * world.member[q, i] * world.compliance[q, i])
                        if kept > 0.0:
                            for e in range(world.first[i], world.first[i + 1]):
                                behind = max(strictest[world.dst[e]] - world.export_control[e], 0.0)
                                change.export_control[e] += kept * behind


def part(pace, kept):
    """What is done in a year, at a pace and as far as the agreement is kept; no more than all."""
    return min(pace * kept, 1.0)
