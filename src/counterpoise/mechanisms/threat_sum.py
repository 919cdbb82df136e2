"""The threat a state receives from all sides."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal


class ThreatSum(Mechanism):
    r"""The threat to a state is the military burden of those it fears, weighted by fear (Richardson 1960; Walt 1987).

    $\theta_i = \sum_j \theta_{ij} m_j / (\theta_0 + \sum_j \theta_{ij})$: the burden of the feared on average where
    fear is great, little where it is small, and no sum that grows with the number of neighbors alone.
    """

    phase = Phase.SUM_UP
    cites = ("richardson1960", "walt1987")

    calm = param(LogNormal(1.0, 1.5), unit="fear", source="assumed", doc="summed fear at which half the burden is felt")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            fears, burdens = 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                fears += world.fear[e]
                burdens += world.fear[e] * world.milex_share[world.dst[e]]
            change.threat[i] += burdens / (p.calm + fears)
