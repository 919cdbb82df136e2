"""Arms are bought, wear out and are lost."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .economy_fields import FOUGHT


class MilitaryStock(Mechanism):
    r"""Military capital by perpetual inventory: what is spent adds to it, a part wears out, war destroys a part.

    $M_{t+1} = (1 - \delta)(1 - \lambda\,b_t) M_t + m_t Y_t$: all military expenditure counts, as in the base year's
    stock. Output lost in battle, b, stands for arms lost, multiplied by $\lambda$ because armies bear the brunt; it is
    last year's. Sanctions, accidents and hard times destroy no arms.
    """

    phase = Phase.SETTLE
    cites = ("sipri_milex2025",)
    declares = (FOUGHT,)

    worn = param(LogNormal(0.07, 1.2), unit="1/year", source="assumed", doc="share of military capital worn out, delta")
    brunt = param(
        LogNormal(2.0, 1.5), unit="1", source="assumed", doc="arms lost for each share of output lost in battle, lambda"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            left = (1.0 - min(p.worn, 0.5)) * (1.0 - min(p.brunt * world.fought[i], 0.9))
            change.military_stock[i] += world.milex_share[i] * world.gdp[i] - (1.0 - left) * world.military_stock[i]
