"""Disputes are remembered, and forgotten in time."""

from math import exp

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal


class DisputeMemory(Mechanism):
    r"""A pair remembers its disputes, half as well after every half-life (the shadow that conflict casts).

    $M_{t+1} = 2^{-1/h} M_t + onset_t$. Reduced form; that past disputes foretell new ones is the best established
    regularity of dyadic conflict.
    """

    phase = Phase.SETTLE
    cites = ("palmer_et_al2021",)

    half_life = param(LogNormal(8.0, 1.4), unit="year", source="assumed", doc="time in which half is forgotten")

    @kernel
    def step(world, change, p, draw):
        forgotten = 1.0 - exp(-0.6931472 / p.half_life)
        for e in range(world.n_dyads):
            change.memory[e] += world.onset[e] - forgotten * world.memory[e]
