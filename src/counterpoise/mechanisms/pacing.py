"""How far law lags behind technology."""

# covers: F07

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Uniform

from .regime_fields import ON_WEAPONS
from .society_fields import ARMED_SHARE, BOUND_SHARE, NORM, OUTPACING, PACING_GAP
from .tallies import NONE, counted


class PacingGap(Mechanism):
    r"""Technology spreads, and norms and treaties follow or do not: their distance in years and their paces compared.

    The technology is available once autonomous weapons are at ``adopted`` or more in over ``available`` of states; law
    is in force while norm or agreement bind over ``force`` of the world's power, state i being bound as far as $\max\{
    n_i, x\,compliance_i\}$, x the depth of an agreement in force on such weapons. A year with the technology and no law
    adds one to the gap, a year with law and no technology takes one off. Outpacing is this year's growth of the
    power-weighted adoption less that of the power bound. It measures; nothing else reads it. Off: nothing is counted.
    """

    phase = Phase.SETTLE
    cites = ("finnemoresikkink1998", "maas2019")
    declares = (NORM, ON_WEAPONS, ARMED_SHARE, BOUND_SHARE, OUTPACING, PACING_GAP)

    adopted = param(0.25, unit="0 to 1", source="assumed", doc="adoption at which a state holds the technology")
    available = param(0.25, unit="share of states", source="assumed", doc="holders from which it is available")
    force = param(Uniform(0.4, 0.6), unit="share of power", source="assumed", doc="power bound from which law is")

    @kernel
    def step(world, change, p, draw):
        held = zeros(world.n_states)
        holders, armed, bound, power = NONE, 0.0, 0.0, 1e-9
        for i in range(world.n_states):
            held[i] = world.norm[i]
        for q in range(world.n_regimes):
            reach = world.alive[q] * world.on_weapons[q] * world.depth[q]
            if reach > 0.0:
                for i in range(world.n_states):
                    held[i] = max(held[i], reach * world.member[q, i] * world.compliance[q, i])
        for i in range(world.n_states):
            holders = counted(holders, world.u_weapons[i] >= p.adopted)
        for i in range(world.n_states):
            armed += world.hard[i] * world.u_weapons[i]
            bound += world.hard[i] * held[i]
            power += world.hard[i]
        armed /= power
        bound /= power
        there = 1.0 if float(holders) > p.available * float(world.n_states) else 0.0
        ruled = 1.0 if bound > p.force else 0.0
        change.pacing_gap[0] += there - ruled
        change.armed_share[0] += armed
        change.bound_share[0] += bound
        if world.armed_share[0] > 0.0:
            change.outpacing[0] += (armed - world.armed_share[0]) - (bound - world.bound_share[0])
