"""How free a state is from one-sided dependence on foreign technology."""

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import sovereignty

from .economy_fields import FIRST_SHARE


class Sovereignty(Mechanism):
    r"""Sovereignty is what dependence leaves: a growing part in the world's computing eases it, controls worsen it.

    $TS_i = 1 - F_i^2$ with foreign supply $F_i = \sqrt{D_i}\,(c_{i0} / c_{it})^{\eta}$, D the dependence of the base
    year (one supplier of everything is 1) and c the part in the world's computing, then and now. What controls withheld
    last year shows the dependence to be one-sided and makes it count for more, $1 + b\,e_i$. Off: dependence stays as
    it was.
    """

    phase = Phase.MEASURE
    cites = ("roumate2022", "edler2020", "farrellnewman2019")
    declares = (FIRST_SHARE,)

    ease = param(Beta(2, 6), unit="exponent", source="assumed", doc="how far a growing part in computing frees")
    bite = param(LogNormal(0.5, 2.0), unit="1", source="assumed", doc="how much more dependence counts when used")

    @kernel
    def step(world, change, p, draw):
        total = 0.0
        share = zeros(world.n_states)
        for i in range(world.n_states):
            total += world.compute[i]
        for i in range(world.n_states):
            share[i] = world.compute[i] / max(total, 1.0) + 1e-6
        for i in range(world.n_states):
            first = world.first_share[i] if world.first_share[i] > 0.0 else share[i]
            change.first_share[i] += first
            imported = world.dependence[i] ** 0.5 * (first / share[i]) ** p.ease
            counted = imported * (1.0 + p.bite * world.restricted[i]) ** 0.5
            change.sovereignty[i] += sovereignty.technological_sovereignty(suppliers=1.0, foreign=min(counted, 1.0))

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.sovereignty[i] += 1.0 - world.dependence[i]
