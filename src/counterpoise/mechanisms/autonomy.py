"""How far the human is taken out of the loop."""

# covers: P27, F25

from counterpoise.core.maths import log, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal

from .regime_fields import ON_WEAPONS


class Autonomy(Mechanism):
    r"""Speed and threat take the human out of the loop, agreements keep him in (Horowitz 2019; Maas 2019).

    The share of military decisions left to machines moves towards
    $\bar u\,\sigma(b_0 + b_v \ln v + b_\theta D) (1 - R)$: no more than adoption of weapons and command allows, more
    of that with the tempo v of crises and the dilemma D, and less by the restraint of agreements in force,
    $R_i = 1 - \prod_q (1 - r\,a_q x_q\,compliance_{qi})$ over those i is a member of, with their depth x, as far as
    they are about autonomous weapons, a. Off: autonomy stays as it is.
    """

    phase = Phase.DECIDE
    cites = ("horowitz2019", "altmann2017", "maas2019")
    declares = (ON_WEAPONS,)

    leaning = param(
        Normal(-0.5, 0.5), unit="log odds", source="assumed", doc="use made of what adoption allows, in calm"
    )
    haste = param(LogNormal(1.0, 1.6), unit="log odds", source="assumed", doc="weight of the log tempo of crises")
    pressure = param(LogNormal(1.0, 1.6), unit="log odds", source="assumed", doc="weight of the security dilemma")
    restraint = param(
        LogNormal(0.6, 1.3), unit="share", source="assumed", doc="what a deep agreement, kept, takes away"
    )
    pace = param(LogNormal(0.2, 1.5), unit="1/year", source="assumed", doc="pace at which forces are changed")

    @kernel
    def step(world, change, p, draw):
        held = zeros(world.n_states)
        for q in range(world.n_regimes):
            reach = min(p.restraint, 1.0) * world.alive[q] * world.depth[q] * world.on_weapons[q]
            if reach > 0.0:
                for i in range(world.n_states):
                    held[i] += (1.0 - held[i]) * reach * world.member[q, i] * world.compliance[q, i]
        speed = log(world.tempo[0]) if world.tempo[0] > 0.0 else 0.0
        for i in range(world.n_states):
            wanted = logistic(p.leaning + p.haste * speed + p.pressure * world.dilemma[i])
            possible = 0.5 * (world.u_weapons[i] + world.u_command[i])
            change.autonomy[i] += min(p.pace, 1.0) * (possible * wanted * (1.0 - held[i]) - world.autonomy[i])
