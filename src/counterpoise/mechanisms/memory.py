"""Disputes are remembered, and forgotten in time."""

from math import exp

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .conflict_fields import EXPECTED, HAZARD, carried


class DisputeMemory(Mechanism):
    r"""A pair remembers its disputes, half as well after every half-life (the shadow that conflict casts).

    $M_{t+1} = 2^{-1/h} M_t + begun_t$; what was to be expected is $E_{t+1} = 2^{-1/h} E_t + hazard_t$, $E_0 = M_0$.
    Disputes of others that a pair was drawn into are not its own and do not count, as no hazard expects them. Reduced
    form; that past disputes foretell new ones is the best established regularity of dyadic conflict.
    """

    phase = Phase.SETTLE
    cites = ("palmer_et_al2021",)
    declares = (HAZARD, EXPECTED)

    half_life = param(
        LogNormal(10.0, 1.275), unit="year", source="estimated:recurrence", doc="time in which half is forgotten"
    )

    @kernel
    def step(world, change, p, draw):
        kept = exp(-0.6931472 / p.half_life)
        for e in range(world.n_dyads):
            change.memory[e] += world.onset[e] - world.joined[e] - (1.0 - kept) * world.memory[e]
            change.expected[e] += kept * carried(world.expected[e], world.memory[e]) + world.hazard[e]
