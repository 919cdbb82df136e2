"""Armed forces get from private firms what the state's hold on them allows."""

# covers: F15

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .firm_fields import FIRST_HOLD, HOLD, PRIVATE


class PrivatePartners(Mechanism):
    r"""Where firms own the computing, forces adopt AI faster as the state's hold on firms grows, slower as it wanes.

    $\Delta u = k\,q_i (h_i - h_{i1})\,u (1 - u)$ in each channel, with q the part of the state's computing that firms
    own, and h its hold on them, now and in the first year: the bargains of the first year are in the pace of adoption
    as it is. Hold and part are last year's. Reduced form.
    """

    phase = Phase.GROW
    cites = ("roumate2022", "kobrin1987", "horowitz2010")
    declares = (PRIVATE, HOLD, FIRST_HOLD)

    service = param(
        LogNormal(1.5, 1.6),
        unit="1/year",
        source="assumed",
        doc="pace of adoption if firms went from nothing to all, k",
    )

    @kernel
    def step(world, change, p, draw):
        pace = zeros(world.n_states)
        for i in range(world.n_states):
            known = 1.0 if world.first_hold[i] > 0.0 and world.hold[i] > 0.0 else 0.0
            pace[i] = known * p.service * world.private[i] * (world.hold[i] - world.first_hold[i])
        for i in range(world.n_states):
            change.u_weapons[i] += pace[i] * world.u_weapons[i] * (1.0 - world.u_weapons[i])
            change.u_isr[i] += pace[i] * world.u_isr[i] * (1.0 - world.u_isr[i])
            change.u_cyber[i] += pace[i] * world.u_cyber[i] * (1.0 - world.u_cyber[i])
            change.u_command[i] += pace[i] * world.u_command[i] * (1.0 - world.u_command[i])
