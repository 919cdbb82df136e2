"""Raids by armed groups strain the states on both sides of a border."""

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .conflict_fields import STRAIN
from .force_fields import NONSTATE, NONSTATE_FIRST


class NonstateRaids(Mechanism):
    r"""A state answers raids from a neighbor's ground: groups that no state commands make disputes between states.

    The log odds of a dispute between neighbors rise by $b\,(\Delta N_i + \Delta N_j) / 2$, with $\Delta N$ what armed
    groups hold beyond what they held in the base year, which the record of the pair contains. Reduced form.
    """

    phase = Phase.COERCE
    cites = ("horowitz2010", "veilleuxlepage2022")
    declares = (STRAIN, NONSTATE, NONSTATE_FIRST)

    blame = param(LogNormal(0.7, 1.8), unit="log odds", source="assumed", doc="strain if groups on both sides hold all")

    @kernel
    def step(world, change, p, draw):
        new = zeros(world.n_states)
        for i in range(world.n_states):
            new[i] = p.blame * 0.5 * (world.nonstate[i] - world.nonstate_first[i])
        for i in range(world.n_states):
            for e in range(world.first[i], world.first[i + 1]):
                change.strain[e] += world.contiguous[e] * (new[i] + new[world.dst[e]])
