"""People who can make AI free a state from those who make it elsewhere."""

# covers: P06, F18, C15

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .skill_fields import FIRST_SKILLED


class DataSovereignty(Mechanism):
    r"""Education makes human resources, and these make a state sovereign over its data and technology (Roumate 2022).

    $\Delta TS_i = \eta_h (n_{it} - n_{i0})$ with the endowment with talent $n = h / (h + y)$: a state's part in the
    world's AI research beside its part in output, now and in the first year. Reduced form.
    """

    phase = Phase.MEASURE
    cites = ("roumate2022", "edler2020")
    declares = (FIRST_SKILLED,)

    ease = param(
        LogNormal(0.15, 1.6), unit="1", source="assumed", doc="sovereignty gained by an endowment of one, eta_h"
    )

    @kernel
    def step(world, change, p, draw):
        talent, output = 1e-9, 1e-9
        for i in range(world.n_states):
            talent += world.talent[i]
            output += world.gdp[i]
        for i in range(world.n_states):
            skilled = world.talent[i] / talent
            endowment = (skilled + 1e-9) / (skilled + world.gdp[i] / output + 1e-9)
            first = world.first_skilled[i] if world.first_skilled[i] > 0.0 else endowment
            change.first_skilled[i] += first
            change.sovereignty[i] += p.ease * (endowment - first)
