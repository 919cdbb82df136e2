"""How free a state is from one-sided dependence on foreign technology."""

# covers: P05

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal
from counterpoise.theory import sovereignty

from .economy_fields import FIRST_ENDOWMENT


class Sovereignty(Mechanism):
    r"""Sovereignty is what dependence leaves: computing of one's own eases it, controls worsen it.

    $TS_i = 1 - F_i^2 (1 + b\,e_i)$ with foreign supply $F_i = \sqrt{D_i} - \eta (n_{it} - n_{i0})$, D the dependence of
    the base year (one supplier of everything is 1) and $n = c / (c + y)$ the endowment with computing: a state's part
    in the world's computing beside its part in output, now and in the first year. What controls withheld last year
    shows the dependence to be one-sided, so that it counts for more. Off: dependence stays as it was.
    """

    phase = Phase.MEASURE
    cites = ("roumate2022", "edler2020", "farrellnewman2019")
    declares = (FIRST_ENDOWMENT,)

    ease = param(LogNormal(0.4, 1.6), unit="1", source="assumed", doc="foreign supply replaced by own endowment, eta")
    bite = param(LogNormal(0.5, 2.0), unit="1", source="assumed", doc="how much more dependence counts when used, b")

    @kernel
    def step(world, change, p, draw):
        computing, output = 0.0, 0.0
        for i in range(world.n_states):
            computing += world.compute[i]
            output += world.gdp[i]
        for i in range(world.n_states):
            own = world.compute[i] / max(computing, 1.0)
            endowment = (own + 1e-9) / (own + world.gdp[i] / output + 1e-9)
            first = world.first_endowment[i] if world.first_endowment[i] > 0.0 else endowment
            change.first_endowment[i] += first
            foreign = max(0.0, world.dependence[i] ** 0.5 - p.ease * (endowment - first))
            used = foreign * (1.0 + p.bite * world.restricted[i]) ** 0.5
            change.sovereignty[i] += sovereignty.technological_sovereignty(suppliers=1.0, foreign=min(used, 1.0))

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.sovereignty[i] += 1.0 - world.dependence[i]
