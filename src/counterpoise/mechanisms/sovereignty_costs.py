"""What is denied to a state costs it output as far as it depends on others."""

# covers: F09, C07

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .economy_fields import TREND_KEPT
from .skill_fields import EXPOSED


class SovereigntyCosts(Mechanism):
    r"""Sovereignty is what makes coercion dear to the coercer rather than to the coerced (Roumate; Farrell & Newman).

    $\Delta loss_i = d\,\max(x_i - f x_{i1}, 0)$ with what is denied by dependence, $x = e (1 - TS)$: e the computing
    withheld by export controls, TS technological sovereignty. What was denied in the first year is in the state's own
    trend, as far as that still counts (f, ``Growth``). Markets that sanctions close cost what ``SanctionCosts`` says.
    """

    phase = Phase.SETTLE
    cites = ("roumate2022", "farrellnewman2019", "drezner1999")
    declares = (EXPOSED, TREND_KEPT)

    damage = param(
        LogNormal(0.02, 1.8), unit="share of output", source="assumed", doc="lost in a year if all is denied, d"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            denied = world.restricted[i] * (1.0 - world.sovereignty[i])
            # a flow that is carried on, one higher so that nil is told from not yet known
            first = world.exposed[i] if world.exposed[i] > 0.0 else 1.0 + denied
            change.exposed[i] += first
            change.loss[i] += min(p.damage * max(denied - world.trend_kept[0] * (first - 1.0), 0.0), 0.5)
