"""Firms race one another; their homes get the safety that firms afford."""

# covers: A18, F49

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import race_to_precipice

from .conflict_fields import carried
from .effort import level_kept
from .firm_fields import FIRM_COMPUTE, FIRM_EFFORT_LEVEL, FIRM_SAFETY, HOLD, PRIVATE


class FirmSafety(Mechanism):
    r"""Firms that race skimp on safety, the more the closer they are (Armstrong et al. 2016), as far as homes let them.

    A firm is in the race by its computing beside the greatest, $r_f = (C_f / C^*)^{1/b}$, and meets $1 + r_f \sum_g
    r_g$ teams. The race's equilibrium, $E = \min\{1, \mu / (n e)\}$ with n two or more, calls for $\min\{s_{f0} E /
    E_0, a\}$, 0 being the first year: what else makes firms differ stays. Effort moves to a mixture of that and of its
    home's own effort, by the home's hold. The home's effort moves to that of its firms by the part of computing they
    own. Off: firms keep their effort, and homes are not moved by it.
    """

    phase = Phase.DECIDE
    cites = ("armstrong_bostrom_shulman2016",)
    declares = (FIRM_SAFETY, FIRM_EFFORT_LEVEL, FIRM_COMPUTE, HOLD, PRIVATE)

    band = param(LogNormal(1.0, 1.5), unit="1", source="assumed", doc="how far behind is still in the race")
    enmity = param(Beta(5.0, 5.0), unit="0 to 1", source="assumed", doc="what a firm loses if another is first")
    dispersion = param(LogNormal(1.0, 1.6), unit="safety", source="assumed", doc="what a lead in capability is worth")
    attainable = param(Beta(8.0, 2.0), unit="0 to 1", source="assumed", doc="the most safety that effort can reach")
    pace = param(LogNormal(0.2, 1.5), unit="1/year", source="assumed", doc="pace at which firms follow their race")
    spread = param(LogNormal(0.1, 1.6), unit="1/year", source="assumed", doc="pace at which homes follow their firms")

    @kernel
    def step(world, change, p, draw):
        racing, afforded, owned = zeros(world.n_firms), zeros(world.n_states), zeros(world.n_states)
        most, racers = 1e-6, 0.0
        for f in range(world.n_firms):
            most = max(most, world.firm_compute[f])
        for f in range(world.n_firms):
            racing[f] = max(world.firm_compute[f] / most, 1e-9) ** (1.0 / p.band)
            racers += racing[f]
        for f in range(world.n_firms):
            i = world.home[f]
            teams = 1.0 + racing[f] * (racers - racing[f])
            effort = race_to_precipice.safety_without_information(max(teams, 2.0), p.enmity, p.dispersion)
            level = carried(world.firm_effort_level[f], world.firm_safety[f] / max(effort, 1e-6))
            alone = level_kept(level * effort, world.firm_safety[f], p.attainable)
            change.firm_effort_level[f] += level
            wanted = alone + world.hold[i] * (world.safety[i] - alone)
            change.firm_safety[f] += min(p.pace, 1.0) * (wanted - world.firm_safety[f])
            afforded[i] += world.firm_compute[f] * world.firm_safety[f]
            owned[i] += world.firm_compute[f]
        for i in range(world.n_states):
            if owned[i] > 0.0:
                gap = afforded[i] / owned[i] - world.safety[i]
                change.safety[i] += min(p.spread, 1.0) * world.private[i] * gap
