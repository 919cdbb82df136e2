"""What AI can do at the frontier soon becomes what machines do at home, if machines can be bought."""

# covers: F16

from math import exp

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal

from .economy_fields import AUTOMATED


class Automation(Mechanism):
    r"""A steady fraction of the tasks that AI could do and does not yet do is automated each year (Aghion et al. 2019).

    $\Delta\beta_i = \theta\,[\beta^*(a_i) - \beta_i]_+$ with what is possible a logistic curve of the capability within
    reach, $\beta^*(a) = 1 / (1 + e^{-(a - a_{1/2}) / w})$. Within reach is one's own capability and a part of the
    distance to the best, because the services of foreign models can be bought. Reduced form; capability is last year's.
    """

    phase = Phase.GROW
    cites = ("aghion2019", "erdil2025")
    declares = (AUTOMATED,)

    speed = param(LogNormal(0.12, 1.5), unit="1/year", source="assumed", doc="part of what is possible done in a year")
    halfway = param(
        Normal(13.0, 2.0), unit="log10 effective compute", source="assumed", doc="capability that can do half the tasks"
    )
    width = param(LogNormal(1.8, 1.3), unit="log10 effective compute", source="assumed", doc="how gradual the curve is")
    access = param(
        Beta(5, 3), unit="share", source="assumed", doc="part of the distance to the best that can be bought"
    )

    @kernel
    def step(world, change, p, draw):
        best = 0.0
        for i in range(world.n_states):
            best = max(best, world.capability[i])
        for i in range(world.n_states):
            reach = world.capability[i] + p.access * (best - world.capability[i])
            possible = 1.0 / (1.0 + exp(-(reach - p.halfway) / p.width))
            done = p.speed / (1.0 + p.speed) * max(0.0, possible - world.automation[i])
            change.automation[i] += done
            change.automated[i] += done
