"""States that depend on others for their technology invest to be free of them."""

# covers: F01, F48, C04

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal


class SovereigntyDrive(Mechanism):
    r"""The race for technological sovereignty: the less a state has, the faster its investment in AI grows (Roumate).

    $\Delta s_i = s_i\,[d\,(1 - TS_i) + b\,e_i]\,(1 - s_i / \bar s)$, with technological sovereignty TS and the share
    e of new computing that is withheld, both last year's: to depend is a motive, to be cut off a greater one.
    Reduced form.
    """

    phase = Phase.GROW
    cites = ("roumate2022", "edler2020", "farrellnewman2019")

    drive = param(LogNormal(0.03, 2.0), unit="1/year", source="assumed", doc="growth of spending at no sovereignty, d")
    defiance = param(
        LogNormal(0.05, 2.0), unit="1/year", source="assumed", doc="growth of spending if all is withheld, b"
    )
    ceiling = param(LogNormal(0.02, 1.5), unit="share of output", source="assumed", doc="most that an economy invests")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            share = world.spending[i]
            push = p.drive * (1.0 - world.sovereignty[i]) + p.defiance * world.restricted[i]
            change.spending[i] += share * min(push, 0.5) * max(1.0 - share / p.ceiling, 0.0)
