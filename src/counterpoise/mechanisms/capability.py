"""What a country's AI can do: computing, algorithms and talent together."""

# covers: T01

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import ai_capability


class Capability(Mechanism):
    r"""Capability is made of computing, algorithms and talent, in powers of ten: only differences have a meaning.

    $a_i = \log_{10} (C_i^{\alpha_C} Q_i^{\alpha_Q} H_i^{\alpha_H})$, in powers of ten of H100 equivalents. Algorithms
    leak from the frontier: with part $o_i$ of the leader's own progress (talent over the greatest talent) and leakage
    $\sigma$, in units of the frontier's yearly gain, a follower settles at $q_i = \sigma / (1 - o_i + \sigma)$ of the
    frontier, the rest point of $Q' = Q (1 + o_i (g - 1)) + \sigma (g - 1)(Q^* - Q)$. Talent counts in thousandths of
    the world's. Computed while the economy grows, from the computing a year began with, so that power can use it.
    Off, capability stays what it was.
    """

    phase = Phase.GROW
    cites = ("epoch2024", "ho2024", "pilz2025")

    a_compute = param(1.0, unit="exponent", source="assumed", doc="weight of computing; sets the unit")
    a_algorithms = param(Beta(8, 2), unit="exponent", source="assumed", doc="weight of algorithms beside computing")
    a_talent = param(Beta(3, 7), unit="exponent", source="assumed", doc="weight of talent beside computing")
    leakage = param(LogNormal(0.5, 2.0), unit="yearly gains", source="assumed", doc="how fast algorithms spread")

    @kernel
    def step(world, change, p, draw):
        most = 1e-6
        frontier = 10.0 ** world.algorithms[0]
        for i in range(world.n_states):
            most = max(most, world.talent[i])
        for i in range(world.n_states):
            behind = 1.0 - world.talent[i] / most
            leaked = p.leakage / (behind + p.leakage)
            change.capability[i] += ai_capability.capability(
                compute=1.0 + world.compute[i],
                algorithms=leaked * frontier,
                data=1.0,
                talent=1.0 + 1000.0 * world.talent[i],
                a_compute=p.a_compute,
                a_algorithms=p.a_algorithms,
                a_data=0.0,
                a_talent=p.a_talent,
            )

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.capability[i] += world.capability[i]
